//===- Interference.cpp - Which placed buffers clash ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/Interference.h"

#include "BuffersInUse.h"
#include "ClashFinder.h"
#include "InPlace.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/bit.h"

#include <map>
#include <set>

using namespace mlir;

namespace idealloc {

/// By how long they are in use and since when, so that few basic blocks matter
/// to many buffers.
void ClashFinder::sortByUse(std::vector<unsigned> &numbers) {
  std::vector<std::tuple<unsigned, Point, unsigned>> keys;
  for (ArrayRef<unsigned> rest = numbers; !rest.empty();) {
    ArrayRef<unsigned> batch = rest.take_front(64);
    rest = rest.drop_front(batch.size());
    Point first[64], last[64] = {};
    std::fill(std::begin(first), std::end(first), ~0u);
    // In either order, what was seen before is seen.
    std::vector<Access> accesses = all.shortAccessesOf(batch);
    llvm::sort(accesses, [](const Access &a, const Access &b) {
      return a.point < b.point;
    });
    auto scan = [](auto &&range, Point *result) {
      Bits seen = 0;
      for (const Access &access : range) {
        Bits here = access.reads | access.writes | access.births;
        for (Bits bits = here & ~seen; bits; bits &= bits - 1)
          result[llvm::countr_zero(bits)] = access.point;
        seen |= here;
      }
    };
    scan(accesses, first);
    scan(llvm::reverse(accesses), last);
    for (auto [bit, number] : llvm::enumerate(batch))
      keys.push_back(
          {llvm::bit_width(last[bit] - first[bit]), first[bit], number});
  }
  llvm::sort(keys);
  for (auto [number, key] : llvm::zip_equal(numbers, keys))
    number = std::get<2>(key);
}

/// Does the op compute the same where what it reads and what it writes are the
/// same bytes?
bool ClashFinder::isInPlace(Point point, unsigned read, unsigned written) {
  const PlacedBuffer &from = buffers[read], &to = buffers[written];
  if (!from.slot || from.slot != to.slot || from.begin != to.begin)
    return false;
  SmallVector<OpOperand *> reads, writes;
  for (OpOperand &operand : all.getPoints().opAt(point)->getOpOperands())
    for (auto [buffer, operands] :
         {std::pair(read, &reads), std::pair(written, &writes)})
      if (std::optional<Meaning> meaning =
              all.getMeanings().find(operand.get(), buffer)) {
        if (!meaning->isWhole)
          return false;
        operands->push_back(&operand);
      }
  return !reads.empty() && writes.size() == 1 &&
         bearsInPlace(reads, *writes.front(), layout);
}

/// Of up to 64 buffers; of all accesses where few do not do.
void ClashFinder::addEvents(ArrayRef<unsigned> batch, unsigned number,
                            bool mayShorten, std::vector<Event> &events) {
  size_t before = events.size();
  bool isShort = false;
  for (const Access &access :
       mayShorten ? all.shortAccessesOf(batch) : all.accessesOf(batch)) {
    PointFacts &facts = flow.add(access.point);
    facts.births = access.births;
    facts.reads = access.reads;
    facts.writes = access.writes;
    facts.overwrites = access.overwrites;
    facts.passed = access.passed;
    facts.passedTo = access.passedTo;
    isShort |= access.passed != 0;
    if (Bits used = access.reads | access.writes)
      events.push_back({2 * access.point, Use, number, used});
    if (access.writes)
      events.push_back({2 * access.point, Write, number, access.writes});
  }
  flow.findNeeded();
  bool isAll = flow.forEachChange([&](unsigned time, Bits changed) {
    events.push_back({time, Toggle, number, changed});
  });
  flow.clear();
  isShortened |= isShort && isAll;
  if (isAll)
    return;
  events.resize(before);
  addEvents(batch, number, /*mayShorten=*/false, events);
}

/// Finds the clashes of the buffers of one space.
///
/// Where it has left out accesses, a clash at one of them is another at one
/// that it has not left out: the buffer counts as in use all along from its
/// first write in the row, where it clashes with what is in use at both; what
/// is written in between clashes there. But not each of these is a clash, nor
/// are they all there is to tell.
void ClashFinder::findIn(std::vector<unsigned> numbers, bool mayShorten) {
  sortByUse(numbers);
  size_t before = found.size();
  findSortedIn(numbers, mayShorten);
  if (!isShortened || found.size() == before)
    return;
  found.resize(before);
  findSortedIn(numbers, /*mayShorten=*/false);
}

void ClashFinder::findSortedIn(ArrayRef<unsigned> numbers, bool mayShorten) {
  isShortened = false;
  std::vector<Event> events;
  DenseMap<unsigned, unsigned> places;
  for (auto [place, number] : llvm::enumerate(numbers))
    places[number] = place;
  for (unsigned first = 0; first < numbers.size(); first += 64)
    addEvents(numbers.drop_front(first).take_front(64), first / 64, mayShorten,
              events);
  Attribute space = buffers[numbers.front()].space;
  for (auto [number, item] : llvm::enumerate(footprints))
    if (item.space == space)
      events.push_back(
          {2 * all.getPoints().pointOf(item.call), Call, unsigned(number), 0});
  llvm::sort(events,
             [](const Event &a, const Event &b) { return a.key() < b.key(); });
  // One of each kind at a point.
  size_t count = 0;
  for (const Event &event : events) {
    if (count && events[count - 1].key() == event.key())
      events[count - 1].buffers |= event.buffers;
    else
      events[count++] = event;
  }
  events.resize(count);
  auto has = [&](unsigned time, EventKind kind, unsigned buffer) {
    unsigned place = places.lookup(buffer);
    Event wanted{time, kind, place / 64, 0};
    auto it = llvm::partition_point(
        events, [&](const Event &event) { return event.key() < wanted.key(); });
    return it != events.end() && it->key() == wanted.key() &&
           it->buffers >> place % 64 & 1;
  };
  BuffersInUse inUse(numbers.vec(), buffers);
  auto look = [&](unsigned time, unsigned written) {
    inUse.forEachSharing(buffers[written], [&](unsigned other) {
      // An op that writes both is one clash.
      bool isWritten = has(time, Write, other);
      if (other == written || (isWritten && other > written))
        return;
      Point point = time / 2;
      bool isSameOp = has(time, Use, other);
      bool isLastUse = isSameOp && has(time + 1, Toggle, other);
      if (isWritten || !isLastUse || !isInPlace(point, other, written))
        found.push_back({point, written, other, isSameOp});
    });
  };
  auto lookBeside = [&](unsigned time, const CalleeFootprint &item) {
    for (const PlacedRange &bytes : item.bytes)
      inUse.forEachSharing({item.call, space, bytes.begin, bytes.end},
                           [&](unsigned other) {
                             found.push_back({time / 2, footprint, other,
                                              has(time, Use, other)});
                           });
  };
  for (const Event &event : events) {
    if (event.kind == Call)
      lookBeside(event.time, footprints[event.batch]);
    for (Bits bits = event.kind == Use ? 0 : event.buffers; bits;
         bits &= bits - 1) {
      unsigned buffer = numbers[64 * event.batch + llvm::countr_zero(bits)];
      if (event.kind == Toggle)
        inUse.toggle(buffer);
      else
        look(event.time, buffer);
    }
  }
}

void ClashFinder::forgiveThoseThatNeverMeet() {
  std::map<std::pair<unsigned, unsigned>, bool> meet;
  std::vector<Accesses::Question> questions;
  for (const Found &item : found) {
    auto [a, b] = item.pair();
    if (item.written == footprint) {
      meet[item.pair()] = true;
      continue;
    }
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
Operation *ClashFinder::findReader(const Found &item) {
  const ProgramPoints &points = all.getPoints();
  std::map<Point, Operation *> readers;
  for (const Access &access : all.accessesOf(item.other))
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

Interference ClashFinder::run(size_t maxClashes, bool mayShorten) {
  Interference result;
  result.unverifiable = all.getUnverifiable();
  if (!result.unverifiable.empty())
    return result;
  llvm::MapVector<Attribute, std::vector<unsigned>> spaces;
  for (auto [number, buffer] : llvm::enumerate(buffers))
    spaces[buffer.space].push_back(number);
  const Phases *phases = all.getPhases();
  for (auto &[space, numbers] : spaces)
    if (phases)
      findAcrossThreads(numbers, *phases);
    else
      findIn(std::move(numbers), mayShorten);
  if (!phases)
    forgiveThoseThatNeverMeet();
  llvm::sort(found);
  found.erase(llvm::unique(found), found.end());
  result.numClashes = found.size();
  std::set<std::pair<unsigned, unsigned>> shown;
  for (const Found &item : found)
    if (shown.size() < maxClashes && shown.insert(item.pair()).second)
      result.clashes.push_back(
          {all.getPoints().opAt(item.point),
           item.written == footprint ? Clash::footprint : item.written,
           item.other, item.isSameOp,
           item.isSameOp || item.isAcrossThreads ? nullptr : findReader(item),
           item.isAcrossThreads});
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
                                 const CalleeSummaries *callees,
                                 ArrayRef<CalleeFootprint> footprints) {
  return ClashFinder(function, buffers, callees, footprints).run(maxClashes);
}

} // namespace idealloc
