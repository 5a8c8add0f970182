//===- AssignOffsets.cpp - Offsets for the allocations of functions -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryAccounts.h"
#include "MemorySpaces.h"
#include "PlanErrors.h"
#include "ProblemFiles.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/LogicalTime.h"
#include "idealloc/Planner/Strategies.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/MapVector.h"

#include <cmath>

namespace idealloc {
#define GEN_PASS_DEF_ASSIGNOFFSETS
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

/// More threads than this are a mistake, and may be more than there can be.
static constexpr unsigned maxThreads = 1024;

namespace {
struct AssignOffsetsPass
    : idealloc::impl::AssignOffsetsBase<AssignOffsetsPass> {
  using AssignOffsetsBase::AssignOffsetsBase;

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    if (failed(parseStrategy()) || failed(parseOptions()))
      return signalPassFailure();
    FailureOr<std::vector<ArenaProblem>> arenas =
        collectProblems(getOperation(), alignment);
    if (failed(arenas))
      return signalPassFailure();
    accounts = accountFor(getOperation(), limits);
    FailureOr<std::vector<Plan>> plans = planAll(*arenas);
    if (failed(plans) || failed(balance(*arenas, *plans)))
      return signalPassFailure();
    write(*arenas, *plans);
    writeMemories(*arenas, *plans);
    if (!header.empty() && failed(writeHeader(getOperation(), header)))
      signalPassFailure();
  }

private:
  /// The strategy and what it takes.
  LogicalResult parseStrategy() {
    Location loc = getOperation()->getLoc();
    strategyName =
        strategy.empty() ? std::string(defaultStrategy()) : strategy.getValue();
    if (!findStrategy(strategyName))
      return emitError(loc) << unknownStrategyMessage(strategyName);
    if (threads > maxThreads)
      return emitError(loc) << "threads must be from 0 to " << maxThreads;
    if (!std::isfinite(timeLimit) || timeLimit < 0)
      return emitError(loc)
             << "time-limit must be a finite number of seconds, 0 or more";
    planOptions = {
        .budget = {.effort = effort, .seed = seed, .threads = threads},
        .search = search,
        .trees = trees,
        .repair = repair};
    if (timeLimit > 0)
      planOptions.budget.timeLimit = timeLimit;
    if (iterations != -1) // Others below 0 are refused as 0 is.
      planOptions.budget.iterations = std::max<int64_t>(iterations, 0);
    if (epsilon != -1)
      planOptions.epsilon = epsilon;
    if (std::string error = explainRefusal(planOptions); !error.empty())
      return emitError(loc) << error;
    return success();
  }

  LogicalResult parseOptions() {
    Location loc = getOperation()->getLoc();
    if (alignment < 1 || !llvm::isPowerOf2_64(alignment))
      return emitError(loc) << "alignment " << alignment.getValue()
                            << " is not a power of two";
    FailureOr<MemoryDescriptions> described =
        readMemories(getOperation(), memories);
    if (failed(described))
      return failure();
    limits = std::move(*described);
    auto capacities =
        parseCapacities(llvm::to_vector(ArrayRef<std::string>(capacity)), loc);
    if (failed(capacities))
      return failure();
    for (auto [space, bytes] : *capacities) {
      limits[space].capacity = bytes;
      if (failed(checkSpaceIsUsed(getOperation(), space, "capacity")))
        return failure();
    }
    for (const std::string &text : reserve) {
      auto [space, range] = StringRef(text).rsplit(':');
      auto [low, high] = range.split('-');
      idealloc::Range bytes;
      if (low.getAsInteger(10, bytes.begin) ||
          high.getAsInteger(10, bytes.end) || bytes.begin < 0 ||
          bytes.begin >= bytes.end)
        return emitError(loc) << "reserve '" << text
                              << "' is not SPACE:LO-HI with LO < HI, as in "
                                 "1:0-4096";
      FailureOr<Attribute> parsed = parseMemorySpace(space, loc);
      if (failed(parsed))
        return failure();
      limits[*parsed].reserved.push_back(bytes);
      if (failed(checkSpaceIsUsed(getOperation(), *parsed, "reserve")))
        return failure();
    }
    return success();
  }

  /// All plans, or errors for all that have none.
  FailureOr<std::vector<Plan>> planAll(std::vector<ArenaProblem> &arenas) {
    std::vector<std::string> dumps = fileNames(dumpProblem, arenas);
    std::vector<std::string> loads = fileNames(loadPlan, arenas);
    std::vector<Plan> plans(arenas.size());
    LogicalResult result = success();
    for (auto [index, arena] : llvm::enumerate(arenas)) {
      if (failed(limit(arena)))
        return failure();
      if (!dumpProblem.empty() &&
          failed(idealloc::dumpProblem(arena, dumps[index])))
        return failure();
      FailureOr<Plan> plan = loadPlan.empty()
                                 ? planOne(arena)
                                 : idealloc::loadPlan(arena, loads[index]);
      if (failed(plan))
        result = failure();
      else
        plans[index] = std::move(*plan);
    }
    if (failed(result))
      return failure();
    return plans;
  }

