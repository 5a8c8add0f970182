//===- Schedule.cpp - Orders of small peak, with a proof ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Schedule/Schedule.h"
#include "Cuts.h"
#include "Orders.h"
#include "Search.h"
#include "Windows.h"

#include <algorithm>
#include <numeric>
#include <set>

using namespace idealloc;

namespace {

/// Above so many ops only windows are searched.
constexpr size_t mostOps = 8192;
/// Steps, times the effort, of the search from below, of the search for a
/// better order, of windows.
constexpr uint64_t stepsFromBelow = 60'000, stepsBelowBest = 30'000,
                   stepsOfWindows = 60'000;
/// So many minimum cuts of the largest ops, and as many at the highest places.
constexpr size_t cutsOfEach = 16;

/// By how much `extra` exceeds what orders of bodies could make of it, at most.
Bytes slackOf(const OpGraph &graph) {
  Bytes slack = 0;
  for (const GraphOp &op : graph.ops)
    slack = std::max(slack, op.extra - op.leastExtra.value_or(op.extra));
  return slack;
}

Schedule finish(const OpGraph &graph, const ScheduleOptions &options,
                const std::vector<Index> &order, Bytes peak, Bytes bound,
                uint64_t work) {
  Schedule result;
  result.order.assign(order.begin(), order.end());
  result.peak = peak;
  result.lowerBound = std::max<Bytes>(0, bound - slackOf(graph));
  result.work = work;
  const Bytes most = options.capacity.value_or(peak);
  result.status = result.lowerBound > most    ? Status::Infeasible
                  : peak > most               ? Status::Unknown
                  : peak == result.lowerBound ? Status::Optimal
                                              : Status::Feasible;
  return result;
}

class Scheduler {
public:
  Scheduler(const OpGraph &graph, const ScheduleOptions &options)
      : graph(graph), options(options), model(graph), meter(options.budget) {}

  Schedule run() {
    best = givenOrder(model);
    peak = peakOf(model, best);
    bound = aloneBound(model);
    tryOrders();
    if (!isDone() && !meter.isStopped() && model.opCount() <= mostOps)
      searchAll();
    if (!isDone() && !meter.isStopped()) {
      meter.allow(stepsOfWindows);
      std::vector<Index> order = best;
      improveWindows(graph, model, order, goal(), meter);
      offer(std::move(order));
    }
    return finish(graph, options, best, peak, bound, meter.work());
  }

private:
  /// No smaller peak is of use, or none exists.
  Bytes goal() const { return std::max(bound, options.capacity.value_or(0)); }
  bool isDone() const {
    return peak <= goal() || bound > options.capacity.value_or(bound);
  }

  void offer(std::vector<Index> order) {
    const Bytes bytes = peakOf(model, order, peak);
    if (bytes >= peak)
      return;
    best = std::move(order);
    peak = bytes;
  }

  void tryOrders() {
    if (!isDone())
      offer(hoistOrder(model, best));
    if (isDone())
      return;
    const std::vector<Index> sunk = sinkOrder(model);
    offer(sunk);
    offer(hoistOrder(model, sunk));
    for (auto *order : {listOrder, greedyOrder, depthFirstOrder})
      if (!isDone())
        offer(order(model));
  }

  void searchAll() {
    const Macros macros = contract(model);
    if (options.seeksBound)
      raiseByCuts(macros);
    if (isDone())
      return;
    if (options.capacity) {
      meter.allow(stepsFromBelow);
      take(searchWithin(model, macros, *options.capacity, meter));
    }
    if (isDone())
      return;
    if (options.seeksBound) {
      meter.allow(stepsFromBelow);
      take(searchFromBelow(model, macros, bound, meter));
    }
    meter.allow(stepsBelowBest);
    while (!isDone() && !meter.isEmpty())
      take(searchWithin(model, macros, peak - 1, meter));
  }

  void take(Found found) {
    bound = std::max(bound, found.bound);
    if (!found.order.empty())
      offer(std::move(found.order));
  }

  /// The ops that may bind: the largest ones, and those at the highest places
  /// of the best order.
  std::set<Index> suspects() const {
    std::set<Index> result;
    auto addFirst = [&](std::vector<std::pair<Bytes, Index>> all) {
      const size_t count = std::min(cutsOfEach, all.size());
      std::partial_sort(all.begin(), all.begin() + count, all.end(),
                        [](const auto &a, const auto &b) {
                          return std::pair(a.first, b.second) >
                                 std::pair(b.first, a.second);
                        });
      for (size_t i = 0; i < count; ++i)
        result.insert(all[i].second);
    };
    std::vector<std::pair<Bytes, Index>> alone, inOrder;
    const std::vector<Bytes> costs = costsIn(best);
    for (Index op = 0; op < model.opCount(); ++op) {
      alone.emplace_back(aloneCost(model, op), op);
      inOrder.emplace_back(costs[op], op);
    }
    addFirst(std::move(alone));
    addFirst(std::move(inOrder));
    return result;
  }

  /// By op: what it costs in an order.
  std::vector<Bytes> costsIn(const std::vector<Index> &order) const {
    const std::vector<Bytes> profile = profileOf(model, order);
    std::vector<Bytes> costs(order.size());
    for (size_t p = 0; p < order.size(); ++p)
      costs[order[p]] = profile[p];
    return costs;
  }

