//===- Accesses.cpp - Which points access which buffers -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Accesses.h"

#include "InPlace.h"

#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/PlainData.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace idealloc {

static SmallVector<Value> memoriesOf(ArrayRef<PlacedBuffer> buffers) {
  return llvm::map_to_vector(
      buffers, [](const PlacedBuffer &buffer) { return buffer.getMemory(); });
}

Accesses::Accesses(Operation *function, ArrayRef<PlacedBuffer> buffers,
                   const CalleeSummaries *callees)
    : threadSign(callees ? callees->getThreads().signOf(function)
                         : findThreadSign(cast<FunctionOpInterface>(function))),
      isCalledByThreads(callees && callees->getThreads().callBy(function)),
      buffers(buffers), function(cast<FunctionOpInterface>(function)),
      points(function), operandUses(callees),
      meanings(memoriesOf(buffers), operandUses), flow(points),
      unverifiable(buffers.size()), uses(meanings.numCircles()) {
  for (unsigned buffer = 0; buffer != buffers.size(); ++buffer)
    addBirth(buffer);
  addUses();
  shortenUses();
  checkGenerations();
  if (threadSign)
    checkThreads();
}

/// Keeps the first in program order.
void Accesses::blame(unsigned buffer, Operation *culprit, const Twine &why) {
  std::optional<Unverifiable> &known = unverifiable[buffer];
  if (!known || points.pointOf(culprit) < points.pointOf(known->culprit))
    known = {buffer, why.str(), culprit};
}

void Accesses::blame(ArrayRef<MeaningWord> words, Operation *culprit,
                     const Twine &why) {
  std::string reason = why.str();
  forEachBuffer(words,
                [&](unsigned buffer) { blame(buffer, culprit, reason); });
}

std::vector<Unverifiable> Accesses::getUnverifiable() const {
  std::vector<Unverifiable> result;
  for (const std::optional<Unverifiable> &item : unverifiable)
    if (item)
      result.push_back(*item);
  return result;
}

/// The ops around `op`, from the inside out, up to that at its point, which is
/// given.
std::vector<Operation *> Accesses::bodiesAround(Operation *op,
                                                Point point) const {
  std::vector<Operation *> bodies;
  for (Operation *last = points.opAt(point); op != last;)
    bodies.push_back(op = op->getParentOp());
  return bodies;
}

/// Every run of the allocation must be over before the next.
void Accesses::addBirth(unsigned buffer) {
  Operation *alloc = buffers[buffer].alloc;
  if (threadSign) {
    std::string why = whyNotOneBuffer(alloc, threadSign, function);
    if (isCalledByThreads && why.empty())
      why = explainThreads(threadSign) + ", which others call";
    if (!why.empty())
      blame(buffer, threadSign, why);
  } else if (isCalledByThreads && isSharedByThreads(buffers[buffer].space))
    blame(buffer, alloc, "several threads call its function");
  for (Operation *body : bodiesAround(alloc, birthOf(buffer))) {
    BodyKind kind = bodyKindOf(body);
    if (kind == BodyKind::Concurrent)
      blame(buffer, body,
            "instances of the body of " + quotedName(body) +
                " may run concurrently");
    else if (kind == BodyKind::Unknown)
      blame(buffer, body,
            "how the body of " + quotedName(body) + " runs is not known");
  }
}

