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

/// The buffer of a slot, all of its allocations together, with the lifetimes
/// that this attribute gives.
static FailureOr<Buffer> toBuffer(ArrayRef<Operation *> allocs,
                                  int64_t alignment, StringRef lifetimes) {
  DataLayout layout = DataLayout::closest(allocs.front());
  Buffer buffer{.alignment = alignment};
  LiveSet live;
  Operation *pinned = nullptr;
  for (Operation *alloc : allocs) {
    MemRefType type = getAllocatedMemory(alloc).getType();
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
static LogicalResult addBuffers(ArenaProblem &arena, int64_t alignment) {
  StringRef lifetimes = arena.isProgram() ? IdeallocDialect::kProgramLifetime
                                          : IdeallocDialect::kLifetime;
  for (ArrayRef<Operation *> allocs : arena.allocs) {
    FailureOr<Buffer> buffer = toBuffer(allocs, alignment, lifetimes);
    if (failed(buffer))
      return failure();
    arena.problem.buffers.push_back(std::move(*buffer));
  }
  setIds(arena);
  return success();
}

/// The number of the program that the function is planned with, if that can be
/// done for this memory space.
static std::optional<int64_t> programOf(const ArenaProblem &arena) {
  auto program = arena.getFunction()->getAttrOfType<DictionaryAttr>(
      IdeallocDialect::kProgram);
  for (ArrayRef<Operation *> allocs : arena.allocs)
    for (Operation *alloc : allocs)
      // Memory of a device is no part of an arena of the host, which other
      // functions may have in this space.
      if (!alloc->hasAttr(IdeallocDialect::kProgramLifetime) ||
          isa<gpu::AllocOp>(alloc))
        return std::nullopt;
  return program ? std::optional(program.getAs<IntegerAttr>("number").getInt())
                 : std::nullopt;
}

FailureOr<std::vector<ArenaProblem>> collectProblems(Operation *top,
                                                     int64_t alignment) {
  std::vector<ArenaProblem> problems;
  DenseMap<std::pair<int64_t, Attribute>, size_t> byProgram;
  for (FunctionOpInterface function : functionsIn(top))
    for (auto &[space, arena] : collectSlots(function)) {
      arena.functions = {function};
      arena.space = space;
      if (std::optional<int64_t> program = programOf(arena)) {
        auto [first, isNew] =
            byProgram.try_emplace({*program, space}, problems.size());
        if (!isNew) {
          ArenaProblem &all = problems[first->second];
          all.functions.push_back(function);
          llvm::append_range(all.allocs, arena.allocs);
          continue;
        }
        arena.isReturned = returnsToProgram(function);
      }
      problems.push_back(std::move(arena));
    }
  for (ArenaProblem &arena : problems)
    if (failed(addBuffers(arena, alignment)))
      return failure();
  return problems;
}

} // namespace idealloc
