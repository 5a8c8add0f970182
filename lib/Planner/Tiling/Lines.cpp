//===- Lines.cpp - What ends at one instant, and what takes its place -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tiling/Lines.h"
#include "SortByKey.h"
#include "Tiling/Rooms.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <numeric>
#include <ranges>

using namespace idealloc;

namespace {

/// Up to so many buffers on one side of a line that is looked for.
constexpr size_t mostOfSide = 8;

/// A few buffers.
struct Few {
  Bytes sum = 0;
  size_t count = 0;
  std::array<uint32_t, mostOfSide> buffers = {};

  std::vector<uint32_t> list() const {
    return {buffers.begin(), buffers.begin() + static_cast<ptrdiff_t>(count)};
  }
};

/// Appends all subsets of `size` buffers but for the whole set.
void addSubsets(const std::vector<Bytes> &sizes,
                const std::vector<uint32_t> &set, size_t size,
                std::vector<Few> &result) {
  std::array<size_t, mostOfSide> at = {};
  for (size_t k = 0; k < size; ++k)
    at[k] = k;
  while (size < set.size()) {
    Few few{.count = size};
    for (size_t k = 0; k < size; ++k) {
      few.buffers[k] = set[at[k]];
      few.sum += sizes[set[at[k]]];
    }
    result.push_back(few);
    size_t moved = size;
    while (moved > 0 && at[moved - 1] == set.size() - size + moved - 1)
      --moved;
    if (moved == 0)
      return;
    ++at[moved - 1];
    for (size_t k = moved; k < size; ++k)
      at[k] = at[k - 1] + 1;
  }
}

/// Those of every size, as long as these are not too many.
std::vector<Few> fewOf(const std::vector<Bytes> &sizes,
                       const std::vector<uint32_t> &set, double most) {
  std::vector<Few> result;
  double count = 1;
  for (size_t size = 1; size <= std::min(mostOfSide, set.size()); ++size) {
    count = count * static_cast<double>(set.size() - size + 1) /
            static_cast<double>(size);
    if (count <= most)
      addSubsets(sizes, set, size, result);
  }
  return result;
}

/// The logarithm of the number of subsets, as scaledLog2.
int64_t logSubsets(size_t count, size_t size) {
  int64_t bits = 0;
  for (size_t k = 0; k < size; ++k)
    bits += scaledLog2(count - k) - scaledLog2(k + 1);
  return bits;
}

/// Some lines of an instant, and what they leave.
struct Partial {
  SplitState state;
  Line rest;
  size_t next = 0; ///< Lines come in the order of the candidates.
};

/// One more line, not taken yet: most never are.
struct Attempt {
  std::shared_ptr<Partial> from;
  size_t candidate;
  int64_t evidence;
  bool operator<(const Attempt &other) const {
    return evidence < other.evidence;
  }
};

/// Whether some of it are left, too.
bool includes(const Line &all, const Line &some) {
  return all.ends.size() > some.ends.size() &&
         std::ranges::includes(all.ends, some.ends) &&
         std::ranges::includes(all.begins, some.begins);
}

std::vector<uint32_t> without(const std::vector<uint32_t> &set,
                              const std::vector<uint32_t> &part) {
  std::vector<uint32_t> rest;
  std::ranges::set_difference(set, part, std::back_inserter(rest));
  return rest;
}

uint64_t workOf(uint64_t nodes) {
  constexpr uint64_t nodeWork = 14;
  return nodeWork * nodes;
}

} // namespace

InstantSplitter::InstantSplitter(std::vector<Bytes> &sizes, const Line &instant,
                                 double subsets)
    : sizes(sizes), instant(instant) {
  const std::vector<Few> ends = fewOf(sizes, instant.ends, subsets);
  std::vector<Few> begins = fewOf(sizes, instant.begins, subsets);
  sortByKey(begins, std::less<>(), [](const Few &few) { return few.sum; });
  workDone = 16 * (ends.size() + begins.size());
  constexpr size_t mostPairs = 20000, mostOfSum = 16;
  for (const Few &end : ends) {
    auto equal = std::ranges::equal_range(begins, end.sum, {}, &Few::sum);
    for (const Few &begin :
         equal |
             std::views::take(candidates.size() < mostPairs ? mostOfSum : 0))
      candidates.push_back(
          {{end.list(), begin.list()},
           scaledLog2(static_cast<uint64_t>(end.sum) + 1) -
               logSubsets(instant.ends.size(), end.count) -
               logSubsets(instant.begins.size(), begin.count)});
  }
  workDone += 64 * candidates.size();
  sortByKey(candidates, std::greater<>(),
            [](const Candidate &candidate) { return candidate.evidence; });
  constexpr size_t mostCandidates = 400;
  candidates.resize(std::min(candidates.size(), mostCandidates));
}

