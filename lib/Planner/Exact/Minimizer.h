//===- Minimizer.h - The smallest plan of all components --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between the search of one component and planExact and planAuto, which want
// the smallest makespan of all. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_MINIMIZER_H
#define IDEALLOC_LIB_PLANNER_EXACT_MINIMIZER_H

#include "Exact/ComponentMinimizer.h"
#include "Exact/Components.h"
#include "Exact/Reduction.h"
#include "Exact/TimeWindows.h"
#include "Fit/ValleyBands.h"

namespace idealloc {

/// All components of a problem: always works on one with the largest makespan.
/// Of those that are too large to be searched as a whole it places windows of
/// time again.
class Minimizer {
public:
  /// `offsets` is a valid plan of the whole problem; `budget`, in units of
  /// work, sets how long a run may be. Keeps references.
  Minimizer(const Problem &problem, const std::vector<Bytes> &offsets,
            const ExactOptions &options, uint64_t budget,
            const Deadline &deadline);

  /// Runs until the smallest makespan is proved, `workLimit` units of work are
  /// spent since the beginning, or the deadline has come; with decideOnly also
  /// until the capacity is decided.
  void advance(uint64_t workLimit, const Deadline &deadline,
               ProgressReport &report);

  /// Takes over what is smaller in another valid plan, component by component.
  void offer(const std::vector<Bytes> &offsets);

  /// Of all buffers. Cost: that of a first fit where some surely find room.
  std::vector<Bytes> offsets() const;
  Bytes makespan() const;
  Bytes lowerBound() const { return bound; }
  bool isOptimal() const { return makespan() <= bound; }
  /// True if a component that is too large to be searched as a whole, and that
  /// is not placed by valleys, is in the way.
  bool isStuck() const;
  uint64_t nodes() const;
  uint64_t work() const;
  /// Buffers that were proved not to fit a capacity below the bound together,
  /// in no particular order; empty if the bound has another cause.
  std::vector<size_t> refutedBuffers(Bytes capacity) const;

private:
  /// Placements by valleys of one component: first of all of it, or of levels
  /// where all sections are full, and then of parts.
  struct Dives {
    std::unique_ptr<ValleySearch> search; ///< Null before the first.
    std::unique_ptr<ValleyBands> bands;   ///< Null before the first of these.
    bool apply;
    bool isFull = false; ///< All sections have the same total.
    bool areLevelsTried = false;
    uint64_t levelWork = 0;
    uint64_t lastGain = 0; ///< The decodes until then.
    uint64_t bandGain = 0; ///< The work of bands until the last gain.
    uint64_t bandWork() const { return bands ? bands->work() : 0; }
    uint64_t work() const {
      return (search ? search->work() : 0) + bandWork() + levelWork;
    }
  };

  bool isDecided() const;
  bool areDivesDue(size_t component) const;
  void dive(size_t component, uint64_t workLeft, const Deadline &deadline);
  bool areLevelsDue(size_t component) const;
  void placeLevels(size_t component, uint64_t workLeft,
                   const Deadline &deadline);
  bool areBandsDue(size_t component) const;
  void placeBand(size_t component, uint64_t workLeft, const Deadline &deadline);
  uint64_t workOf(size_t component) const;
  bool areWindowsDue(size_t component) const;
  void placeWindow(size_t component, uint64_t workLimit,
                   const Deadline &deadline);

  const Problem &problem;
  const ExactOptions &options;
  const uint64_t budget;
  const Bytes least; ///< The bound that needs no search.
  const Reduction reduction;
  std::vector<Component> components; ///< Of what is kept.
  std::vector<ComponentMinimizer> minimizers;
  std::vector<TimeWindows> windows; ///< By component, as are these:
  std::vector<Dives> dives;
  Bytes bound;
};

/// Units of work that effort 1 buys: about a second of one thread.
inline constexpr double exactWork = 1.4e9;

/// effort times a number of units, as a count that cannot overflow.
uint64_t scaledWork(double effort, double units);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_MINIMIZER_H
