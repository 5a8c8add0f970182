//===- Exact.h - Exact search -----------------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The smallest plan and its proof. Contract of every planner: Plan.h; the
// method: docs/Exact.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_EXACT_H
#define IDEALLOC_PLANNER_EXACT_H

#include "idealloc/Planner/Budget.h"
#include "idealloc/Planner/Plan.h"

namespace idealloc {

/// The rules by which the exact search leaves out branches. Each is sound,
/// alone and in any combination, for every problem: with alignments, pins,
/// reserved ranges and gaps. Switching one off never changes an answer, only
/// the effort. Statements and proofs: docs/Exact.md.
struct ExactRules {
  bool canonicalOrder = true;   ///< Offsets along a branch never decrease.
  bool sectionInference = true; ///< Floor plus unplaced sizes fit, everywhere.
  bool unplacedFloor = true;    ///< Floors rise to the lowest minimum offset.
  bool monotonicFloor = true;   ///< No floor is below the offset just used.
  bool oneMachine = true;       ///< Minimum offsets as release times.
  bool dominance = true;        ///< Never leave a gap that a buffer would fit.
  bool hatless = true;          ///< What has no unplaced conflict, goes now.
  bool decomposition = true;    ///< Solve independent times independently.
  bool reorderParts = true;     ///< Each part by its own residual totals.
  bool identical = true;        ///< One order of interchangeable buffers.
  bool stackedTwins = true;     ///< One order of stacked equal lifetimes.
  bool reduction = true;        ///< What surely finds room is placed last.
};

/// The orders of the runs of exact search, and how long these are.
enum class ExactRestarts {
  Random, ///< Some plain orders, between them randomised ones; lengths as in
          ///< Luby's sequence.
  Static, ///< MiniMalloc's: by width W, area A and largest section total T, in
          ///< turn WAT, TAW and TWA, each for 2n nodes, then 4n, 8n, ...
};

struct ExactOptions {
  /// Effort 1 is about a second of one thread; the seed is that of the
  /// randomised orders of restarts, without effect on Static.
  Budget budget = {};
  ExactRules rules = {};
  ExactRestarts restarts = ExactRestarts::Random;
  /// Stop as soon as the capacity is met, or proved too small, instead of going
  /// on to the smallest makespan. Without a capacity it has no effect.
  bool decideOnly = false;
};

/// Branch and bound with restarts, after what planAuto does before it.
/// Minimises by itself: decides the lower bound first, then capacities between
/// it and the best plan, and parts of that plan again; every proof that one is
/// too small raises the bound to the next makespan that is possible at all.
/// What surely finds room is placed last. Components that share no time are
/// planned separately, equal ones once.
/// Those with LOAD bytes live all the time are first tried as tilings, where
/// restarts are Random.
///
/// Objective: makespan. Guarantee: Optimal and Infeasible are proved; Feasible
/// and Unknown mean that the budget ended first, with the best plan and the
/// best proved bound. Cost: exponential at worst, bounded by the budget; memory
/// O(n + c + d), c the number of conflicting pairs and d the sum of the lists
/// along one branch, at most n^2 / 2. Of components with more than 10,000
/// buffers or 2^23 conflicting pairs only windows of time are searched, and
/// parts placed by valleys.
/// Sources: Moffitt, MiniMalloc (ASPLOS 2023), for most of the rules; Carlier,
/// The one-machine sequencing problem (EJOR 11, 1982), for oneMachine; Luby,
/// Sinclair, Zuckerman (IPL 47, 1993), for the restarts.
Plan planExact(const Problem &problem, const ExactOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_PLANNER_EXACT_H
