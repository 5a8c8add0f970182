//===- Poison.cpp - Test only: overwrite slots at birth and death ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every slot gets a fill right before the op at whose entry its lifetime
// begins, and one right after the op at whose exit it ends. These are lifetimes
// in the ticks of the materialised function, computed anew with the slices as
// roots, not the `live` intervals of the plan. A fill goes through a slice of
// the same slot, offset and live set, so that the verifier of the arena agrees.
//
// Slices of one slot whose lifetimes overlap (in-place pairs, results of
// exclusive branches) count as one that lives from the first to the last tick:
// in between, the bytes may be needed by another of them.
//
// Fills never change a program that is planned right. The op before the one at
// the beginning lies in the same block and at a tick at which the buffer does
// not need its bytes, so between the two it does not either; likewise for the
// end. An op that is the first in its block, unless that is the entry of the
// function, gets no fill before it, as the buffer may be needed where the block
// is entered; nor does a terminator get one after it. Where the first or last
// access lies in one of several exclusive branches, the other branches go
// without a fill.
//
// In an arena of the program a call gives no order: of two arguments that share
// bytes the callee may read one for the last time before it writes the other.
// A buffer whose first access is a call is not filled before it, nor one whose
// last access is, behind it.
//
// Where a slot dies and another is born between the same two ops, deaths come
// first; otherwise fills are in the order of the first accesses.
//
//===----------------------------------------------------------------------===//

#include "TestPasses/Passes.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/Lifetimes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Builders.h"

namespace idealloc {
#define GEN_PASS_DEF_POISON
#include "TestPasses/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

namespace {
/// Ticks [begin, end) of slices of one slot, and one of them that covers the
/// bytes of all.
struct Span {
  SliceOp slice;
  int64_t bytes;
  int64_t begin, end;
  /// The ops that fills go before and after.
  Operation *first = nullptr, *last = nullptr;
  bool hasOpBefore = false;
};
} // namespace

/// Unites spans of one slot that overlap; sorts by the first tick.
static void uniteSlots(std::vector<Span> &spans) {
  llvm::sort(spans, [](const Span &a, const Span &b) {
    SliceOp first = a.slice, second = b.slice;
    return std::make_tuple(a.begin, first.getSlot(), a.end) <
           std::make_tuple(b.begin, second.getSlot(), b.end);
  });
  DenseMap<std::pair<Value, int64_t>, size_t> latest;
  size_t count = 0;
  for (const Span &span : spans) {
    SliceOp slice = span.slice;
    auto [it, isNew] =
        latest.try_emplace({slice.getArena(), slice.getSlot()}, count);
    Span &earlier = spans[it->second];
    if (isNew || earlier.end <= span.begin) {
      it->second = count;
      spans[count++] = span;
      continue;
    }
    earlier.end = std::max(earlier.end, span.end);
    if (span.bytes > earlier.bytes)
      std::tie(earlier.slice, earlier.bytes) = std::tie(span.slice, span.bytes);
  }
  spans.erase(spans.begin() + count, spans.end());
}

/// Finds where the fills go. Slices without bytes or accesses need none.
static FailureOr<std::vector<Span>> findSpans(FunctionOpInterface function) {
  Lifetimes lifetimes(function, [](Operation *op) { return isa<SliceOp>(op); });
  std::vector<Span> spans;
  for (const Root &root : lifetimes.getRoots()) {
    if (root.refusal && (root.refusal->kind == RefusalKind::NeverAccessed ||
                         root.refusal->kind == RefusalKind::ZeroSized))
      continue;
    if (root.refusal) {
      InFlightDiagnostic diag = root.op->emitError() << "cannot be poisoned: "
                                                     << root.refusal->reason;
      if (root.refusal->culprit)
        diag.attachNote(root.refusal->culprit->getLoc()) << "because of this";
      return failure();
    }
    spans.push_back({cast<SliceOp>(root.op), root.bytes, root.live.begin(),
                     root.live.end()});
  }
  uniteSlots(spans);
  for (Span &span : spans) {
    span.first = lifetimes.getTime().opAt(span.begin);
    span.last = lifetimes.getTime().opAt(span.end - 1);
    span.hasOpBefore = span.first->getPrevNode() != nullptr;
  }
  return spans;
}

/// True if the first or last access of a slice says no more than that it is in
/// the callee.
static bool isCallOfProgram(const Span &span, Operation *access) {
  SliceOp slice = span.slice;
  auto arena = slice.getArena().getDefiningOp<ArenaOp>();
  return arena && arena.getProgram() && isa<CallOpInterface>(access);
}

/// Fills the bytes of a slice through a slice of its own.
static void fill(const Span &span, Value pattern, OpBuilder &builder) {
  SliceOp slice = span.slice;
  auto type = MemRefType::get(
      {span.bytes}, builder.getI8Type(), MemRefLayoutAttrInterface(),
      cast<MemRefType>(slice.getType()).getMemorySpace());
  auto bytes = SliceOp::create(
      builder, slice.getLoc(), type, slice.getArena(), slice.getOffsetAttr(),
      slice.getSlotAttr(), slice.getLiveAttr(), /*alignment=*/IntegerAttr());
  linalg::FillOp::create(builder, slice.getLoc(), pattern, bytes.getResult());
}

static LogicalResult poison(FunctionOpInterface function, uint8_t byte) {
  FailureOr<std::vector<Span>> spans = findSpans(function);
  if (failed(spans))
    return failure();
  if (spans->empty())
    return success();
  OpBuilder builder =
      OpBuilder::atBlockBegin(&function.getFunctionBody().front());
  Value pattern = arith::ConstantOp::create(
      builder, function.getLoc(),
      IntegerAttr::get(builder.getI8Type(), APInt(8, byte)));
  Block *entry = &function.getFunctionBody().front();
  for (const Span &span : *spans) {
    if ((!span.hasOpBefore && span.first->getBlock() != entry) ||
        isCallOfProgram(span, span.first))
      continue;
    builder.setInsertionPoint(span.first);
    fill(span, pattern, builder);
  }
  // Each goes right after `last`, before what was put there by those that
  // follow it: hence backwards, and after all births.
  for (const Span &span : llvm::reverse(*spans)) {
    if (span.last->hasTrait<OpTrait::IsTerminator>() ||
        isCallOfProgram(span, span.last))
      continue;
    builder.setInsertionPointAfter(span.last);
    fill(span, pattern, builder);
  }
  return success();
}

namespace {
struct PoisonPass : idealloc::impl::PoisonBase<PoisonPass> {
  using PoisonBase::PoisonBase;

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isFunctionOrSymbolTable(name);
  }

  void runOnOperation() final {
    uint64_t byte = pattern;
    if (byte > 255) {
      emitError(getOperation()->getLoc())
          << "pattern " << byte << " is not a byte";
      return signalPassFailure();
    }
    if (getOperation()->hasTrait<OpTrait::SymbolTable>())
      summariseCalls(getOperation());
    if (failed(
            forEachFunction(getOperation(), [=](FunctionOpInterface function) {
              return poison(function, byte);
            })))
      signalPassFailure();
    dropCallSummaries(getOperation());
  }
};
} // namespace
