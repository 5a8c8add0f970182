//===- Interference.cpp - Which placed buffers clash ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/Interference.h"

#include "Accesses.h"
#include "InPlace.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

#include <map>
#include <set>

using namespace mlir;

namespace idealloc {

namespace {
/// The buffers of one memory space that are in use, by the bytes they occupy: a
/// tree over the buffers by begin, whose nodes hold the last end of those below
/// that are in use.
class BuffersInUse {
public:
  BuffersInUse(std::vector<unsigned> numbers, ArrayRef<PlacedBuffer> buffers);

  /// Cost: O(log buffers).
  void toggle(unsigned number);
  /// Calls `visit` for all that share bytes with the buffer. Cost: O(log
  /// buffers) for each.
  void forEachSharing(const PlacedBuffer &buffer,
                      function_ref<void(unsigned)> visit) const {
    forEachSharing(buffer, visit, 1);
  }

private:
  void forEachSharing(const PlacedBuffer &buffer,
                      function_ref<void(unsigned)> visit, size_t node) const;

  ArrayRef<PlacedBuffer> buffers;
  /// Node i is above nodes 2i and 2i + 1; the leaves are the last `width`.
  size_t width;
  std::vector<int64_t> firstBegin, lastEnd;
  std::vector<unsigned> numbers;
  DenseMap<unsigned, size_t> leaves;
};

class ClashFinder {
public:
  ClashFinder(FunctionOpInterface function, ArrayRef<PlacedBuffer> buffers,
              const CalleeSummaries *callees)
      : buffers(buffers), layout(DataLayout::closest(function)),
        all(function, buffers, callees), flow(all.getPoints()) {}

  Interference run(size_t maxClashes);

private:
  using Point = ProgramPoints::Point;
  /// What happens to a buffer: its use begins or ends, or it is accessed, or
  /// written. Time 2p is at point p, and 2p + 1 behind it.
  enum EventKind { Toggle, Use, Write };
  struct Event {
    unsigned time;
    EventKind kind;
    unsigned buffer;
    auto operator<=>(const Event &) const = default;
  };
  struct Found {
    Point point;
    unsigned written, other;
    bool isSameOp;
    std::pair<unsigned, unsigned> pair() const {
      return std::minmax(written, other);
    }
    auto operator<=>(const Found &) const = default;
  };

  void sortByUse(std::vector<unsigned> &numbers) const;
  void addEvents(ArrayRef<unsigned> batch, std::vector<Event> &events);
  void findIn(std::vector<unsigned> numbers);
  bool isInPlace(Point point, unsigned read, unsigned written) const;
  void forgiveThoseThatNeverMeet();
  Operation *findReader(const Found &item) const;

