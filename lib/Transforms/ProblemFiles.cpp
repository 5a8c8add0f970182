//===- ProblemFiles.cpp - Planning problems of functions ------------------===//
//--------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProblemFiles.h"

#include "BufferNames.h"
#include "States.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Lifetimes/LiveSet.h"
#include "idealloc/Lifetimes/ReturnedRoots.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace idealloc {

MemRefType plannedType(Operation *alloc) {
  if (auto global = dyn_cast<memref::GlobalOp>(alloc))
    return global.getType();
  return getAllocatedMemory(alloc).getType();
}

/// The buffer of a slot, all of its allocations together, with the lifetimes
/// that this attribute gives.
static FailureOr<Buffer> toBuffer(ArrayRef<Operation *> allocs,
                                  int64_t alignment, StringRef lifetimes,
                                  const DataLayout &layout) {
  Buffer buffer{.alignment = alignment};
  LiveSet live;
  Operation *pinned = nullptr;
  for (Operation *alloc : allocs) {
    MemRefType type = plannedType(alloc);
    std::optional<int64_t> bytes = getByteSize(type, layout);
    if (!bytes || *bytes == 0)
      return alloc->emitError()
             << "has a lifetime but no size to plan: " << type;
    buffer.size = std::max(buffer.size, *bytes);
    buffer.alignment = std::max(
        {buffer.alignment, getElementAlignment(type.getElementType(), layout),
         getStatedAlignment(alloc)});
    auto lifetime = alloc->getAttrOfType<LifetimeAttr>(lifetimes);
    live = live.unite(LiveSet::fromBounds(lifetime.getBounds()));
    auto pin = alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kPin);
    if (!pin)
      continue;
    if (buffer.pin && *buffer.pin != pin.getInt()) {
      auto diag = alloc->emitError()
                  << "is pinned at offset " << pin.getInt()
                  << ", another allocation of its slot at " << *buffer.pin;
      diag.attachNote(placeToShow(pinned)) << "the other allocation is here";
      return diag;
    }
    buffer.pin = pin.getInt();
    pinned = alloc;
  }
  buffer.lifetime = {live.begin(), live.end()};
  ArrayRef<TickInterval> intervals = live.getIntervals();
  for (size_t i = 1; i < intervals.size(); ++i)
    buffer.gaps.push_back({intervals[i - 1].end, intervals[i].begin});
  return buffer;
}

/// The allocations with a lifetime by memory space and slot, in order of the
/// first of each.
static llvm::MapVector<Attribute, ArenaProblem>
collectSlots(FunctionOpInterface function) {
  llvm::MapVector<Attribute, ArenaProblem> bySpace;
  DenseMap<std::pair<Attribute, int64_t>, size_t> indexOf;
  function.walk<WalkOrder::PreOrder>([&](Operation *op) {
    auto memory = getAllocatedMemory(op);
    if (!memory || !op->hasAttr(IdeallocDialect::kLifetime))
      return;
    Attribute space = memory.getType().getMemorySpace();
    auto &allocs = bySpace[space].allocs;
    size_t index = allocs.size();
    if (auto slot = op->getAttrOfType<IntegerAttr>(IdeallocDialect::kSlot))
      index = indexOf.try_emplace({space, slot.getInt()}, index).first->second;
    if (index == allocs.size())
      allocs.emplace_back();
    allocs[index].push_back(op);
  });
  return bySpace;
}

/// Adds the buffers of an arena whose allocations are known.
static LogicalResult addBuffers(ArenaProblem &arena, int64_t alignment,
                                FunctionsAround &functions) {
  StringRef lifetimes = arena.isProgram() ? IdeallocDialect::kProgramLifetime
                                          : IdeallocDialect::kLifetime;
  for (ArrayRef<Operation *> allocs : arena.allocs) {
    FailureOr<Buffer> buffer = toBuffer(allocs, alignment, lifetimes,
                                        functions.layoutAt(allocs.front()));
    if (failed(buffer))
      return failure();
    arena.problem.buffers.push_back(std::move(*buffer));
  }
  setIds(arena, functions);
  return success();
}

static int64_t numberIn(DictionaryAttr program, StringRef key) {
  auto number = program.getAs<IntegerAttr>(key);
  return number ? number.getInt() : 0;
}

