//===- AssignOffsets.cpp - Offsets for the allocations of functions -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryAccounts.h"
#include "MemorySpaces.h"
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

/// Notes at most this many buffers of a plan that does not fit.
static constexpr size_t maxNotes = 8;

/// More threads than this are a mistake, and may be more than there can be.
static constexpr unsigned maxThreads = 1024;

static void noteBuffers(InFlightDiagnostic &diag, const ArenaProblem &arena,
                        ArrayRef<size_t> indices) {
  SmallVector<size_t> largest(indices);
  llvm::sort(largest, [&](size_t a, size_t b) {
    return std::pair(arena.problem.buffers[b].size, a) <
           std::pair(arena.problem.buffers[a].size, b);
  });
  for (size_t index : ArrayRef(largest).take_front(maxNotes)) {
    const Buffer &buffer = arena.problem.buffers[index];
    Diagnostic &note = diag.attachNote(arena.getLoc(index))
                       << buffer.size << " bytes";
    if (buffer.size % buffer.alignment != 0)
      note << " aligned to " << buffer.alignment;
    if (buffer.id.find_first_not_of("0123456789") != std::string::npos)
      note << " of '" << buffer.id << "'";
    note << " here";
  }
  if (largest.size() > maxNotes)
    diag.attachNote() << "and " << largest.size() - maxNotes
                      << " smaller buffers";
}

/// A problem that is not well-formed, at the op that makes it so.
static LogicalResult reportProblem(const ArenaProblem &arena,
                                   const ProblemError &error) {
  FunctionOpInterface function = arena.getFunction();
  bool atBuffer = error.rule != ProblemRule::CapacityNegative &&
                  error.rule != ProblemRule::ReservedInvalid;
  auto diag =
      emitError(atBuffer ? arena.getLoc(error.index) : function->getLoc())
      << "memory space '" << toText(arena.space) << "': " << error.message;
  if (error.rule == ProblemRule::PinsClash)
    diag.attachNote(arena.getLoc(error.other)) << "the other buffer is here";
  return diag;
}

/// Why the buffers of a conflict set do not fit.
static void blame(InFlightDiagnostic &diag, const Problem &problem,
                  ArrayRef<size_t> set) {
  if (set.size() == 1 && problem.buffers[set[0]].pin)
    diag << "one buffer is pinned at " << *problem.buffers[set[0]].pin;
  else if (set.size() == 1)
    diag << "one buffer does not fit even alone";
  else if (std::optional<Time> instant = commonInstant(problem, set))
    diag << "at tick " << *instant << " these " << set.size()
         << " buffers are live together";
  else
    diag << "these " << set.size() << " buffers cannot share it, although at "
         << "most " << load(subproblem(problem, set)).bytes
         << " bytes of them are live together";
}

/// " (64 bytes of it reserved, 128 taken by globals)", or nothing.
static std::string explainCapacity(const Problem &problem,
                                   const MemoryAccount &account) {
  std::string text;
  auto add = [&](int64_t bytes, StringRef what) {
    if (bytes)
      text += (text.empty() ? "" : ", ") + std::to_string(bytes) +
              (text.empty() ? " bytes of it " : " ") + what.str();
  };
  add(reservedBelow(problem, *problem.capacity), "reserved");
  add(account.globalBytes, "taken by globals");
  add(account.unplannedBytes, "taken by allocations that are not planned");
  return text.empty() ? "" : " (" + text + ")";
}

/// The largest of what else is in the memory.
static void noteOthers(InFlightDiagnostic &diag, const MemoryAccount &account) {
  auto others =
      llvm::to_vector(llvm::concat<const std::pair<Operation *, int64_t>>(
          account.globals, account.unplanned));
  llvm::stable_sort(
      others, [](const auto &a, const auto &b) { return b.second < a.second; });
  for (auto [op, bytes] : ArrayRef(others).take_front(maxNotes))
    diag.attachNote(op->getLoc())
        << bytes << " bytes of '" << op->getName().getStringRef() << "' here";
}

/// A plan that does not fit: proved impossible, or merely fragmented.
static LogicalResult reportMisfit(const ArenaProblem &arena, const Plan &plan,
                                  StringRef strategy,
                                  const MemoryAccount &account) {
  FunctionOpInterface function = arena.getFunction();
  Load peak = load(arena.problem);
  int64_t left = *arena.problem.capacity;
  int64_t capacity = left + account.otherBytes();
  auto diag = emitError(function.getLoc());
  if (plan.status == Status::Infeasible) {
    diag << "needs " << plan.lowerBound << " bytes, capacity of memory space '"
         << toText(arena.space) << "' is " << capacity
         << explainCapacity(arena.problem, account) << ", "
         << plan.lowerBound - left << " too few; ";
    blame(diag, arena.problem, plan.conflictSet);
    diag << "; the smallest capacity known to work is "
         << addBytes(plan.makespan, account.otherBytes());
    noteBuffers(diag, arena, plan.conflictSet);
    noteOthers(diag, account);
    return diag;
  }
  diag << "no plan found for memory space '" << toText(arena.space)
       << "' of capacity " << capacity
       << explainCapacity(arena.problem, account) << ": the best takes "
       << plan.makespan << " bytes, " << plan.makespan - left
       << " too many, although only " << peak.bytes
       << " are live together at most. Strategy '" << strategy
       << "' left it fragmented and does not prove that no plan fits; try "
          "another strategy";
  noteBuffers(diag, arena, liveAt(arena.problem, peak.instant));
  noteOthers(diag, account);
  return diag;
}

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

  /// Removes old answers, all but the arenas that are materialised.
  static void removeOld(FunctionOpInterface function) {
    function.walk([](Operation *op) {
      if (op->hasAttr(IdeallocDialect::kOffset))
        op->removeAttr(IdeallocDialect::kOffset);
    });
    auto old = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
    if (!old)
      return;
    SmallVector<Attribute> kept;
    for (auto arena : old.getAsRange<DictionaryAttr>())
      if (!arena.contains("ticks"))
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
      for (FunctionOpInterface function : arena.functions)
        attributes[function].push_back(
            describe(arena, plan, function, builder));
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

  /// The entry of `idealloc.arenas` of one function.
  Attribute describe(const ArenaProblem &arena, const Plan &plan,
                     FunctionOpInterface function, Builder &builder) {
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
    number("ticks", LogicalTime::count(function));
    if (arena.isProgram())
      entries.append("program", builder.getUnitAttr());
    return entries.getDictionary(&getContext());
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