void Accesses::addUse(const MeaningfulValue &value, OpOperand &use,
                      const OperandUseFacts &facts) {
  Operation *op = use.getOwner();
  Point point = points.pointOf(op);
  std::vector<Operation *> bodies = bodiesAround(op, point);
  if (threadSign && isa<memref::DmaStartOp, affine::AffineDmaStartOp>(op))
    return blame(meanings.meaningsOf(value), op,
                 "several threads may wait for one transfer");
  Operation *wait = bodies.empty() ? facts.wait : nullptr;
  for (Operation *body : bodies) {
    BodyKind kind = bodyKindOf(body);
    if (kind == BodyKind::Unknown)
      return blame(meanings.meaningsOf(value), body,
                   "how the body of " + quotedName(body) +
                       ", which accesses it, runs is not known");
    if (kind != BodyKind::Deferred)
      continue;
    wait = operandUses.waitFor(body);
    if (!wait)
      return blame(meanings.meaningsOf(value), body, whyNoWait(body));
  }
  if (!bodies.empty())
    op = bodies.back();
  bool overwrites = bodies.empty() && !facts.wait && !facts.reads &&
                    facts.writes && meanings.meansAnyWhole(value) &&
                    overwritesAll(use);
  Use added{point,      op,           facts.reads,    facts.writes,
            overwrites, std::nullopt, facts.transfers};
  if (facts.transfers)
    forEachBuffer(meanings.meaningsOf(value), [&](unsigned buffer) {
      transfersOf[buffer].try_emplace(facts.transfers, value.value);
    });
  if (wait && points.opAt(points.pointOf(wait)) == wait &&
      points.pointOf(wait) != point)
    added.wait = points.pointOf(wait);
  uses[value.circle].push_back(added);
}

void Accesses::addUses() {
  for (const MeaningfulValue &value : meanings.getValues())
    for (const auto &[use, facts] : value.uses) {
      Operation *op = use->getOwner();
      if (facts.returns)
        blame(meanings.meaningsOf(value), op, quotedName(op) + " returns it");
      if (!facts.refusal.empty())
        blame(meanings.meaningsOf(value), op, facts.refusal);
      if (llvm::any_of(facts.aliases, [](Value alias) {
            return !isMemoryName(alias.getType());
          }))
        blame(meanings.meaningsOf(value), op,
              quotedName(op) + " turns it into something that is not followed");
      if (facts.isAccess())
        addUse(value, *use, facts);
    }
}

std::vector<Access> Accesses::accessesOf(ArrayRef<unsigned> batch,
                                         bool isShort) {
  std::vector<Access> result;
  Bits isDense = 0;
  for (auto [bit, buffer] : llvm::enumerate(batch)) {
    result.push_back({.point = birthOf(buffer),
                      .op = buffers[buffer].alloc,
                      .births = Bits(1) << bit});
    isDense |= Bits(!hasGaps(buffers[buffer].getType())) << bit;
  }
  std::vector<std::tuple<Point, Point, Bits>> inFlight;
  llvm::MapVector<const TransfersUnderWay *, InTransfer> transfers;
  meanings.forEachCircle(batch, [&](unsigned circle, const MeaningWord &word) {
    Bits whole = word.means & ~word.partial & ~word.uncertain & isDense;
    bool mayLeaveOut = isShort && !shortUses[circle].empty();
    for (const Use &use : mayLeaveOut ? shortUses[circle] : uses[circle]) {
      result.push_back({use.point, use.op, use.reads ? word.means : 0,
                        use.writes ? word.means : 0, use.overwrites ? whole : 0,
                        /*births=*/0, use.passedTo ? word.means : 0,
                        use.passedTo});
      if (use.transfers) {
        InTransfer &item = transfers[use.transfers];
        item = {item.first | word.means, use.op};
      }
      if (!use.wait)
        continue;
      result.push_back({.point = *use.wait, .op = use.op, .reads = word.means});
      inFlight.push_back({use.point, *use.wait, word.means});
    }
  });
  // While an op may still write it, nothing overwrites a buffer for good.
  for (Access &access : result)
    if (access.overwrites)
      for (auto [start, wait, flying] : inFlight)
        if (access.point > start && access.point < wait)
          access.overwrites &= ~flying;
  endTransfers(transfers, result);
  return result;
}

/// Each wait may be the one at which such transfers are done.
void Accesses::endTransfers(
    const llvm::MapVector<const TransfersUnderWay *, InTransfer> &transfers,
    std::vector<Access> &accesses) const {
  for (const auto &[which, item] : transfers) {
    auto [inTransfer, op] = item;
    for (Access &access : accesses)
      access.overwrites &= ~inTransfer;
    for (Point point : which->getWaits())
      accesses.push_back({.point = point, .op = op, .reads = inTransfer});
  }
}

} // namespace idealloc
