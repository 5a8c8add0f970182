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
              const CalleeSummaries *callees,
              ArrayRef<CalleeFootprint> footprints)
      : buffers(buffers), footprints(footprints),
        layout(DataLayout::closest(function)), all(function, buffers, callees),
        flow(all.getPoints()) {}

  Interference run(size_t maxClashes);

private:
  using Point = ProgramPoints::Point;
  /// What happens to buffers of a batch: their use begins or ends, or they are
  /// accessed, or written; or bytes are, of the footprint with the number of
  /// `batch`. Time 2p is at point p, and 2p + 1 behind it.
  enum EventKind { Toggle, Use, Write, Call };
  struct Event {
    unsigned time;
    EventKind kind;
    unsigned batch;
    Bits buffers;
    auto key() const { return std::tuple(time, kind, batch); }
  };
  struct Found {
    Point point;
    unsigned written, other;
    bool isSameOp, isAcrossThreads = false;
    std::pair<unsigned, unsigned> pair() const {
      return std::minmax(written, other);
    }
    auto operator<=>(const Found &) const = default;
  };

  void sortByUse(std::vector<unsigned> &numbers);
  void addEvents(ArrayRef<unsigned> batch, unsigned number,
                 std::vector<Event> &events);
  void findIn(std::vector<unsigned> numbers);
  /// The points at which a buffer is in use are [begin, end).
  struct Usage {
    SmallVector<std::pair<Point, Point>, 1> uses;
    SmallVector<Point, 1> writes;
  };
  std::vector<Usage> findUsage(ArrayRef<unsigned> numbers);
  void findAcrossThreads(ArrayRef<unsigned> numbers, const Phases &phases);
  bool isInPlace(Point point, unsigned read, unsigned written) const;
  void forgiveThoseThatNeverMeet();
  Operation *findReader(const Found &item);

  static constexpr unsigned footprint = ~0u;

  ArrayRef<PlacedBuffer> buffers;
  ArrayRef<CalleeFootprint> footprints;
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
void ClashFinder::sortByUse(std::vector<unsigned> &numbers) {
  std::vector<std::tuple<unsigned, Point, unsigned>> keys;
  for (ArrayRef<unsigned> rest = numbers; !rest.empty();) {
    ArrayRef<unsigned> batch = rest.take_front(64);
    rest = rest.drop_front(batch.size());
    Point first[64], last[64] = {};
    std::fill(std::begin(first), std::end(first), ~0u);
    // In either order, what was seen before is seen.
    std::vector<Access> accesses = all.accessesOf(batch);
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
bool ClashFinder::isInPlace(Point point, unsigned read,
                            unsigned written) const {
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

/// Of up to 64 buffers.
void ClashFinder::addEvents(ArrayRef<unsigned> batch, unsigned number,
                            std::vector<Event> &events) {
  for (const Access &access : all.accessesOf(batch)) {
    PointFacts &facts = flow.add(access.point);
    facts.births = access.births;
    facts.reads = access.reads;
    facts.writes = access.writes;
    facts.overwrites = access.overwrites;
    if (Bits used = access.reads | access.writes)
      events.push_back({2 * access.point, Use, number, used});
    if (access.writes)
      events.push_back({2 * access.point, Write, number, access.writes});
  }
  flow.findNeeded();
  flow.forEachChange([&](unsigned time, Bits changed) {
    events.push_back({time, Toggle, number, changed});
  });
  flow.clear();
}

/// Finds the clashes of the buffers of one space.
void ClashFinder::findIn(std::vector<unsigned> numbers) {
  sortByUse(numbers);
  std::vector<Event> events;
  DenseMap<unsigned, unsigned> places;
  for (auto [place, number] : llvm::enumerate(numbers))
    places[number] = place;
  for (unsigned first = 0; first < numbers.size(); first += 64)
    addEvents(ArrayRef(numbers).drop_front(first).take_front(64), first / 64,
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
  BuffersInUse inUse(numbers, buffers);
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

/// When the buffers are in use, and written.
std::vector<ClashFinder::Usage>
ClashFinder::findUsage(ArrayRef<unsigned> numbers) {
  std::vector<Usage> usage(numbers.size());
  for (unsigned first = 0; first < numbers.size(); first += 64) {
    std::vector<Event> events;
    addEvents(numbers.drop_front(first).take_front(64), 0, events);
    llvm::sort(events, [](const Event &a, const Event &b) {
      return a.key() < b.key();
    });
    std::optional<unsigned> since[64];
    for (const Event &event : events)
      for (Bits bits = event.buffers; bits; bits &= bits - 1) {
        unsigned bit = llvm::countr_zero(bits);
        Usage &item = usage[first + bit];
        Point point = event.time / 2;
        if (event.kind == Write)
          item.writes.push_back(point);
        else if (event.kind == Use)
          item.uses.push_back({point, point + 1});
        else if (since[bit])
          item.uses.push_back({*since[bit], (event.time + 1) / 2});
        if (event.kind == Toggle)
          since[bit] =
              since[bit] ? std::nullopt : std::optional((event.time + 1) / 2);
      }
  }
  return usage;
}

/// Finds the clashes of the buffers of one space in a function that several
/// threads run. Cost: for each phase the changes of use of all buffers, and a
/// sort of those in use.
void ClashFinder::findAcrossThreads(ArrayRef<unsigned> numbers,
                                    const Phases &phases) {
  std::vector<Usage> usage = findUsage(numbers);
  for (size_t phase = 0; phase != phases.size(); ++phase) {
    const PointSet &points = phases.pointsOf(phase);
    struct InPhase {
      unsigned number;
      std::optional<Point> write;
    };
    std::vector<InPhase> inUse;
    auto sharesBytes = [&](unsigned first, unsigned second) {
      return buffers[second].begin < buffers[first].end;
    };
    for (auto [number, item] : llvm::zip_equal(numbers, usage)) {
      auto isInPhase = [&](std::pair<Point, Point> range) {
        return points.firstIn(range.first, range.second) < range.second;
      };
      if (llvm::none_of(item.uses, isInPhase))
        continue;
      auto write = llvm::find_if(
          item.writes, [&](Point point) { return points.contains(point); });
      inUse.push_back({number, write == item.writes.end()
                                   ? std::nullopt
                                   : std::optional(*write)});
    }
    llvm::sort(inUse, [&](const InPhase &a, const InPhase &b) {
      return std::pair(buffers[a.number].begin, a.number) <
             std::pair(buffers[b.number].begin, b.number);
    });
    for (size_t i = 0; i != inUse.size(); ++i)
      for (size_t j = i + 1;
           j != inUse.size() && sharesBytes(inUse[i].number, inUse[j].number);
           ++j) {
        // Of two that are written, the later write is shown.
        bool isSecond = inUse[j].write > inUse[i].write;
        const InPhase &writer = inUse[isSecond ? j : i];
        if (writer.write)
          found.push_back({*writer.write, writer.number,
                           inUse[isSecond ? i : j].number,
                           /*isSameOp=*/false, /*isAcrossThreads=*/true});
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

Interference ClashFinder::run(size_t maxClashes) {
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
      findIn(std::move(numbers));
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
