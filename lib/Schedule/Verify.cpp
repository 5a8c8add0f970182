//===- Verify.cpp - Checks an order from scratch --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the graph alone, and shares nothing with what orders ops: lifetimes are
// intervals of places here, and memory is what they add up to.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Schedule/Schedule.h"

#include <algorithm>
#include <set>

using namespace idealloc;

namespace {

/// Distinct ops that touch a value.
std::vector<size_t> touchersOf(const GraphValue &value) {
  std::set<size_t> ops(value.users.begin(), value.users.end());
  if (value.producer)
    ops.insert(*value.producer);
  return {ops.begin(), ops.end()};
}

/// The bytes that an op saves in place, if `isGone` says of which sources no
/// other op has need.
template <typename IsGone>
Bytes savedBy(const OpGraph &graph, size_t op, IsGone isGone) {
  Bytes saved = 0;
  std::set<size_t> targets;
  for (const InPlacePair &pair : graph.ops[op].inPlace)
    targets.insert(pair.target);
  for (size_t target : targets) {
    Bytes best = 0;
    for (const InPlacePair &pair : graph.ops[op].inPlace)
      if (pair.target == target && isGone(pair.source))
        best = std::max(best, std::min(graph.values[pair.source].bytes,
                                       graph.values[target].bytes));
    saved += best;
  }
  return saved;
}

/// The peak over the intervals in which values live: place 0 is the start, op
/// at place p of the order runs at p + 1, and behind the last is the end.
Bytes peakByIntervals(const OpGraph &graph, const std::vector<size_t> &order) {
  const size_t end = order.size() + 1;
  std::vector<size_t> placeOf(order.size());
  for (size_t p = 0; p < order.size(); ++p)
    placeOf[order[p]] = p + 1;
  std::vector<Bytes> change(end + 2);
  std::vector<size_t> lasts;
  for (const GraphValue &value : graph.values) {
    size_t first = value.isInput ? 0 : end + 1;
    size_t last = value.isOutput ? end : 0;
    for (size_t op : touchersOf(value)) {
      first = std::min(first, placeOf[op]);
      last = std::max(last, placeOf[op]);
    }
    lasts.push_back(last);
    const bool isNever = first == end + 1 || (last == 0 && first == 0);
    if (isNever)
      continue;
    change[first] += value.bytes;
    change[last + 1] -= value.bytes;
  }
  Bytes live = 0, peak = 0;
  for (size_t p = 0; p <= end; ++p) {
    live += change[p];
    Bytes now = live;
    if (p > 0 && p < end) {
      const size_t op = order[p - 1];
      now += graph.ops[op].extra -
             savedBy(graph, op, [&](size_t v) { return lasts[v] == p; });
    }
    peak = std::max(peak, now);
  }
  return peak;
}

/// Looks for an order whose peak is below a bound, in a breadth-first list of
/// all sets of ops that such orders can have run.
class SetsOfOps {
public:
  SetsOfOps(const OpGraph &graph, Bytes below)
      : graph(graph), below(below), needs(graph.ops.size()) {
    for (const GraphValue &value : graph.values) {
      touchers.push_back(touchersOf(value));
      for (size_t op : touchers.back())
        if (value.producer && op != *value.producer)
          needs[op].insert(*value.producer);
    }
    for (size_t op = 0; op < graph.ops.size(); ++op)
      needs[op].insert(graph.ops[op].after.begin(), graph.ops[op].after.end());
  }

  enum class Answer { Exists, ExistsNot, TooMany };
  Answer find(size_t most) const {
    using Set = std::vector<bool>;
    std::set<Set> level = {Set(graph.ops.size())};
    if (bytes(*level.begin(), std::nullopt) >= below)
      return Answer::ExistsNot;
    size_t seen = 1;
    for (size_t ran = 0; ran < graph.ops.size(); ++ran) {
      std::set<Set> next;
      for (const Set &done : level)
        for (size_t op = 0; op < graph.ops.size(); ++op) {
          if (!isReady(op, done) || bytes(done, op) >= below)
            continue;
          Set more = done;
          more[op] = true;
          seen += next.insert(std::move(more)).second;
          if (seen > most)
            return Answer::TooMany;
        }
      level = std::move(next);
    }
    return level.empty() ? Answer::ExistsNot : Answer::Exists;
  }

private:
  bool isReady(size_t op, const std::vector<bool> &done) const {
    return !done[op] && std::ranges::all_of(needs[op], [&](size_t other) {
      return done[other];
    });
  }

