//===- Valleys.h - What fits between higher neighbours ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The best-fit heuristic of strip packing (Burke, Kendall, Whitwell, 2004) for
// buffers, whose times are given. A valley is a stretch of time at whose
// instants the highest placed buffers end at one offset, between neighbours
// that are higher. What lives within it can lie at that offset: one such buffer
// does, or the valley is filled up to its lower neighbour, and these bytes are
// lost. Which of several valleys comes first makes no difference. Private to
// the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_VALLEYS_H
#define IDEALLOC_LIB_PLANNER_FIT_VALLEYS_H

#include "Deadline.h"
#include "idealloc/Planner/Problem.h"

#include <span>

namespace idealloc {

/// Places all buffers by valleys, many times. Buffers are numbered by begin of
/// lifetime here, which is their *position*. A section is a maximal set of
/// buffers that are live together; sections are numbered by time.
class Valleys {
public:
  struct Sections {
    uint32_t begin, end;
  };

  /// Cost: O(n log n + cells) time, one cell being a buffer in a section, and
  /// O(n) memory.
  explicit Valleys(const Problem &problem);

  /// Part of a plan that is placed again, while all else stays.
  struct Part {
    std::vector<uint32_t> free = {}; ///< Positions, ascending.
    Sections within = {0, 0};        ///< All these live within it.
    /// By section of it: where the highest buffer that stays ends.
    std::vector<Bytes> floors = {};
  };
  /// The placements of a part: positions and sections are numbered anew, and no
  /// buffer lies below a floor of its sections. Nothing that stays lies above
  /// one of these in a section. Cost: O(sections and buffers of the part).
  Valleys(const Valleys &whole, const Part &part);

  /// No pins, reserved ranges and gaps, and one alignment or alignments that
  /// divide all sizes; at most 2^31 - 1 buffers.
  static bool appliesTo(const Problem &problem);

  enum class Outcome { Placed, Full, Spent };

  /// Of what fits into a valley the one with the largest key is placed, the
  /// first of equals; keys are at least 1. Full as soon as a section, by what
  /// is lost in it, cannot end within the capacity, give or take a padding (a
  /// makespan above it is possible); Spent once the work reaches
  /// its limit or the deadline has come. Cost of a buffer: those that begin in
  /// its valley, by vectors. Deterministic.
  Outcome place(std::span<const int32_t> keys, Bytes capacity,
                uint64_t workLimit, const Deadline &deadline);

  /// Of the last placement of all, if all were placed; by buffer of the
  /// problem.
  std::vector<Bytes> offsets() const;
  /// The same of all or a part, by position.
  const std::vector<Bytes> &offsetsByPosition() const { return placed; }
  Bytes makespan() const;
  /// False if some section is refuted before anything is placed.
  bool canEndWithin(Bytes capacity) const;
  /// Of the last placement, if a section was full: it, and what was placed.
  uint32_t fullSection() const { return full; }
  bool isPlaced(uint32_t position) const { return left[position] == 0; }

  size_t count() const { return sizes.size(); }
  /// By position: its index in the problem.
  const std::vector<uint32_t> &originals() const { return buffers; }
  const std::vector<Sections> &lives() const { return live; }
  const std::vector<Bytes> &sizesByPosition() const { return sizes; }
  /// By section: total of its buffers.
  const std::vector<Bytes> &loads() const { return load; }
  /// The positions that begin in the sections.
  Sections beginningIn(Sections sections) const {
    return {firstAt[sections.begin], firstAt[sections.end]};
  }
  /// The first position that can be live in a section.
  uint32_t firstLiveIn(uint32_t section) const { return firstLive[section]; }
  /// Of all placements, in the units of Search::work.
  uint64_t work() const { return workDone; }

private:
  /// All sections from one on at one height; by their first section.
  struct Stretch {
    uint32_t end, previous;
    Bytes height;
  };
  static constexpr uint32_t none = 0xffffffff;

  void addIndex();
  void reset(std::span<const int32_t> keys, Bytes capacity);
  uint32_t largestIn(Sections valley);
  bool fill(uint32_t valley, Bytes height);
  uint32_t put(uint32_t valley, uint32_t position);
  uint32_t join(uint32_t stretch);
  Bytes heightBefore(uint32_t stretch) const;
  Bytes heightAfter(uint32_t stretch) const;
  uint32_t sectionCount() const { return static_cast<uint32_t>(load.size()); }

  const Problem &problem;
  std::vector<uint32_t> buffers; ///< By position.
  std::vector<Sections> live;    ///< By position, as is what follows.
  std::vector<int32_t> ends;     ///< The last of these.
  std::vector<Bytes> sizes;      ///< Rounded up to the alignment.
  std::vector<int32_t> left;     ///< Keys of what is not placed, else 0.
  std::vector<Bytes> placed;     ///< Offsets.
  std::vector<Bytes> floors;     ///< By section, as is what follows.
  std::vector<Bytes> load;       ///< Of the buffers placed here.
  std::vector<uint32_t> firstAt; ///< The first position from there on.
  std::vector<uint32_t> firstLive;
  std::vector<Bytes> spare; ///< Bytes that may still be lost.
  std::vector<Stretch> stretches;
  Bytes mostPadding = 0; ///< The largest rounding of a size.
  uint32_t full = 0;
  uint64_t workDone = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_VALLEYS_H