std::vector<SplitState> InstantSplitter::split(SplitState state,
                                               const SplitLimits &limits) {
  std::vector<SplitState> results;
  std::vector<Attempt> heap;
  auto partial = std::make_shared<Partial>(std::move(state), instant);
  for (size_t tries = 1;; ++tries) {
    constexpr size_t mostLines = 8, mostAdded = 30;
    size_t added = 0;
    for (size_t k = partial->next;
         k < candidates.size() && partial->state.lines.size() < mostLines &&
         added < mostAdded;
         ++k)
      if (includes(partial->rest, candidates[k].line) &&
          canTake(partial->state, candidates[k].line)) {
        heap.push_back(
            {partial, k, partial->state.evidence + candidates[k].evidence});
        std::push_heap(heap.begin(), heap.end());
        ++added;
      }
    std::optional<SplitState> last =
        limits.isRough ? withRooms(partial->state, partial->rest)
                       : withRest(partial->state, partial->rest);
    if (last) {
      last->score = last->evidence + last->tree.freedom();
      results.push_back(*std::move(last));
    }
    if (heap.empty() || tries >= limits.tries ||
        results.size() >= limits.results || workDone >= limits.work)
      return results;
    std::pop_heap(heap.begin(), heap.end());
    const auto [from, k, evidence] = heap.back();
    heap.pop_back();
    const Line &line = candidates[k].line;
    partial =
        std::make_shared<Partial>(withLine(from->state, line),
                                  Line{without(from->rest.ends, line.ends),
                                       without(from->rest.begins, line.begins)},
                                  k + 1);
    partial->state.evidence = evidence;
  }
}

bool InstantSplitter::canTake(SplitState &state, const Line &line) {
  const uint64_t before = state.tree.work();
  const bool joins = state.tree.canJoin(line.ends);
  workDone += workOf(state.tree.work() - before) + 16;
  return joins;
}

SplitState InstantSplitter::withLine(const SplitState &state,
                                     const Line &line) {
  SplitState next = state;
  next.tree.replace(line.ends, line.begins);
  next.lines.push_back(line);
  workDone += workOf(next.tree.work() - state.tree.work() + next.tree.size());
  return next;
}

/// One line of all that is left.
std::optional<SplitState> InstantSplitter::withRest(SplitState &state,
                                                    const Line &rest) {
  auto total = [&](const std::vector<uint32_t> &set) {
    return std::accumulate(
        set.begin(), set.end(), Bytes(0),
        [&](Bytes sum, uint32_t i) { return sum + sizes[i]; });
  };
  if (total(rest.ends) != total(rest.begins) || !canTake(state, rest))
    return std::nullopt;
  return withLine(state, rest);
}

/// All that is left, with bytes to spare or too few.
SplitState InstantSplitter::withRooms(const SplitState &state,
                                      const Line &rest) {
  SplitState next = state;
  fillRooms(next, rest, sizes);
  workDone += workOf(next.tree.work() - state.tree.work() + next.tree.size());
  return next;
}

std::vector<Bytes>
idealloc::stackLines(const std::vector<Bytes> &sizes,
                     const std::vector<Line> &lines,
                     const std::vector<std::vector<uint32_t>> &orders) {
  std::vector<Bytes> offsets(sizes.size());
  // Backwards: what begins at a line has its place already.
  for (size_t k = orders.size(); k-- > 0;) {
    Bytes from = 0;
    if (k < lines.size()) {
      from = std::numeric_limits<Bytes>::max();
      for (uint32_t i : lines[k].begins)
        from = std::min(from, offsets[i]);
    }
    for (uint32_t i : orders[k]) {
      offsets[i] = from;
      from += sizes[i];
    }
  }
  return offsets;
}
