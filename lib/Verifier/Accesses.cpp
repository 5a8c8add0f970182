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
#include "idealloc/Dialect/Threads.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace idealloc {

static SmallVector<Value> memoriesOf(ArrayRef<PlacedBuffer> buffers) {
  return llvm::map_to_vector(
      buffers, [](const PlacedBuffer &buffer) { return buffer.getMemory(); });
}

Accesses::Accesses(Operation *function, ArrayRef<PlacedBuffer> buffers,
                   const CalleeSummaries *callees)
    : accesses(buffers.size()),
      threadSign(callees ? callees->getThreads().signOf(function)
                         : findThreadSign(cast<FunctionOpInterface>(function))),
      isCalledByThreads(callees && callees->getThreads().callBy(function)),
      buffers(buffers), points(function), operandUses(callees),
      meanings(memoriesOf(buffers), operandUses), flow(points),
      unverifiable(buffers.size()), inFlight(buffers.size()) {
  for (unsigned buffer = 0; buffer != buffers.size(); ++buffer)
    addBirth(buffer);
  addAccesses();
  checkGenerations();
}

/// Keeps the first in program order.
void Accesses::blame(unsigned buffer, Operation *culprit, const Twine &why) {
  std::optional<Unverifiable> &known = unverifiable[buffer];
  if (!known || points.pointOf(culprit) < points.pointOf(known->culprit))
    known = {buffer, why.str(), culprit};
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
  if (threadSign)
    blame(buffer, threadSign, explainThreads(threadSign));
  else if (isCalledByThreads && isSharedByThreads(buffers[buffer].space))
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
  accesses[buffer].push_back(
      {.point = birthOf(buffer), .op = alloc, .births = true});
}

void Accesses::addAccess(unsigned buffer, OpOperand &use,
                         const OperandUseFacts &facts, const Meaning &meaning) {
  Operation *op = use.getOwner();
  Point point = points.pointOf(op);
  std::vector<Operation *> bodies = bodiesAround(op, point);
  Operation *wait = bodies.empty() ? facts.wait : nullptr;
  for (Operation *body : bodies) {
    BodyKind kind = bodyKindOf(body);
    if (kind == BodyKind::Unknown)
      return blame(buffer, body,
                   "how the body of " + quotedName(body) +
                       ", which accesses it, runs is not known");
    if (kind != BodyKind::Deferred)
      continue;
    wait = operandUses.waitFor(body);
    if (!wait)
      return blame(buffer, body, whyNoWait(body));
  }
  if (!bodies.empty())
    op = bodies.back();
  bool overwrites = bodies.empty() && !facts.wait && !facts.reads &&
                    facts.writes && meaning.isWhole && meaning.isCertain &&
                    !hasGaps(buffers[buffer].getType()) && overwritesAll(use);
  accesses[buffer].push_back(
      {point, op, facts.reads, facts.writes, overwrites});
  if (wait && points.opAt(points.pointOf(wait)) == wait &&
      points.pointOf(wait) != point) {
    accesses[buffer].push_back(
        {.point = points.pointOf(wait), .op = op, .reads = true});
    inFlight[buffer].push_back({point, points.pointOf(wait)});
  }
}

void Accesses::addAccesses() {
  for (const MeaningfulValue &value : meanings.getValues())
    for (const auto &[use, facts] : value.uses)
      for (const auto &[buffer, meaning] : value.buffers) {
        Operation *op = use->getOwner();
        if (facts.returns)
          blame(buffer, op, quotedName(op) + " returns it");
        if (!facts.refusal.empty())
          blame(buffer, op, facts.refusal);
        if (llvm::any_of(facts.aliases, [](Value alias) {
              return !isa<BaseMemRefType>(alias.getType());
            }))
          blame(buffer, op,
                quotedName(op) +
                    " turns it into something that is not followed");
        if (facts.isAccess())
          addAccess(buffer, *use, facts, meaning);
      }
  // While an op may still write it, nothing overwrites a buffer for good.
  for (auto [list, flights] : llvm::zip_equal(accesses, inFlight))
    for (Access &access : list)
      for (auto [start, wait] : flights)
        access.overwrites &= access.point <= start || access.point >= wait;
}

void Accesses::checkGenerations() {
  std::vector<Question> questions;
  for (unsigned buffer = 0; buffer != buffers.size(); ++buffer)
    if (!unverifiable[buffer] && points.mayRepeat(birthOf(buffer)))
      questions.push_back({buffer, buffer});
  answer(questions);
  for (const Question &question : questions)
    if (question.alias)
      blame(question.buffer, *question.alias.user_begin(),
            "it may be used after it is allocated again, so two generations "
            "may be alive");
}

void Accesses::answer(MutableArrayRef<Question> questions) {
  if (questions.empty())
    return;
  DenseMap<unsigned, SmallVector<Question *, 1>> asked;
  for (Question &question : questions)
    asked[question.buffer].push_back(&question);
  // Pairs of a value and a buffer, in order of discovery: near each other.
  std::vector<std::pair<unsigned, unsigned>> batch;
  for (auto [number, value] : llvm::enumerate(meanings.getValues()))
    for (const auto &[buffer, meaning] : value.buffers) {
      if (!asked.contains(buffer))
        continue;
      batch.push_back({number, buffer});
      if (batch.size() == 64) {
        answerBatch(batch, asked);
        batch.clear();
      }
    }
  answerBatch(batch, asked);
}

/// An alias is like a buffer that its definition births and its uses read.
void Accesses::answerBatch(
    ArrayRef<std::pair<unsigned, unsigned>> batch,
    DenseMap<unsigned, SmallVector<Question *, 1>> &asked) {
  for (auto [bit, item] : llvm::enumerate(batch)) {
    const MeaningfulValue &alias = meanings.getValues()[item.first];
    Point definition = points.definitionOf(alias.value);
    flow.add(definition).births = Bits(1) << bit;
    for (Question *question : asked[item.second])
      flow.add(birthOf(question->born));
    auto use = [&](Operation *op) {
      if (points.pointOf(op) != definition)
        flow.add(points.pointOf(op)).reads = Bits(1) << bit;
    };
    for (const auto &[operand, facts] : alias.uses) {
      if (!facts.isAccess() && facts.aliases.empty())
        continue;
      Operation *user = operand->getOwner();
      use(user);
      if (facts.wait)
        use(facts.wait);
      for (Operation *body : bodiesAround(user, points.pointOf(user)))
        if (Operation *wait = bodyKindOf(body) == BodyKind::Deferred
                                  ? operandUses.waitFor(body)
                                  : nullptr)
          use(wait);
    }
  }
  flow.findNeeded();
  for (auto [bit, item] : llvm::enumerate(batch))
    for (Question *question : asked[item.second])
      if (flow.neededAt(birthOf(question->born)) >> bit & 1)
        question->alias = meanings.getValues()[item.first].value;
  flow.clear();
}

} // namespace idealloc
