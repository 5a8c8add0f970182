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
    if (Operation *op = time.opAt(tick); time.spanOf(op).enter == tick)
      shareInPlace(op);
}

void SlotSharing::shareInPlace(Operation *op) {
  if (!mayBearInPlace(op))
    return;
  LogicalTime::Span span = lifetimes.getTime().spanOf(op);
  TickInterval here{span.enter, span.exit + 1};
  // Only what needs its bytes here for the last time can be the first of a
  // pair, only what needs them next the second.
  SmallVector<std::pair<OpOperand *, size_t>> reads, writes;
  for (OpOperand &operand : op->getOpOperands())
    if (std::optional<size_t> root = rootOf(operand.get())) {
      if (roots[*root].live.contains(here.end))
        writes.push_back({&operand, *root});
      if (isLastNeeded(*root, here))
        reads.push_back({&operand, *root});
    }
  if (reads.empty() || writes.empty())
    return;
  OperandsOfRoots operands = operandsOfRoots(op);
  for (auto [written, target] : writes)
    for (auto [read, source] : reads)
      if (mayShare(source, target) &&
          isPair(*read, source, *written, target, operands)) {
        merge(source, target);
        llvm::erase_if(reads, [&](const auto &item) {
          return !isLastNeeded(item.second, here);
        });
        break;
      }
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

bool SlotSharing::isPair(OpOperand &read, size_t a, OpOperand &written,
                         size_t b, const OperandsOfRoots &operands) {
  OpFacts &facts = lifetimes.getFacts();
  bool isNarrower = canNarrowInPlace(read, written);
  auto bears = [&](OpOperand &source) {
    return isNarrower ? canNarrowInPlace(source, written)
                      : facts.canBeInPlace(source, written);
  };
  if (!bears(read))
    return false;
  // The same must hold for other operands that may be one of the two.
  if (operands.find(b)->second.size() != 1)
    return false;
  for (OpOperand *other : operands.find(a)->second)
    if (other != &read && (other->get() != read.get() || !bears(*other)))
      return false;
  LogicalTime::Span span = lifetimes.getTime().spanOf(read.getOwner());
  const Slot &first = slots[slotOf[a]], &second = slots[slotOf[b]];
  TickInterval here{span.enter, span.exit + 1};
  // Each is the only one of its slot that is live here.
  return first.live.intersect(second.live).getIntervals() ==
             ArrayRef<TickInterval>(here) &&
         !first.shared.contains(here.begin) &&
         !second.shared.contains(here.begin) &&
         (!isNarrower || saves(first, second));
}

} // namespace idealloc
