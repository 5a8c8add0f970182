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

class Sweep {
public:
  Sweep(ArrayRef<PlacedBuffer> buffers,
        llvm::function_ref<void(const FoundClash &)> report)
      : buffers(buffers), report(report), ranking(buffers),
        lastBytes(ranking.size()) {}

  void run(std::vector<Touch> &touches, std::vector<LiveRun> &runs) {
    mergeTouches(touches);
    std::vector<LiveRun> ends = runs;
    llvm::sort(runs, [](const LiveRun &a, const LiveRun &b) {
      return std::tie(a.begin, a.buffer) < std::tie(b.begin, b.buffer);
    });
    llvm::sort(ends, [](const LiveRun &a, const LiveRun &b) {
      return std::tie(a.end, a.buffer) < std::tie(b.end, b.buffer);
    });
    auto nextBegin = runs.begin(), nextEnd = ends.begin();
    for (ArrayRef<Touch> rest = touches; !rest.empty();) {
      size_t position = rest.front().position;
      // A run that ends here may go on at once in the next run of its buffer,
      // so ends and begins are merged by position.
      while (true) {
        if (nextEnd != ends.end() && nextEnd->end <= position &&
            (nextBegin == runs.end() || nextEnd->end <= nextBegin->begin))
          setLive(nextEnd++->buffer, false);
        else if (nextBegin != runs.end() && nextBegin->begin <= position)
          setLive(nextBegin++->buffer, true);
        else
          break;
      }
      ArrayRef<Touch> together = rest.take_while(
          [&](const Touch &touch) { return touch.position == position; });
      checkTogether(together);
      for (const Touch &touch : together)
        if (touch.writes)
          checkWrite(touch);
      rest = rest.drop_front(together.size());
    }
  }

private:
  /// Sorts by position and rank; one touch for each op and buffer.
  void mergeTouches(std::vector<Touch> &touches) {
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
      } else {
        touches[count++] = touch;
      }
    }
    touches.erase(touches.begin() + count, touches.end());
  }

  void setLive(size_t buffer, bool isLive) {
    lastBytes.set(ranking.rankOf(buffer),
                  isLive ? buffers[buffer].end : MaxTree::none);
  }

  /// Is a buffer that shares bytes with the written one live?
  void checkWrite(const Touch &touch) {
    const PlacedBuffer &written = buffers[touch.buffer];
    if (written.begin == written.end)
      return;
    auto [begin, end] = ranking.beginningBeforeEndOf(touch.buffer);
    size_t self = ranking.rankOf(touch.buffer);
    size_t found = lastBytes.findAbove(begin, self, written.begin);
    if (found == self)
      found = lastBytes.findAbove(self + 1, end, written.begin);
    if (found < end)
      report({touch, ranking.bufferAt(found), /*bySameOp=*/false});
  }

  /// Do two buffers that one op touches share bytes, and is one written? Going
  /// by first byte, it is enough to remember the one that reaches furthest, and
  /// the written one that does.
  void checkTogether(ArrayRef<Touch> together) {
    const Touch *furthest = nullptr, *furthestWritten = nullptr;
    auto reaches = [&](const Touch *touch) {
      return touch ? buffers[touch->buffer].end : MaxTree::none;
    };
    for (const Touch &touch : together) {
      const PlacedBuffer &buffer = buffers[touch.buffer];
      if (buffer.begin == buffer.end)
        continue;
      if (furthest && ranking.spaceNumber(furthest->buffer) !=
                          ranking.spaceNumber(touch.buffer))
        furthest = furthestWritten = nullptr;
      if (touch.writes && reaches(furthest) > buffer.begin)
        report({touch, furthest->buffer, /*bySameOp=*/true});
      else if (reaches(furthestWritten) > buffer.begin)
        report({*furthestWritten, touch.buffer, /*bySameOp=*/true});
      if (buffer.end > reaches(furthest))
        furthest = &touch;
      if (touch.writes && buffer.end > reaches(furthestWritten))
        furthestWritten = &touch;
    }
  }

  ArrayRef<PlacedBuffer> buffers;
  llvm::function_ref<void(const FoundClash &)> report;
  Ranking ranking;
  /// By rank: the end of a live buffer.
  MaxTree lastBytes;
};
} // namespace

void findClashes(ArrayRef<PlacedBuffer> buffers, std::vector<Touch> touches,
                 std::vector<LiveRun> runs,
                 llvm::function_ref<void(const FoundClash &)> report) {
  Sweep(buffers, report).run(touches, runs);
}

} // namespace idealloc
