//===- ScheduleBlocks.cpp - Orders ops for a smaller arena ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockOrders.h"
#include "MemoryAccounts.h"
#include "MemorySpaces.h"
#include "Selection.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ExternalModels.h"
#include "idealloc/Lifetimes/NeedAlone.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Planner/Strategies.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/MapVector.h"

#include <atomic>
#include <cmath>
#include <numeric>

namespace idealloc {
#define GEN_PASS_DEF_SCHEDULEBLOCKS
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

/// What planned roots need, one problem for each memory space.
using Problems = llvm::MapVector<Attribute, Problem>;

static Problems problemsOf(const Lifetimes &lifetimes, int64_t alignment) {
  Problems problems;
  DenseMap<int64_t, size_t> slots;
  DenseMap<int64_t, LiveSet> live;
  auto setLife = [](Buffer &buffer, const LiveSet &live) {
    buffer.lifetime = {live.begin(), live.end()};
    buffer.gaps.clear();
    ArrayRef<TickInterval> intervals = live.getIntervals();
    for (size_t i = 1; i < intervals.size(); ++i)
      buffer.gaps.push_back({intervals[i - 1].end, intervals[i].begin});
  };
  for (const Root &root : lifetimes.getRoots()) {
    if (root.refusal)
      continue;
    Problem &problem =
        problems[canonicalSpace(root.getType().getMemorySpace())];
    size_t index = problem.buffers.size();
    if (root.slot >= 0)
      index = slots.try_emplace(root.slot, index).first->second;
    if (index == problem.buffers.size())
      problem.buffers.push_back({.alignment = alignment});
    Buffer &buffer = problem.buffers[index];
    buffer.size = std::max<Bytes>(buffer.size, root.bytes);
    buffer.alignment = std::max(buffer.alignment, root.alignment);
    if (auto pin = root.op->getAttrOfType<IntegerAttr>(IdeallocDialect::kPin))
      buffer.pin = pin.getInt();
    LiveSet all = root.live;
    if (root.slot >= 0) {
      auto [it, isNew] = live.try_emplace(root.slot, all);
      if (!isNew)
        it->second = it->second.unite(all);
      all = it->second;
    }
    setLife(buffer, all);
  }
  return problems;
}

static Bytes loadOf(const Problems &problems) {
  Bytes sum = 0;
  for (const auto &[space, problem] : problems)
    sum += load(problem).bytes;
  return sum;
}

namespace {
/// The order of one function.
struct ScheduleBlocksPass
    : idealloc::impl::ScheduleBlocksBase<ScheduleBlocksPass> {
  using ScheduleBlocksBase::ScheduleBlocksBase;

  void getDependentDialects(DialectRegistry &registry) const final {
    ScheduleBlocksBase::getDependentDialects(registry);
    registerExternalModels(registry);
  }

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    if (failed(parseOptions()))
      return signalPassFailure();
    if (mode == OrderMode::Off)
      return markAllAnalysesPreserved();
    SmallVector<FunctionOpInterface> functions = functionsIn(getOperation());
    llvm::erase_if(functions, [](FunctionOpInterface function) {
      return function->hasAttr(IdeallocDialect::kKeepOrder);
    });
    if (functions.empty())
      return markAllAnalysesPreserved();
    if (failed(checkPlaces()))
      return signalPassFailure();
    bool hasCalls = summariseCalls(getOperation());
    ThreadedFunctions threads(getOperation(), hasCalls);
    bool isReordered = false;
    for (FunctionOpInterface function : functions)
      if (!threads.signOf(function))
        isReordered |= run(function, threads);
    if (hasCalls)
      dropCallSummaries(getOperation());
    // Bounds change no analysis; and MLIR need not verify all of it once more.
    if (!isReordered)
      markAllAnalysesPreserved();
  }

private:
  LogicalResult parseOptions() {
    Location loc = getOperation()->getLoc();
    FailureOr<Selection> selected = Selection::parse(
        llvm::to_vector(ArrayRef<std::string>(memorySpaces)), minSize, loc);
    auto parsed = readCapacities(
        getOperation(), getAnalysis<ProgramSpaces>(),
        {.file = memories, .capacities = {capacity.begin(), capacity.end()}});
    if (failed(selected) || failed(parsed))
      return failure();
    selection = *selected;
    capacities = *parsed;
    if (failed(selection.check(getAnalysis<ProgramSpaces>())))
      return failure();
    strategyName =
        strategy.empty() ? std::string(defaultStrategy()) : strategy.getValue();
    if (!findStrategy(strategyName))
      return emitError(loc) << unknownStrategyMessage(strategyName);
    if (alignment < 1 || !llvm::isPowerOf2_64(alignment))
      return emitError(loc) << "alignment " << alignment.getValue()
                            << " is not a power of two";
    if (std::string error = explainRefusal({.budget = {.effort = effort}});
        !error.empty())
      return emitError(loc) << error;
    if (!std::isfinite(rematWork) || rematWork < 0)
      return emitError(loc)
             << "remat-work must be a finite number of percent, 0 or more";
    if (!std::isfinite(orderEffort) || orderEffort < 0)
      return emitError(loc)
             << "order-effort must be a finite number, 0 or more";
    return success();
  }

