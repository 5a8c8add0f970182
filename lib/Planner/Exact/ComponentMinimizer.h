//===- ComponentMinimizer.h - The smallest plan, run by run -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Above the search, which decides one capacity under one order: chooses
// capacities to decide and parts of the best plan to place again, keeps the
// best plan and the best bound of a component. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_COMPONENTMINIMIZER_H
#define IDEALLOC_LIB_PLANNER_EXACT_COMPONENTMINIMIZER_H

#include "Deadline.h"
#include "Exact/Bands.h"
#include "Exact/ReachableEnds.h"
#include "Exact/WindowBound.h"

#include <memory>

namespace idealloc {

/// Up to so many buffers, parts of a plan and changes to it are not worth it:
/// search of the whole comes to its end.
inline constexpr size_t fewBuffers = 32;

/// One component, from a first plan on. A *run* is one search; runs are
/// numbered and have an effect as if one came after the other. With several
/// threads the next runs start ahead of time, and those that a success made
/// pointless are dropped and not counted: the outcome does not depend on the
/// number of threads.
class ComponentMinimizer {
public:
  /// `offsets` is a valid plan of the component; `budget`, in units of work, is
  /// what all components may spend. Keeps references.
  ComponentMinimizer(const Problem &problem, std::vector<Bytes> offsets,
                     const ExactOptions &options, uint64_t budget,
                     const Deadline &deadline);

  /// One more run, or as many as there are threads but no further one once
  /// `workLeft` units are spent. `goal` is a makespan below which nothing is
  /// gained; `wanted`, if not negative, is the capacity the user has. Not to be
  /// called when isDone(goal).
  void step(Bytes goal, Bytes wanted, uint64_t workLeft,
            const Deadline &deadline);

  bool isDone(Bytes goal) const {
    return tooLarge || best <= std::max(bound, goal);
  }
  Bytes makespan() const { return best; }
  /// Proved: no plan is smaller.
  Bytes lowerBound() const { return bound; }
  const std::vector<Bytes> &offsets() const { return bestOffsets; }
  /// Buffers of the component that make the bound, if fewer are known than all.
  const std::vector<size_t> &refuted() const { return refutedBuffers; }
  /// Takes over a plan if it is smaller; returns if it is.
  bool offer(const std::vector<Bytes> &offsets);
  /// Takes over a plan that is no larger.
  void take(std::vector<Bytes> offsets);
  /// Gives back the memory of searches; for one that isDone. The next step, if
  /// there is one after all, builds it anew.
  void release();
  size_t count() const { return problem.buffers.size(); }
  bool isTooLarge() const { return tooLarge; }
  /// It may be too large for that; a first step tries it.
  bool isTilingOver() const { return tooLarge || isTilingTried; }
  /// The lowest capacity has been tried too little for anything else.
  bool isAtHead() const { return !tooLarge && isHead(counters.kinds[Lowest]); }
  /// Counted over all runs.
  uint64_t nodes() const { return nodeCount; }
  uint64_t work() const { return workCount; }

private:
  /// What a run decides: the user's capacity, the lowest one of interest, one
  /// between that and the best plan, or such a one for a part of that plan.
  enum Kind { Wanted, Lowest, Between, Band };
  /// What a run is to do.
  struct Task {
    Kind kind = Lowest;
    Bytes capacity = 0;
    SearchOrder order = {};
    uint64_t nodes = 0; ///< At most; not of Band.
    BandShape band = {};
    /// Null where the order takes none.
    std::shared_ptr<const Lessons::Factors> factors = {};
    bool operator==(const Task &) const = default;
  };
  struct Run {
    Task task;
    Verdict verdict = Verdict::Spent;
    uint64_t nodes = 0;
    uint64_t work = 0;
    /// Band, no cone: refuted with so many buffers kept.
    size_t keptInVain = std::numeric_limits<size_t>::max();
    Failures failures = {};
    std::vector<Bytes> offsets = {};
  };
  struct Counter {
    uint64_t runs = 0, work = 0;
  };
  struct Counters {
    Counter kinds[4]; ///< By kind.
    BandLog bands;
    uint64_t sinceImprovement = 0; ///< Runs between.

    void add(const Task &task, uint64_t work) {
      kinds[task.kind].work += work;
      if (task.kind == Band)
        bands.addWork(task.band, work);
    }
  };

  /// A capacity has been tried too little for anything else.
  bool isHead(const Counter &counter) const;
  Kind kindOfNext(const Counters &next, Bytes goal, Bytes wanted) const;
  Task nextTask(Counters &next, Bytes goal, Bytes wanted) const;
  Task nextBand(Counters &next, Bytes lowest) const;
  void execute(Search &search, Run &run, const Deadline &deadline) const;
  void placeAgain(Search &search, Run &run, const SearchOrder &order,
                  SearchLimits limits) const;
  void settle();
  Bytes capacityOfWindows(Bytes goal, Bytes wanted) const;
  bool tryTiling(Bytes goal, const Deadline &deadline);
  bool areWindowsDue(Bytes goal, Bytes wanted) const;
  bool tryWindows(Bytes capacity, const Deadline &deadline);
  bool commit(const Run &run);

  const Problem &problem;
  const ExactOptions &options;
  const uint64_t budget;
  const bool tooLarge;
  std::unique_ptr<SearchModel> model;
  std::vector<std::unique_ptr<Search>> searches; ///< One per thread.
  ReachableEnds ends;
  std::vector<Bytes> bestOffsets;
  Bytes best;
  std::unique_ptr<SettledPlan> settled; ///< The best plan, with the model.
  /// Proved: with so many buffers of the best plan kept, by offset, there is no
  /// smaller one.
  size_t keptInVain = 0;
  bool isTilingTried = false;
  Bytes windowed = -1;                ///< The capacity last tried by windows.
  std::vector<size_t> refutedBuffers; ///< See refuted().
  Bytes bound;
  Counters counters;
  Lessons lessons;
  uint64_t nodeCount = 0;
  uint64_t workCount = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_COMPONENTMINIMIZER_H
