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

#include "llvm/ADT/bit.h"

#include <map>
#include <set>

using namespace mlir;

namespace idealloc {

namespace {
/// Up to 64 buffers of one memory space, and which of them lie where.
struct Batch {
  ArrayRef<unsigned> buffers;
  /// Begins, ascending, with the set of all buffers that begin no later; ends,
  /// descending, with the set of all that end no earlier.
  std::vector<std::pair<int64_t, Bits>> begins, ends;

  Batch(ArrayRef<unsigned> numbers, ArrayRef<PlacedBuffer> placed)
      : buffers(numbers) {
    for (auto [bit, number] : llvm::enumerate(numbers)) {
      begins.push_back({placed[number].begin, Bits(1) << bit});
      ends.push_back({placed[number].end, Bits(1) << bit});
    }
    llvm::sort(begins);
    llvm::sort(ends, std::greater<>());
    for (size_t i = 1; i != numbers.size(); ++i) {
      begins[i].second |= begins[i - 1].second;
      ends[i].second |= ends[i - 1].second;
    }
  }

  /// Those that share bytes with the buffer.
  Bits sharing(const PlacedBuffer &buffer) const {
    auto begin = llvm::partition_point(
        begins, [&](const auto &item) { return item.first < buffer.end; });
    auto end = llvm::partition_point(
        ends, [&](const auto &item) { return item.first > buffer.begin; });
    return begin == begins.begin() || end == ends.begin()
               ? 0
               : (begin - 1)->second & (end - 1)->second;
  }
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
  struct Found {
    Point point;
    unsigned written, other;
    bool isSameOp;
    std::pair<unsigned, unsigned> pair() const {
      return std::minmax(written, other);
    }
  };

  std::vector<unsigned> orderBuffers() const;
  void findIn(const Batch &batch);
  void findAt(Point point, const Batch &batch);
  bool isInPlace(Point point, unsigned read, unsigned written, bool isLive);
  void forgiveThoseThatNeverMeet();
  Operation *findReader(const Found &item) const;

