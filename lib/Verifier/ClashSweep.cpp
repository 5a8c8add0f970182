//===- ClashSweep.cpp - The sweep that finds clashes ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Buffers are ranked by memory space and first byte. Those that are live are in
// a tree over the ranks that knows the last byte of each subtree, so the first
// live buffer among some ranks that reaches beyond a byte takes one descent.
// Live buffers may share bytes (results of exclusive branches after the
// branch), which is why looking at neighbours would not do.
//
//===----------------------------------------------------------------------===//

#include "ClashSweep.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

#include <limits>

using namespace mlir;

namespace idealloc {

namespace {
/// An array of numbers with: the first index in a range whose number exceeds
/// some value. All operations O(log size).
class MaxTree {
public:
  static constexpr int64_t none = std::numeric_limits<int64_t>::min();

  explicit MaxTree(size_t size)
      : leaves(llvm::PowerOf2Ceil(std::max<size_t>(size, 1))),
        nodes(2 * leaves, none) {}

  void set(size_t index, int64_t number) {
    size_t node = leaves + index;
    nodes[node] = number;
    while (node /= 2)
      nodes[node] = std::max(nodes[2 * node], nodes[2 * node + 1]);
  }

  /// The first index in [begin, end) with a number above `bound`, or `end`.
  size_t findAbove(size_t begin, size_t end, int64_t bound) const {
    while (begin < end) {
      // The largest subtree that starts at `begin` and ends by `end`.
      size_t node = leaves + begin, size = 1;
      while (node % 2 == 0 && begin + 2 * size <= end)
        node /= 2, size *= 2;
      if (nodes[node] <= bound) {
        begin += size;
        continue;
      }
      while (node < leaves)
        node = nodes[2 * node] > bound ? 2 * node : 2 * node + 1;
      return node - leaves;
    }
    return end;
  }

private:
  size_t leaves;
  std::vector<int64_t> nodes;
};

/// The buffers by memory space and first byte.
class Ranking {
public:
  explicit Ranking(ArrayRef<PlacedBuffer> buffers) : buffers(buffers) {
    DenseMap<Attribute, size_t> numbers;
    for (const PlacedBuffer &buffer : buffers)
      spaceOf.push_back(
          numbers.try_emplace(buffer.space, numbers.size()).first->second);
    order = llvm::to_vector(llvm::seq<size_t>(buffers.size()));
    llvm::sort(order, [&](size_t a, size_t b) { return key(a) < key(b); });
    rank.resize(order.size());
    spaceBegin.resize(numbers.size());
    for (auto [index, buffer] : llvm::enumerate(order)) {
      rank[buffer] = index;
      if (index == 0 || spaceOf[order[index - 1]] != spaceOf[buffer])
        spaceBegin[spaceOf[buffer]] = index;
    }
  }

  size_t size() const { return order.size(); }
  size_t rankOf(size_t buffer) const { return rank[buffer]; }
  size_t bufferAt(size_t index) const { return order[index]; }
  size_t spaceNumber(size_t buffer) const { return spaceOf[buffer]; }

  /// Ranks of the buffers of the same space that begin before it ends.
  std::pair<size_t, size_t> beginningBeforeEndOf(size_t buffer) const {
    auto last = std::partition_point(
        order.begin() + rank[buffer], order.end(), [&](size_t other) {
          return spaceOf[other] == spaceOf[buffer] &&
                 buffers[other].begin < buffers[buffer].end;
        });
    return {spaceBegin[spaceOf[buffer]], last - order.begin()};
  }

private:
  std::tuple<size_t, int64_t, size_t> key(size_t buffer) const {
    return {spaceOf[buffer], buffers[buffer].begin, buffer};
  }

  ArrayRef<PlacedBuffer> buffers;
  std::vector<size_t> spaceOf, rank, spaceBegin;
  SmallVector<size_t, 0> order;
};

/// The buffers to which runs apply at one position, as that advances.
class ActiveRuns {
public:
  ActiveRuns(ArrayRef<PlacedBuffer> buffers, const Ranking &ranking,
             std::vector<LiveRun> &runs)
      : buffers(buffers), ranking(ranking), runs(runs), ends(runs),
        lastBytes(runs.empty() ? 0 : ranking.size()) {
    llvm::sort(runs, [](const LiveRun &a, const LiveRun &b) {
      return std::tie(a.begin, a.buffer) < std::tie(b.begin, b.buffer);
    });
    llvm::sort(ends, [](const LiveRun &a, const LiveRun &b) {
      return std::tie(a.end, a.buffer) < std::tie(b.end, b.buffer);
    });
    nextBegin = runs.begin();
    nextEnd = ends.begin();
  }

  void advanceTo(size_t position) {
    // A run that ends here may go on at once in the next run of its buffer, so
    // ends and begins are merged by position.
    while (true) {
      if (nextEnd != ends.end() && nextEnd->end <= position &&
          (nextBegin == runs.end() || nextEnd->end <= nextBegin->begin))
        set(nextEnd++->buffer, false);
      else if (nextBegin != runs.end() && nextBegin->begin <= position)
        set(nextBegin++->buffer, true);
      else
        return;
    }
  }

  /// The first active buffer, by rank from `from` on, that shares bytes with
  /// another one; the number of ranks if there is none.
  size_t findSharing(size_t buffer, size_t from) const {
    if (runs.empty())
      return ranking.size();
    auto [begin, end] = ranking.beginningBeforeEndOf(buffer);
    size_t found =
        lastBytes.findAbove(std::max(begin, from), end, buffers[buffer].begin);
    return found < end ? found : ranking.size();
  }

private:
  void set(size_t buffer, bool isActive) {
    lastBytes.set(ranking.rankOf(buffer),
                  isActive ? buffers[buffer].end : MaxTree::none);
  }

