//===- AliasFlow.h - Where a buffer goes in one step ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_ALIASFLOW_H
#define IDEALLOC_LIFETIMES_ALIASFLOW_H

#include "mlir/IR/Value.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"

namespace idealloc {
class OpFacts;

/// The values that may refer to the memory of an operand because its op passes
/// it on: views, selects, arguments of blocks and regions, results of region
/// ops and of calls. Complete for every use that `classifyUse` does not call an
/// escape. Cost: O(operands and results of the op) for all of its operands, as
/// long as `facts` is the same.
llvm::SmallVector<mlir::Value, 2> aliasesThrough(mlir::OpOperand &use,
                                                 OpFacts &facts);

/// True if the terminator of a region passes the operand on to a region or a
/// result; false for what it uses otherwise, or where no interface tells.
bool isPassedOn(mlir::OpOperand &use,
                mlir::RegionBranchTerminatorOpInterface terminator);

/// Values and all that may refer to the memory of one of them, in order of
/// discovery. Cost: linear in them and their uses.
llvm::SmallVector<mlir::Value, 4>
allAliasesOf(llvm::ArrayRef<mlir::Value> memories);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_ALIASFLOW_H
