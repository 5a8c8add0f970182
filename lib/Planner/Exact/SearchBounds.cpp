//===- SearchBounds.cpp - What a node proves of sections ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Search.h"

#include <algorithm>
#include <limits>

using namespace idealloc;

static constexpr Bytes unlimited = std::numeric_limits<Bytes>::max();

/// One more than the highest offset at which what is left still fits above.
Bytes Search::monotonicLimit(const Part &part) const {
  if (!rules.monotonicFloor || !rules.canonicalOrder || !rules.sectionInference)
    return unlimited;
  Bytes limit = unlimited;
  for (uint32_t s = part.firstSection; s < part.lastSection; ++s) {
    if (rest[s] == 0)
      continue;
    Bytes highestFloor = roundedCapacity - shortfall[s] - rest[s];
    if (model.hasObstacles) {
      std::span<const Range> obstacles = model.sectionObstacles[s];
      for (size_t k = obstacles.size(); k-- > 0;) {
        Bytes end = std::min(obstacles[k].end, roundedCapacity);
        if (end > highestFloor && end > obstacles[k].begin)
          highestFloor -= end - obstacles[k].begin;
      }
    }
    limit = std::min(limit, highestFloor + 1);
  }
  return limit;
}

bool Search::sectionsFit(uint32_t first, uint32_t last, Bytes floor) {
  if (!rules.monotonicFloor || !rules.canonicalOrder)
    floor = 0;
  if (!rules.sectionInference)
    return true;
  if (!rules.oneMachine)
    return floorsFit(first, last, floor);
  return model.hasObstacles ? oneMachineFits<true>(first, last, floor)
                            : oneMachineFits<false>(first, last, floor);
}

/// Where minimum offsets are tops, everything unplaced in a section of the
/// buffer just placed is at or above its top, and what is above has not moved.
/// In a section beside it no minimum offset up to the top can matter while all
/// of the rest fits above the top. So few sections are left to check.
bool Search::sectionsFitBeside(uint32_t buffer, uint32_t first, uint32_t last,
                               Bytes floor) {
  if (!model.isPlain || !rules.sectionInference || !rules.oneMachine)
    return sectionsFit(first, last, floor);
  const Bytes top = offset[buffer] + model.sizes[buffer];
  auto isLoose = [&](uint32_t s) {
    return rest[s] <= roundedCapacity - shortfall[s] - top;
  };
  for (const SectionRange &range : model.ranges[buffer]) {
    workCount += range.last - range.first;
    for (uint32_t s = range.first; s < range.last; ++s)
      if (!isLoose(s)) {
        ++failed.sections[s];
        return false;
      }
  }
  const SectionRange all = touched;
  uint32_t begin = all.first;
  auto check = [&](uint32_t end) {
    workCount += end - begin;
    touched = {begin, end};
    while (touched.first < touched.last && isLoose(touched.first))
      ++touched.first;
    while (touched.first < touched.last && isLoose(touched.last - 1))
      --touched.last;
    return touched.first == touched.last || sectionsFit(first, last, floor);
  };
  for (const SectionRange &range : model.ranges[buffer]) {
    if (!check(range.first))
      return false;
    begin = range.last;
  }
  return check(all.last);
}

/// Adds to all totals; false if one exceeds the limit. The signs of differences
/// are gathered instead of a maximum, which plain x86-64 has no vector form of.
static bool addWithin(Bytes *total, size_t count, Bytes size, Bytes limit) {
  Bytes signs = 0;
  for (size_t k = 0; k < count; ++k) {
    total[k] += size;
    signs |= limit - total[k];
  }
  return signs >= 0;
}

template <bool HasObstacles>
bool Search::oneMachineFits(uint32_t first, uint32_t last, Bytes floor) {
  Bytes *total = scratch.data();
  std::copy(shortfall.begin() + touched.first, shortfall.begin() + touched.last,
            total + touched.first);
  workCount += touched.last - touched.first;
  workCount += last - first;
  for (uint32_t k = last; k-- > first;) {
    const uint32_t i = items[k].buffer;
    if (model.hulls[i].last <= touched.first ||
        model.hulls[i].first >= touched.last)
      continue;
    const Bytes size = model.sizes[i];
    const Bytes from = std::max(minimum[i], floor);
    for (const SectionRange &range : model.ranges[i]) {
      uint32_t begin = std::max(range.first, touched.first);
      uint32_t end = std::min(range.last, touched.last);
      if (begin >= end)
        continue;
      workCount += itemWork + end - begin;
      if constexpr (HasObstacles) {
        for (uint32_t s = begin; s < end; ++s) {
          workCount += 2 * model.sectionObstacles[s].size();
          if ((total[s] += size) > model.room(s, from, roundedCapacity)) {
            ++failed.buffers[i];
            ++failed.sections[s];
            return false;
          }
        }
      } else if (!addWithin(total + begin, end - begin, size,
                            roundedCapacity - from)) {
        ++failed.buffers[i];
        for (uint32_t s = begin; s < end; ++s)
          failed.sections[s] += total[s] > roundedCapacity - from ? 1 : 0;
        return false;
      }
    }
  }
  return true;
}

bool Search::floorsFit(uint32_t first, uint32_t last, Bytes floor) {
  std::span<Bytes> floors =
      std::span(scratch).subspan(touched.first, touched.last - touched.first);
  std::copy_n(highest.begin() + touched.first, floors.size(), floors.begin());
  // Minimum offsets descend, so that the lowest one of a section stays.
  if (rules.unplacedFloor)
    for (uint32_t k = last; k-- > first;)
      for (const SectionRange &range : model.ranges[items[k].buffer]) {
        uint32_t begin = std::max(range.first, touched.first);
        uint32_t end = std::min(range.last, touched.last);
        for (uint32_t s = begin; s < end; ++s)
          scratch[s] = minimum[items[k].buffer];
        workCount += end > begin ? end - begin : 0;
      }
  for (uint32_t s = touched.first; s < touched.last; ++s)
    if (rest[s] > 0 && rest[s] > model.room(s, std::max(scratch[s], floor),
                                            roundedCapacity - shortfall[s]))
      return false;
  return true;
}
