//===- MaterializeArena.h - From planned allocations to slices --*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_MATERIALIZEARENA_H
#define IDEALLOC_LIB_TRANSFORMS_MATERIALIZEARENA_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace idealloc {

/// Turns the planned allocations of all functions in an op (or of the op) into
/// slices, as idealloc-materialize-arena does. `isSound` is asked once, when
/// everything else is checked and nothing written: whether no offsets clash; if
/// not, it has emitted errors. Fails, with errors and the IR unchanged, if that
/// is so or annotations are stale.
llvm::LogicalResult materializeArenas(mlir::Operation *top,
                                      llvm::function_ref<bool()> isSound);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_MATERIALIZEARENA_H
