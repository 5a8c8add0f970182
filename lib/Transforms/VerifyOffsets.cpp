//===- VerifyOffsets.cpp - Proof that offsets do not clash ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For every function: each `idealloc.offset` lies inside the arena of its
// memory space and is aligned, and no two buffers that share bytes interfere,
// which idealloc/Verifier/Interference.h defines and proves. Buffers of one
// slot have one offset. `idealloc.lifetime` is not looked at: lifetimes may be
// a front end's claim.
//
//===----------------------------------------------------------------------===//

#include "MemorySpaces.h"
#include "VerifiedOffsets.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Transforms/Passes.h"
#include "idealloc/Verifier/Interference.h"

#include "llvm/ADT/DenseMap.h"

namespace idealloc {
#define GEN_PASS_DEF_VERIFYOFFSETS
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

/// Errors of one kind that are shown for a function; the rest is counted.
static constexpr size_t maxErrors = 5;

namespace {
/// The checks of one function, which stop at the first kind that fails.
class OffsetVerifier {
public:
  OffsetVerifier(FunctionOpInterface function, const CalleeSummaries *callees)
      : function(function), callees(callees),
        layout(DataLayout::closest(function)) {}

  LogicalResult run() {
    readArenas();
    size_t misplaced = 0;
    function.walk([&](Operation *alloc) {
      if (alloc->hasAttr(IdeallocDialect::kOffset) && failed(place(alloc)))
        return WalkResult(++misplaced < maxErrors ? WalkResult::advance()
                                                  : WalkResult::interrupt());
      return WalkResult::advance();
    });
    if (misplaced)
      return failure();
    if (buffers.empty())
      return success();
    Interference found =
        computeInterference(function, buffers, maxErrors, callees);
    for (const Unverifiable &item :
         ArrayRef(found.unverifiable).take_front(maxErrors))
      report(item);
    reportRest(found.unverifiable.size(), "buffers that cannot be verified");
    for (const Clash &clash : found.clashes)
      report(clash);
    if (found.numClashes > found.clashes.size())
      emitError(function.getLoc())
          << "has " << found.numClashes
          << " clashes in all; shown is the first of each "
             "pair of buffers, of "
          << maxErrors << " pairs at most";
    return success(found.unverifiable.empty() && found.numClashes == 0);
  }

private:
  struct Arena {
    int64_t bytes;
    int64_t alignment;
  };

  void readArenas() {
    auto list = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
    if (!list)
      return;
    for (auto entry : list.getAsRange<DictionaryAttr>()) {
      Attribute space = entry.get("space");
      if (auto number = dyn_cast<IntegerAttr>(space);
          number && number.getValue().isZero())
        space = Attribute();
      auto alignment = entry.getAs<IntegerAttr>("alignment");
      // The last of a space counts: those of earlier plans come first.
      arenas[space] = {entry.getAs<IntegerAttr>("bytes").getInt(),
                       alignment ? alignment.getInt() : 1};
    }
  }

  /// Checks size, offset and alignment, and remembers the buffer.
  LogicalResult place(Operation *alloc) {
    TypedValue<MemRefType> memory = getAllocatedMemory(alloc);
    if (!memory)
      return alloc->emitError()
             << "has an offset, but is no allocation that can be planned";
    MemRefType type = memory.getType();
    auto arena = arenas.find(type.getMemorySpace());
    if (arena == arenas.end())
      return alloc->emitError()
             << "has an offset, but its function has no arena in memory space '"
             << toText(type.getMemorySpace()) << "'";
    std::optional<int64_t> bytes = getByteSize(type, layout);
    if (!bytes)
      return alloc->emitError()
             << "has an offset, but " << type << " has no known size in bytes";
    auto offset = alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset);
    int64_t begin = offset.getInt(), arenaBytes = arena->second.bytes;
    if (begin < 0 || *bytes > arenaBytes || begin > arenaBytes - *bytes)
      return alloc->emitError()
             << "its " << *bytes << " bytes at offset " << begin
             << " do not lie inside the arena of " << arenaBytes << " bytes";
    int64_t alignment =
        std::max(getElementAlignment(type.getElementType(), layout),
                 getStatedAlignment(alloc));
    if (begin % alignment || arena->second.alignment % alignment)
      return alloc->emitError()
             << "offset " << begin << " of an arena aligned to "
             << arena->second.alignment << " is not aligned to " << alignment
             << " bytes";
    buffers.push_back({alloc, type.getMemorySpace(), begin, begin + *bytes});
    return checkSlot();
  }

