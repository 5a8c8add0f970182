//===- ListOrders.cpp - Orders of other systems ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Orders.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

using namespace idealloc;

namespace {

/// Runs the ready op of the smallest key, which `keyOf` gives at any time. A
/// key changes only when a value that the op touches is born or has one toucher
/// left.
template <typename Key> class ByKey {
public:
  ByKey(const Model &model, Key (*keyOf)(const Walk &, Index))
      : model(model), keyOf(keyOf), walk(model), waits(model.opCount()),
        keys(model.opCount()), left(model.valueCount()) {
    for (size_t v = 0; v < model.valueCount(); ++v)
      left[v] = std::accumulate(model.touchers[v].begin(),
                                model.touchers[v].end(), uint64_t(0));
  }

  std::vector<Index> run() {
    for (Index op = 0; op < model.opCount(); ++op)
      if ((waits[op] = Index(model.before[op].size())) == 0)
        enter(op);
    std::vector<Index> order;
    while (!ready.empty()) {
      const Index op = ready.begin()->second;
      ready.erase(ready.begin());
      waits[op] = Model::none;
      order.push_back(op);
      runOp(op);
    }
    return order;
  }

private:
  void enter(Index op) { ready.emplace(keys[op] = keyOf(walk, op), op); }

  void renew(Index op) {
    if (waits[op] != 0)
      return;
    ready.erase({keys[op], op});
    enter(op);
  }

  void runOp(Index op) {
    std::vector<Index> born;
    for (Index v : model.touches[op]) {
      if (walk.isFirst(v))
        born.push_back(v);
      left[v] -= op;
    }
    walk.run(op);
    for (Index v : born)
      if (model.producer[v] == Model::none)
        std::ranges::for_each(model.touchers[v], [&](Index o) { renew(o); });
    for (Index v : model.touches[op])
      if (walk.isLast(v))
        renew(Index(left[v]));
    for (Index other : model.behind[op])
      if (--waits[other] == 0)
        enter(other);
  }

  const Model &model;
  Key (*keyOf)(const Walk &, Index);
  Walk walk;
  std::vector<Index> waits; ///< `none` once an op has run.
  std::vector<Key> keys;
  std::vector<uint64_t> left; ///< The sum of the touchers that have not run.
  std::set<std::pair<Key, Index>> ready;
};

using TwoKeys = std::pair<Bytes, Bytes>;

/// The bytes below an op in the tree of what it waits for, as often as there
/// are paths to them, up to what 62 bits hold.
std::vector<Bytes> subtreeBytes(const Model &model) {
  constexpr Bytes most = std::numeric_limits<Bytes>::max() / 2;
  std::vector<Bytes> sums(model.opCount());
  for (size_t op = 0; op < model.opCount(); ++op) {
    for (Index v : model.touches[op])
      if (model.producer[v] == op)
        sums[op] = std::min(most, sums[op] + std::min(most, model.bytes[v]));
    for (Index other : model.before[op])
      sums[op] = std::min(most, sums[op] + sums[other]);
  }
  return sums;
}

} // namespace

std::vector<Index> idealloc::listOrder(const Model &model) {
  return ByKey<Bytes>(model,
                      [](const Walk &walk, Index op) { return walk.net(op); })
      .run();
}

std::vector<Index> idealloc::greedyOrder(const Model &model) {
  return ByKey<TwoKeys>(model,
                        [](const Walk &walk, Index op) {
                          return TwoKeys(walk.added(op), walk.net(op));
                        })
      .run();
}

std::vector<Index> idealloc::depthFirstOrder(const Model &model) {
  const std::vector<Bytes> sums = subtreeBytes(model);
  std::vector<Index> order, stack;
  std::vector<char> state(model.opCount()); // 1: on the stack, 2: in the order
  for (Index root = 0; root < model.opCount(); ++root) {
    if (!model.behind[root].empty())
      continue;
    stack.push_back(root);
    while (!stack.empty()) {
      const Index op = stack.back();
      if (state[op] != 0) {
        stack.pop_back();
        if (std::exchange(state[op], 2) == 1)
          order.push_back(op);
        continue;
      }
      state[op] = 1;
      const size_t begin = stack.size();
      for (Index other : model.before[op])
        if (state[other] == 0)
          stack.push_back(other);
      // The top of the stack runs first.
      std::sort(stack.begin() + begin, stack.end(), [&](Index a, Index b) {
        return std::pair(sums[a], b) < std::pair(sums[b], a);
      });
    }
  }
  return order;
}