  /// Gives a problem the limits of its memory, and what else is there.
  LogicalResult limit(ArenaProblem &arena) {
    auto memory = limits.find(canonicalSpace(arena.space));
    if (memory == limits.end())
      return success();
    arena.problem.capacity = memory->second.capacity;
    arena.problem.reserved = memory->second.reserved;
    const MemoryAccount &account = accounts[canonicalSpace(arena.space)];
    if (!arena.problem.capacity || account.otherBytes() == 0)
      return success();
    *arena.problem.capacity -= account.otherBytes();
    if (*arena.problem.capacity >= 0)
      return success();
    FunctionOpInterface function = arena.getFunction();
    auto diag = emitError(function.getLoc())
                << "globals and allocations that are not planned take "
                << account.otherBytes() << " bytes of memory space '"
                << toText(arena.space) << "', whose capacity is "
                << *memory->second.capacity;
    noteOthers(diag, account);
    return diag;
  }

  /// All that is in a memory together fits.
  LogicalResult balance(ArrayRef<ArenaProblem> arenas, ArrayRef<Plan> plans) {
    taken = arenaBytes(getOperation(), arenas,
                       llvm::map_to_vector(plans, [](const Plan &plan) {
                         return plan.makespan;
                       }));
    LogicalResult result = success();
    for (auto &[space, bytes] : taken) {
      auto memory = limits.find(space);
      const MemoryAccount &account = accounts[space];
      int64_t all = addBytes(bytes, account.otherBytes());
      if (memory == limits.end() || !memory->second.capacity ||
          all <= *memory->second.capacity)
        continue;
      auto diag =
          emitError(getOperation()->getLoc())
          << "needs " << all << " bytes of memory space '" << toText(space)
          << "', whose capacity is " << *memory->second.capacity << ", "
          << all - *memory->second.capacity << " too few: " << bytes
          << " for arenas of functions that call one another, "
          << account.globalBytes << " for globals, " << account.unplannedBytes
          << " for allocations that are not planned";
      noteOthers(diag, account);
      result = failure();
    }
    return result;
  }

  /// `idealloc.memories`: the account of each memory.
  void writeMemories(ArrayRef<ArenaProblem> arenas, ArrayRef<Plan> plans) {
    Builder builder(&getContext());
    SmallVector<Attribute> entries;
    llvm::MapVector<Attribute, std::pair<Bytes, Bytes>> bounds;
    for (auto &[space, bytes] : taken)
      bounds[space] = {0, 0};
    for (auto &[space, memory] : limits)
      bounds[space] = {0, 0};
    for (auto [arena, plan] : llvm::zip_equal(arenas, plans)) {
      auto &[most, bound] = bounds[canonicalSpace(arena.space)];
      most = std::max(most, load(arena.problem).bytes);
      bound = std::max(bound, plan.lowerBound);
    }
    for (auto &[space, ofSpace] : bounds) {
      const MemoryAccount &account = accounts[space];
      NamedAttrList entry;
      auto number = [&](StringRef key, int64_t value) {
        entry.append(key, builder.getI64IntegerAttr(value));
      };
      entry.append("space", toAttribute(space, &getContext()));
      number("arenas", taken[space]);
      number("globals", account.globalBytes);
      number("unplanned", account.unplannedBytes);
      number("bytes", addBytes(taken[space], account.otherBytes()));
      number("load", ofSpace.first);
      number("lower_bound", ofSpace.second);
      entry.append("status",
                   builder.getStringAttr(toString(taken[space] == ofSpace.second
                                                      ? Status::Optimal
                                                      : Status::Feasible)));
      if (account.numUnknown)
        number("unknown", account.numUnknown);
      if (auto memory = limits.find(space); memory != limits.end()) {
        if (memory->second.capacity)
          number("capacity", *memory->second.capacity);
        if (memory->second.base)
          number("base", *memory->second.base);
        if (memory->second.alignment != 1)
          number("alignment", memory->second.alignment);
      }
      entries.push_back(entry.getDictionary(&getContext()));
    }
    // What an earlier plan has written stays as true as it was.
    if (!entries.empty())
      getOperation()->setAttr(IdeallocDialect::kMemories,
                              builder.getArrayAttr(entries));
  }

  FailureOr<Plan> planOne(const ArenaProblem &arena) {
    if (std::optional<ProblemError> error = check(arena.problem))
      return reportProblem(arena, *error);
    Result<Plan> result = planWith(strategyName, arena.problem, planOptions);
    FunctionOpInterface function = arena.getFunction();
    if (!result)
      return emitError(function.getLoc()) << result.error();
    if (result->status == Status::Infeasible ||
        result->status == Status::Unknown)
      return reportMisfit(arena, *result, strategyName,
                          accounts[canonicalSpace(arena.space)]);
    return std::move(*result);
  }

