//===- Valleys.cpp - What fits between higher neighbours ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/Valleys.h"
#include "Placement.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

using namespace idealloc;

/// Higher than any stretch.
static constexpr Bytes border = std::numeric_limits<Bytes>::max();

bool Valleys::appliesTo(const Problem &problem) {
  if (problem.buffers.empty() || !problem.reserved.empty() ||
      problem.buffers.size() > std::numeric_limits<int32_t>::max())
    return false;
  const Bytes alignment = problem.buffers.front().alignment;
  bool isOne = true, divides = true;
  Bytes divisor = 0;
  Bytes room = border / 4; // Sums of rounded sizes do not overflow.
  for (const Buffer &buffer : problem.buffers) {
    divisor = std::gcd(divisor, buffer.size);
    if (buffer.size > room || buffer.alignment > room - buffer.size)
      return false;
    room -= buffer.size + buffer.alignment;
  }
  for (const Buffer &buffer : problem.buffers) {
    if (buffer.pin || !buffer.gaps.empty())
      return false;
    isOne = isOne && buffer.alignment == alignment;
    divides = divides && divisor % buffer.alignment == 0;
  }
  return isOne || divides;
}

/// Each section begins with a birth and ends with the next death.
static std::vector<Time> sectionBegins(const Problem &problem) {
  std::vector<std::pair<Time, bool>> events; // Deaths before births.
  for (const Buffer &buffer : problem.buffers) {
    events.emplace_back(buffer.lifetime.begin, true);
    events.emplace_back(buffer.lifetime.end, false);
  }
  std::ranges::sort(events);
  std::vector<Time> begins;
  bool isBorn = false;
  Time birth = 0;
  for (auto [time, isBirth] : events) {
    if (isBirth)
      birth = time;
    else if (isBorn)
      begins.push_back(birth);
    isBorn = isBirth;
  }
  return begins;
}

Valleys::Valleys(const Problem &problem)
    : problem(problem), buffers(problem.buffers.size()),
      live(problem.buffers.size()), ends(problem.buffers.size()),
      sizes(problem.buffers.size()), left(problem.buffers.size()),
      placed(problem.buffers.size()) {
  std::iota(buffers.begin(), buffers.end(), uint32_t(0));
  std::ranges::sort(buffers, {}, [&](uint32_t i) {
    const Interval &lifetime = problem.buffers[i].lifetime;
    return std::tuple(lifetime.begin, lifetime.end, i);
  });
  const std::vector<Time> begins = sectionBegins(problem);
  auto sectionAt = [&](Time time) {
    return static_cast<uint32_t>(std::ranges::lower_bound(begins, time) -
                                 begins.begin());
  };
  floors.resize(begins.size());
  for (uint32_t k = 0; k < count(); ++k) {
    const Buffer &buffer = problem.buffers[buffers[k]];
    live[k] = {sectionAt(buffer.lifetime.begin),
               sectionAt(buffer.lifetime.end)};
    sizes[k] = alignUp(buffer.size, buffer.alignment);
    mostPadding = std::max(mostPadding, sizes[k] - buffer.size);
  }
  addIndex();
}

/// Sections between which nothing begins or ends are one, with the highest of
/// their floors: what lives in one of them lives in all.
Valleys::Valleys(const Valleys &whole, const Part &part)
    : problem(whole.problem), ends(part.free.size()), left(part.free.size()),
      placed(part.free.size()), mostPadding(whole.mostPadding) {
  const auto [begin, end] = part.within;
  std::vector<uint32_t> sectionOf(end - begin + 1);
  for (uint32_t k : part.free)
    sectionOf[whole.live[k].begin - begin] =
        sectionOf[whole.live[k].end - begin] = 1;
  sectionOf.front() = 0;
  std::partial_sum(sectionOf.begin(), sectionOf.end(), sectionOf.begin());
  for (uint32_t s = 0; s < end - begin; ++s) {
    if (sectionOf[s] == floors.size())
      floors.push_back(0);
    floors.back() = std::max(floors.back(), part.floors[s]);
  }
  for (uint32_t k : part.free) {
    buffers.push_back(whole.buffers[k]);
    sizes.push_back(whole.sizes[k]);
    live.push_back({sectionOf[whole.live[k].begin - begin],
                    sectionOf[whole.live[k].end - begin]});
  }
  workDone += 4 * (part.floors.size() + part.free.size());
  addIndex();
}

/// What follows from floors, sizes and lives.
void Valleys::addIndex() {
  const size_t sections = floors.size();
  load.resize(sections + 1);
  for (uint32_t k = 0; k < count(); ++k) {
    ends[k] = static_cast<int32_t>(live[k].end);
    load[live[k].begin] += sizes[k];
    load[live[k].end] -= sizes[k];
  }
  std::partial_sum(load.begin(), load.end(), load.begin());
  load.pop_back();
  spare.resize(sections);
  stretches.resize(sections);
  firstAt.assign(sections + 1, static_cast<uint32_t>(count()));
  firstLive = firstAt;
  for (uint32_t k = static_cast<uint32_t>(count()); k-- > 0;) {
    firstAt[live[k].begin] = k;
    firstLive[live[k].end - 1] = k;
  }
  for (uint32_t s = sectionCount(); s-- > 0;) {
    firstAt[s] = std::min(firstAt[s], firstAt[s + 1]);
    firstLive[s] = std::min(firstLive[s], firstLive[s + 1]);
  }
}

