//===- BoxSteps.h - The steps of boxing, theorem by theorem -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All steps put every job they are given into exactly one box. In each box the
// jobs live at one point are at most as many, or as high together, as stated.
// Theorem numbers: Boxes.h.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_BOXING_BOXSTEPS_H
#define IDEALLOC_LIB_PLANNER_BOXING_BOXSTEPS_H

#include "Boxing/Boxes.h"

namespace idealloc {

/// The boxes that a step makes: what is in each.
struct Groups {
  std::vector<JobIndex> members;
  std::vector<size_t> starts = {0};

  size_t size() const { return starts.size() - 1; }
  std::span<const JobIndex> operator[](size_t group) const {
    return std::span(members).subspan(starts[group],
                                      starts[group + 1] - starts[group]);
  }
  /// Closes the group of all members added since the last one.
  void close() { starts.push_back(members.size()); }
  void append(const Groups &other) {
    for (size_t group = 0; group < other.size(); ++group) {
      members.insert(members.end(), other[group].begin(), other[group].end());
      close();
    }
  }
};

/// Decides what the theorems leave open: critical points, epsilon, the order of
/// rows.
class Chooser {
public:
  virtual ~Chooser() = default;

  /// Which of `count` > 0 candidates is taken. Choices of one kind for equal
  /// jobs have equal keys, in whatever run. Called from several threads where a
  /// step may use them.
  virtual uint64_t choose(uint64_t key, uint64_t count) = 0;
};

/// Keys, before mixing, of choices other than critical points.
enum : uint64_t {
  choiceOfEpsilon = 1,
  choiceOfInnerRows = 2,
  choiceOfOuterRow = 16, ///< Plus the row.
};

/// The golden ratio less 1: the theorems hold for epsilon below it.
constexpr double largestEpsilon = 0.6180339887498949;

/// The least ratio of heights, rounded up, at which a round of Theorem 16 boxes
/// anything.
constexpr double dummyRatio = 2216.54;

/// Lemma 1. Jobs that are all live at one point, `perBox` >= 1 to a box. Up to
/// 2s jobs, s = perBox * ceil(1 / epsilon^2), remain unresolved: all of them,
/// or, where there are more, the s with the earliest begins and, of the others,
/// the s with the latest ends. The rest is cut, by turns from the same two
/// sides, into strips of perBox * ceil(1 / epsilon) jobs, whose boxes hold jobs
/// with neighbouring ends or begins. O(n log n).
void boxOnePoint(const Boxes &boxes, std::span<const JobIndex> jobs,
                 uint64_t perBox, double epsilon, Groups &boxed,
                 std::vector<JobIndex> &unresolved);

/// Jobs for Theorem 2, `perBox` >= 1 of them to a box, and points that it
/// starts from.
struct UnitJobs {
  std::vector<JobIndex> jobs;
  uint64_t perBox;
  std::vector<Point> points = {}; ///< Ascending.
};

/// Theorem 2, on several sets of jobs. Jobs taken as units, any lifetimes, at
/// most `perBox` live at one point in a box. Takes the jobs live at a critical
/// point, bisects them by such points and hands each part to Lemma 1; colours
/// what that leaves unresolved, boxes each perBox rows, and goes on in each gap
/// between critical points with the begins and ends of the coloured jobs as
/// further ones. The chooser picks a point where no other hits a job.
///
/// Where critical points cut a large set into large parts, these are sets of
/// their own from then on; up to `threads` sets are boxed at a time. The groups
/// and their order do not depend on `threads`. O(n log n) expected.
void boxUnits(const Boxes &boxes, std::vector<UnitJobs> sets, double epsilon,
              Chooser &chooser, unsigned threads, Groups &boxed);

/// Corollary 15. Jobs of heights up to `height`, a multiple of all grids, into
/// boxes of that height: each class of jobs with one grid and heights that
/// differ by at most a factor of 1 + epsilon by Theorem 2, as units. Returns
/// the new boxes, the same for every number of `threads`.
std::vector<JobIndex> boxClasses(Boxes &boxes, std::span<const JobIndex> jobs,
                                 Bytes height, double epsilon, Chooser &chooser,
                                 unsigned threads);

/// What Theorem 16 does before its last step.
struct Round {
  Bytes limit;    ///< Jobs up to this height are boxed,
  Bytes height;   ///< in boxes of this height,
  double epsilon; ///< with this epsilon.
};

/// The rounds of Theorem 16 and the largest epsilon of its last step.
struct Rounds {
  std::vector<Round> rounds = {};
  double epsilon = largestEpsilon;
};

/// Chooses the epsilon of Theorem 16. Candidates start where the first round
/// boxes anything, and go up to the golden ratio by 1 % of what is left; the
/// one whose rounds leave the smallest ratio of heights is taken, after three
/// in a row without progress. As a round replaces low jobs by boxes of known
/// height, the ratios follow from the heights alone; nothing is boxed here.
/// Heights of boxes are multiples of the coarsest grid. O(n log n).
///
/// Below a ratio of about 2216.5 no epsilon makes a round box anything. There
/// the authors' implementation adds a dummy job over all time that is so many
/// times as high as the lowest one, which makes one round box the lowest jobs
/// alone, one beside the other; with `dummyJob` this does the same.
Rounds chooseRounds(std::span<const Job> jobs, bool dummyJob = false);

/// Theorem 16. All jobs into boxes of one height: the rounds, each putting its
/// boxes back among the jobs, then Corollary 15 with boxes of 1 / epsilon times
/// the largest height. Jobs that have one height already are returned as they
/// are, as is what the rounds leave if such a box would reach 2^62 bytes.
/// Returns the boxes.
std::vector<JobIndex> boxAll(Boxes &boxes, const Rounds &rounds, double epsilon,
                             Chooser &chooser, unsigned threads);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_BOXING_BOXSTEPS_H
