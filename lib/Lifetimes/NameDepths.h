//===- NameDepths.h - How deep memory has names -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_NAMEDEPTHS_H
#define IDEALLOC_LIB_LIFETIMES_NAMEDEPTHS_H

#include "RootSets.h"

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/DenseMap.h"

namespace idealloc {

/// In which regions the memory of an origin has names. Cost: linear in the ops
/// and the aliases.
class NameDepths {
public:
  NameDepths(mlir::FunctionOpInterface function,
             llvm::ArrayRef<mlir::Value> origins, const RootSets &sets,
             OpFacts &facts);

  /// True if all names are nested in one op of the region, which runs in
  /// sequence with all that is around it.
  bool areInsideOneOp(unsigned origin, mlir::Region &region) const {
    return depths[origin] > depthOf(region);
  }

private:
  static constexpr unsigned notInSequence = ~0u;

  void findRegions(mlir::FunctionOpInterface function, OpFacts &facts);
  unsigned depthOf(mlir::Region &region) const {
    return depthOfRegion.lookup(&region);
  }

  llvm::DenseMap<mlir::Region *, unsigned> depthOfRegion;
  /// By origin: that of the outermost region in which it has a name.
  std::vector<unsigned> depths;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_NAMEDEPTHS_H
