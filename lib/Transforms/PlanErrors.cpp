//===- PlanErrors.cpp - Why there is no plan ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanErrors.h"

#include "MemorySpaces.h"

#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace idealloc;

/// Notes at most this many buffers of a plan that does not fit.
static constexpr size_t maxNotes = 8;

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
    note << " of '" << buffer.id << "' here";
  }
  if (largest.size() > maxNotes)
    diag.attachNote() << "and " << largest.size() - maxNotes
                      << " smaller buffers";
}

LogicalResult idealloc::reportProblem(const ArenaProblem &arena,
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

void idealloc::noteOthers(InFlightDiagnostic &diag,
                          const MemoryAccount &account) {
  auto others =
      llvm::to_vector(llvm::concat<const std::pair<Operation *, int64_t>>(
          account.globals, account.unplanned));
  auto largest = llvm::to_vector(llvm::seq(others.size()));
  llvm::sort(largest, [&](size_t a, size_t b) {
    return std::pair(others[b].second, a) < std::pair(others[a].second, b);
  });
  for (size_t index : ArrayRef(largest).take_front(maxNotes)) {
    auto [op, bytes] = others[index];
    diag.attachNote(placeToShow(op))
        << bytes << " bytes of '" << op->getName().getStringRef() << "'"
        << nameInQuotes(op) << " here";
  }
}

LogicalResult idealloc::reportMisfit(const ArenaProblem &arena,
                                     const Plan &plan, StringRef strategy,
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
