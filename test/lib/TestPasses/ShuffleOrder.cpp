//===- ShuffleOrder.cpp - Test only: random legal orders ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What idealloc-schedule moves is only what makes a peak smaller. This pass
// draws an order from all that the graph of a block allows, and runs ops twice
// wherever that is allowed, so that a constraint that is missing shows.
//
//===----------------------------------------------------------------------===//

#include "BlockOrders.h"
#include "TestPasses/Passes.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ExternalModels.h"

#include <numeric>
#include <random>

namespace idealloc {
#define GEN_PASS_DEF_SHUFFLEORDER
#include "TestPasses/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

namespace {
/// A random order of one graph.
class Shuffler {
public:
  Shuffler(const OpGraph &graph, std::mt19937_64 &random) : random(random) {
    result.graph = graph;
    result.origin.resize(graph.ops.size());
    std::iota(result.origin.begin(), result.origin.end(), size_t(0));
  }

  Rematerialized run() {
    Rematerialized plain = result;
    addClones();
    if (!order()) {
      // A clone would have to run before what runs before its users.
      result = std::move(plain);
      order();
    }
    return std::move(result);
  }

private:
  size_t below(size_t count) { return random() % count; }

  void addClones() {
    size_t numValues = result.graph.values.size();
    for (size_t v = 0; v != numValues; ++v) {
      GraphValue &value = result.graph.values[v];
      if (!value.producer || value.users.empty() ||
          !result.graph.ops[*value.producer].isRepeatable || below(2))
        continue;
      llvm::sort(value.users);
      addClone(v, below(value.users.size()));
    }
    // Later clones may read copies, too.
    for (Clone &clone : result.clones)
      clone.users = result.graph.values[clone.copy].users;
  }

  /// The users from `first` on read a copy.
  void addClone(size_t v, size_t first) {
    size_t op = *result.graph.values[v].producer;
    Clone clone{op, result.graph.ops.size(), v, result.graph.values.size(), {}};
    std::vector<size_t> &users = result.graph.values[v].users;
    std::vector<size_t> taken(users.begin() + first, users.end());
    users.resize(first);
    GraphOp twin = result.graph.ops[op];
    for (GraphOp &other : result.graph.ops)
      if (llvm::is_contained(other.after, op))
        other.after.push_back(clone.clone);
    for (GraphValue &read : result.graph.values)
      if (llvm::is_contained(read.users, op))
        read.users.push_back(clone.clone);
    GraphValue copy = result.graph.values[v];
    copy.producer = clone.clone;
    copy.users = std::move(taken);
    result.graph.ops.push_back(std::move(twin));
    result.graph.values.push_back(std::move(copy));
    result.origin.push_back(op);
    result.clones.push_back(std::move(clone));
  }

  /// False if there is none.
  bool order() {
    size_t count = result.graph.ops.size();
    std::vector<size_t> missing(count), ready;
    std::vector<std::vector<size_t>> behind(count);
    auto add = [&](size_t first, size_t second) {
      behind[first].push_back(second);
      ++missing[second];
    };
    for (size_t op = 0; op != count; ++op)
      for (size_t other : result.graph.ops[op].after)
        add(other, op);
    for (const GraphValue &value : result.graph.values)
      for (size_t user : value.users)
        if (value.producer && *value.producer != user)
          add(*value.producer, user);
    for (size_t op = 0; op != count; ++op)
      if (missing[op] == 0)
        ready.push_back(op);
    result.schedule.order.clear();
    while (!ready.empty()) {
      std::swap(ready[below(ready.size())], ready.back());
      size_t op = ready.back();
      ready.pop_back();
      result.schedule.order.push_back(op);
      for (size_t next : behind[op])
        if (--missing[next] == 0)
          ready.push_back(next);
    }
    return result.schedule.order.size() == count;
  }

  std::mt19937_64 &random;
  Rematerialized result;
};

struct ShuffleOrderPass : idealloc::impl::ShuffleOrderBase<ShuffleOrderPass> {
  using ShuffleOrderBase::ShuffleOrderBase;

  void getDependentDialects(DialectRegistry &registry) const final {
    ShuffleOrderBase::getDependentDialects(registry);
    registerExternalModels(registry);
  }

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    std::mt19937_64 random(seed);
    summariseCalls(getOperation());
    ThreadedFunctions threads(getOperation());
    for (FunctionOpInterface function : functionsIn(getOperation())) {
      if (threads.signOf(function) ||
          function->hasAttr(IdeallocDialect::kKeepOrder))
        continue;
      Lifetimes lifetimes(function);
      lifetimes.settleThreads(/*sign=*/nullptr, threads.callBy(function));
      lifetimes.refuseSharedDeallocs();
      lifetimes.shareSlots(/*inPlace=*/false);
      BlockGraphs graphs(lifetimes);
      BlockOrders orders(graphs);
      std::vector<BlockGraph> built;
      for (Block *block : graphs.getBlocks())
        built.push_back(graphs.build(block));
      for (const BlockGraph &graph : built)
        orders.apply(graph, Shuffler(graph.graph, random).run());
      orders.annotate();
    }
    dropCallSummaries(getOperation());
  }
};
} // namespace
