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
#include "idealloc/Dialect/Names.h"
#include "idealloc/Transforms/Passes.h"
#include "idealloc/Verifier/InlinedProgram.h"
#include "idealloc/Verifier/SharedMemory.h"

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
    // That of the program is proved for the program.
    auto isProgram = [&](const PlacedBuffer &buffer) {
      return arenas.lookup(buffer.space).isProgram;
    };
    std::vector<PlacedBuffer> ofProgram;
    llvm::copy_if(buffers, std::back_inserter(ofProgram), isProgram);
    llvm::erase_if(buffers, isProgram);
    LogicalResult result = prove({});
    buffers = std::move(ofProgram);
    if (!callees && isPartOfMore())
      return emitError(function.getLoc())
             << "is planned together with functions that it calls, or that "
                "call it, which is proved for the module: run the pass on that";
    // What is returned to a caller is proved where it is inlined, alone.
    auto results =
        function->getAttrOfType<StringAttr>(IdeallocDialect::kResults);
    if (buffers.empty() || (results && results == "program"))
      return result;
    return failure(
        failed(result) ||
        failed(report(findUnverifiable(function, buffers, callees))));
  }

  /// Of a copy in which calls are inlined; what `run` checks of the functions
  /// is so in the copy.
  LogicalResult runOnCopy(ArrayRef<CalleeFootprint> footprints) {
    function.walk([&](Operation *alloc) {
      auto offset = alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset);
      if (!offset)
        return;
      MemRefType type = getAllocatedMemory(alloc).getType();
      int64_t begin = offset.getInt();
      buffers.push_back({alloc, type.getMemorySpace(), begin,
                         begin + *getByteSize(type, layout)});
      if (auto slot = alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kSlot))
        buffers.back().slot = slot.getInt();
    });
    return prove(footprints);
  }

private:
  struct Arena {
    int64_t bytes;
    int64_t alignment;
    bool isProgram = false, isPending = false;
  };

  /// True if what is promised of the plan is not of this function alone: others
  /// use the arena, or callers write to it.
  bool isPartOfMore() {
    return llvm::any_of(arenas,
                        [](const auto &item) {
                          return item.second.isProgram && item.second.isPending;
                        }) ||
           llvm::any_of(function.getFunctionBody().front().getOps<InputOp>(),
                        [](InputOp input) {
                          return input->hasAttr(IdeallocDialect::kOffset);
                        });
  }

  LogicalResult prove(ArrayRef<CalleeFootprint> footprints) {
    if (buffers.empty())
      return success();
    Interference found =
        computeInterference(function, buffers, maxErrors, callees, footprints);
    LogicalResult result = report(found.unverifiable);
    for (const Clash &clash : found.clashes)
      report(clash);
    if (found.numClashes > found.clashes.size())
      emitError(function.getLoc())
          << "has " << found.numClashes
          << " conflicts in all; shown is the first of each "
             "pair of buffers, of "
          << maxErrors << " pairs at most";
    return success(succeeded(result) && found.numClashes == 0);
  }

  LogicalResult report(ArrayRef<Unverifiable> unverifiable) {
    for (const Unverifiable &item : unverifiable.take_front(maxErrors))
      report(item);
    reportRest(unverifiable.size(), "buffers that cannot be verified");
    return success(unverifiable.empty());
  }

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
                       alignment ? alignment.getInt() : 1,
                       entry.contains("program"), entry.contains("ticks")};
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
    diag.attachNote(placeToShow(other.alloc))
        << "which is that of this" << nameInQuotes(other.alloc);
    return diag;
  }

  void report(const Unverifiable &item) {
    InFlightDiagnostic diag = buffers[item.buffer].alloc->emitError()
                              << "cannot be verified: " << item.reason;
    diag.attachNote(placeToShow(item.culprit)) << "because of this";
  }

  void report(const Clash &clash) {
    const PlacedBuffer &other = buffers[clash.other];
    if (clash.written == Clash::footprint) {
      InFlightDiagnostic diag =
          clash.op->emitError()
          << "its callee may write bytes of memory space '"
          << toText(other.space) << "' that another buffer needs "
          << (clash.isSameOp ? "meanwhile" : "later");
      diag.attachNote(placeToShow(other.alloc))
          << "the other buffer" << nameInQuotes(other.alloc) << " is at bytes ["
          << other.begin << ", " << other.end << ")";
      return;
    }
    const PlacedBuffer &written = buffers[clash.written];
    InFlightDiagnostic diag =
        clash.op->emitError()
        << (clash.isSameOp ? "writes" : "overwrites") << " bytes ["
        << std::max(written.begin, other.begin) << ", "
        << std::min(written.end, other.end) << ") of memory space '"
        << toText(written.space) << "', which "
        << (clash.isAcrossThreads
                ? "another thread may need as another buffer before all pass a "
                  "barrier"
            : clash.isSameOp ? "it also accesses as another buffer"
                             : "another buffer needs later");
    diag.attachNote(placeToShow(written.alloc))
        << "it writes this buffer" << nameInQuotes(written.alloc)
        << " at bytes [" << written.begin << ", " << written.end << ")";
    diag.attachNote(placeToShow(other.alloc))
        << "the other buffer" << nameInQuotes(other.alloc) << " is at bytes ["
        << other.begin << ", " << other.end << ")";
    if (clash.reader)
      diag.attachNote(placeToShow(clash.reader)) << "it may still be read here";
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

/// That functions of a program may have one arena.
static LogicalResult verifyPrograms(Operation *top) {
  // Copies of its functions stand in the IR as long as it does.
  InlinedProgram program(top);
  LogicalResult result = success(program.getProblems().empty());
  for (const InlinedProgram::Problem &problem : program.getProblems())
    problem.call->emitError() << "cannot be verified: " << problem.reason;
  if (failed(result) || program.getCopies().empty())
    return result;
  CalleeSummaries callees(top);
  for (const InlinedProgram::Copy &copy : program.getCopies())
    if (failed(
            OffsetVerifier(copy.function, &callees).runOnCopy(copy.footprints)))
      result = failure();
  return result;
}

/// That memory is kept from one call to the next, and apart at the same time.
static LogicalResult verifySharedMemory(Operation *top,
                                        const CalleeSummaries &callees) {
  std::vector<SharedMemoryProblem> problems = checkSharedMemory(top, callees);
  for (const SharedMemoryProblem &problem :
       ArrayRef(problems).take_front(maxErrors)) {
    InFlightDiagnostic diag = problem.op->emitError() << problem.reason;
    if (problem.other)
      diag.attachNote(problem.other->getLoc()) << "the other is here";
  }
  return success(problems.empty());
}

/// A function that is visited alone may not look at its siblings.
VerifiedOffsets::VerifiedOffsets(Operation *top) {
  std::optional<CalleeSummaries> callees;
  bool isFunction = isa<FunctionOpInterface>(top);
  if (!isFunction)
    callees.emplace(top);
  isSound = succeeded(forEachFunction(top, [&](FunctionOpInterface function) {
    return OffsetVerifier(function, callees ? &*callees : nullptr).run();
  }));
  if (isSound && !isFunction)
    isSound = succeeded(verifySharedMemory(top, *callees)) &&
              succeeded(verifyPrograms(top));
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
