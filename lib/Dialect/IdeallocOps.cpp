//===- IdeallocOps.cpp - Ops of the idealloc dialect ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Intervals.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Names.h"

#include "mlir/IR/Builders.h"

#include <map>

using namespace mlir;
using namespace idealloc;

namespace idealloc {
static ParseResult parseIntervals(OpAsmParser &parser,
                                  DenseI64ArrayAttr &live) {
  SmallVector<int64_t> bounds;
  if (parseIntervals(parser, bounds))
    return failure();
  live = parser.getBuilder().getDenseI64ArrayAttr(bounds);
  return success();
}

static void printIntervals(OpAsmPrinter &printer, Operation *,
                           DenseI64ArrayAttr live) {
  printIntervals(printer, live.asArrayRef());
}
} // namespace idealloc

#define GET_OP_CLASSES
#include "idealloc/Dialect/IdeallocOps.cpp.inc"

//===----------------------------------------------------------------------===//
// ArenaOp
//===----------------------------------------------------------------------===//

namespace {
/// The identity of arenas: their writes order with nothing but themselves.
struct ArenaResource : SideEffects::Resource::Base<ArenaResource> {
  StringRef getName() final { return "idealloc.arena"; }
};

/// One slot of the plan: the hull in bytes of its slices, all of which start at
/// one offset, and the first of them, for messages.
struct Slot {
  int64_t begin = 0, end = 0;
  SliceOp slice;
};

/// A slot begins or ends to be live.
struct Event {
  int64_t tick;
  bool begins;
  size_t slot;
};
} // namespace

void ArenaOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  effects.emplace_back(MemoryEffects::Write::get(), ArenaResource::get());
}

/// The slices that have all attributes and a memref as result, in program
/// order. Of others their own verifier, which comes later, says so.
static SmallVector<SliceOp> slicesOf(ArenaOp arena) {
  SmallVector<SliceOp> slices;
  for (Operation *user : arena.getMemory().getUsers())
    if (auto slice = dyn_cast<SliceOp>(user);
        slice && slice.getOffsetAttr() && slice.getSlotAttr() &&
        slice.getLiveAttr() && slice->getNumResults() == 1 &&
        isa<MemRefType>(slice->getResult(0).getType()))
      slices.push_back(slice);
  // Use lists are newest first.
  std::reverse(slices.begin(), slices.end());
  return slices;
}

/// Groups the slices that are well-formed so far by slot (S6).
static LogicalResult collectSlots(ArrayRef<SliceOp> slices,
                                  const DataLayout &layout,
                                  SmallVectorImpl<Slot> &slots,
                                  SmallVectorImpl<Event> &events) {
  // Any number may be a slot, also those that a DenseMap keeps for itself.
  std::map<int64_t, size_t> indexOf;
  for (SliceOp slice : slices) {
    std::optional<int64_t> bytes =
        getByteSize(cast<MemRefType>(slice->getResult(0).getType()), layout);
    ArrayRef<int64_t> live = slice.getLive();
    int64_t begin = slice.getOffset();
    if (!bytes || live.size() % 2 || begin > INT64_MAX - *bytes)
      continue; // (S7), (S5) and (S2) say so.
    auto [it, isNew] = indexOf.try_emplace(slice.getSlot(), slots.size());
    if (isNew)
      slots.push_back({begin, begin, slice});
    Slot &slot = slots[it->second];
    if (slot.begin != begin) {
      auto diag = slice.emitOpError()
                  << "(S6) of slot " << slice.getSlot() << " is at offset "
                  << begin << ", another slice of that slot at " << slot.begin;
      diag.attachNote(placeToShow(slot.slice)) << "the other slice is here";
      return diag;
    }
    slot.end = std::max(slot.end, begin + *bytes);
    for (size_t i = 0; i + 1 < live.size(); i += 2) {
      events.push_back({live[i], true, it->second});
      events.push_back({live[i + 1], false, it->second});
    }
  }
  return success();
}

static LogicalResult reportClash(const Slot &a, const Slot &b, int64_t tick) {
  SliceOp slice = a.slice, other = b.slice;
  auto diag = slice.emitOpError()
              << "(A3) shares bytes [" << std::max(a.begin, b.begin) << ", "
              << std::min(a.end, b.end) << ") with another slot while both are "
              << "live, from tick " << tick;
  diag.attachNote(placeToShow(other))
      << "slot " << other.getSlot() << " occupies bytes [" << b.begin << ", "
      << b.end << ")";
  return diag;
}