  /// Places that were never proved would become those of another order.
  LogicalResult checkPlaces() {
    Operation *placed = nullptr;
    getOperation()->walk([&](Operation *op) {
      if (!op->getDiscardableAttr(IdeallocDialect::kOrder))
        return WalkResult::advance();
      placed = op;
      return WalkResult::interrupt();
    });
    if (!placed)
      return success();
    return placed->emitError() << "has 'idealloc.order' of an earlier run; run "
                                  "idealloc-verify-order first";
  }

  /// Refuses what is not to be planned.
  void settle(Lifetimes &lifetimes, const ThreadedFunctions &threads) {
    FunctionOpInterface function = lifetimes.getFunction();
    lifetimes.settleThreads(threads.signOf(function), threads.callBy(function));
    selection.apply(lifetimes);
    lifetimes.refuseSharedDeallocs();
  }

  /// Smaller in one memory space, and larger in none.
  bool isSmaller(Problems &before, const Problems &after) {
    bool isSmaller = false;
    for (auto &[space, problem] : before) {
      auto found = after.find(space);
      if (found == after.end())
        return false;
      Bytes least = load(problem).bytes;
      std::optional<Bytes> planned = bytesOfFirstFit(found->second, least);
      if (!planned)
        planned = bytesOfPlan(found->second, least);
      if (!planned)
        return false;
      if (*planned < least) {
        isSmaller = true;
        continue;
      }
      // A plan of the given order may need more than its load.
      std::optional<Bytes> old = bytesOfPlan(problem);
      if (!old || *planned > *old)
        return false;
      isSmaller |= *planned < *old;
    }
    return isSmaller;
  }

  /// Less than `enough` if first fit needs no more in one of the orders that
  /// the default strategy tries with any effort; nullopt if that is not known.
  std::optional<Bytes> bytesOfFirstFit(const Problem &problem,
                                       Bytes enough) const {
    if (strategyName != defaultStrategy() || effort == 0 || check(problem))
      return std::nullopt;
    for (Order order : {Order::SizeBegin, Order::SizeLifetime})
      if (Bytes bytes = planFirstFit(problem, order).makespan; bytes < enough)
        return bytes;
    return std::nullopt;
  }

  /// The bytes of the plan that idealloc-assign-offsets would make, or of the
  /// first on the way to it that needs less than `enough`.
  std::optional<Bytes> bytesOfPlan(const Problem &problem, Bytes enough = 0) {
    if (check(problem))
      return std::nullopt;
    std::atomic<bool> isEnough = false;
    StrategyOptions options{
        .budget = {.effort = effort,
                   .seed = seed,
                   .threads = 1,
                   .stop = &isEnough,
                   .onProgress = [&](const Progress &progress) {
                     isEnough = progress.makespan < enough;
                   }}};
    Result<Plan> plan = planWith(strategyName, problem, options);
    return plan ? std::optional(plan->makespan) : std::nullopt;
  }

  Rematerialized order(const OpGraph &graph,
                       std::optional<Bytes> capacityOfAll) {
    RematerializeOptions options{.schedule = {.budget = {.effort = orderEffort},
                                              .capacity = capacityOfAll},
                                 .workPercent = rematWork,
                                 .seeksBoundWithClones = false};
    if (mode == OrderMode::Full)
      return rematerialize(graph, options);
    Rematerialized result;
    result.graph = graph;
    result.schedule = findOrderRule("linear")->run(graph, options.schedule);
    for (size_t op = 0; op < graph.ops.size(); ++op)
      result.origin.push_back(op);
    return result;
  }