bool Valleys::canEndWithin(Bytes capacity) const {
  Bytes most = 0;
  for (uint32_t s = 0; s < sectionCount(); ++s)
    most = std::max(most, floors[s] + load[s]);
  return most <= capacity + mostPadding;
}

/// What is too full already has less than no bytes to spare.
void Valleys::reset(std::span<const int32_t> keys, Bytes capacity) {
  std::ranges::copy(keys, left.begin());
  uint32_t first = 0; // Of the stretch.
  stretches[0] = {0, none, floors[0]};
  for (uint32_t s = 0; s < sectionCount(); ++s) {
    spare[s] = capacity - floors[s] - load[s];
    if (floors[s] != stretches[first].height) {
      stretches[s] = {s, first, floors[s]};
      first = s;
    }
    stretches[first].end = s + 1;
  }
  workDone += 2 * (sectionCount() + count());
}

Bytes Valleys::heightBefore(uint32_t stretch) const {
  const uint32_t previous = stretches[stretch].previous;
  return previous == none ? border : stretches[previous].height;
}

Bytes Valleys::heightAfter(uint32_t stretch) const {
  const uint32_t next = stretches[stretch].end;
  return next == sectionCount() ? border : stretches[next].height;
}

Valleys::Outcome Valleys::place(std::span<const int32_t> keys, Bytes capacity,
                                uint64_t workLimit, const Deadline &deadline) {
  capacity += mostPadding; // The highest buffer does not need its own.
  reset(keys, capacity);
  const auto fullest = std::ranges::min_element(spare);
  full = static_cast<uint32_t>(fullest - spare.begin());
  if (*fullest < 0)
    return Outcome::Full;
  uint32_t at = 0;
  for (size_t rest = count(); rest > 0;) {
    const Stretch &stretch = stretches[at];
    const Bytes before = heightBefore(at), after = heightAfter(at);
    if (before < stretch.height) {
      at = stretch.previous;
    } else if (after < stretch.height) {
      at = stretch.end;
    } else if (uint32_t best = largestIn({at, stretch.end}); best != none) {
      at = put(at, best);
      --rest;
      if (workDone >= workLimit || (rest % 256 == 0 && deadline.hasCome()))
        return Outcome::Spent;
    } else if (fill(at, std::min(before, after))) {
      at = join(at);
    } else {
      return Outcome::Full;
    }
  }
  return Outcome::Placed;
}

/// The unplaced one of the largest key that lives within the valley, or none.
uint32_t Valleys::largestIn(Sections valley) {
  const auto [first, last] = beginningIn(valley);
  const auto end = static_cast<int32_t>(valley.end);
  const int32_t *key = left.data();
  const int32_t *until = ends.data();
  int32_t most = 0;
  for (uint32_t k = first; k < last; ++k) // No branch: becomes vectors.
    most = std::max(most, key[k] & -static_cast<int32_t>(until[k] <= end));
  workDone += 12 + (last - first) / 4;
  if (most == 0)
    return none;
  uint32_t k = first;
  while (key[k] != most || until[k] > end)
    ++k;
  workDone += (k - first) / 2;
  return k;
}

/// False if a section of the valley has no bytes to lose that many.
bool Valleys::fill(uint32_t valley, Bytes height) {
  Stretch &stretch = stretches[valley];
  const Bytes lost = height - stretch.height;
  Bytes least = border;
  for (uint32_t s = valley; s < stretch.end; ++s) {
    spare[s] -= lost;
    least = std::min(least, spare[s]);
  }
  workDone += 6 + (stretch.end - valley) / 2;
  stretch.height = height;
  if (least >= 0)
    return true;
  full = valley;
  while (spare[full] != least)
    ++full;
  return false;
}

/// Joins a stretch with neighbours of the same height; returns what it becomes.
uint32_t Valleys::join(uint32_t stretch) {
  const auto [end, previous, height] = stretches[stretch];
  if (heightAfter(stretch) == height)
    stretches[stretch].end = stretches[end].end;
  if (heightBefore(stretch) == height) {
    stretches[previous].end = stretches[stretch].end;
    stretch = previous;
  }
  const uint32_t next = stretches[stretch].end;
  if (next < sectionCount())
    stretches[next].previous = stretch;
  return stretch;
}

/// Places a buffer that lives within a valley; returns where to go on.
uint32_t Valleys::put(uint32_t valley, uint32_t position) {
  const Stretch old = stretches[valley];
  const auto [begin, end] = live[position];
  left[position] = 0;
  placed[position] = old.height;
  const bool isRestBefore = begin > valley, isRestAfter = end < old.end;
  if (isRestBefore)
    stretches[valley].end = begin;
  stretches[begin] = {end, isRestBefore ? valley : old.previous,
                      old.height + sizes[position]};
  if (isRestAfter)
    stretches[end] = {old.end, begin, old.height};
  if (old.end < sectionCount())
    stretches[old.end].previous = isRestAfter ? end : begin;
  const uint32_t joined = join(begin);
  return isRestBefore ? valley : isRestAfter ? end : joined;
}

std::vector<Bytes> Valleys::offsets() const {
  std::vector<Bytes> all(count());
  for (size_t k = 0; k < count(); ++k)
    all[buffers[k]] = placed[k];
  return all;
}

Bytes Valleys::makespan() const {
  Bytes top = 0;
  for (size_t k = 0; k < count(); ++k)
    top = std::max(top, placed[k] + problem.buffers[buffers[k]].size);
  return top;
}