/// True if a function can be planned with its program in this memory space.
static bool isOfProgram(const ArenaProblem &arena) {
  for (ArrayRef<Operation *> allocs : arena.allocs)
    for (Operation *alloc : allocs)
      // Memory of a device is no part of an arena of the host, which other
      // functions may have in this space.
      if (!alloc->hasAttr(IdeallocDialect::kProgramLifetime) ||
          isa<gpu::AllocOp>(alloc))
        return false;
  return arena.getFunction()->hasAttr(IdeallocDialect::kProgram);
}

namespace {
/// Collects the problems of functions and programs.
class ProblemCollector {
public:
  void addFunctions(Operation *top) {
    for (FunctionOpInterface function : functionsIn(top)) {
      order[function] = order.size();
      for (auto &[space, arena] : collectSlots(function)) {
        arena.functions = {function};
        arena.space = space;
        if (!isOfProgram(arena)) {
          problems.push_back(std::move(arena));
          continue;
        }
        ArenaProblem &all = problemOf(function, space);
        llvm::append_range(all.allocs, arena.allocs);
        all.isReturned |= returnsToProgram(function);
      }
    }
  }

  /// States, and who uses them without having a buffer.
  void addStates(Operation *top) {
    for (const State &state : findStates(top)) {
      auto isMember = [](FunctionOpInterface user) {
        return user->hasAttr(IdeallocDialect::kProgram);
      };
      memref::GlobalOp global = state.global;
      if (!global->hasAttr(IdeallocDialect::kProgramLifetime) ||
          state.users.empty() || !llvm::all_of(state.users, isMember))
        continue;
      std::optional<int64_t> program;
      for (FunctionOpInterface user : state.users)
        program = problemOf(user, state.getSpace()).program;
      ArrayRef<size_t> arena = byProgram[{*program, state.getSpace()}];
      problems[arena.front()].allocs.push_back({global});
      for (size_t index : arena)
        problems[index].hasStates = true;
    }
  }

  /// A function that has an arena to itself is no program.
  std::vector<ArenaProblem> finish() {
    for (auto &[key, indices] : byProgram)
      for (size_t index : indices) {
        ArenaProblem &arena = problems[index];
        llvm::sort(arena.functions, [&](Operation *a, Operation *b) {
          return order.lookup(a) < order.lookup(b);
        });
        if (indices.size() == 1 && arena.functions.size() == 1 &&
            !arena.hasStates && !arena.isReturned)
          arena.program.reset();
      }
    return std::move(problems);
  }

private:
  /// The problem of the program and party of the function, which is one of its
  /// functions from now on.
  ArenaProblem &problemOf(FunctionOpInterface function, Attribute space) {
    auto member =
        function->getAttrOfType<DictionaryAttr>(IdeallocDialect::kProgram);
    int64_t program = numberIn(member, "number"),
            party = numberIn(member, "party");
    SmallVector<size_t> &known = byProgram[{program, space}];
    auto found = llvm::find_if(
        known, [&](size_t index) { return problems[index].party == party; });
    size_t index = found == known.end() ? problems.size() : *found;
    if (found == known.end()) {
      known.push_back(index);
      ArenaProblem &arena = problems.emplace_back();
      arena.space = space;
      arena.program = program;
      arena.party = party;
    }
    if (members.insert({index, function}).second)
      problems[index].functions.push_back(function);
    return problems[index];
  }

  std::vector<ArenaProblem> problems;
  llvm::MapVector<std::pair<int64_t, Attribute>, SmallVector<size_t>> byProgram;
  DenseSet<std::pair<size_t, Operation *>> members;
  DenseMap<Operation *, size_t> order;
};
} // namespace

FailureOr<std::vector<ArenaProblem>> collectProblems(Operation *top,
                                                     int64_t alignment) {
  ProblemCollector collector;
  collector.addFunctions(top);
  collector.addStates(top);
  std::vector<ArenaProblem> problems = collector.finish();
  FunctionsAround functions;
  for (ArenaProblem &arena : problems)
    if (failed(addBuffers(arena, alignment, functions)))
      return failure();
  return problems;
}

} // namespace idealloc