  /// Removes old answers, all but those of arenas that stand in the function.
  static void removeOld(FunctionOpInterface function) {
    DenseSet<Attribute> spaces;
    function.walk([&](Operation *op) {
      if (op->hasAttr(IdeallocDialect::kOffset))
        op->removeAttr(IdeallocDialect::kOffset);
      if (auto arena = dyn_cast<ArenaOp>(op))
        spaces.insert(
            toAttribute(cast<MemRefType>(arena.getType()).getMemorySpace(),
                        op->getContext()));
    });
    auto old = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
    if (!old)
      return;
    SmallVector<Attribute> kept;
    for (auto arena : old.getAsRange<DictionaryAttr>())
      if (!arena.contains("ticks") && spaces.contains(arena.get("space")))
        kept.push_back(arena);
    if (kept.empty())
      function->removeAttr(IdeallocDialect::kArenas);
    else
      function->setAttr(IdeallocDialect::kArenas,
                        ArrayAttr::get(function.getContext(), kept));
  }

  /// Replaces all old answers by the new ones.
  void write(ArrayRef<ArenaProblem> arenas, ArrayRef<Plan> plans) {
    Builder builder(&getContext());
    llvm::MapVector<Operation *, SmallVector<Attribute>> attributes;
    DenseMap<Operation *, int64_t> ticks;
    for (FunctionOpInterface function : functionsIn(getOperation())) {
      removeOld(function);
      if (auto kept =
              function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas))
        llvm::append_range(attributes[function], kept);
    }
    for (auto [arena, plan] : llvm::zip_equal(arenas, plans)) {
      for (auto [slot, offset] : llvm::zip_equal(arena.allocs, plan.offsets))
        for (Operation *alloc : slot)
          alloc->setAttr(IdeallocDialect::kOffset,
                         builder.getI64IntegerAttr(offset));
      remarkPlan(arena, plan);
      // One problem may be that of thousands of functions: it is read once.
      NamedAttrList entry = describe(arena, plan, builder);
      for (FunctionOpInterface function : arena.functions) {
        // Each space of a function has an arena.
        auto [it, isNew] = ticks.try_emplace(function);
        if (isNew)
          it->second = LogicalTime::count(function);
        entry.set("ticks", builder.getI64IntegerAttr(it->second));
        attributes[function].push_back(entry.getDictionary(&getContext()));
      }
    }
    for (auto &[function, list] : attributes)
      function->setAttr(IdeallocDialect::kArenas, builder.getArrayAttr(list));
  }

  void remarkPlan(const ArenaProblem &arena, const Plan &plan) {
    FunctionOpInterface function = arena.getFunction();
    auto remark =
        remark::passed(function->getLoc(), remark::RemarkOpts::name("Plan")
                                               .category("idealloc")
                                               .function(function.getName()));
    if (!remark)
      return;
    int64_t totalBytes = 0, allocations = 0;
    for (ArrayRef<Operation *> slot : arena.allocs)
      allocations += slot.size();
    for (const Buffer &buffer : arena.problem.buffers)
      totalBytes += buffer.size;
    remark << remark::metric("Space", StringRef(toText(arena.space)));
    if (arena.isProgram())
      remark << remark::metric("Functions", arena.functions.size());
    remark << remark::metric("Allocations", allocations)
           << remark::metric("Buffers", arena.allocs.size())
           << remark::metric("TotalBytes", totalBytes)
           << remark::metric("ArenaBytes", plan.makespan)
           << remark::metric("Load", load(arena.problem).bytes)
           << remark::metric("LowerBound", plan.lowerBound)
           << remark::metric("Status", toString(plan.status));
    // Keys are sorted: this one ends the remark.
    if (loadPlan.empty())
      remark << remark::metric(
          "Work", strategyName + ": " +
                      effortText(*findStrategy(strategyName), plan.effort));
  }

  /// The entry of `idealloc.arenas` of each function of an arena, but for the
  /// function's ticks.
  NamedAttrList describe(const ArenaProblem &arena, const Plan &plan,
                         Builder &builder) {
    int64_t baseAlignment = 1;
    for (const Buffer &buffer : arena.problem.buffers)
      baseAlignment = std::max(baseAlignment, buffer.alignment);
    NamedAttrList entries;
    auto number = [&](StringRef key, int64_t value) {
      entries.append(key, builder.getI64IntegerAttr(value));
    };
    entries.append("space", toAttribute(arena.space, &getContext()));
    number("bytes", plan.makespan);
    number("load", load(arena.problem).bytes);
    number("lower_bound", plan.lowerBound);
    entries.append("status", builder.getStringAttr(toString(plan.status)));
    number("alignment", baseAlignment);
    if (arena.isProgram())
      entries.append("program", builder.getUnitAttr());
    return entries;
  }

  std::string strategyName;
  StrategyOptions planOptions;
  /// By memory space: what is known of it, what else is in it, and the bytes
  /// of all arenas.
  MemoryDescriptions limits;
  llvm::MapVector<Attribute, MemoryAccount> accounts;
  llvm::MapVector<Attribute, int64_t> taken;
};
} // namespace
