//===- SinkAndHoist.cpp - Moves ops to where they help --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Orders.h"

#include <algorithm>
#include <numeric>
#include <queue>

using namespace idealloc;

namespace {

/// Counts down what ops wait for.
std::vector<Index> sizesOf(const Lists &lists) {
  std::vector<Index> sizes(lists.size());
  for (size_t row = 0; row < lists.size(); ++row)
    sizes[row] = Index(lists[row].size());
  return sizes;
}

/// Runs ops from the last one to the first.
class Sinker {
public:
  explicit Sinker(const Model &model)
      : model(model), waits(sizesOf(model.behind)), early(model.opCount()),
        adds(model.opCount()), isPlaced(model.opCount()) {
    for (size_t v = 0; v < model.valueCount(); ++v)
      for (Index op : model.touchers[v]) {
        early[op] += !model.isOutput[v];
        adds[op] |= !model.isInput[v] && (model.producer[v] == op ||
                                          model.producer[v] == Model::none);
      }
    isLate.assign(model.isOutput.begin(), model.isOutput.end());
  }

  std::vector<Index> run() {
    for (size_t op = 0; op < model.opCount(); ++op)
      if (waits[op] == 0)
        enter(Index(op));
    std::vector<Index> order;
    while (order.size() < model.opCount()) {
      std::priority_queue<Index> &from = sinkable.empty() ? ready : sinkable;
      const Index op = from.top();
      from.pop();
      if (isPlaced[op])
        continue;
      order.push_back(op);
      place(op);
    }
    std::ranges::reverse(order);
    return order;
  }

private:
  bool canSink(Index op) const { return adds[op] && early[op] == 0; }
  void enter(Index op) { (canSink(op) ? sinkable : ready).push(op); }

  void place(Index op) {
    isPlaced[op] = true;
    for (Index v : model.touches[op])
      if (!std::exchange(isLate[v], true))
        for (Index other : model.touchers[v])
          if (--early[other] == 0 && adds[other] && waits[other] == 0 &&
              !isPlaced[other])
            sinkable.push(other);
    for (Index other : model.before[op])
      if (--waits[other] == 0)
        enter(other);
  }

  const Model &model;
  /// Of each op, those that must run after it and have no place yet.
  std::vector<Index> waits;
  /// Of each op, how many values that it touches would die at it.
  std::vector<Index> early;
  std::vector<char> adds;   ///< It may write a value that was not there.
  std::vector<char> isLate; ///< The value is touched later.
  std::vector<char> isPlaced;
  std::priority_queue<Index> ready, sinkable;
};

/// Runs ops in a given order, but some earlier.
class Hoister {
public:
  Hoister(const Model &model, const std::vector<Index> &order)
      : model(model), order(order), limit(peakOf(model, order)), walk(model),
        waits(sizesOf(model.before)), placeOf(model.opCount()),
        left(model.valueCount()), hasRun(model.opCount()) {
    for (size_t p = 0; p < order.size(); ++p)
      placeOf[order[p]] = Index(p);
    for (size_t v = 0; v < model.valueCount(); ++v)
      left[v] = std::accumulate(model.touchers[v].begin(),
                                model.touchers[v].end(), uint64_t(0));
  }

  std::vector<Index> run() {
    for (Index op : order)
      if (waits[op] == 0)
        candidates.push(placeOf[op]);
    for (Index op : order) {
      hoist();
      if (!hasRun[op])
        runOp(op);
    }
    return result;
  }

private:
  void hoist() {
    while (!candidates.empty()) {
      const Index op = order[candidates.top()];
      candidates.pop();
      if (!hasRun[op] && waits[op] == 0 && walk.net(op) < 0 &&
          walk.cost(op) <= limit)
        runOp(op);
    }
  }

  void runOp(Index op) {
    walk.run(op);
    hasRun[op] = true;
    result.push_back(op);
    for (Index v : model.touches[op]) {
      left[v] -= op;
      if (walk.isLast(v))
        candidates.push(placeOf[left[v]]);
    }
    for (Index other : model.behind[op])
      if (--waits[other] == 0)
        candidates.push(placeOf[other]);
  }

  const Model &model;
  const std::vector<Index> &order;
  Bytes limit;
  Walk walk;
  std::vector<Index> waits;   ///< Ops that must run before and have not.
  std::vector<Index> placeOf; ///< In the order given.
  /// Of each value, the sum of the touchers that have not run.
  std::vector<uint64_t> left;
  std::vector<char> hasRun;
  /// Places of ops that may have come to free more than they add.
  std::priority_queue<Index, std::vector<Index>, std::greater<>> candidates;
  std::vector<Index> result;
};

} // namespace

std::vector<Index> idealloc::givenOrder(const Model &model) {
  std::vector<Index> order(model.opCount());
  std::iota(order.begin(), order.end(), Index(0));
  return order;
}

std::vector<Index> idealloc::sinkOrder(const Model &model) {
  return Sinker(model).run();
}

std::vector<Index> idealloc::hoistOrder(const Model &model,
                                        const std::vector<Index> &order) {
  return Hoister(model, order).run();
}
