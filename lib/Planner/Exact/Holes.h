//===- Holes.h - What holes in lifetimes leave to prove ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With gaps, buffers can conflict pairwise without ever being live together:
// LOAD is then below what the conflicts alone prove. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_HOLES_H
#define IDEALLOC_LIB_PLANNER_EXACT_HOLES_H

#include "Deadline.h"

namespace idealloc {

/// Takes out gaps that free nothing: all that is live within one conflicts with
/// its buffer anyway. The same buffers conflict as before, hence the plans are
/// the same; LOAD may rise. Cost: O(k log n) per gap with k buffers around it.
void closeUselessGaps(Problem &problem);

/// Buffers that conflict pairwise, and what they prove.
struct Clique {
  std::vector<size_t> buffers = {}; ///< Ascending; empty if none was found.
  Bytes bound = 0;                  ///< No plan of them has a makespan below.
  uint64_t work = 0;                ///< Spent, as Search::work counts.
};

/// The buffers in pairwise conflict that prove the highest bound, if that
/// exceeds `known`, a bound of the problem: the sum of their sizes and of what
/// is reserved below, with sizes rounded up as for alignedLoad. Exact unless
/// the work or the time is spent, then the best one found. Does nothing without
/// gaps, where LOAD is as good. Branch and bound with a bound by colouring, as
/// for cliques usual: Tomita and Seki (DMTCS 2003).
Clique heaviestClique(const Problem &problem, Bytes known, uint64_t workLimit,
                      const Deadline &deadline);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_HOLES_H
