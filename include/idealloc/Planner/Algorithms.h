//===- Algorithms.h - Offset-assignment algorithms --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function per algorithm. All take a well-formed Problem (see check) and
// return a Plan that satisfies verify, but for the capacity when the status is
// Infeasible or Unknown. None throws, none keeps state, all are deterministic.
// n is the number of buffers. Terms: docs/Planner.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_ALGORITHMS_H
#define IDEALLOC_PLANNER_ALGORITHMS_H

#include "idealloc/Planner/Plan.h"

#include <span>

namespace idealloc {

/// The order in which first fit and best fit visit the buffers that are not
/// pinned. The length of a lifetime is its hull: gaps are not subtracted. All
/// remaining ties go to the lowest index.
enum class Order {
  Size,          ///< Largest first.
  SizeLifetime,  ///< Largest first, then longest.
  SizeBegin,     ///< Largest first, then earliest.
  Lifetime,      ///< Longest first.
  LifetimeSize,  ///< Longest first, then largest.
  Area,          ///< Largest size times length first.
  AreaSize,      ///< Largest size times length first, then largest.
  Begin,         ///< Earliest first.
  BeginSize,     ///< Earliest first, then largest.
  BeginLifetime, ///< Earliest first, then longest.
  Conflicts,     ///< Most buffers with intersecting hulls first.
  ConflictsSize, ///< Most conflicts first, then largest.
};

/// Every order, in the order of the enumeration.
std::span<const Order> allOrders();

/// The indices of all buffers in this order. Cost: O(n log n).
std::vector<size_t> placementOrder(const Problem &problem, Order order);

struct FitOptions {
  Order order = Order::Size;
};

/// First fit: pinned buffers go to their pins; then each buffer, in the given
/// order, to the lowest aligned free range among the buffers already placed
/// that conflict with it and the reserved ranges.
///
/// Objective: makespan. Guarantee: none (heuristic). Cost: O((n + c) log n)
/// time, O(n) memory; c is the number of conflicting pairs, which are never
/// stored; each reserved range adds O(n). Source: Knuth, The Art of Computer
/// Programming, vol. 1, section 2.5; with Order::Size "greedy by size" of
/// Pisarchyk and Lee, arXiv:2001.03288. Fails (status Unknown) when its one
/// plan exceeds a capacity that no bound rules out.
Plan planFirstFit(const Problem &problem, const FitOptions &options = {});

/// Best fit: as first fit, but each buffer goes to the smallest free range that
/// holds it (the lowest of equals), and above all conflicting buffers only if
/// there is none.
///
/// Objective, guarantee, cost and failure: those of planFirstFit.
Plan planBestFit(const Problem &problem, const FitOptions &options = {});

//===----------------------------------------------------------------------===//
// Trivial cases. Each returns a plan whose makespan equals the lower bound, or
// nullopt when its case does not apply. A problem is *plain* when it has no
// pins, no reserved ranges, no gaps, and every alignment divides every size;
// without that OPT may exceed LOAD (two buffers of 3 bytes at alignment 2, live
// together: LOAD 6, OPT 7). Cost of each: O(n log n) time, O(n) memory.
//===----------------------------------------------------------------------===//

/// No two buffers conflict: each goes to its pin or to the lowest aligned place
/// clear of the reserved ranges. Applies to every problem, plain or not:
/// nothing else competes for that place, so no plan is smaller.
std::optional<Plan> planDisjoint(const Problem &problem);

/// Plain, and all sizes are equal: interval colouring in rows of that size.
/// Visiting buffers by begin and reusing any free row opens a new row only when
/// all are in use at that instant, so rows * size = LOAD.
std::optional<Plan> planEqualSizes(const Problem &problem);

/// Plain, and at most two buffers are live at any instant: each goes to offset
/// 0 or ends at LOAD, whichever side the other live buffer does not hold. Two
/// that are live together sum to at most LOAD, so they do not meet.
std::optional<Plan> planAtMostTwo(const Problem &problem);

/// Plain, and any two lifetimes are nested or disjoint: a stack. Each buffer
/// sits on the innermost one that encloses it; its end is the sum of the sizes
/// live when it begins, which is at most LOAD.
std::optional<Plan> planLaminar(const Problem &problem);

/// Plain, and all buffers are live at one instant: stacked by index. Their sum
/// is LOAD.
std::optional<Plan> planOneInstant(const Problem &problem);

/// The first of the trivial cases above that applies.
std::optional<Plan> planTrivial(const Problem &problem);

struct GreedyOptions {
  /// Scales the work budget below; 1 is the default.
  double effort = 1.0;
};

/// The trivial cases, then first fit and best fit in every order; the smallest
/// plan is kept, the first one of equals. Stops at the lower bound.
///
/// A decode (one placement of all buffers) costs one unit of work per buffer
/// and per placed buffer it looks at, and is cut short once it cannot beat the
/// best plan. No decode starts once effort * 2^23 units are spent, the first
/// one excepted, so that large inputs get fewer orders. With a hundred buffers
/// live at once that is all 24 decodes up to about 3,000 buffers, eight at
/// 10,000 and one from 100,000. The most successful orders come first.
///
/// Objective: makespan. Guarantee: optimal in the trivial cases, else none.
/// Cost: that of planFirstFit times the decodes. Status Unknown when no decode
/// fits a capacity that no bound rules out.
Plan planGreedy(const Problem &problem, const GreedyOptions &options = {});

//===----------------------------------------------------------------------===//
// The boxing allocator.
//===----------------------------------------------------------------------===//

/// Where the critical points of boxing come from.
enum class BoxingSearch {
  Tree,   ///< Monte Carlo tree search over them.
  Random, ///< Each drawn anew.
};

/// What boxing does beyond the theorems, which leave the order of rows and the
/// last epsilon open. None changes a guarantee; what each is worth is measured
/// in docs/Boxing.md.
struct BoxingRules {
  bool drawEpsilon = true; ///< The last epsilon is a choice, else the largest.
  bool largestLowest = true; ///< Rows with the largest buffers are lowest.
  bool shakeRows = true;     ///< That up to a factor: a choice for each row.
  bool rowsByArea = true;    ///< Rows in boxes by area or not: a choice.
  bool lowestFirst = true;   ///< Tightening places the lowest buffer next.
  bool dummyJob = false;     ///< Where sizes differ by a factor below 2216.5,
                             ///< the dummy job of the reference.
};

struct BoxingOptions {
  BoxingRules rules = {};
  /// Iterations, at least 1: one boxing with one placement of all buffers, or
  /// one further placement of them, by repair or as fallback. Unset: effort *
  /// 1000, but not more than effort * 2^27 units of work pay for, a buffer
  /// placed or a placed buffer looked at; at least 2.
  std::optional<uint64_t> iterations = std::nullopt;
  BoxingSearch search = BoxingSearch::Tree;
  /// Independent trees, at least 1, that share the iterations. More find more
  /// in many iterations and less in few.
  uint64_t trees = 2;
  /// Improve the best plan of each tree by exchanging buffers.
  bool repair = true;
  /// Also try first fit by size, then length, as one more iteration.
  bool fallback = true;
  /// Epsilon of the last boxing, between 0 and 0.618: sizes in one class differ
  /// by up to a factor of 1 + epsilon. Unset: a choice of each boxing.
  std::optional<double> epsilon = std::nullopt;
  /// Scales the default number of iterations.
  double effort = 1.0;
  /// Seed of everything randomised. Equal seeds give equal plans.
  uint64_t seed = 0;
  /// Threads; the plan is the same for every number. 0: one per core.
  unsigned threads = 1;
  /// Seconds of wall clock, off by default: with it, plans depend on the clock.
  std::optional<double> timeLimit = std::nullopt;
};

/// The trivial cases, then the boxing allocator again and again; the smallest
/// plan is kept. A boxing puts all buffers into boxes of one height, boxes in
/// boxes if need be, and takes them out row by row, which gives each a loose
/// offset. Tightening places them anew in the order of these: in the first run
/// by first fit, later, without pins, reserved ranges and gaps, always what can
/// be placed lowest (lib/Planner/Skyline.h). Stops at the lower bound.
///
/// Where there are two iterations or more, the second is the fallback. Where
/// there is repair, each tree spends the first half of its share on boxings and
/// the rest on exchanging buffers in the order of its best plan
/// (lib/Planner/LocalSearch.h). With `search` Random and without repair, run k
/// is the same however many there are.
///
/// Objective: makespan. Guarantee: optimal in the trivial cases; without pins
/// and reserved ranges no larger than the first loose offsets, in theory LOAD *
/// (1 + O((largest size / LOAD)^(1/7))); with a fallback and two iterations no
/// larger than first fit by size. Alignments hold for boxes and loose offsets
/// too. Gaps are filled by boxing and used by tightening. Pinned buffers are
/// not boxed: they and reserved ranges are obstacles for tightening, the loose
/// offsets an order and no more. Where n of the last boxes could end above
/// 2^62, nothing is boxed and the fallback is repaired. Cost of one iteration:
/// O((n + c) log n) time, c the number of conflicting pairs, which are never
/// stored; O(n) memory for each tree. Source: Buchsbaum, Karloff, Kenyon,
/// Reingold, Thorup, "OPT versus LOAD in dynamic storage allocation" (STOC
/// 2003); docs/Boxing.md. Fails (status Unknown) when no iteration fits a
/// capacity that no bound rules out.
Plan planBoxing(const Problem &problem, const BoxingOptions &options = {});

//===----------------------------------------------------------------------===//
// Exact search.
//===----------------------------------------------------------------------===//

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
};

