//===- ScheduleBlocks.cpp - Orders ops for a smaller arena ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockOrders.h"
#include "MemoryAccounts.h"
#include "OrderPlans.h"
#include "Selection.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ExternalModels.h"
#include "idealloc/Lifetimes/NeedAlone.h"
#include "idealloc/Planner/Strategies.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Remarks.h"

#include <cmath>
#include <numeric>

namespace idealloc {
#define GEN_PASS_DEF_SCHEDULEBLOCKS
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

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
    planOptions = {.strategy = strategy.empty() ? std::string(defaultStrategy())
                                                : strategy.getValue(),
                   .alignment = alignment,
                   .effort = effort,
                   .seed = seed};
    if (!findStrategy(planOptions.strategy))
      return emitError(loc) << unknownStrategyMessage(planOptions.strategy);
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
  std::optional<Bytes> capacityFor(const OrderPlans &plans) {
    std::optional<Attribute> space = plans.onlySpace();
    if (when == OrderWhen::Always || !space)
      return std::nullopt;
    auto found = capacities.find(*space);
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
    OrderPlans before(lifetimes, planOptions);
    Bytes loadBefore = before.load();
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
      OrderPlans after(moved, planOptions);
      isReordered = after.isSmallerThan(before);
      if (isReordered)
        loadAfter = after.load();
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
  Bytes boundOf(const Lifetimes &lifetimes, const OrderPlans &plans) const {
    return plans.onlySpace()
               ? needAlone(lifetimes, plans.instantOfLoad(), inPlace)
               : 0;
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
  OrderPlans::Options planOptions;
};
} // namespace
