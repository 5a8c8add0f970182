//===- AssignOffsets.cpp - Offsets for the allocations of functions -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferNotes.h"
#include "MemoryAccounts.h"
#include "MemorySpaces.h"
#include "PlanErrors.h"
#include "PlannedArenas.h"
#include "ProblemFiles.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Planner/Strategies.h"
#include "idealloc/Text/Numbers.h"
#include "idealloc/Transforms/Passes.h"

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
    if (failed(plans))
      return signalPassFailure();
    std::vector<ArenaFigures> figures = figuresOf(*arenas, *plans);
    if (failed(balance(*arenas, figures)))
      return signalPassFailure();
    ArrayAttr all = describeMemories(&getContext(), *arenas, *plans, figures,
                                     accounts, taken, limits);
    // What can fail comes before the first change.
    if (!header.empty() && failed(writeHeader(getOperation(), all, *arenas,
                                              *plans, figures, header)))
      return signalPassFailure();
    writePlans(getOperation(), *arenas, *plans, figures);
    if (all)
      getOperation()->setAttr(IdeallocDialect::kMemories, all);
    SymbolTableCollection symbols;
    for (auto [arena, plan] : llvm::zip_equal(*arenas, *plans)) {
      remarkPlan(arena, plan);
      remarkConstants(arena, symbols);
    }
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
        readMemories(getOperation(), getAnalysis<ProgramSpaces>(),
                     {.file = memories,
                      .capacities = {capacity.begin(), capacity.end()},
                      .reserved = {reserve.begin(), reserve.end()}});
    if (failed(described))
      return failure();
    limits = std::move(*described);
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
      if (failed(result) && (arena.party || arena.hasStates))
        continue; // Where it may lie depends on those before.
      if (arena.problem.buffers.empty()) {
        plans[index].status = Status::Optimal; // It uses states alone.
        continue;
      }
      llvm::append_range(arena.problem.reserved,
                         bytesOfOthers(arenas, plans, index));
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
  LogicalResult balance(ArrayRef<ArenaProblem> arenas,
                        ArrayRef<ArenaFigures> figures) {
    taken = arenaBytes(getOperation(), arenas,
                       llvm::map_to_vector(figures, [](const auto &ofArena) {
                         return ofArena.bytes;
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

  void remarkPlan(const ArenaProblem &arena, const Plan &plan) {
    if (arena.problem.buffers.empty())
      return;
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

  /// Says how much of the peak need not be there: what is computed anew in
  /// every run from constants alone.
  void remarkConstants(const ArenaProblem &arena,
                       SymbolTableCollection &symbols) {
    if (!getContext().getRemarkEngine() || arena.problem.buffers.empty())
      return;
    std::vector<BufferNotes> notes = notesOf(arena, symbols);
    Load peak = load(arena.problem);
    int64_t constants = 0;
    for (size_t index : liveAt(arena.problem, peak.instant))
      if (notes[index].kind == "constant")
        constants += arena.problem.buffers[index].size;
    if (constants == 0)
      return;
    FunctionOpInterface function = arena.getFunction();
    auto remark = remark::analysis(function->getLoc(),
                                   remark::RemarkOpts::name("Constants")
                                       .category("idealloc")
                                       .function(function.getName()));
    if (remark)
      remark << remark::reason("{0} of {1} bytes at the peak are computed from "
                               "constants",
                               grouped(constants), grouped(peak.bytes))
             << remark::metric("Bytes", constants)
             << remark::metric("Space", StringRef(toText(arena.space)));
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