  ArrayRef<PlacedBuffer> buffers;
  DataLayout layout;
  Accesses all;
  BitFlow flow;
  /// By point: the buffers that are written there, ascending.
  DenseMap<Point, SmallVector<unsigned, 2>> writtenAt;
  std::vector<Found> found;
};
} // namespace

/// By space, then by how long they are in use and since when, so that few
/// points matter to many buffers.
std::vector<unsigned> ClashFinder::orderBuffers() const {
  DenseMap<Attribute, unsigned> spaces;
  std::vector<std::tuple<unsigned, unsigned, Point, unsigned>> keys;
  for (auto [number, buffer] : llvm::enumerate(buffers)) {
    Point first = ~0u, last = 0;
    for (const Access &access : all.accesses[number]) {
      first = std::min(first, access.point);
      last = std::max(last, access.point);
    }
    unsigned space =
        spaces.try_emplace(buffer.space, spaces.size()).first->second;
    keys.push_back({space, llvm::bit_width(last - first), first, number});
  }
  llvm::sort(keys);
  std::vector<unsigned> order;
  for (const auto &key : keys)
    order.push_back(std::get<3>(key));
  return order;
}

/// Is the op known to bear that what it reads and what it writes are the same?
bool ClashFinder::isInPlace(Point point, unsigned read, unsigned written,
                            bool isLive) {
  const PlacedBuffer &from = buffers[read], &to = buffers[written];
  if (isLive || !from.slot || from.slot != to.slot || from.begin != to.begin ||
      llvm::is_contained(writtenAt.lookup(point), read))
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

void ClashFinder::findAt(Point point, const Batch &batch) {
  const PointFacts &facts = flow.at(point);
  auto writers = writtenAt.find(point);
  Bits inUse = facts.live | facts.accesses;
  if (!inUse || writers == writtenAt.end())
    return;
  Bits liveAfter = flow.liveAfter(point);
  for (unsigned written : writers->second) {
    if (buffers[written].space != buffers[batch.buffers.front()].space)
      continue;
    Bits shared = inUse & batch.sharing(buffers[written]);
    for (; shared; shared &= shared - 1) {
      unsigned bit = llvm::countr_zero(shared);
      unsigned other = batch.buffers[bit];
      bool isSameOp = facts.accesses >> bit & 1;
      if (other != written &&
          !(isSameOp && isInPlace(point, other, written, liveAfter >> bit & 1)))
        found.push_back({point, written, other, isSameOp});
    }
  }
}

void ClashFinder::findIn(const Batch &batch) {
  for (auto [bit, buffer] : llvm::enumerate(batch.buffers))
    for (const Access &access : all.accesses[buffer]) {
      PointFacts &facts = flow.touch(access.point);
      auto set = [bit = bit](Bits &bits, bool holds) {
        bits |= Bits(holds) << bit;
      };
      set(facts.births, access.births);
      set(facts.reads, access.reads && !access.births);
      set(facts.writes, access.writes);
      set(facts.overwrites, access.overwrites);
      set(facts.accesses, access.reads || access.writes);
    }
  flow.findNeeded();
  flow.findLive();
  for (Point point : flow.getTouched())
    findAt(point, batch);
  flow.clear();
}

void ClashFinder::forgiveThoseThatNeverMeet() {
  std::map<std::pair<unsigned, unsigned>, bool> meet;
  std::vector<Accesses::Question> questions;
  for (const Found &item : found) {
    auto [a, b] = item.pair();
    bool areBornTogether =
        all.accesses[a].front().point == all.accesses[b].front().point;
    if (meet.try_emplace(item.pair(), areBornTogether).second)
      questions.insert(questions.end(), {{a, b}, {b, a}});
  }
  all.answer(questions);
  for (const Accesses::Question &question : questions)
    if (question.alias)
      meet[std::minmax(question.buffer, question.born)] = true;
  llvm::erase_if(found, [&](const Found &item) { return !meet[item.pair()]; });
}

/// The nearest op behind it that reads the damaged buffer.
Operation *ClashFinder::findReader(const Found &item) const {
  DenseMap<Point, Operation *> readers;
  for (const Access &access : all.accesses[item.other])
    if (access.reads)
      readers.try_emplace(access.point, access.op);
  std::vector<Point> queue = {item.point};
  DenseSet<Point> seen;
  for (size_t next = 0; next != queue.size(); ++next)
    for (Point point : all.getPoints().successors(queue[next])) {
      if (Operation *reader = readers.lookup(point))
        return reader;
      if (seen.insert(point).second)
        queue.push_back(point);
    }
  return nullptr;
}

Interference ClashFinder::run(size_t maxClashes) {
  Interference result;
  for (const std::optional<Unverifiable> &item : all.unverifiable)
    if (item)
      result.unverifiable.push_back(*item);
  if (!result.unverifiable.empty())
    return result;
  for (auto [buffer, accesses] : llvm::enumerate(all.accesses))
    for (const Access &access : accesses) {
      SmallVector<unsigned, 2> &written = writtenAt[access.point];
      if (access.writes && (written.empty() || written.back() != buffer))
        written.push_back(buffer);
    }
  std::vector<unsigned> order = orderBuffers();
  for (size_t begin = 0, end; begin != order.size(); begin = end) {
    for (end = begin; end != order.size() && end != begin + 64 &&
                      buffers[order[end]].space == buffers[order[begin]].space;)
      ++end;
    findIn(Batch(ArrayRef(order).slice(begin, end - begin), buffers));
  }
  forgiveThoseThatNeverMeet();
  llvm::sort(found, [](const Found &a, const Found &b) {
    return std::tie(a.point, a.written, a.other) <
           std::tie(b.point, b.written, b.other);
  });
  // An op that writes both is one clash.
  llvm::erase_if(found, [&](const Found &item) {
    return item.isSameOp && item.other > item.written &&
           llvm::is_contained(writtenAt[item.point], item.other);
  });
  result.numClashes = found.size();
  std::set<std::pair<unsigned, unsigned>> shown;
  for (const Found &item : found)
    if (shown.size() < maxClashes && shown.insert(item.pair()).second)
      result.clashes.push_back({all.getPoints().opAt(item.point), item.written,
                                item.other, item.isSameOp,
                                item.isSameOp ? nullptr : findReader(item)});
  return result;
}

Interference computeInterference(FunctionOpInterface function,
                                 ArrayRef<PlacedBuffer> buffers,
                                 size_t maxClashes,
                                 const CalleeSummaries *callees) {
  return ClashFinder(function, buffers, callees).run(maxClashes);
}

} // namespace idealloc
