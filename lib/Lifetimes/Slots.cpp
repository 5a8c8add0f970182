//===- Slots.cpp - Roots that share one slot ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Slots.h"

#include "idealloc/Lifetimes/ReturnedRoots.h"

#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace idealloc {

/// The tick behind which the value is defined, in a region of one block.
static std::optional<int64_t> definitionOf(Value value,
                                           const LogicalTime &time) {
  Block *block = value.getParentBlock();
  if (!block->getParent()->hasOneBlock() || block->empty())
    return std::nullopt;
  if (Operation *op = value.getDefiningOp())
    return time.spanOf(op).exit;
  return time.spanOf(&block->front()).enter - 1;
}

SlotSharing::SlotSharing(Lifetimes &lifetimes, bool mixesSizes)
    : lifetimes(lifetimes), mixesSizes(mixesSizes), roots(lifetimes.getRoots()),
      sets(lifetimes.getRootSets()), planned(sets.numBatches()),
      isReturned(roots.size()), aliases(sets.numBatches()),
      comparedWords(sets.numBatches()), latestWords(sets.numBatches()) {
  for (Value value : sets.getValues())
    definitions.push_back(definitionOf(value, lifetimes.getTime()));
  for (auto [index, root] : llvm::enumerate(roots)) {
    slotOf.push_back(index);
    slots.push_back({{index}, root.bytes, root.live, {}});
    if (root.refusal)
      continue;
    planned[index / batchSize] |= Bits(1) << index % batchSize;
    rootAt[root.getMemory()] = index;
  }
  for (size_t index : returnedRoots(lifetimes))
    isReturned[index] = true;
}

void SlotSharing::merge(size_t a, size_t b) {
  if (slots[slotOf[a]].members.size() < slots[slotOf[b]].members.size())
    std::swap(a, b);
  Slot &into = slots[slotOf[a]], &from = slots[slotOf[b]];
  auto load = loads.find(roots[a].getType().getMemorySpace());
  if (load != loads.end()) {
    load->second.add(into.live, -into.bytes);
    load->second.add(from.live, -from.bytes);
  }
  into.shared.add(from.shared);
  into.shared.add(into.live.intersect(from.live));
  into.live.add(from.live);
  into.bytes = std::max(into.bytes, from.bytes);
  if (load != loads.end())
    load->second.add(into.live, into.bytes);
  size_t slot = slotOf[a];
  for (size_t member : from.members) {
    into.members.push_back(member);
    slotOf[member] = slot;
  }
  from = {};
}

void SlotSharing::number() {
  llvm::DenseMap<size_t, int64_t> numbers;
  for (auto [index, root] : llvm::enumerate(roots)) {
    root.slot = -1;
    if (slots[slotOf[index]].members.size() > 1)
      root.slot =
          numbers.try_emplace(slotOf[index], numbers.size()).first->second;
  }
}

int64_t SlotSharing::load() const {
  /// By memory space: what begins and ends, ends first.
  llvm::MapVector<Attribute, std::vector<std::pair<int64_t, int64_t>>> changes;
  for (const Slot &slot : slots) {
    if (slot.members.empty() || roots[slot.members.front()].refusal)
      continue;
    auto &list =
        changes[roots[slot.members.front()].getType().getMemorySpace()];
    for (TickInterval part : slot.live.getIntervals()) {
      list.push_back({part.begin, slot.bytes});
      list.push_back({part.end, -slot.bytes});
    }
  }
  int64_t total = 0;
  for (auto &[space, list] : changes) {
    llvm::sort(list);
    int64_t now = 0, most = 0;
    for (auto [tick, bytes] : list)
      most = std::max(most, now += bytes);
    total += most;
  }
  return total;
}

bool Lifetimes::isTooLarge() const {
  int64_t room = (int64_t(1) << 62) - 1;
  return llvm::any_of(roots, [&](const Root &root) {
    return !root.refusal && (room -= std::min(root.bytes, room + 1)) < 0;
  });
}

void Lifetimes::shareSlots(bool inPlace) {
  // What is dead for one thread may be in use for another.
  if (isRunByThreads || isTooLarge())
    return;
  auto share = [&](bool mixesSizes) {
    SlotSharing sharing(*this, mixesSizes);
    sharing.shareBranches();
    if (inPlace)
      sharing.shareInPlace();
    return sharing;
  };
  SlotSharing sharing = share(/*mixesSizes=*/true);
  if (sharing.hasSizes())
    if (SlotSharing apart = share(/*mixesSizes=*/false);
        apart.load() < sharing.load())
      return apart.number();
  sharing.number();
}

} // namespace idealloc
