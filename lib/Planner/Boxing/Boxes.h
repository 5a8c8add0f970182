//===- Boxes.h - Jobs, and boxes of jobs ------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the steps of boxing work on, private to the planner. Source of the
// algorithm, cited by theorem: Buchsbaum, Karloff, Kenyon, Reingold, Thorup,
// "OPT versus LOAD in dynamic storage allocation" (STOC 2003). How the steps
// fit together: docs/Boxing.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_BOXING_BOXES_H
#define IDEALLOC_LIB_PLANNER_BOXING_BOXES_H

#include "idealloc/Planner/Problem.h"

#include <span>

namespace idealloc {

/// An index into Boxes::jobs.
using JobIndex = uint32_t;

/// A point of time of boxing: twice the rank of a begin or end among all that
/// are distinct, so that strictly inside each lifetime lies a point.
using Point = int32_t;

/// A buffer or a box. It can start at any multiple of `grid`, a power of two
/// that divides `height`.
struct Job {
  Point begin; ///< Even, as is `end`.
  Point end;
  Bytes height;
  Bytes grid = 1;

  /// True strictly inside the lifetime.
  bool isLiveAt(Point point) const { return begin < point && point < end; }
};

/// A growing set of jobs: the buffers first, then boxes. Boxes refer to what
/// they hold by index, so memory is linear in their number.
class Boxes {
public:
  Boxes() = default;
  explicit Boxes(std::vector<Job> originals)
      : all(std::move(originals)), originalCount(all.size()) {}

  const Job &operator[](JobIndex job) const { return all[job]; }
  size_t size() const { return all.size(); }
  size_t originals() const { return originalCount; }
  bool isBox(JobIndex job) const { return job >= originalCount; }

  /// What a box holds.
  std::span<const JobIndex> members(JobIndex box) const {
    size_t k = box - originalCount;
    return std::span(contents).subspan(starts[k], starts[k + 1] - starts[k]);
  }

  /// A new box of this height around some jobs, not none: its lifetime is the
  /// hull of theirs, its grid the coarsest of theirs.
  JobIndex add(Bytes height, std::span<const JobIndex> members);

private:
  std::vector<Job> all;
  size_t originalCount = 0;
  std::vector<size_t> starts = {0}; ///< Per box, into `contents`.
  std::vector<JobIndex> contents;
};

/// The rows of an interval colouring: `row[k]` is that of the k-th job given.
struct Rows {
  std::vector<uint32_t> row;
  uint32_t count = 0;
};

/// Gives each job a row in which it meets no other: by begin, each to the
/// lowest row that is free. Uses as many rows as jobs are live at one point.
/// O(n log n).
void colour(const Boxes &boxes, std::span<const JobIndex> jobs, Rows &rows);

/// The jobs of a problem, pinned buffers left out, and the buffer of each.
/// Lifetimes are hulls: gaps are filled. Heights are sizes rounded up to
/// alignments that are powers of two; for other alignments, sizes plus the
/// padding that suffices anywhere.
struct Jobs {
  std::vector<Job> jobs;
  std::vector<size_t> buffers;
};
Jobs jobsOf(const Problem &problem);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_BOXING_BOXES_H