  /// The least cost of an op is at most what it costs in any order of macros.
  void raiseByCuts(const Macros &macros) {
    const std::vector<Bytes> most = costsIn(orderOfMacros(macros, best));
    for (Index op : suspects()) {
      if (isDone() || meter.isStopped())
        return;
      if (most[op] <= bound)
        continue;
      bound = std::max(bound, leastCost(model, macros, op));
      meter.spend(1 + macros.size() / 16);
    }
  }

  const OpGraph &graph;
  const ScheduleOptions &options;
  const Model model;
  Meter meter;
  std::vector<Index> best;
  Bytes peak = 0;
  Bytes bound = 0;
};

/// A rule that needs no search.
template <std::vector<Index> (*Order)(const Model &)>
Schedule runOrder(const OpGraph &graph, const ScheduleOptions &options) {
  const Model model(graph);
  const std::vector<Index> order = Order(model);
  return finish(graph, options, order, peakOf(model, order), aloneBound(model),
                0);
}

std::vector<Index> linearOrder(const Model &model) {
  const std::vector<Index> given = givenOrder(model);
  const std::vector<Index> sunk = sinkOrder(model);
  std::vector<Index> best = given;
  for (std::vector<Index> order :
       {hoistOrder(model, given), sunk, hoistOrder(model, sunk)})
    if (peakOf(model, order) < peakOf(model, best))
      best = std::move(order);
  return best;
}

constexpr OrderRule rules[] = {
    {"auto", "The best of all, then exact search and windows.", scheduleOps},
    {"given", "As the ops stand in the graph.", runOrder<givenOrder>},
    {"linear",
     "The given order with ops that only add bytes late and ops that free "
     "bytes early, or the given one.",
     runOrder<linearOrder>},
    {"list", "The op that frees most bytes, less what it adds.",
     runOrder<listOrder>},
    {"depth-first", "Depth first from the last ops, large subtrees first.",
     runOrder<depthFirstOrder>},
    {"greedy", "The op that needs fewest bytes while it runs.",
     runOrder<greedyOrder>},
};

} // namespace

std::vector<Bytes> idealloc::memoryProfile(const OpGraph &graph,
                                           const std::vector<size_t> &order) {
  std::vector<size_t> placeOf(order.size());
  for (size_t p = 0; p < order.size(); ++p)
    placeOf[order[p]] = p;
  std::vector<size_t> lastOf(graph.values.size());
  std::vector<Bytes> profile(order.size() + 1);
  for (size_t v = 0; v < graph.values.size(); ++v) {
    const GraphValue &value = graph.values[v];
    size_t first = value.isInput ? 0 : order.size(), end = 0;
    auto touch = [&](size_t op) {
      first = std::min(first, placeOf[op]);
      end = std::max(end, placeOf[op] + 1);
    };
    std::ranges::for_each(value.users, touch);
    if (value.producer)
      touch(*value.producer);
    lastOf[v] = end;
    if (value.isOutput)
      lastOf[v] = end = order.size() + 1;
    if (first >= end)
      continue;
    profile[first] += value.bytes;
    if (end <= order.size())
      profile[end] -= value.bytes;
  }
  profile.pop_back();
  std::partial_sum(profile.begin(), profile.end(), profile.begin());
  for (size_t p = 0; p < order.size(); ++p) {
    const GraphOp &op = graph.ops[order[p]];
    // By target, the most that one source saves.
    std::vector<std::pair<size_t, Bytes>> saved;
    for (const InPlacePair &pair : op.inPlace)
      if (lastOf[pair.source] == p + 1)
        saved.emplace_back(pair.target,
                           std::min(graph.values[pair.source].bytes,
                                    graph.values[pair.target].bytes));
    std::ranges::sort(saved);
    profile[p] += op.extra;
    for (size_t i = 0; i < saved.size(); ++i)
      if (i + 1 == saved.size() || saved[i + 1].first != saved[i].first)
        profile[p] -= saved[i].second;
  }
  return profile;
}

Bytes idealloc::peakOf(const OpGraph &graph, const std::vector<size_t> &order) {
  Bytes peak = 0;
  for (const GraphValue &value : graph.values)
    if (value.isInput &&
        (value.isOutput || value.producer || !value.users.empty()))
      peak += value.bytes;
  for (Bytes bytes : memoryProfile(graph, order))
    peak = std::max(peak, bytes);
  return peak;
}

Schedule idealloc::scheduleOps(const OpGraph &graph,
                               const ScheduleOptions &options) {
  return Scheduler(graph, options).run();
}

std::span<const OrderRule> idealloc::orderRules() { return rules; }

const OrderRule *idealloc::findOrderRule(std::string_view name) {
  const auto *found = std::ranges::find(rules, name, &OrderRule::name);
  return found == std::end(rules) ? nullptr : found;
}

std::string idealloc::unknownOrderMessage(std::string_view name) {
  std::string known;
  for (const OrderRule &rule : rules)
    known += (known.empty() ? "" : ", ") + std::string(rule.name);
  return "unknown order '" + std::string(name) + "'; known are " + known;
}
