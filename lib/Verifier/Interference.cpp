//===- Interference.cpp - Which placed buffers clash ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/Interference.h"

#include "BufferTrace.h"
#include "ClashSweep.h"
#include "LiveRuns.h"
#include "WholeUse.h"

using namespace mlir;

namespace idealloc {

namespace {
/// Traces all buffers, and answers what the sweep asks about pairs of them.
class Interferences {
public:
  Interferences(FunctionOpInterface function, ArrayRef<PlacedBuffer> buffers,
                size_t maxClashes)
      : function(function), buffers(buffers), maxClashes(maxClashes),
        layout(DataLayout::closest(function)), order(function) {}

  Interference run() {
    for (size_t buffer = 0; buffer != buffers.size(); ++buffer)
      trace(buffer);
    if (!result.unverifiable.empty())
      return std::move(result);
    auto meet = [&](size_t a, size_t b) { return neverMeet(a, b); };
    auto inPlace = [&](const Touch &a, const Touch &b) {
      return bearInPlace(a, b) || bearInPlace(b, a);
    };
    findClashes(buffers, input, {meet, inPlace},
                [&](const FoundClash &found) { report(found); });
    return std::move(result);
  }

private:
  BufferTrace retrace(size_t buffer) {
    return BufferTrace(function, buffers[buffer], order, examiner);
  }

  void trace(size_t buffer);
  bool neverMeet(size_t a, size_t b);
  bool bearInPlace(const Touch &read, const Touch &written);
  void report(const FoundClash &found);
  Operation *findCulprit(const FoundClash &found);

  FunctionOpInterface function;
  ArrayRef<PlacedBuffer> buffers;
  size_t maxClashes;
  DataLayout layout;
  OpOrder order;
  UseExaminer examiner;
  SweepInput input;
  /// Answers of `neverMeet`, the lower index first.
  DenseMap<std::pair<size_t, size_t>, bool> meetings;
  Interference result;
};
} // namespace

void Interferences::trace(size_t buffer) {
  BufferTrace trace = retrace(buffer);
  if (trace.culprit) {
    result.unverifiable.push_back({buffer, trace.reason, trace.culprit});
    return;
  }
  for (OpOrder::Span span : findLiveRuns(trace, order))
    input.live.push_back({buffer, span.begin, span.end});
  for (const Access &access : trace.accesses)
    if (access.reads || access.writes)
      input.touches.push_back({access.op, access.span.begin, buffer,
                               access.reads, access.writes,
                               access.isLiveAfter});
  std::vector<OpOrder::Span> writing;
  for (const InFlight &item : trace.inFlight)
    if (item.writes)
      writing.push_back(
          {order.spanOf(item.start).end, order.positionOf(item.wait)});
  joinSpans(writing);
  for (OpOrder::Span span : writing)
    input.beingWritten.push_back({buffer, span.begin, span.end});
}

/// Is each over when the other is born?
bool Interferences::neverMeet(size_t a, size_t b) {
  auto [it, isNew] = meetings.try_emplace(std::minmax(a, b), false);
  if (!isNew)
    return it->second;
  BufferTrace traceA = retrace(a), traceB = retrace(b);
  if (traceA.isDeferred() || traceB.isDeferred())
    return false;
  return it->second = !traceA.findUseAcross(buffers[b].alloc) &&
                      !traceB.findUseAcross(buffers[a].alloc);
}

/// The operands of an op that may mean a buffer; nothing if one of them may
/// mean but a part of it.
static SmallVector<OpOperand *> wholeOperandsOf(Operation *op,
                                                const BufferTrace &trace) {
  SmallVector<OpOperand *> operands;
  for (OpOperand &operand : op->getOpOperands()) {
    auto alias = llvm::find_if(trace.aliases, [&](const Alias &alias) {
      return alias.value == operand.get();
    });
    if (alias == trace.aliases.end())
      continue;
    if (!alias->isWhole)
      return {};
    operands.push_back(&operand);
  }
  return operands;
}

bool Interferences::bearInPlace(const Touch &read, const Touch &written) {
  const PlacedBuffer &from = buffers[read.buffer];
  const PlacedBuffer &to = buffers[written.buffer];
  if (!from.slot || from.slot != to.slot || from.begin != to.begin ||
      read.writes || read.isLiveAfter || !written.writes)
    return false;
  SmallVector<OpOperand *> reads =
      wholeOperandsOf(read.op, retrace(read.buffer));
  SmallVector<OpOperand *> writes =
      wholeOperandsOf(read.op, retrace(written.buffer));
  return !reads.empty() && writes.size() == 1 &&
         idealloc::bearsInPlace(reads, *writes.front(), layout);
}

/// Counts all, keeps the first of each pair.
void Interferences::report(const FoundClash &found) {
  ++result.numClashes;
  size_t accessed = found.touch.buffer;
  bool isKnown = llvm::any_of(result.clashes, [&](const Clash &clash) {
    return std::minmax(clash.accessed, clash.other) ==
           std::minmax(accessed, found.other);
  });
  if (isKnown || result.clashes.size() == maxClashes)
    return;
  result.clashes.push_back(
      {found.kind, found.touch.op, accessed, found.other, findCulprit(found)});
}

/// The op in flight, or an op that may read the buffer later, the next in
/// program order if there is one.
Operation *Interferences::findCulprit(const FoundClash &found) {
  if (found.kind == Clash::Kind::SameOp)
    return nullptr;
  Operation *op = found.touch.op;
  size_t position = found.touch.position;
  BufferTrace trace = retrace(found.other);
  for (const InFlight &item : trace.inFlight)
    if (order.spanOf(item.start).end <= position &&
        position < order.positionOf(item.wait) &&
        (item.writes || found.kind == Clash::Kind::Overwrites))
      return item.start;
  Operation *before = nullptr;
  for (const Access &access : trace.accesses) {
    if (!access.reads || !order.mayReach(op, access.op, trace.scope))
      continue;
    if (access.span.begin > position)
      return access.op;
    if (!before)
      before = access.op;
  }
  return before;
}

Interference computeInterference(FunctionOpInterface function,
                                 ArrayRef<PlacedBuffer> buffers,
                                 size_t maxClashes) {
  return Interferences(function, buffers, maxClashes).run();
}

} // namespace idealloc
