//===- BitFlow.cpp - Classical liveness of 64 things at once --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BitFlow.h"

#include "llvm/ADT/STLExtras.h"

#include <queue>

using llvm::ArrayRef;

namespace idealloc {

/// Visits blocks in the given order, again if they are pushed again.
template <typename Order>
static void
visitAll(ArrayRef<unsigned> start,
         llvm::function_ref<void(unsigned, llvm::function_ref<void(unsigned)>)>
             visit) {
  std::priority_queue<unsigned, std::vector<unsigned>, Order> pending(
      Order(), start.vec());
  while (!pending.empty()) {
    unsigned block = pending.top();
    while (!pending.empty() && pending.top() == block)
      pending.pop();
    visit(block, [&](unsigned next) { pending.push(next); });
  }
}

BitFlow::BlockFacts &BitFlow::touch(unsigned block) {
  BlockFacts &here = blocks[block];
  if (!here.isTouched) {
    here.isTouched = true;
    touched.push_back(block);
    size_t next = firstFactFrom(block);
    here.stop = points.lastStop(block, next == facts.size()
                                           ? points.numBlocks()
                                           : points.blockOf(facts[next].point));
  }
  return here;
}

/// The number of the first fact in the block or behind it.
size_t BitFlow::firstFactFrom(unsigned block) const {
  auto it = llvm::partition_point(facts, [&](const PointFacts &item) {
    return item.point < points.beginOf(block);
  });
  return it - facts.begin();
}

/// Of a block that is touched.
ArrayRef<unsigned> BitFlow::successors(unsigned block) const {
  const unsigned &stop = blocks[block].stop;
  return stop == block ? points.successors(block) : ArrayRef(stop);
}

/// As `successors` backward; the result is valid until the next call.
ArrayRef<unsigned> BitFlow::predecessors(unsigned block) {
  size_t next = firstFactFrom(block);
  before = points.firstStop(
      block, next == 0 ? 0 : points.blockOf(facts[next - 1].point) + 1);
  return before == block ? points.predecessors(block) : ArrayRef(before);
}

/// One for each point, by point, of code that can run.
void BitFlow::mergeFacts() {
  llvm::sort(facts, [](const PointFacts &a, const PointFacts &b) {
    return a.point < b.point;
  });
  std::vector<PointFacts> merged;
  first = blocks.size();
  last = 0;
  for (const PointFacts &item : facts) {
    if (!points.canRun(item.point))
      continue;
    unsigned block = points.blockOf(item.point);
    if (merged.empty() || merged.back().point != item.point)
      merged.push_back({item.point});
    if (item.births)
      first = std::min(first, points.firstFrom(block));
    if (item.reads)
      last = std::max(last, points.lastTo(block));
    PointFacts &known = merged.back();
    known.births |= item.births;
    known.reads |= item.reads;
    known.writes |= item.writes;
    known.overwrites |= item.overwrites;
    known.passed |= item.passed;
    known.passedTo = std::max(known.passedTo, item.passedTo);
  }
  facts = std::move(merged);
  for (auto [number, item] : llvm::enumerate(facts)) {
    BlockFacts &here = touch(points.blockOf(item.point));
    if (here.begin == here.end)
      here.begin = number;
    here.end = number + 1;
  }
}

/// True if nothing happens to things where points are left out.
bool BitFlow::isApartFromPassed() const {
  Bits passed = 0;
  Point end = 0;
  for (const PointFacts &item : facts) {
    if (item.point >= end)
      passed = 0;
    if (passed & (item.births | item.reads | item.writes | item.overwrites))
      return false;
    passed |= item.passed;
    end = std::max(end, item.passedTo);
  }
  return true;
}

/// Goes on from the births as far as something is read, unless that is far.
void BitFlow::findBorn() {
  std::vector<unsigned> start;
  for (const PointFacts &item : facts)
    if (item.births) {
      start.push_back(points.blockOf(item.point));
      blocks[start.back()].born |= item.births;
    }
  knowsBorn = true;
  size_t left = 2 * facts.size();
  visitAll<std::greater<>>(start, [&](unsigned block, auto push) {
    ArrayRef<unsigned> behind = successors(block);
    knowsBorn &= behind.size() <= left;
    if (!knowsBorn)
      return;
    left -= behind.size();
    Bits born = blocks[block].born;
    for (unsigned next : behind) {
      if (next > last || (born & ~blocks[next].born) == 0)
        continue;
      touch(next).born |= born;
      push(next);
    }
  });
}

Bits BitFlow::neededBehind(unsigned block) const {
  Bits needed = 0;
  for (unsigned next : successors(block))
    needed |= blocks[next].needed;
  return needed;
}

void BitFlow::findNeeded() {
  mergeFacts();
  findBorn();
  visitAll<std::less<>>(std::vector(touched), [&](unsigned block, auto push) {
    Bits needed = neededBehind(block);
    for (unsigned i = blocks[block].end; i != blocks[block].begin; --i) {
      PointFacts &item = facts[i - 1];
      needed = ((needed & ~item.overwrites) | item.reads) & ~item.births;
      item.needed = needed;
    }
    if (knowsBorn)
      needed &= blocks[block].born;
    if (block < first || blocks[block].needed == needed)
      return;
    touch(block).needed = needed;
    for (unsigned before : predecessors(block))
      if (!knowsBorn || (needed & blocks[before].born)) {
        touch(before);
        push(before);
      }
  });
}

Bits BitFlow::neededAt(Point point) const {
  auto it = llvm::partition_point(
      facts, [&](const PointFacts &item) { return item.point < point; });
  return it != facts.end() && it->point == point ? it->needed : 0;
}

/// Tells what is in use at and behind each point with facts; returns what may
/// have been written at the end of the block. It may forget what is not needed,
/// for that is written or born before it is needed again.
Bits BitFlow::walk(unsigned block,
                   llvm::function_ref<void(unsigned, Bits)> use) const {
  const BlockFacts &here = blocks[block];
  Bits live = here.live, passed = 0;
  Point end = 0;
  for (unsigned i = here.begin; i != here.end; ++i) {
    const PointFacts &item = facts[i];
    if (item.point >= end)
      passed = 0;
    use(2 * item.point, live | passed | item.reads | item.writes);
    live = (live & ~item.births) | item.writes;
    live &= i + 1 == here.end ? neededBehind(block) : facts[i + 1].needed;
    passed |= item.passed;
    end = std::max(end, item.passedTo);
    use(2 * item.point + 1, live | passed);
  }
  return live;
}

void BitFlow::findLive() {
  visitAll<std::greater<>>(std::vector(touched),
                           [&](unsigned block, auto push) {
                             Bits written = walk(block, [](unsigned, Bits) {});
                             for (unsigned next : successors(block)) {
                               Bits live = written & blocks[next].needed;
                               if ((live & ~blocks[next].live) == 0)
                                 continue;
                               blocks[next].live |= live;
                               push(next);
                             }
                           });
}

bool BitFlow::forEachChange(llvm::function_ref<void(unsigned, Bits)> change) {
  findLive();
  llvm::sort(touched);
  // What is in use before `at`, and from there on.
  Bits before = 0, from = 0;
  unsigned at = 0, end = 0;
  auto use = [&](unsigned time, Bits inUse) {
    if (time != at && before != from)
      change(at, before ^ from);
    if (time != at)
      before = from;
    at = time;
    from = inUse;
  };
  for (unsigned block : touched) {
    use(end, 0);
    use(2 * points.beginOf(block), blocks[block].live);
    walk(block, use);
    unsigned stop = blocks[block].stop;
    end = 2 * (stop == block ? points.endOf(block) : points.beginOf(stop));
  }
  use(end, 0);
  use(end + 1, 0);
  return isApartFromPassed();
}

void BitFlow::clear() {
  for (unsigned block : touched)
    blocks[block] = {};
  touched.clear();
  facts.clear();
}

} // namespace idealloc
