//===- Reduction.h - What surely finds room ---------------------*- C++ -*-===//
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A buffer that finds room whatever the others do need not be searched: it is
// set aside first and placed last. Private to the planner; the proof is in
// docs/Exact.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_REDUCTION_H
#define IDEALLOC_LIB_PLANNER_EXACT_REDUCTION_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// The buffers of a problem, each in one of the two.
struct Reduction {
  std::vector<size_t> kept;  ///< Ascending.
  std::vector<size_t> aside; ///< In the order in which they were set aside.
};

/// Sets buffers aside, one after the other. Each has room below `bound` beside
/// those that are kept and those that were set aside after it, wherever they
/// are. With a lower bound of the problem, the smallest makespan of what is
/// kept, or the bound if that is larger, is the smallest of all. Pinned buffers
/// are kept. Cost: O(n log n) time, O(n) memory.
Reduction reduce(const Problem &problem, Bytes bound);

/// Places what was set aside, the last first, each at the lowest place that is
/// free; `offsets` are those of all buffers, and valid for what is kept. Cost:
/// that of a first fit.
void placeAside(const Problem &problem, const Reduction &reduction,
                std::vector<Bytes> &offsets);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_REDUCTION_H