  ArrayRef<PlacedBuffer> buffers;
  DataLayout layout;
  Accesses all;
  BitFlow flow;
  std::vector<Found> found;
};
} // namespace

BuffersInUse::BuffersInUse(std::vector<unsigned> sorted,
                           ArrayRef<PlacedBuffer> buffers)
    : buffers(buffers), width(llvm::PowerOf2Ceil(sorted.size())),
      firstBegin(2 * width, INT64_MAX), lastEnd(2 * width, INT64_MIN),
      numbers(std::move(sorted)) {
  llvm::sort(numbers, [&](unsigned a, unsigned b) {
    return std::pair(buffers[a].begin, a) < std::pair(buffers[b].begin, b);
  });
  for (auto [leaf, number] : llvm::enumerate(numbers)) {
    leaves[number] = leaf;
    firstBegin[width + leaf] = buffers[number].begin;
  }
  for (size_t node = width; --node != 0;)
    firstBegin[node] = firstBegin[2 * node];
}

void BuffersInUse::toggle(unsigned number) {
  size_t node = width + leaves.lookup(number);
  lastEnd[node] = lastEnd[node] == INT64_MIN ? buffers[number].end : INT64_MIN;
  while (node /= 2)
    lastEnd[node] = std::max(lastEnd[2 * node], lastEnd[2 * node + 1]);
}

void BuffersInUse::forEachSharing(const PlacedBuffer &buffer,
                                  function_ref<void(unsigned)> visit,
                                  size_t node) const {
  if (firstBegin[node] >= buffer.end || lastEnd[node] <= buffer.begin)
    return;
  if (node >= width)
    return visit(numbers[node - width]);
  forEachSharing(buffer, visit, 2 * node);
  forEachSharing(buffer, visit, 2 * node + 1);
}

/// By how long they are in use and since when, so that few basic blocks matter
/// to many buffers.
void ClashFinder::sortByUse(std::vector<unsigned> &numbers) const {
  std::vector<std::tuple<unsigned, Point, unsigned>> keys;
  for (unsigned number : numbers) {
    Point first = ~0u, last = 0;
    for (const Access &access : all.accesses[number]) {
      first = std::min(first, access.point);
      last = std::max(last, access.point);
    }
    keys.push_back({llvm::bit_width(last - first), first, number});
  }
  llvm::sort(keys);
  for (auto [number, key] : llvm::zip_equal(numbers, keys))
    number = std::get<2>(key);
}

/// Is the op known to bear that what it reads and what it writes are the same?
bool ClashFinder::isInPlace(Point point, unsigned read,
                            unsigned written) const {
  const PlacedBuffer &from = buffers[read], &to = buffers[written];
  if (!from.slot || from.slot != to.slot || from.begin != to.begin)
    return false;
  SmallVector<OpOperand *> reads, writes;
  for (OpOperand &operand : all.getPoints().opAt(point)->getOpOperands())
    for (auto [buffer, operands] :
         {std::pair(read, &reads), std::pair(written, &writes)})
      if (const Meaning *meaning =
              all.getMeanings().find(operand.get(), buffer)) {
        if (!meaning->isWhole)
          return false;
        operands->push_back(&operand);
      }
  return !reads.empty() && writes.size() == 1 &&
         bearsInPlace(reads, *writes.front(), layout);
}

/// Of up to 64 buffers.
void ClashFinder::addEvents(ArrayRef<unsigned> batch,
                            std::vector<Event> &events) {
  for (auto [number, buffer] : llvm::enumerate(batch)) {
    Bits bit = Bits(1) << number;
    for (const Access &access : all.accesses[buffer]) {
      PointFacts &facts = flow.add(access.point);
      facts.births = access.births ? bit : 0;
      facts.reads = access.reads ? bit : 0;
      facts.writes = access.writes ? bit : 0;
      facts.overwrites = access.overwrites ? bit : 0;
      if (access.reads || access.writes)
        events.push_back({2 * access.point, Use, buffer});
      if (access.writes)
        events.push_back({2 * access.point, Write, buffer});
    }
  }
  flow.findNeeded();
  flow.forEachChange([&](unsigned time, Bits changed) {
    for (; changed; changed &= changed - 1)
      events.push_back({time, Toggle, batch[llvm::countr_zero(changed)]});
  });
  flow.clear();
}

/// Finds the clashes of the buffers of one space.
void ClashFinder::findIn(std::vector<unsigned> numbers) {
  sortByUse(numbers);
  std::vector<Event> events;
  for (ArrayRef<unsigned> rest = numbers; !rest.empty();) {
    ArrayRef<unsigned> batch = rest.take_front(64);
    addEvents(batch, events);
    rest = rest.drop_front(batch.size());
  }
  llvm::sort(events);
  // Toggles come in pairs, never twice at one point.
  events.erase(llvm::unique(events), events.end());
  BuffersInUse inUse(std::move(numbers), buffers);
  auto has = [&](unsigned time, EventKind kind, unsigned buffer) {
    return std::binary_search(events.begin(), events.end(),
                              Event{time, kind, buffer});
  };
  for (const Event &event : events) {
    if (event.kind == Toggle)
      inUse.toggle(event.buffer);
    if (event.kind != Write)
      continue;
    inUse.forEachSharing(buffers[event.buffer], [&](unsigned other) {
      // An op that writes both is one clash.
      bool isWritten = has(event.time, Write, other);
      if (other == event.buffer || (isWritten && other > event.buffer))
        return;
      Point point = event.time / 2;
      bool isSameOp = has(event.time, Use, other);
      bool isLastUse = isSameOp && has(event.time + 1, Toggle, other);
      if (isWritten || !isLastUse || !isInPlace(point, other, event.buffer))
        found.push_back({point, event.buffer, other, isSameOp});
    });
  }
}

void ClashFinder::forgiveThoseThatNeverMeet() {
  std::map<std::pair<unsigned, unsigned>, bool> meet;
  std::vector<Accesses::Question> questions;
  for (const Found &item : found) {
    auto [a, b] = item.pair();
    bool areBornTogether = all.birthOf(a) == all.birthOf(b);
    if (meet.try_emplace(item.pair(), areBornTogether).second)
      questions.insert(questions.end(), {{a, b}, {b, a}});
  }
  all.answer(questions);
  for (const Accesses::Question &question : questions)
    if (question.alias)
      meet[std::minmax(question.buffer, question.born)] = true;
  llvm::erase_if(found, [&](const Found &item) { return !meet[item.pair()]; });
}

/// An op behind it that reads the damaged buffer, in a near basic block.
Operation *ClashFinder::findReader(const Found &item) const {
  const ProgramPoints &points = all.getPoints();
  std::map<Point, Operation *> readers;
  for (const Access &access : all.accesses[item.other])
    if (access.reads)
      readers.try_emplace(access.point, access.op);
  auto firstIn = [&](Point begin, Point end) -> Operation * {
    auto it = readers.lower_bound(begin);
    return it != readers.end() && it->first < end ? it->second : nullptr;
  };
  std::vector<unsigned> queue = {points.blockOf(item.point)};
  if (Operation *reader = firstIn(item.point + 1, points.endOf(queue.front())))
    return reader;
  DenseSet<unsigned> seen;
  for (size_t next = 0; next != queue.size(); ++next)
    for (unsigned block : points.successors(queue[next])) {
      if (Operation *reader =
              firstIn(points.beginOf(block), points.endOf(block)))
        return reader;
      if (seen.insert(block).second)
        queue.push_back(block);
    }
  return nullptr;
}

Interference ClashFinder::run(size_t maxClashes) {
  Interference result;
  result.unverifiable = all.getUnverifiable();
  if (!result.unverifiable.empty())
    return result;
  llvm::MapVector<Attribute, std::vector<unsigned>> spaces;
  for (auto [number, buffer] : llvm::enumerate(buffers))
    spaces[buffer.space].push_back(number);
  for (auto &[space, numbers] : spaces)
    findIn(std::move(numbers));
  forgiveThoseThatNeverMeet();
  llvm::sort(found);
  result.numClashes = found.size();
  std::set<std::pair<unsigned, unsigned>> shown;
  for (const Found &item : found)
    if (shown.size() < maxClashes && shown.insert(item.pair()).second)
      result.clashes.push_back({all.getPoints().opAt(item.point), item.written,
                                item.other, item.isSameOp,
                                item.isSameOp ? nullptr : findReader(item)});
  return result;
}

std::vector<Unverifiable> findUnverifiable(FunctionOpInterface function,
                                           ArrayRef<PlacedBuffer> buffers,
                                           const CalleeSummaries *callees) {
  return Accesses(function, buffers, callees).getUnverifiable();
}

Interference computeInterference(FunctionOpInterface function,
                                 ArrayRef<PlacedBuffer> buffers,
                                 size_t maxClashes,
                                 const CalleeSummaries *callees) {
  return ClashFinder(function, buffers, callees).run(maxClashes);
}

} // namespace idealloc