  ArrayRef<PlacedBuffer> buffers;
  const Ranking &ranking;
  std::vector<LiveRun> &runs;
  std::vector<LiveRun> ends;
  std::vector<LiveRun>::iterator nextBegin, nextEnd;
  /// By rank: the end of an active buffer.
  MaxTree lastBytes;
};

class Sweep {
public:
  Sweep(ArrayRef<PlacedBuffer> buffers, SweepInput &input,
        const SharingRules &rules,
        llvm::function_ref<void(const FoundClash &)> report)
      : buffers(buffers), touches(input.touches), rules(rules), report(report),
        ranking(buffers), live(buffers, ranking, input.live),
        beingWritten(buffers, ranking, input.beingWritten) {}

  void run() {
    mergeTouches();
    for (ArrayRef<Touch> rest = touches; !rest.empty();) {
      size_t position = rest.front().position;
      live.advanceTo(position);
      beingWritten.advanceTo(position);
      ArrayRef<Touch> together = rest.take_while(
          [&](const Touch &touch) { return touch.position == position; });
      if (haveClash(together))
        checkTogether(together);
      for (const Touch &touch : together) {
        if (!checkAgainst(beingWritten, touch, Clash::Kind::InFlight) &&
            touch.writes)
          checkAgainst(live, touch, Clash::Kind::Overwrites);
      }
      rest = rest.drop_front(together.size());
    }
  }

private:
  /// Sorts by position and rank; one touch for each op and buffer.
  void mergeTouches() {
    llvm::sort(touches, [&](const Touch &a, const Touch &b) {
      return std::pair(a.position, ranking.rankOf(a.buffer)) <
             std::pair(b.position, ranking.rankOf(b.buffer));
    });
    size_t count = 0;
    for (const Touch &touch : touches) {
      Touch *last = count ? &touches[count - 1] : nullptr;
      if (last && last->position == touch.position &&
          last->buffer == touch.buffer) {
        last->reads |= touch.reads;
        last->writes |= touch.writes;
        last->isLiveAfter |= touch.isLiveAfter;
      } else {
        touches[count++] = touch;
      }
    }
    touches.erase(touches.begin() + count, touches.end());
  }

  /// Does the touch meet a buffer that it may not? Then it is reported.
  bool checkAgainst(const ActiveRuns &active, const Touch &touch,
                    Clash::Kind kind) {
    const PlacedBuffer &buffer = buffers[touch.buffer];
    if (buffer.begin == buffer.end)
      return false;
    for (size_t rank = 0;; ++rank) {
      rank = active.findSharing(touch.buffer, rank);
      if (rank == ranking.size())
        return false;
      size_t other = ranking.bufferAt(rank);
      if (other != touch.buffer && !rules.neverMeet(touch.buffer, other)) {
        report({touch, other, kind});
        return true;
      }
    }
  }

  /// Do two buffers that one op touches share bytes, and is one written? Going
  /// by first byte, it is enough to remember the one that reaches furthest, and
  /// the written one that does.
  bool haveClash(ArrayRef<Touch> together) const {
    if (together.size() < 2)
      return false;
    size_t space = ranking.spaceNumber(together.front().buffer);
    int64_t furthest = MaxTree::none, furthestWritten = MaxTree::none;
    for (const Touch &touch : together) {
      const PlacedBuffer &buffer = buffers[touch.buffer];
      if (buffer.begin == buffer.end)
        continue;
      if (ranking.spaceNumber(touch.buffer) != space) {
        space = ranking.spaceNumber(touch.buffer);
        furthest = furthestWritten = MaxTree::none;
      }
      if ((touch.writes ? furthest : furthestWritten) > buffer.begin)
        return true;
      furthest = std::max(furthest, buffer.end);
      if (touch.writes)
        furthestWritten = std::max(furthestWritten, buffer.end);
    }
    return false;
  }

  /// Then each pair that shares bytes is looked at, and the first that clashes
  /// reported for every buffer.
  void checkTogether(ArrayRef<Touch> together) {
    SmallVector<const Touch *> clashes(together.size());
    for (size_t i = 0; i != together.size(); ++i)
      for (size_t j = i + 1;
           j != together.size() && shareBytes(together[i], together[j]); ++j)
        if (!clashes[j] && clashesWith(together[i], together[j]))
          clashes[j] = &together[i];
    for (auto [second, first] : llvm::zip_equal(together, clashes)) {
      if (!first)
        continue;
      bool isSecond = second.writes;
      report({isSecond ? second : *first,
              isSecond ? first->buffer : second.buffer, Clash::Kind::SameOp});
    }
  }

  /// Of two in order of rank.
  bool shareBytes(const Touch &first, const Touch &second) const {
    return ranking.spaceNumber(first.buffer) ==
               ranking.spaceNumber(second.buffer) &&
           buffers[second.buffer].begin < buffers[first.buffer].end;
  }

  bool clashesWith(const Touch &first, const Touch &second) const {
    const PlacedBuffer &buffer = buffers[second.buffer];
    return (first.writes || second.writes) && buffer.begin != buffer.end &&
           !rules.neverMeet(first.buffer, second.buffer) &&
           !rules.bearInPlace(first, second);
  }

  ArrayRef<PlacedBuffer> buffers;
  std::vector<Touch> &touches;
  const SharingRules &rules;
  llvm::function_ref<void(const FoundClash &)> report;
  Ranking ranking;
  ActiveRuns live, beingWritten;
};
} // namespace

void findClashes(ArrayRef<PlacedBuffer> buffers, SweepInput &input,
                 const SharingRules &rules,
                 llvm::function_ref<void(const FoundClash &)> report) {
  Sweep(buffers, input, rules, report).run();
}

} // namespace idealloc
