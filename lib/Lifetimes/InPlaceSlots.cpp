//===- InPlaceSlots.cpp - In-place pairs in one slot ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpFacts.h"
#include "Slots.h"

using namespace mlir;

namespace idealloc {

void SlotSharing::forEachHolder(Value value,
                                llvm::function_ref<void(size_t)> visit) const {
  if (std::optional<unsigned> number = sets.numberOf(value))
    for (RootSets::Word word : sets.rootsOf(sets.groupOf(*number)))
      forEachBit(word.bits & planned[word.batch],
                 [&](unsigned bit) { visit(word.batch * batchSize + bit); });
}

std::optional<size_t> SlotSharing::rootOf(Value memref) {
  Value source = sources.of(memref);
  auto found = rootAt.find(source);
  if (found == rootAt.end())
    return std::nullopt;
  // No other may be there.
  unsigned number = *sets.numberOf(source);
  for (RootSets::Word word : sets.rootsOf(sets.groupOf(number))) {
    Bits bits = word.bits & planned[word.batch];
    if (word.batch == found->second / batchSize)
      bits &= ~(Bits(1) << found->second % batchSize);
    if (bits)
      return std::nullopt;
  }
  return found->second;
}

/// The second kind, at every op in program order.
void SlotSharing::shareInPlace() {
  const LogicalTime &time = lifetimes.getTime();
  for (int64_t tick = 0; tick < time.size(); ++tick)
    if (Operation *op = time.opAt(tick);
        op->getNumOperands() > 1 && time.spanOf(op).enter == tick)
      shareInPlace(op);
}

void SlotSharing::shareInPlace(Operation *op) {
  Candidates found = findCandidates(op);
  if (found.reads.empty() || found.writes.empty())
    return;
  for (auto [written, target] : found.writes)
    for (auto [read, source] : found.reads)
      if (mayShare(source, target) &&
          isPair({read, source}, {written, target}, found.operands)) {
        merge(source, target);
        llvm::erase_if(found.reads, [&](const RootOperand &item) {
          return !isDeadBehind(item.root, op);
        });
        break;
      }
}

bool SlotSharing::isDeadBehind(size_t root, Operation *op) {
  const LogicalTime &time = lifetimes.getTime();
  int64_t next = time.spanOf(op).exit + 1;
  const Slot &slot = slots[slotOf[root]];
  if (!slot.live.contains(next))
    return true;
  // Live again, if the next op gives it all a new value.
  Operation *writer = op->getNextNode();
  if (!writer || time.spanOf(writer).enter != next || !mayBearInPlace(writer) ||
      slot.shared.contains(next))
    return false;
  unsigned numUses = 0;
  bool isOverwritten = false;
  for (OpOperand &operand : writer->getOpOperands()) {
    forEachHolder(operand.get(), [&](size_t holder) {
      numUses += slotOf[holder] == slotOf[root];
    });
    std::optional<size_t> whole = rootOf(operand.get());
    isOverwritten |=
        whole && slotOf[*whole] == slotOf[root] && overwritesWhole(operand);
  }
  return isOverwritten && numUses == 1;
}

SlotSharing::Candidates SlotSharing::findCandidates(Operation *op) {
  Candidates found;
  if (!mayBearInPlace(op))
    return found;
  int64_t next = lifetimes.getTime().spanOf(op).exit + 1;
  for (OpOperand &operand : op->getOpOperands())
    if (std::optional<size_t> root = rootOf(operand.get())) {
      if (roots[*root].live.contains(next))
        found.writes.push_back({&operand, *root});
      if (slots[slotOf[*root]].live.contains(next - 1) &&
          isDeadBehind(*root, op))
        found.reads.push_back({&operand, *root});
    }
  if (!found.reads.empty() && !found.writes.empty())
    found.operands = operandsOfRoots(op);
  return found;
}

SlotSharing::OperandsOfRoots SlotSharing::operandsOfRoots(Operation *op) const {
  OperandsOfRoots operands;
  for (OpOperand &operand : op->getOpOperands())
    forEachHolder(operand.get(),
                  [&](size_t root) { operands[root].push_back(&operand); });
  return operands;
}

TickLoad &SlotSharing::loadOf(Attribute space) {
  auto [it, isNew] = loads.try_emplace(space, lifetimes.getTime().size() + 1);
  if (isNew)
    for (const Slot &slot : slots)
      if (!slot.members.empty())
        if (const Root &root = roots[slot.members.front()];
            !root.refusal && root.getType().getMemorySpace() == space)
          it->second.add(slot.live, slot.bytes);
  return it->second;
}

bool SlotSharing::saves(const Slot &a, const Slot &b) {
  TickLoad &load = loadOf(roots[a.members.front()].getType().getMemorySpace());
  LiveSet live = a.live.unite(b.live);
  int64_t before = load.most(live);
  auto join = [&](int64_t sign) {
    load.add(live, sign * std::max(a.bytes, b.bytes));
    load.add(a.live, -sign * a.bytes);
    load.add(b.live, -sign * b.bytes);
  };
  join(1);
  bool result = load.most(live) < before;
  join(-1);
  return result;
}

std::optional<SlotSharing::Width>
SlotSharing::bears(RootOperand read, RootOperand written,
                   const OperandsOfRoots &operands) {
  OpFacts &facts = lifetimes.getFacts();
  bool isNarrower = canNarrowInPlace(*read.operand, *written.operand);
  auto bears = [&](OpOperand &source) {
    return isNarrower ? canNarrowInPlace(source, *written.operand)
                      : facts.canBeInPlace(source, *written.operand);
  };
  if (!bears(*read.operand))
    return std::nullopt;
  // The same must hold for other operands that may be one of the two.
  if (operands.find(written.root)->second.size() != 1)
    return std::nullopt;
  for (OpOperand *other : operands.find(read.root)->second)
    if (other != read.operand &&
        (other->get() != read.operand->get() || !bears(*other)))
      return std::nullopt;
  return isNarrower ? Width::Narrower : Width::Equal;
}

bool SlotSharing::meetInPlace(Operation *op, size_t a, size_t b) {
  Candidates found = findCandidates(op);
  for (RootOperand written : found.writes)
    for (RootOperand read : found.reads)
      if (std::minmax(slotOf[read.root], slotOf[written.root]) ==
              std::minmax(a, b) &&
          bears(read, written, found.operands) == Width::Equal)
        return true;
  return false;
}

bool SlotSharing::isPair(RootOperand read, RootOperand written,
                         const OperandsOfRoots &operands) {
  std::optional<Width> width = bears(read, written, operands);
  if (!width)
    return false;
  const LogicalTime &time = lifetimes.getTime();
  size_t a = slotOf[read.root], b = slotOf[written.root];
  LogicalTime::Span here = time.spanOf(read.operand->getOwner());
  LiveSet common = slots[a].live.intersect(slots[b].live);
  // The first op at which they meet answers for all.
  if (common.getIntervals().front().begin != here.enter)
    return false;
  for (TickInterval part : common.getIntervals())
    for (int64_t tick = part.begin; tick != part.end;) {
      Operation *op = time.opAt(tick);
      LogicalTime::Span span = time.spanOf(op);
      // Each is the only one of its slot that is live here.
      if (span.enter != tick || span.exit >= part.end ||
          slots[a].shared.contains(tick) || slots[b].shared.contains(tick))
        return false;
      if (tick != here.enter &&
          (*width == Width::Narrower || !meetInPlace(op, a, b)))
        return false;
      tick = span.exit + 1;
    }
  return *width == Width::Equal || saves(slots[a], slots[b]);
}

} // namespace idealloc
