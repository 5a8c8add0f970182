//===- SearchModel.h - A problem as flat arrays -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the exact search reads, private to the planner. Buffers are numbered
// from 0 by begin of lifetime. Pinned buffers are not among them: they and the
// reserved ranges are obstacles, byte ranges that a buffer cannot have.
//
// Where all buffers have one alignment and nothing is an obstacle, sizes are
// rounded up to it: offsets are multiples of the alignment, so that only the
// highest buffer of a section does not need its padding.
//
// A section is a maximal set of buffers that are live together (MiniMalloc's
// word), numbered by time. Two buffers conflict just if they share a section.
// Obstacles make no sections: those of a section are all that are live within
// its time, in which all its buffers are.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_SEARCHMODEL_H
#define IDEALLOC_LIB_PLANNER_EXACT_SEARCHMODEL_H

#include "idealloc/Planner/Problem.h"

#include <span>

namespace idealloc {

/// Rows of different length, one after the other.
template <typename T> struct Table {
  std::vector<T> items;
  std::vector<uint32_t> starts{0};

  std::span<const T> operator[](size_t row) const {
    return {items.data() + starts[row], starts[row + 1] - starts[row]};
  }
  void endRow() { starts.push_back(static_cast<uint32_t>(items.size())); }
};

/// Sections [first, last).
struct SectionRange {
  uint32_t first;
  uint32_t last;
};

class SearchModel {
public:
  /// Models of more buffers or conflicting pairs than these are not built.
  static constexpr size_t maxBuffers = 10000;
  static constexpr uint64_t maxPairs = uint64_t(1) << 23;

  /// Cost: O(n log n + pairs) time and memory.
  explicit SearchModel(const Problem &problem);

  /// Units of work that building the model and one reset of a search take, as
  /// Search::work counts.
  uint64_t buildWork() const { return 16 * (conflicts.items.size() + count()); }
  uint64_t resetWork() const;

  /// True for a problem that is too large to build a model of.
  static bool isTooLarge(const Problem &problem);

  size_t count() const { return sizes.size(); }
  size_t sectionCount() const { return sectionObstacles.starts.size() - 1; }

  /// The lowest offset from `offset` on that is aligned and clear of obstacles.
  Bytes raise(size_t buffer, Bytes offset) const {
    return isPlain ? offset : raiseSlowly(buffer, offset);
  }
  /// The highest top with rounded sizes below which a section of this padding
  /// must stay.
  Bytes roundedCapacity(Bytes capacity, Bytes padding) const {
    return mostPadding == 0
               ? capacity
               : (capacity + padding) / alignments.front() * alignments.front();
  }
  /// The lowest end that a buffer can have from `bytes` on, and the highest up
  /// to it: a multiple of the granule less one of the paddings.
  Bytes endFrom(Bytes bytes) const;
  Bytes endUpTo(Bytes bytes) const;
  /// What every end is a multiple of.
  Bytes endDivisor() const;
  /// Bytes of [from, to) that are free of obstacles in a section.
  Bytes room(size_t section, Bytes from, Bytes to) const;

  /// Offsets of the original problem, given those of the buffers here.
  std::vector<Bytes> originalOffsets(std::span<const Bytes> offsets) const;

  std::vector<size_t> originals;   ///< Index in the problem.
  std::vector<Bytes> sizes;        ///< Bytes, rounded up as said above.
  std::vector<Bytes> rawSizes;     ///< Bytes, as in the problem.
  std::vector<Bytes> alignments;   ///< Bytes.
  std::vector<Time> lengths;       ///< Hull of the lifetime.
  std::vector<Time> sectionTimes;  ///< From when a section is live,
  std::vector<Time> sectionEnds;   ///< and until when.
  std::vector<SectionRange> hulls; ///< First to last section.
  Table<SectionRange> ranges;      ///< Sections in which a buffer is live.
  Table<uint32_t> conflicts;       ///< Other buffers.
  Table<uint32_t> twins;           ///< Same live set and obstacles.
  Table<Range> obstacles;          ///< By buffer: ascending, disjoint.
  Table<Range> sectionObstacles;   ///< By section: ascending, disjoint.
  bool isPlain;                    ///< No obstacles; alignments divide sizes.
  bool hasObstacles;
  Bytes mostPadding = 0;       ///< The largest rounding of a size.
  std::vector<Bytes> paddings; ///< All there are, ascending; {0} if none.
  std::vector<Bytes> sectionPaddings; ///< By section, the largest.
  /// Every reachable offset is a multiple of this, and so is every end but for
  /// the padding.
  Bytes granule;

private:
  Bytes raiseSlowly(size_t buffer, Bytes offset) const;
  void roundSizes();
  void findSections(const Problem &problem);
  void addRanges(const Problem &problem);
  void addObstacles(const Problem &problem);
  void addConflicts(const Problem &problem);
  void addTwins();
  void findGranule(const Problem &problem);

  std::vector<std::optional<Bytes>> pins; ///< Of the original problem.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_SEARCHMODEL_H
