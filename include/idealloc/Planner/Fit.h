//===- Fit.h - First fit, best fit and the best of them ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One placement of all buffers in a fixed order, and many of them. Contract of
// every planner: Plan.h.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_FIT_H
#define IDEALLOC_PLANNER_FIT_H

#include "idealloc/Planner/Budget.h"
#include "idealloc/Planner/Plan.h"

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
  Last = ConflictsSize,
};

/// Every order, in the order of the enumeration.
std::vector<Order> allOrders();

/// The indices of all buffers in this order. Cost: O(n log n).
std::vector<size_t> placementOrder(const Problem &problem, Order order);

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
Plan planFirstFit(const Problem &problem, Order order = Order::Size);

/// Best fit: as first fit, but each buffer goes to the smallest free range that
/// holds it (the lowest of equals), and above all conflicting buffers only if
/// there is none.
///
/// Objective, guarantee, cost and failure: those of planFirstFit.
Plan planBestFit(const Problem &problem, Order order = Order::Size);

/// The trivial cases, then first fit and best fit in every order; the smallest
/// plan is kept, the first one of equals. Stops at the lower bound.
///
/// A decode (one placement of all buffers) costs one unit of work per buffer
/// and per placed buffer it looks at, and is cut short once it cannot beat the
/// best plan. No decode starts once effort * 2^23 units are spent, the first
/// one excepted, so that large inputs get fewer orders. With a hundred buffers
/// live at once that is every decode up to about 3,000 buffers, eight at
/// 10,000 and one from 100,000. The most successful orders come first.
///
/// Objective: makespan. Guarantee: optimal in the trivial cases, else none.
/// Cost: that of planFirstFit times the decodes. Status Unknown when no decode
/// fits a capacity that no bound rules out.
Plan planGreedy(const Problem &problem, const Budget &budget = {});

} // namespace idealloc

#endif // IDEALLOC_PLANNER_FIT_H