  /// The capacity of the spaces of the function, if all have one.
  std::optional<Bytes> capacityFor(const Problems &problems) {
    if (when == OrderWhen::Always || problems.size() != 1)
      return std::nullopt;
    auto found = capacities.find(problems.front().first);
    return found == capacities.end() ? std::nullopt
                                     : std::optional(found->second);
  }

  /// Returns whether it moved or added ops.
  bool run(FunctionOpInterface function, const ThreadedFunctions &threads) {
    // No function with a sign comes here.
    Lifetimes lifetimes(function,
                        {.hasNoThreadSign = true, .undefinedReads = false});
    settle(lifetimes, threads);
    if (llvm::all_of(lifetimes.getRoots(),
                     [](const Root &root) { return root.refusal; }) ||
        lifetimes.isTooLarge())
      return false;
    lifetimes.shareSlots(inPlace);
    Problems before = problemsOf(lifetimes, alignment);
    Bytes loadBefore = loadOf(before);
    std::optional<Bytes> capacityOfAll = capacityFor(before);
    if (when == OrderWhen::OverCapacity &&
        (!capacityOfAll || loadBefore <= *capacityOfAll))
      return false;
    Bytes alone = boundOf(lifetimes, before);
    if (alone == loadBefore) {
      tell(function, {.bound = alone}, loadBefore, loadBefore);
      return false;
    }
    lifetimes.shareSlots(/*inPlace=*/false);
    BlockGraphs graphs(lifetimes, {.inPlace = inPlace});
    std::vector<std::pair<BlockGraph, Rematerialized>> changes;
    for (Block *block : graphs.getBlocks()) {
      BlockGraph graph = graphs.build(block);
      Rematerialized result = order(graph.graph, capacityOfAll);
      graphs.settle(block, result.schedule.peak, result.schedule.lowerBound);
      std::vector<size_t> inOrder(graph.ops.size());
      std::iota(inOrder.begin(), inOrder.end(), size_t(0));
      if (result.schedule.peak < peakOf(graph.graph, inOrder))
        changes.push_back({std::move(graph), std::move(result)});
    }
    BlockOrders orders(graphs);
    for (auto &[graph, result] : changes)
      orders.apply(graph, result);
    Bytes loadAfter = loadBefore;
    bool isReordered = false;
    if (!changes.empty()) {
      Lifetimes moved(lifetimes, orders.getChanged());
      settle(moved, threads);
      moved.shareSlots(inPlace);
      Problems after = problemsOf(moved, alignment);
      isReordered = isSmaller(before, after);
      if (isReordered)
        loadAfter = loadOf(after);
      else
        orders.undo();
    }
    orders.annotate();
    tell(function,
         {.bound = graphs.getLowerBound(),
          .moved = orders.getNumMoved(),
          .clones = orders.getNumClones(),
          .extraWork = orders.getExtraWork()},
         loadBefore, loadAfter);
    return isReordered;
  }

  /// What was done to a function, and the bound over all orders.
  struct Outcome {
    Bytes bound = 0;
    size_t moved = 0, clones = 0;
    uint64_t extraWork = 0;
  };

  /// What the op at the peak needs in every order; 0 if not known.
  Bytes boundOf(const Lifetimes &lifetimes, const Problems &problems) const {
    if (problems.size() != 1)
      return 0;
    Load peak = load(problems.front().second);
    return needAlone(lifetimes, peak.instant, inPlace);
  }

  /// The bound is one of values, which live as long as the load says at most,
  /// or nothing is claimed.
  void tell(FunctionOpInterface function, const Outcome &outcome, Bytes before,
            Bytes after) {
    Bytes bound = outcome.bound;
    if (bound > after || outcome.clones != 0)
      bound = 0;
    Builder builder(&getContext());
    if (bound != 0)
      function->setAttr(IdeallocDialect::kOrderBound,
                        builder.getI64IntegerAttr(bound));
    else
      function->removeAttr(IdeallocDialect::kOrderBound);
    auto remark =
        remark::passed(function->getLoc(), remark::RemarkOpts::name("Order")
                                               .category("idealloc")
                                               .function(function.getName()));
    if (!remark)
      return;
    remark << remark::metric("Load", after) << remark::metric("Before", before)
           << remark::metric("LowerBound", bound)
           << remark::metric("Status", after == bound ? "optimal" : "feasible")
           << remark::metric("Moved", outcome.moved)
           << remark::metric("Clones", outcome.clones)
           << remark::metric("ExtraWork", outcome.extraWork);
  }

  Selection selection;
  DenseMap<Attribute, int64_t> capacities;
  std::string strategyName;
};
} // namespace
