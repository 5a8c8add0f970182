//===- LoadProfile.cpp - Live bytes at each tick --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoadProfile.h"

#include "llvm/ADT/bit.h"

using namespace mlir;

namespace idealloc {

LoadProfile::Maxima::Maxima(int64_t size)
    : size(llvm::bit_ceil(uint64_t(std::max<int64_t>(size, 1)))),
      most(2 * this->size), added(2 * this->size) {}

void LoadProfile::Maxima::add(int64_t begin, int64_t end, int64_t bytes) {
  add(1, 0, size, {begin, end, bytes});
}

/// The node is of the ticks [first, last).
void LoadProfile::Maxima::add(size_t node, int64_t first, int64_t last,
                              const Change &change) {
  if (change.end <= first || last <= change.begin)
    return;
  if (change.begin <= first && last <= change.end) {
    most[node] += change.bytes;
    added[node] += change.bytes;
    return;
  }
  int64_t middle = (first + last) / 2;
  add(2 * node, first, middle, change);
  add(2 * node + 1, middle, last, change);
  most[node] = std::max(most[2 * node], most[2 * node + 1]) + added[node];
}

int64_t LoadProfile::Maxima::maximum(int64_t begin, int64_t end) const {
  return maximum(1, 0, size, begin, end);
}

int64_t LoadProfile::Maxima::maximum(size_t node, int64_t first, int64_t last,
                                     int64_t begin, int64_t end) const {
  if (end <= first || last <= begin)
    return 0;
  if (begin <= first && last <= end)
    return most[node];
  int64_t middle = (first + last) / 2;
  return added[node] +
         std::max(maximum(2 * node, first, middle, begin, end),
                  maximum(2 * node + 1, middle, last, begin, end));
}

/// The tick of another time for one of this time.
static int64_t translate(int64_t tick, const LogicalTime &from,
                         const LogicalTime &to) {
  Operation *op = from.opAt(tick);
  bool isNested = !to.contains(op);
  while (!to.contains(op))
    op = op->getParentOp();
  bool isExit = !isNested && from.spanOf(op).enter != tick;
  return isExit ? to.spanOf(op).exit : to.spanOf(op).enter;
}

static LiveSet translate(const LiveSet &live, const LogicalTime &from,
                         const LogicalTime &to) {
  SmallVector<TickInterval, 1> intervals;
  for (TickInterval part : live.getIntervals())
    intervals.push_back({translate(part.begin, from, to),
                         translate(part.end - 1, from, to) + 1});
  return LiveSet(std::move(intervals));
}

LoadProfile::LoadProfile(FunctionOpInterface function, const LogicalTime &time)
    : ticks(time.size()) {
  Lifetimes lifetimes(function,
                      {.hasNoThreadSign = true, .undefinedReads = false});
  lifetimes.refuseSharedDeallocs();
  lifetimes.shareSlots(/*inPlace=*/true);
  slotOf.reserve(lifetimes.getRoots().size());
  liveOf.reserve(lifetimes.getRoots().size());
  DenseMap<int64_t, size_t> numbers;
  bool isTooLarge = lifetimes.isTooLarge();
  for (const Root &root : lifetimes.getRoots()) {
    if (root.refusal || isTooLarge)
      continue;
    auto [it, isNew] = numbers.try_emplace(root.slot, slots.size());
    size_t number = root.slot < 0 ? slots.size() : it->second;
    if (number == slots.size())
      slots.emplace_back();
    Slot &slot = slots[number];
    slot.bytes = std::max(slot.bytes, root.bytes);
    LiveSet live = translate(root.live, lifetimes.getTime(), time);
    slot.live = slot.live.unite(live);
    slot.allocs.push_back(root.op);
    slotOf[root.op] = number;
    liveOf[root.op] = std::move(live);
  }
  for (const Slot &slot : slots) {
    auto type = cast<MemRefType>(slot.allocs.front()->getResult(0).getType());
    Maxima &space =
        spaces.try_emplace(type.getMemorySpace(), ticks).first->second;
    for (TickInterval part : slot.live.getIntervals())
      space.add(part.begin, part.end, slot.bytes);
  }
}

std::optional<LoadProfile::Change> LoadProfile::longer(Operation *alloc,
                                                       int64_t end) const {
  auto found = slotOf.find(alloc);
  if (found == slotOf.end())
    return Change{end, end, 0};
  const Slot &slot = slots[found->second];
  int64_t last = liveOf.lookup(alloc).end();
  for (Operation *other : slot.allocs)
    if (other != alloc && liveOf.lookup(other).end() >= last)
      return std::nullopt;
  return Change{last, end, slot.bytes};
}

SmallVector<LoadProfile::Change>
LoadProfile::withoutBuffers(ArrayRef<Operation *> allocs) const {
  SmallVector<Change> changes;
  llvm::SmallDenseMap<size_t, SmallVector<Operation *>> bySlot;
  SmallVector<size_t> order;
  for (Operation *alloc : allocs) {
    auto found = slotOf.find(alloc);
    if (found == slotOf.end())
      continue;
    auto &list = bySlot[found->second];
    if (list.empty())
      order.push_back(found->second);
    list.push_back(alloc);
  }
  for (size_t number : order) {
    const Slot &slot = slots[number];
    ArrayRef<Operation *> gone = bySlot[number];
    LiveSet live;
    for (Operation *alloc : gone)
      live = live.unite(liveOf.lookup(alloc));
    for (TickInterval part : live.getIntervals())
      changes.push_back({part.begin, part.end, -slot.bytes});
    // Where another member needs it the slot stays.
    LiveSet others;
    for (Operation *alloc : slot.allocs)
      if (!llvm::is_contained(gone, alloc))
        others = others.unite(live.intersect(liveOf.lookup(alloc)));
    for (TickInterval part : others.getIntervals())
      changes.push_back({part.begin, part.end, slot.bytes});
  }
  return changes;
}

bool LoadProfile::tryChanges(Attribute space, ArrayRef<Change> changes) {
  if (changes.empty())
    return true;
  auto found = spaces.find(space);
  if (found == spaces.end())
    return true;
  int64_t begin = ticks, end = 0;
  for (const Change &change : changes) {
    begin = std::min(begin, change.begin);
    end = std::max(end, change.end);
  }
  Maxima &maxima = found->second;
  int64_t before = maxima.maximum(begin, end);
  for (const Change &change : changes)
    maxima.add(change.begin, change.end, change.bytes);
  if (maxima.maximum(begin, end) <= before)
    return true;
  for (const Change &change : changes)
    maxima.add(change.begin, change.end, -change.bytes);
  return false;
}

} // namespace idealloc
