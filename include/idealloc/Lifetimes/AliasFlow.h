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

/// The values that may refer to the memory of an operand because its op passes
/// it on: views, selects, arguments of blocks and regions, results of region
/// ops and of calls. Complete for every use that `classifyUse` does not call an
/// escape. Cost: O(operands and results of the op).
llvm::SmallVector<mlir::Value, 2> aliasesThrough(mlir::OpOperand &use);

/// True if the terminator of a region passes the operand on to a region or a
/// result; false for what it uses otherwise, or where no interface tells.
bool isPassedOn(mlir::OpOperand &use,
                mlir::RegionBranchTerminatorOpInterface terminator);

/// A value and all that may refer to its memory, in order of discovery. Cost:
/// linear in them and their uses.
llvm::SmallVector<mlir::Value, 4> allAliasesOf(mlir::Value memory);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_ALIASFLOW_H
