//===- SearchModel.cpp - A problem as flat arrays -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/SearchModel.h"
#include "Placement.h"

#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

using namespace idealloc;

namespace {

/// Calls `visit` with each live interval of a buffer.
template <typename Visit> void forEachLive(const Buffer &buffer, Visit visit) {
  Time begin = buffer.lifetime.begin;
  for (const Interval &gap : buffer.gaps) {
    visit(begin, gap.begin);
    begin = gap.end;
  }
  visit(begin, buffer.lifetime.end);
}

/// At most the largest Time: a lifetime may be longer than that.
Time lengthOf(const Interval &lifetime) {
  const uint64_t length = static_cast<uint64_t>(lifetime.end) -
                          static_cast<uint64_t>(lifetime.begin);
  constexpr Time most = std::numeric_limits<Time>::max();
  return length < static_cast<uint64_t>(most) ? static_cast<Time>(length)
                                              : most;
}

/// Sorts the ranges and joins those that touch or overlap.
void appendMerged(std::vector<Range> ranges, Table<Range> &table) {
  std::ranges::sort(ranges, {}, &Range::begin);
  const size_t first = table.items.size();
  for (const Range &range : ranges) {
    if (table.items.size() > first && range.begin <= table.items.back().end)
      table.items.back().end = std::max(table.items.back().end, range.end);
    else
      table.items.push_back(range);
  }
  table.endRow();
}

} // namespace

bool SearchModel::isTooLarge(const Problem &problem) {
  uint64_t pairs = 0;
  for (size_t count : conflictCounts(problem))
    pairs += count;
  return pairs / 2 > maxPairs || problem.buffers.size() > maxBuffers;
}

SearchModel::SearchModel(const Problem &problem) {
  for (const Buffer &buffer : problem.buffers)
    pins.push_back(buffer.pin);
  originals.resize(problem.buffers.size());
  std::iota(originals.begin(), originals.end(), size_t(0));
  std::erase_if(originals, [&](size_t i) { return pins[i].has_value(); });
  std::ranges::sort(originals, {}, [&](size_t i) {
    const Interval &lifetime = problem.buffers[i].lifetime;
    return std::tuple(lifetime.begin, lifetime.end, i);
  });
  hasObstacles = !problem.reserved.empty() || originals.size() < pins.size();
  Bytes divisor = 0;
  for (size_t i : originals) {
    const Buffer &buffer = problem.buffers[i];
    rawSizes.push_back(buffer.size);
    alignments.push_back(buffer.alignment);
    lengths.push_back(lengthOf(buffer.lifetime));
    divisor = std::gcd(divisor, buffer.size);
  }
  sizes = rawSizes;
  isPlain = !hasObstacles && std::ranges::all_of(alignments, [&](Bytes bytes) {
    return divisor % bytes == 0;
  });
  if (!isPlain)
    roundSizes();
  findSections(problem);
  addRanges(problem);
  addObstacles(problem);
  addConflicts(problem);
  addTwins();
  findGranule(problem);
}

void SearchModel::roundSizes() {
  if (hasObstacles ||
      std::ranges::adjacent_find(alignments, std::not_equal_to<>()) !=
          alignments.end())
    return;
  for (Bytes &size : sizes) {
    const Bytes rounded = alignUp(size, alignments.front());
    paddings.push_back(rounded - size);
    size = rounded;
  }
  std::ranges::sort(paddings);
  paddings.erase(std::unique(paddings.begin(), paddings.end()), paddings.end());
  mostPadding = paddings.back();
  isPlain = true;
}

/// Each section begins with a birth and ends with the next death.
void SearchModel::findSections(const Problem &problem) {
  std::vector<std::pair<Time, bool>> events; // Deaths before births.
  for (size_t i : originals)
    forEachLive(problem.buffers[i], [&](Time begin, Time end) {
      events.emplace_back(begin, true);
      events.emplace_back(end, false);
    });
  std::ranges::sort(events);
  bool born = false;
  Time birth = 0;
  for (auto [time, isBirth] : events) {
    if (isBirth) {
      birth = time;
    } else if (born) {
      sectionTimes.push_back(birth);
      sectionEnds.push_back(time);
    }
    born = isBirth;
  }
}

void SearchModel::addRanges(const Problem &problem) {
  auto sectionAt = [&](Time time) {
    return static_cast<uint32_t>(std::ranges::lower_bound(sectionTimes, time) -
                                 sectionTimes.begin());
  };
  for (size_t i : originals) {
    forEachLive(problem.buffers[i], [&](Time begin, Time end) {
      ranges.items.push_back({sectionAt(begin), sectionAt(end)});
    });
    ranges.endRow();
    auto row = ranges[ranges.starts.size() - 2];
    hulls.push_back({row.front().first, row.back().last});
  }
  sectionPaddings.resize(sectionTimes.size());
  if (mostPadding > 0)
    for (size_t i = 0; i < count(); ++i)
      for (const SectionRange &range : ranges[i])
        for (uint32_t s = range.first; s < range.last; ++s)
          sectionPaddings[s] =
              std::max(sectionPaddings[s], sizes[i] - rawSizes[i]);
}

