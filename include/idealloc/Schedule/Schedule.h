//===- Schedule.h - Orders of small peak, with a proof ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The answer of every rule that orders ops, the table of them, and the verifier
// that shares no code with any. None throws, none keeps state; same graph and
// options, same order. n is the number of ops, values and touches together.
// Algorithms, proofs and sources: docs/Schedule.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_SCHEDULE_SCHEDULE_H
#define IDEALLOC_SCHEDULE_SCHEDULE_H

#include "idealloc/Planner/Budget.h"
#include "idealloc/Planner/Plan.h"
#include "idealloc/Planner/Result.h"
#include "idealloc/Schedule/OpGraph.h"

#include <string_view>

namespace idealloc {

/// An order of all ops and what is known about it.
struct Schedule {
  /// Indices of ops, the first to run first. Keeps all constraints.
  std::vector<size_t> order = {};
  /// Of this order, in bytes.
  Bytes peak = 0;
  /// Proved: no order, and no orders of bodies, have a smaller peak.
  Bytes lowerBound = 0;
  /// Optimal: the peak is the bound. With a capacity: Infeasible if the bound
  /// exceeds it, Unknown if only the peak does. Feasible otherwise.
  Status status = Status::Unknown;
  /// Steps of search: a set of ops that was looked at, for each 256 ops once
  /// more, or a minimum cut among up to 16 ops.
  uint64_t work = 0;
};

struct ScheduleOptions {
  /// Uses `effort`, `timeLimit` and `stop`; nothing is random or threaded. A
  /// search that is stopped gives the best order so far.
  Budget budget = {};
  /// The order need not be better than this: search ends with the first order
  /// that fits, and if none can.
  std::optional<Bytes> capacity = std::nullopt;
  /// False if only the order is of use: no time goes into a bound then but for
  /// what each op needs alone.
  bool seeksBound = true;
};

/// The bytes in memory while each op runs, in the order in which they run.
/// `order` must hold all ops and keep all constraints. Cost: O(n).
std::vector<Bytes> memoryProfile(const OpGraph &graph,
                                 const std::vector<size_t> &order);

/// The largest of memoryProfile and of the bytes at the start.
Bytes peakOf(const OpGraph &graph, const std::vector<size_t> &order);

/// The order of smallest peak that the budget finds.
///
/// Never larger than the given order, nor than any other row of orderRules.
/// Takes the best of those; contracts, without loss, ops that some best order
/// runs one after another; bounds the peak over all orders by minimum cuts;
/// searches the sets of ops that may have run for the least peak; and if that
/// does not end within the budget, searches windows of the order around its
/// peak. Cost: O(n log n) and the budget, about 150,000 steps times `effort`;
/// above 8,192 ops only windows are searched.
Schedule scheduleOps(const OpGraph &graph, const ScheduleOptions &options = {});

/// A way to order ops.
struct OrderRule {
  std::string_view name;
  std::string_view summary; ///< One sentence.
  Schedule (*run)(const OpGraph &, const ScheduleOptions &);
};

/// All of them, in the order in which tools list them: `auto` is scheduleOps,
/// the others are linear or near it, and give the bound that a look at each op
/// alone gives.
std::span<const OrderRule> orderRules();

/// The rule of this name, or null.
const OrderRule *findOrderRule(std::string_view name);

/// "unknown order 'x'; known are ...".
std::string unknownOrderMessage(std::string_view name);

/// What `verify` found wrong.
enum class OrderFault {
  WrongCount,    ///< Not one place per op.
  NoSuchOp,      ///< An index is out of range.
  Repeated,      ///< An op runs twice.
  OutOfOrder,    ///< An op runs before one that must run before it.
  WrongPeak,     ///< The peak is not that of the order.
  BoundTooLarge, ///< The lower bound exceeds the peak.
  WrongStatus,   ///< Optimal, but the peak is not the bound; or not as the
                 ///< capacity says.
  NotOptimal,    ///< Bound too large: an order has a smaller peak.
};

struct OrderError {
  OrderFault fault;
  size_t first = 0;  ///< The op, where there is one.
  size_t second = 0; ///< OutOfOrder: the op that must run before it.
  /// One sentence with ids and numbers, no full stop.
  std::string message = {};
};

struct VerifyOrderOptions {
  std::optional<Bytes> capacity = std::nullopt;
  /// The lower bound is checked by listing all sets of ops that orders of a
  /// smaller peak can have run, up to so many of them; 0: it is not checked.
  /// Where there are more, the bound is taken on trust.
  size_t states = size_t(1) << 14;
};

/// Checks a schedule from scratch; nullopt means valid. Shares no code with any
/// rule. Cost: O(n log n), and O(n) for each set of ops.
std::optional<OrderError> verify(const OpGraph &graph, const Schedule &schedule,
                                 const VerifyOrderOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_SCHEDULE_SCHEDULE_H