  /// Bytes in memory when `done` have run and `op`, if any, runs.
  Bytes bytes(const std::vector<bool> &done, std::optional<size_t> op) const {
    Bytes sum = 0;
    auto ranOrRuns = [&](size_t other) { return done[other] || op == other; };
    auto isToRun = [&](size_t other) { return !done[other]; };
    for (size_t v = 0; v < graph.values.size(); ++v)
      if ((graph.values[v].isInput ||
           std::ranges::any_of(touchers[v], ranOrRuns)) &&
          (graph.values[v].isOutput ||
           std::ranges::any_of(touchers[v], isToRun)))
        sum += graph.values[v].bytes;
    if (!op)
      return sum;
    return sum + graph.ops[*op].leastExtra.value_or(graph.ops[*op].extra) -
           savedBy(graph, *op, [&](size_t v) {
             return !graph.values[v].isOutput &&
                    std::ranges::all_of(touchers[v], ranOrRuns);
           });
  }

  const OpGraph &graph;
  Bytes below;
  std::vector<std::set<size_t>> needs;
  std::vector<std::vector<size_t>> touchers;
};

class OrderChecker {
public:
  OrderChecker(const OpGraph &graph, const Schedule &schedule)
      : graph(graph), schedule(schedule), placeOf(graph.ops.size()) {}

  bool order() {
    const std::vector<size_t> &order = schedule.order;
    if (order.size() != graph.ops.size())
      return fail(OrderFault::WrongCount, 0, 0,
                  "the order has " + std::to_string(order.size()) +
                      " ops, the graph " + std::to_string(graph.ops.size()));
    std::vector<bool> seen(order.size());
    for (size_t p = 0; p < order.size(); ++p) {
      if (order[p] >= order.size())
        return fail(OrderFault::NoSuchOp, order[p], 0,
                    "the order names op #" + std::to_string(order[p]) + " of " +
                        std::to_string(order.size()));
      if (seen[order[p]])
        return fail(OrderFault::Repeated, order[p], 0,
                    "op " + opName(graph, order[p]) + " runs twice");
      seen[order[p]] = true;
      placeOf[order[p]] = p;
    }
    return constraints();
  }

  bool peak() {
    const Bytes peak = peakByIntervals(graph, schedule.order);
    if (peak == schedule.peak)
      return true;
    return fail(OrderFault::WrongPeak, 0, 0,
                "the peak is " + std::to_string(peak) + " bytes, not " +
                    std::to_string(schedule.peak));
  }

  bool claims(const VerifyOrderOptions &options) {
    if (schedule.lowerBound > schedule.peak)
      return fail(OrderFault::BoundTooLarge, 0, 0,
                  "the lower bound " + std::to_string(schedule.lowerBound) +
                      " exceeds the peak " + std::to_string(schedule.peak));
    const Bytes most = options.capacity.value_or(schedule.peak);
    const Status expected = schedule.lowerBound > most ? Status::Infeasible
                            : schedule.peak > most     ? Status::Unknown
                            : schedule.peak == schedule.lowerBound
                                ? Status::Optimal
                                : Status::Feasible;
    if (schedule.status != expected)
      return fail(OrderFault::WrongStatus, 0, 0,
                  std::string("the status is ") + toString(schedule.status) +
                      ", but peak, bound and capacity say " +
                      toString(expected));
    if (options.states > 0 &&
        SetsOfOps(graph, schedule.lowerBound).find(options.states) ==
            SetsOfOps::Answer::Exists)
      return fail(OrderFault::NotOptimal, 0, 0,
                  "an order has a peak below the lower bound " +
                      std::to_string(schedule.lowerBound));
    return true;
  }

  OrderError error{};

private:
  bool fail(OrderFault fault, size_t first, size_t second, std::string why) {
    error = {fault, first, second, std::move(why)};
    return false;
  }

  bool precedes(size_t first, size_t second) {
    if (placeOf[first] < placeOf[second])
      return true;
    return fail(OrderFault::OutOfOrder, second, first,
                "op " + opName(graph, second) + " runs before op " +
                    opName(graph, first) + ", which must run before it");
  }

  bool constraints() {
    for (const GraphValue &value : graph.values)
      for (size_t user : value.users)
        if (value.producer && user != *value.producer &&
            !precedes(*value.producer, user))
          return false;
    for (size_t op = 0; op < graph.ops.size(); ++op)
      for (size_t other : graph.ops[op].after)
        if (!precedes(other, op))
          return false;
    return true;
  }

  const OpGraph &graph;
  const Schedule &schedule;
  std::vector<size_t> placeOf;
};

} // namespace

std::optional<OrderError> idealloc::verify(const OpGraph &graph,
                                           const Schedule &schedule,
                                           const VerifyOrderOptions &options) {
  OrderChecker checker(graph, schedule);
  if (checker.order() && checker.peak() && checker.claims(options))
    return std::nullopt;
  return checker.error;
}