void SearchModel::addObstacles(const Problem &problem) {
  std::vector<size_t> pinned;
  for (size_t i = 0; i < pins.size(); ++i)
    if (pins[i])
      pinned.push_back(i);
  auto rangeOf = [&](size_t i) {
    return Range{*pins[i], *pins[i] + problem.buffers[i].size};
  };
  for (size_t visitor : originals) {
    std::vector<Range> found = problem.reserved;
    for (size_t i : pinned)
      if (conflict(problem.buffers[visitor], problem.buffers[i]))
        found.push_back(rangeOf(i));
    appendMerged(std::move(found), obstacles);
  }
  std::vector<std::vector<Range>> bySection(sectionTimes.size(),
                                            problem.reserved);
  for (size_t i : pinned)
    forEachLive(problem.buffers[i], [&](Time begin, Time end) {
      size_t s = static_cast<size_t>(
          std::ranges::upper_bound(sectionEnds, begin) - sectionEnds.begin());
      for (; s < sectionTimes.size() && sectionTimes[s] < end; ++s)
        bySection[s].push_back(rangeOf(i));
    });
  for (std::vector<Range> &found : bySection)
    appendMerged(std::move(found), sectionObstacles);
}

/// Twice over all pairs, as a list of them would take more memory than the
/// rest.
void SearchModel::addConflicts(const Problem &problem) {
  auto forEachPair = [&](auto visit) {
    for (uint32_t i = 0; i < count(); ++i) {
      const Buffer &a = problem.buffers[originals[i]];
      for (uint32_t j = i + 1; j < count(); ++j) {
        const Buffer &b = problem.buffers[originals[j]];
        if (b.lifetime.begin >= a.lifetime.end)
          break;
        if (conflict(a, b))
          visit(i, j);
      }
    }
  };
  conflicts.starts.assign(count() + 1, 0);
  forEachPair([&](uint32_t i, uint32_t j) {
    ++conflicts.starts[i + 1];
    ++conflicts.starts[j + 1];
  });
  std::partial_sum(conflicts.starts.begin(), conflicts.starts.end(),
                   conflicts.starts.begin());
  conflicts.items.resize(conflicts.starts.back());
  std::vector<uint32_t> next(conflicts.starts);
  forEachPair([&](uint32_t i, uint32_t j) {
    conflicts.items[next[i]++] = j;
    conflicts.items[next[j]++] = i;
  });
}

void SearchModel::addTwins() {
  // Equal ranges of sections are equal live sets as far as plans can tell, if
  // the obstacles are equal, too.
  std::map<std::vector<std::pair<Bytes, Bytes>>, std::vector<uint32_t>> groups;
  auto keyOf = [&](uint32_t i) {
    std::vector<std::pair<Bytes, Bytes>> key;
    for (const SectionRange &range : ranges[i])
      key.emplace_back(range.first, range.last);
    for (const Range &range : obstacles[i])
      key.emplace_back(-1 - range.begin, range.end);
    return key;
  };
  for (uint32_t i = 0; i < count(); ++i)
    groups[keyOf(i)].push_back(i);
  for (uint32_t i = 0; i < count(); ++i) {
    for (uint32_t j : groups[keyOf(i)])
      if (j != i)
        twins.items.push_back(j);
    twins.endRow();
  }
}

Bytes SearchModel::endFrom(Bytes bytes) const {
  Bytes least = std::numeric_limits<Bytes>::max();
  for (Bytes padding : paddings)
    least = std::min(least, alignUp(bytes + padding, granule) - padding);
  return least;
}

Bytes SearchModel::endUpTo(Bytes bytes) const {
  Bytes most = 0;
  for (Bytes padding : paddings)
    most = std::max(most, (bytes + padding) / granule * granule - padding);
  return most;
}

Bytes SearchModel::endDivisor() const {
  Bytes divisor = granule;
  for (Bytes padding : paddings)
    divisor = std::gcd(divisor, padding);
  return divisor;
}

void SearchModel::findGranule(const Problem &problem) {
  granule = 0;
  if (paddings.empty())
    paddings = {0};
  if (mostPadding > 0) {
    for (Bytes size : sizes)
      granule = std::gcd(granule, size);
    return;
  }
  for (const Buffer &buffer : problem.buffers) {
    granule = std::gcd(granule, std::gcd(buffer.size, buffer.pin.value_or(0)));
    if (buffer.alignment > 1 && !buffer.pin)
      granule = std::gcd(granule, buffer.alignment);
  }
  for (const Range &range : problem.reserved)
    granule = std::gcd(granule, range.end);
  granule = std::max<Bytes>(granule, 1);
}

uint64_t SearchModel::resetWork() const {
  uint64_t cells = 0;
  for (const SectionRange &range : ranges.items)
    cells += range.last - range.first;
  return count() + sectionCount() + cells;
}

Bytes SearchModel::raiseSlowly(size_t buffer, Bytes offset) const {
  FreeRangeSearch search(sizes[buffer], alignments[buffer], Fit::First, offset);
  for (const Range &range : obstacles[buffer])
    if (range.end > offset && search.obstacle(range.begin, range.end))
      break;
  return search.offset();
}

Bytes SearchModel::room(size_t section, Bytes from, Bytes to) const {
  Bytes free = std::max<Bytes>(0, to - from);
  for (const Range &range : sectionObstacles[section])
    free -= std::max<Bytes>(0, std::min(range.end, to) -
                                   std::max(range.begin, from));
  return free;
}

std::vector<Bytes>
SearchModel::originalOffsets(std::span<const Bytes> offsets) const {
  std::vector<Bytes> all(pins.size());
  for (size_t i = 0; i < pins.size(); ++i)
    all[i] = pins[i].value_or(0);
  for (size_t i = 0; i < offsets.size(); ++i)
    all[originals[i]] = offsets[i];
  return all;
}
