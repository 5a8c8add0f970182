//===- ConflictSet.h - Why a capacity is too small --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Few buffers that cannot fit the capacity together, private to the planner. A
// set is irreducible if no proof is left once any one buffer is taken out of
// it; there may be other sets, and smaller ones.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_CONFLICTSET_H
#define IDEALLOC_LIB_PLANNER_CONFLICTSET_H

#include "idealloc/Planner/Problem.h"

#include <functional>

namespace idealloc {

/// Buffers whose own lower bound, that of subproblem(problem, set), exceeds the
/// capacity; ascending and irreducible with regard to it. One buffer if one
/// suffices: of those the one with the highest bound. Else, of all instants,
/// the one at which the fewest buffers exceed the capacity less its reserved
/// bytes, the earliest of equals, and there the largest buffers.
///
/// The problem is well-formed and has a capacity. Where its lower bound does
/// not exceed that, every buffer is returned. Cost: O((n + gaps) log n) time,
/// plus O(n) per reserved range; O(n + gaps) memory.
std::vector<size_t> boundConflictSet(const Problem &problem);

/// The deletion filter: takes buffers out of a set that is proved not to fit,
/// as long as `provedUnfit` still proves it of the rest. It is asked about
/// subproblems with the buffers in ascending order. The answer ascends and is
/// irreducible with regard to `provedUnfit`, even where that fails to prove
/// more of a set than of its subset. To give up early, let it answer false.
///
/// Takes out halves, quarters and so on, of the set ordered by begin of
/// lifetime, then single buffers, the smallest first. Cost: for a set of n and
/// an answer of k, about 2 k log2(n / k) + 3 k calls where proofs of subsets
/// hold for sets, at worst O(n^2) calls, each for a copy of at most n buffers.
std::vector<size_t>
shrinkConflictSet(const Problem &problem, std::vector<size_t> set,
                  const std::function<bool(const Problem &)> &provedUnfit);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_CONFLICTSET_H