/// The orders of the runs of exact search, and how long these are.
enum class ExactRestarts {
  Random, ///< Some plain orders, between them randomised ones; lengths as in
          ///< Luby's sequence.
  Static, ///< MiniMalloc's: by width W, area A and largest section total T, in
          ///< turn WAT, TAW and TWA, each for 2n nodes, then 4n, 8n, ...
};

struct ExactOptions {
  ExactRules rules = {};
  ExactRestarts restarts = ExactRestarts::Random;
  /// Scales the work budget; 1 is about a second of one thread.
  double effort = 1.0;
  /// Seed of the randomised orders of restarts; without effect on Static.
  uint64_t seed = 0;
  /// Threads; the plan is the same for every number. 0: one per core.
  unsigned threads = 1;
  /// Stop as soon as the capacity is met, or proved too small, instead of going
  /// on to the smallest makespan. Without a capacity it has no effect.
  bool decideOnly = false;
  /// Seconds of wall clock, off by default: with it, plans depend on the clock.
  std::optional<double> timeLimit = std::nullopt;
};

/// Branch and bound with restarts. Minimises by itself: decides the lower bound
/// first, then capacities between it and the best plan; every proof that one is
/// too small raises the bound to the next makespan that is possible at all.
/// Components that share no time are planned separately, equal ones once.
///
/// Objective: makespan. Guarantee: Optimal and Infeasible are proved; Feasible
/// and Unknown mean that the budget ended first, with the best plan and the
/// best proved bound. Cost: exponential at worst, bounded by the budget; memory
/// O(n + c + d), c the number of conflicting pairs and d the sum of the lists
/// along one branch, at most n^2 / 2. Components with more than 10,000 buffers
/// or 2^23 conflicting pairs are not searched. Sources: Moffitt, MiniMalloc
/// (ASPLOS 2023), for most of the rules; Carlier, The one-machine sequencing
/// problem (EJOR 11, 1982), for oneMachine; Luby, Sinclair, Zuckerman (IPL 47,
/// 1993), for the restarts.
Plan planExact(const Problem &problem, const ExactOptions &options = {});

//===----------------------------------------------------------------------===//
// The portfolio.
//===----------------------------------------------------------------------===//

struct AutoOptions {
  /// Scales every work budget; 1 ends within about a second for a thousand
  /// buffers.
  double effort = 1.0;
  /// Seed of everything randomised. Equal seeds give equal plans.
  uint64_t seed = 0;
  /// Threads; the plan is the same for every number. 0: one per core.
  unsigned threads = 1;
  /// Seconds of wall clock, off by default: with it, plans depend on the clock.
  std::optional<double> timeLimit = std::nullopt;
};

/// What pays, in turn, until the lower bound is met: the trivial cases, two
/// decodes of planGreedy, exact search for a sixteenth of the budget, the other
/// decodes, local improvement of the best order, exact search for the rest.
///
/// Objective: makespan. Guarantee: Optimal and Infeasible are proved; never
/// worse than planGreedy up to 10,000 buffers. Cost: bounded by the budget,
/// about a second of one thread; above 10,000 buffers at most about ten times
/// one first fit, of which decodes get five, and a second for search.
Plan planAuto(const Problem &problem, const AutoOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_PLANNER_ALGORITHMS_H
