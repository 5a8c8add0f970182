//===- ReportOthers.h - Memory outside of arenas -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_REPORTOTHERS_H
#define IDEALLOC_LIB_TRANSFORMS_REPORTOTHERS_H

#include "idealloc/Report/Report.h"

#include "mlir/IR/Operation.h"

namespace idealloc {

/// The account of each memory space: `idealloc.memories` of an op, with its
/// globals told apart, then the spaces that have no arena and so are not there.
/// Cost: O(ops).
std::vector<MemoryTotals> totalsOf(mlir::Operation *top);

/// All allocations without a lifetime, and why they have none, then all
/// globals. The reasons are derived again, without options of passes. Cost:
/// that of Lifetimes.
std::vector<OtherMemory> othersIn(mlir::Operation *top);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_REPORTOTHERS_H
