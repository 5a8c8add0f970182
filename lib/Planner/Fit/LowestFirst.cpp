//===- LowestFirst.cpp - Skylines in the order of the totals --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/LowestFirst.h"
#include "Hash.h"
#include "SortByKey.h"
#include "Wide.h"

#include <bit>
#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

/// Largest values of ranges: O(n) to make, O(log n) each.
class RangeMaximum {
public:
  explicit RangeMaximum(const std::vector<Bytes> &values)
      : leaves(std::bit_ceil(values.size())), most(2 * leaves) {
    std::ranges::copy(values, most.begin() + static_cast<ptrdiff_t>(leaves));
    for (size_t node = leaves; --node > 0;)
      most[node] = std::max(most[2 * node], most[2 * node + 1]);
  }
  /// Of [begin, end), which is not empty.
  Bytes of(size_t begin, size_t end) const {
    Bytes result = 0;
    for (begin += leaves, end += leaves; begin < end; begin /= 2, end /= 2) {
      if (begin % 2 == 1)
        result = std::max(result, most[begin++]);
      if (end % 2 == 1)
        result = std::max(result, most[--end]);
    }
    return result;
  }

private:
  size_t leaves;
  std::vector<Bytes> most; ///< Heap order.
};

/// What an order compares, all descending.
struct Key {
  Bytes total;
  Wide second;
  Bytes size;
  auto operator<=>(const Key &) const = default;
};

} // namespace

LowestFirst::LowestFirst(const Problem &problem, uint64_t seed, uint64_t start)
    : problem(problem), skyline(problem), seed(seed), start(start) {
  // From each end to the next, what is live just before that is the most.
  std::vector<Time> ends;
  for (const Buffer &buffer : problem.buffers)
    ends.push_back(buffer.lifetime.end);
  std::ranges::sort(ends);
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  auto first = [&](const Buffer &buffer) {
    return static_cast<size_t>(
        std::ranges::upper_bound(ends, buffer.lifetime.begin) - ends.begin());
  };
  auto last = [&](const Buffer &buffer) {
    return static_cast<size_t>(
               std::ranges::lower_bound(ends, buffer.lifetime.end) -
               ends.begin()) +
           1;
  };
  std::vector<Bytes> live(ends.size() + 1);
  for (const Buffer &buffer : problem.buffers) {
    live[first(buffer)] += buffer.size;
    live[last(buffer)] -= buffer.size;
  }
  for (size_t k = 1; k < live.size(); ++k)
    live[k] += live[k - 1];
  const RangeMaximum most(live);
  for (const Buffer &buffer : problem.buffers) {
    totals.push_back(most.of(first(buffer), last(buffer)));
  }
  std::vector<Time> times = std::move(ends);
  for (const Buffer &buffer : problem.buffers)
    times.push_back(buffer.lifetime.begin);
  std::ranges::sort(times);
  times.erase(std::unique(times.begin(), times.end()), times.end());
  auto rank = [&](Time time) {
    return std::ranges::lower_bound(times, time) - times.begin();
  };
  for (const Buffer &buffer : problem.buffers)
    instants.push_back(static_cast<uint32_t>(rank(buffer.lifetime.end) -
                                             rank(buffer.lifetime.begin)));
}

bool LowestFirst::next(Bytes limit, const Deadline &deadline) {
  const uint64_t number = count++;
  const bool isNoisy = number >= plainDecodes;
  auto keyOf = [&](size_t i) {
    const Buffer &buffer = problem.buffers[i];
    const uint64_t length = static_cast<uint64_t>(buffer.lifetime.end) -
                            static_cast<uint64_t>(buffer.lifetime.begin);
    const auto size = static_cast<uint64_t>(buffer.size);
    Key key{totals[i], {0, 0}, buffer.size};
    switch ((start + number) % plainDecodes) {
    case 0:
      key.second.low = instants[i];
      break;
    case 1:
      key.second = multiply(size, length);
      break;
    case 2:
      key.second.low = length;
      break;
    case 3:
      key.second.low = size;
      break;
    }
    if (isNoisy) // At most one part in 256 off.
      key.total -=
          static_cast<Bytes>(multiply(static_cast<uint64_t>(key.total) >> 8,
                                      mix(mix(seed + number) + i))
                                 .high);
    return key;
  };
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  sortByKey(order, std::greater<>(), keyOf);
  return skyline.place(order, limit, &deadline);
}
