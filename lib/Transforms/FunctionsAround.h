//===- FunctionsAround.h - Which function an op is in -----------*- C++ -*-===//
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_FUNCTIONSAROUND_H
#define IDEALLOC_LIB_TRANSFORMS_FUNCTIONSAROUND_H

#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include <optional>

namespace idealloc {

/// The functions that ops are in, and the data layouts there. Cost, of all
/// questions together: each op around one that was asked for is looked at once,
/// however deep they are nested. Valid until the IR changes.
class FunctionsAround {
public:
  /// The closest; null if there is none.
  mlir::FunctionOpInterface of(mlir::Operation *op);
  /// The data layout of the function, of the symbol table if there is none.
  /// Valid until the next call; searched for where the function is not the
  /// same as in the last call.
  const mlir::DataLayout &layoutAt(mlir::Operation *op);

private:
  llvm::DenseMap<mlir::Operation *, mlir::FunctionOpInterface> known;
  mlir::Operation *place = nullptr;
  std::optional<mlir::DataLayout> layout;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_FUNCTIONSAROUND_H
