//===- AlignedLoad.h - A bound from alignments ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_ALIGNEDLOAD_H
#define IDEALLOC_LIB_PLANNER_EXACT_ALIGNEDLOAD_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// A proved lower bound on the makespan, 0 if all alignments have no common
/// divisor but 1. Let g be that divisor: every offset is a multiple of g. Of
/// the buffers live at one instant, each but the highest takes its size rounded
/// up to g before the next can begin, so the highest ends at or above the sum
/// of the rounded sizes less the padding of the one with the most. (The sum
/// alone would be no bound.) Reserved ranges are left aside. Cost: O((n + gaps)
/// log n).
Bytes alignedLoad(const Problem &problem);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_ALIGNEDLOAD_H