  /// The last buffer begins where the first of its slot does.
  LogicalResult checkSlot() {
    PlacedBuffer &buffer = buffers.back();
    auto slot =
        buffer.alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kSlot);
    if (!slot)
      return success();
    buffer.slot = slot.getInt();
    auto [first, isNew] =
        slots.try_emplace({buffer.space, slot.getInt()}, buffers.size() - 1);
    const PlacedBuffer &other = buffers[first->second];
    if (isNew || other.begin == buffer.begin)
      return success();
    InFlightDiagnostic diag = buffer.alloc->emitError()
                              << "is in slot " << slot.getInt()
                              << ", but not at its offset " << other.begin;
    diag.attachNote(other.alloc->getLoc()) << "which is that of this";
    return diag;
  }

  void report(const Unverifiable &item) {
    InFlightDiagnostic diag = buffers[item.buffer].alloc->emitError()
                              << "cannot be verified: " << item.reason;
    diag.attachNote(item.culprit->getLoc()) << "because of this";
  }

  void report(const Clash &clash) {
    const PlacedBuffer &written = buffers[clash.written];
    const PlacedBuffer &other = buffers[clash.other];
    InFlightDiagnostic diag =
        clash.op->emitError()
        << (clash.isSameOp ? "writes" : "overwrites") << " bytes ["
        << std::max(written.begin, other.begin) << ", "
        << std::min(written.end, other.end) << ") of memory space '"
        << toText(written.space) << "', which "
        << (clash.isSameOp ? "it also accesses as another buffer"
                           : "another buffer needs later");
    diag.attachNote(written.alloc->getLoc())
        << "it writes this buffer at bytes [" << written.begin << ", "
        << written.end << ")";
    diag.attachNote(other.alloc->getLoc())
        << "the other buffer is at bytes [" << other.begin << ", " << other.end
        << ")";
    if (clash.reader)
      diag.attachNote(clash.reader->getLoc()) << "it may still be read here";
  }

  void reportRest(size_t count, StringRef what) {
    if (count > maxErrors)
      emitError(function.getLoc())
          << "has " << count << " " << what << ", of which the first "
          << maxErrors << " are shown";
  }

  FunctionOpInterface function;
  const CalleeSummaries *callees;
  DataLayout layout;
  DenseMap<Attribute, Arena> arenas;
  /// The first buffer of each slot.
  DenseMap<std::pair<Attribute, int64_t>, size_t> slots;
  std::vector<PlacedBuffer> buffers;
};

} // namespace

/// A function that is visited alone may not look at its siblings.
VerifiedOffsets::VerifiedOffsets(Operation *top) {
  std::optional<CalleeSummaries> callees;
  if (!isa<FunctionOpInterface>(top))
    callees.emplace(top);
  isSound = succeeded(forEachFunction(top, [&](FunctionOpInterface function) {
    return OffsetVerifier(function, callees ? &*callees : nullptr).run();
  }));
}

namespace {
struct VerifyOffsetsPass
    : idealloc::impl::VerifyOffsetsBase<VerifyOffsetsPass> {
  bool canScheduleOn(RegisteredOperationName name) const final {
    return isFunctionOrSymbolTable(name);
  }

  void runOnOperation() final {
    if (!getAnalysis<VerifiedOffsets>().isSound)
      signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