/// (A3): a sweep over time that keeps the live slots ordered by offset. Slots
/// that were let in are disjoint, so only the neighbours can clash.
static LogicalResult verifySlots(ArrayRef<SliceOp> slices,
                                 const DataLayout &layout) {
  SmallVector<Slot> slots;
  SmallVector<Event> events;
  if (failed(collectSlots(slices, layout, slots, events)))
    return failure();
  llvm::sort(events, [](const Event &a, const Event &b) {
    return std::tie(a.tick, a.begins, a.slot) <
           std::tie(b.tick, b.begins, b.slot);
  });
  SmallVector<unsigned> depth(slots.size(), 0);
  std::map<int64_t, size_t> live;
  for (const Event &event : events) {
    const Slot &slot = slots[event.slot];
    if (slot.begin == slot.end)
      continue;
    if (!event.begins) {
      if (--depth[event.slot] == 0)
        live.erase(slot.begin);
      continue;
    }
    if (depth[event.slot]++)
      continue;
    auto next = live.lower_bound(slot.begin);
    if (next != live.end() && next->first < slot.end)
      return reportClash(slot, slots[next->second], event.tick);
    if (next != live.begin() && slots[std::prev(next)->second].end > slot.begin)
      return reportClash(slot, slots[std::prev(next)->second], event.tick);
    live.emplace(slot.begin, event.slot);
  }
  return success();
}

/// (S2) and (S3), with numbers.
static LogicalResult verifyPlace(SliceOp slice, ArenaOp arena, int64_t bytes,
                                 int64_t alignment) {
  int64_t arenaBytes =
      cast<MemRefType>(arena.getMemory().getType()).getNumElements();
  int64_t offset = slice.getOffset();
  if (offset < 0 || bytes > arenaBytes || offset > arenaBytes - bytes)
    return slice.emitOpError()
           << "(S2) of " << bytes << " bytes at offset " << offset
           << " does not lie inside the arena of " << arenaBytes << " bytes";
  if (offset % alignment || int64_t(arena.getAlignment()) % alignment)
    return slice.emitOpError()
           << "(S3) at offset " << offset << " of an arena aligned to "
           << arena.getAlignment() << " is not aligned to " << alignment
           << " bytes";
  return success();
}

/// (S7), (S2) and (S3).
static LogicalResult verifyBytes(SliceOp slice, ArenaOp arena,
                                 const DataLayout &layout) {
  auto type = cast<MemRefType>(slice.getType());
  std::optional<int64_t> bytes = getByteSize(type, layout);
  if (!bytes)
    return slice.emitOpError()
           << "(S7) must have a static size and a strided layout, "
              "not "
           << type;
  int64_t alignment = getElementAlignment(type.getElementType(), layout);
  if (std::optional<uint64_t> stated = slice.getAlignment()) {
    if (!llvm::isPowerOf2_64(*stated) || int64_t(*stated) < 1)
      return slice.emitOpError() << "(S3) alignment " << int64_t(*stated)
                                 << " is not a power of two";
    alignment = std::max(alignment, int64_t(*stated));
  }
  return verifyPlace(slice, arena, *bytes, alignment);
}

LogicalResult ArenaOp::verify() {
  auto type = dyn_cast<MemRefType>(getMemory().getType());
  if (!type || type.getRank() != 1 || !type.hasStaticShape() ||
      !type.getElementType().isSignlessInteger(8) ||
      !type.getLayout().isIdentity() || type.getDimSize(0) < 1)
    return emitOpError()
           << "(A1) must be a static memref<Nxi8> with N > 0, not "
           << getMemory().getType();
  if (!getAlignmentAttr())
    return emitOpError() << "(A2) has no alignment";
  if (int64_t(getAlignment()) < 1 || !llvm::isPowerOf2_64(getAlignment()))
    return emitOpError() << "(A2) alignment " << int64_t(getAlignment())
                         << " is not a power of two";
  DataLayout layout = DataLayout::closest(*this);
  SmallVector<SliceOp> slices = slicesOf(*this);
  if (failed(verifySlots(slices, layout)))
    return failure();
  return success(llvm::all_of(slices, [&](SliceOp slice) {
    return succeeded(verifyBytes(slice, *this, layout));
  }));
}

//===----------------------------------------------------------------------===//
// SliceOp
//===----------------------------------------------------------------------===//

Value SliceOp::getViewSource() { return getArena(); }

/// What needs the data layout, `ArenaOp::verify` looks at, once for all slices:
/// the search for it climbs all ops around.
LogicalResult SliceOp::verify() {
  auto arena = getArena().getDefiningOp<ArenaOp>();
  if (!arena)
    return emitOpError() << "(S1) must take its window of the result of an "
                            "'idealloc.arena'";
  auto type = dyn_cast<MemRefType>(getType());
  // The arena may come later, where the slice is not dominated.
  auto arenaType = dyn_cast<MemRefType>(getArena().getType());
  if (!arenaType || arenaType.getRank() != 1 || !arenaType.hasStaticShape() ||
      !arena.getAlignmentAttr())
    return success(); // The arena's own verifier says so.
  if (!type || type.getMemorySpace() != arenaType.getMemorySpace())
    return emitOpError() << "(S4) must be a memref in the memory space of its "
                            "arena, "
                         << arenaType << ", not " << getType();
  return idealloc::verifyIntervals([&] { return emitOpError() << "(S5) "; },
                                   getLive());
}
