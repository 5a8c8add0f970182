//===- Minimizer.h - The smallest plan, run by run --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between the search, which decides one capacity under one order, and planExact
// and planAuto, which want the smallest makespan: chooses capacities to decide,
// keeps the best plan and the best bound. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_MINIMIZER_H
#define IDEALLOC_LIB_PLANNER_EXACT_MINIMIZER_H

#include "Deadline.h"
#include "Exact/Components.h"
#include "Exact/WindowBound.h"

#include <memory>

namespace idealloc {

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
  /// Takes over a smaller plan.
  void offer(Bytes makespan, const std::vector<Bytes> &offsets);
  bool isTooLarge() const { return tooLarge; }
  /// Counted over all runs.
  uint64_t nodes() const { return nodeCount; }
  uint64_t work() const { return workCount; }

private:
  /// What a run decides: the user's capacity, the lowest one of interest, one
  /// between that and the best plan, or such a one for a part of that plan.
  enum Kind { Wanted, Lowest, Between, Band };
  struct Run {
    Kind kind;
    Bytes capacity;
    SearchOrder order;
    uint64_t nodes = 0; ///< At most, then those it took.
    /// Band: the first `kept` buffers by offset stay; or so many become free,
    /// those around one that sticks out, by the seed of the order.
    size_t kept = 0;
    bool isCone = false;
    uint64_t work = 0;
    /// Null where the order takes none.
    std::shared_ptr<const Lessons::Factors> factors = {};
    Verdict verdict = Verdict::Spent;
    Failures failures = {};
    std::vector<Bytes> offsets = {};
  };
  struct Counter {
    uint64_t runs = 0, work = 0;
  };
  struct Counters {
    Counter kinds[4];              ///< By kind.
    uint64_t sinceImprovement = 0; ///< Runs between,
    uint64_t bandsSince = 0;       ///< and of bands.
    bool bandsPay = false;         ///< One was a success.
  };

  /// A capacity has been tried too little for anything else.
  bool isHead(const Counter &counter) const;
  Kind kindOfNext(const Counters &next, Bytes goal, Bytes wanted) const;
  Run nextRun(Counters &next, Bytes goal, Bytes wanted) const;
  void shapeBand(Run &run, Counters &next, Bytes lowest) const;
  void execute(Search &search, Run &run, const Deadline &deadline) const;
  Bytes capacityOfWindows(Bytes goal, Bytes wanted) const;
  bool tryTiling(Bytes goal, const Deadline &deadline);
  bool areWindowsDue(Bytes goal, Bytes wanted) const;
  bool tryWindows(Bytes capacity, const Deadline &deadline);
  bool commit(Run &run);
  Bytes nextReachable(Bytes above);

  const Problem &problem;
  const ExactOptions &options;
  const uint64_t budget;
  const bool tooLarge;
  std::unique_ptr<SearchModel> model;
  std::vector<std::unique_ptr<Search>> searches; ///< One per thread.
  std::vector<uint64_t> sums;                    ///< subsetSums, once wanted.
  std::vector<Bytes> bestOffsets;
  Bytes best;
  /// Proved: with so many buffers of the best plan kept, by offset, none that
  /// is smaller.
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

/// All components of a problem: always works on one with the largest makespan.
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

  std::vector<Bytes> offsets() const;
  Bytes makespan() const;
  Bytes lowerBound() const { return bound; }
  bool isOptimal() const { return makespan() <= bound; }
  /// True if a component that is too large to be searched is in the way.
  bool isStuck() const;
  uint64_t nodes() const;
  uint64_t work() const;
  /// Buffers that were proved not to fit a capacity below the bound together,
  /// in no particular order; empty if the bound has another cause.
  std::vector<size_t> refutedBuffers(Bytes capacity) const;

private:
  bool isDecided() const;

  const Problem &problem;
  const ExactOptions &options;
  std::vector<Component> components;
  std::vector<ComponentMinimizer> minimizers;
  Bytes bound;
};

/// Up to so many buffers, parts of a plan and changes to it are not worth it:
/// search of the whole comes to its end.
inline constexpr size_t fewBuffers = 32;

/// Units of work that effort 1 buys: about a second of one thread.
inline constexpr double exactWork = 1.4e9;

/// effort times a number of units, as a count that cannot overflow.
uint64_t scaledWork(double effort, double units);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_MINIMIZER_H
