//===- Reduction.cpp - What surely finds room -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Reduction.h"
#include "Placement.h"
#include "SortByKey.h"
#include "Wide.h"

#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

/// How many, and their sizes together.
struct Total {
  uint64_t count = 0;
  Bytes bytes = 0;
};

/// Prefix sums over times, as buffers go (Fenwick, 1994).
class TotalsByTime {
public:
  explicit TotalsByTime(std::vector<Time> given)
      : times(std::move(given)), sums(times.size() + 1) {
    std::ranges::sort(times);
  }
  void add(Time time, uint64_t count, Bytes bytes) {
    size_t k = std::ranges::lower_bound(times, time) - times.begin() + 1;
    for (; k < sums.size(); k += k & -k) {
      sums[k].count += count;
      sums[k].bytes += bytes;
    }
  }
  /// Of all below the time.
  Total below(Time time) const {
    size_t k = std::ranges::lower_bound(times, time) - times.begin();
    Total total;
    for (; k > 0; k -= k & -k) {
      total.count += sums[k].count;
      total.bytes += sums[k].bytes;
    }
    return total;
  }

private:
  std::vector<Time> times;
  std::vector<Total> sums;
};

/// The buffers not yet set aside.
class Rest {
public:
  Rest(const Problem &problem, Bytes bound)
      : bound(bound), begins(timesOf(problem, &Interval::begin)),
        ends(timesOf(problem, &Interval::end)) {
    for (const Buffer &buffer : problem.buffers)
      count(buffer, 1, buffer.size);
    for (const Range &range : mergedReserved(problem))
      if (range.begin < bound) {
        ++reserved.count;
        reserved.bytes += std::min(range.end, bound) - range.begin;
      }
  }
  void remove(const Buffer &buffer) {
    count(buffer, uint64_t(0) - 1, -buffer.size);
  }
  /// One of the rest has room below the bound, wherever all others are.
  bool hasRoomFor(const Buffer &buffer) const {
    if (buffer.size > bound)
      return false;
    // Those whose hulls meet its own; it is one of them.
    const Total begun = begins.below(buffer.lifetime.end);
    const Total ended = ends.below(buffer.lifetime.begin + 1);
    const uint64_t others = begun.count - ended.count - 1 + reserved.count;
    const Bytes bytes =
        begun.bytes - ended.bytes - buffer.size + reserved.bytes;
    // Each rules out fewer than (its size + the buffer's) / alignment + 1 of
    // the aligned offsets.
    const Bytes offsets = (bound - buffer.size) / buffer.alignment + 1;
    const Wide free = multiply(static_cast<uint64_t>(offsets),
                               static_cast<uint64_t>(buffer.alignment));
    Wide taken = multiply(
        others, static_cast<uint64_t>(buffer.size + buffer.alignment - 2));
    taken.low += static_cast<uint64_t>(bytes);
    taken.high += taken.low < static_cast<uint64_t>(bytes);
    return taken < free;
  }

private:
  static std::vector<Time> timesOf(const Problem &problem,
                                   Time Interval::*time) {
    std::vector<Time> times;
    times.reserve(problem.buffers.size());
    for (const Buffer &buffer : problem.buffers)
      times.push_back(buffer.lifetime.*time);
    return times;
  }
  void count(const Buffer &buffer, uint64_t number, Bytes bytes) {
    begins.add(buffer.lifetime.begin, number, bytes);
    ends.add(buffer.lifetime.end, number, bytes);
  }

  const Bytes bound;
  TotalsByTime begins;
  TotalsByTime ends;
  Total reserved;
};

} // namespace

Reduction idealloc::reduce(const Problem &problem, Bytes bound) {
  const std::vector<Buffer> &buffers = problem.buffers;
  // Small ones first: they need the least room, and large ones gain by it.
  std::vector<size_t> left(buffers.size());
  std::iota(left.begin(), left.end(), size_t(0));
  std::erase_if(left, [&](size_t i) { return buffers[i].pin.has_value(); });
  sortByKey(left, std::less<>(), [&](size_t i) { return buffers[i].size; });
  Rest rest(problem, bound);
  Reduction reduction;
  std::vector<bool> isAside(buffers.size());
  // What goes makes room for others, mostly at once.
  constexpr int mostRounds = 8;
  for (int round = 0; round < mostRounds; ++round) {
    std::vector<size_t> still;
    for (size_t i : left) {
      if (!rest.hasRoomFor(buffers[i])) {
        still.push_back(i);
        continue;
      }
      rest.remove(buffers[i]);
      reduction.aside.push_back(i);
      isAside[i] = true;
    }
    const size_t gone = left.size() - still.size();
    left = std::move(still);
    if (gone <= left.size() / 16)
      break;
  }
  for (size_t i = 0; i < buffers.size(); ++i)
    if (!isAside[i])
      reduction.kept.push_back(i);
  return reduction;
}

void idealloc::placeAside(const Problem &problem, const Reduction &reduction,
                          std::vector<Bytes> &offsets) {
  if (reduction.aside.empty())
    return;
  Problem fixed = problem;
  for (size_t i : reduction.kept)
    fixed.buffers[i].pin = offsets[i];
  std::vector<size_t> order(reduction.aside.rbegin(), reduction.aside.rend());
  Placer placer(fixed);
  placer.place(order, Fit::First);
  offsets = placer.offsets();
}
