//===- Results.h - What runs found, per planner -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A trial (or run) is one planner on one instance once. A row is all runs of
// one planner on one instance, a report all rows. `aggregate` turns the runs
// into figures; the reports (Reports.h) show them. Nothing here knows of
// processes or files.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_RESULTS_H
#define IDEALLOC_TOOLS_BENCH_RESULTS_H

#include "idealloc/Planner/Strategies.h"

namespace idealloc::bench {

/// How a run or a row ended, the better first: a row has the worst outcome of
/// its runs.
enum class Outcome {
  Optimal,          ///< As Status::Optimal.
  Feasible,         ///< As Status::Feasible.
  Infeasible,       ///< As Status::Infeasible.
  Unknown,          ///< As Status::Unknown.
  Unsupported,      ///< The planner cannot honour the instance; not run.
  Missing,          ///< The outside planner is not installed; not run.
  Timeout,          ///< Killed long after its time limit.
  Failed,           ///< No plan: it said why, or its output is unreadable.
  Invalid,          ///< Its plan or what it claims is wrong.
  Crash,            ///< It ended by a signal, or a strategy by an exit code.
  Nondeterministic, ///< Rows alone: equal seeds gave unequal makespans.
};

/// "optimal", "feasible", ...: the name in lower case.
const char *toString(Outcome outcome);

/// The outcome of this name.
std::optional<Outcome> findOutcome(std::string_view name);

/// One planner on one instance once. Trials of a strategy of the table differ
/// in seed and repetition, those of outside planners in repetition.
struct Trial {
  uint64_t seed = 0;
  uint64_t repetition = 0;
  Outcome outcome = Outcome::Failed;
  /// Why there is no plan; "" if there is one.
  std::string detail = {};
  /// Of a plan that was verified, but for the capacity.
  std::optional<Bytes> makespan = std::nullopt;
  /// What the planner proved.
  Bytes lowerBound = 0;
  std::optional<uint64_t> effort = std::nullopt;
  /// Of planning alone; of the whole process for an outside planner.
  std::optional<double> seconds = std::nullopt;
  /// The most memory the process held, and what it held before planning.
  std::optional<Bytes> peakBytes = std::nullopt;
  std::optional<Bytes> inputBytes = std::nullopt;
};

template <typename Number> struct Spread {
  Number min = 0;
  Number median = 0;
  Number max = 0;
};

/// One planner on one instance.
struct Row {
  size_t instance = 0; ///< Index in Report::instances.
  std::string planner;
  std::string system = {}; ///< Strategy::system, "external" for outside ones.
  std::string effortUnit = {}; ///< "" if effort is not counted.
  std::vector<Trial> runs = {};

  // Set by `aggregate`.
  Outcome outcome = Outcome::Failed;
  std::string detail = {};
  /// Over the runs that have a plan; of an even number of makespans the lower
  /// of the two in the middle is the median, of seconds their mean.
  std::optional<Spread<Bytes>> makespan = std::nullopt;
  std::optional<Spread<double>> seconds = std::nullopt;
  /// The median makespan divided by LOAD and by the best known one; 1 without
  /// buffers.
  std::optional<double> ratioToLoad = std::nullopt;
  std::optional<double> ratioToBest = std::nullopt;
  std::optional<uint64_t> effort = std::nullopt; ///< Median, as of makespans.
  std::optional<Bytes> peakBytes = std::nullopt; ///< The largest.
  std::optional<Bytes> inputBytes = std::nullopt;
  std::optional<Bytes> lowerBound = std::nullopt; ///< The largest proved.
};

struct InstanceFigures {
  std::string name;
  std::string file = {};
  size_t buffers = 0;
  Bytes load = 0;
  /// Before `aggregate` what the problem shows by itself, then the largest
  /// that any planner proved.
  Bytes lowerBound = 0;
  std::optional<Bytes> capacity = std::nullopt;
  /// Before `aggregate` what others report, then the smallest makespan known:
  /// the smallest of all verified plans, or what others report if that is
  /// smaller and not below the lower bound (then the bound).
  std::optional<Bytes> bestKnown = std::nullopt;
};

/// What was asked for.
struct Settings {
  uint64_t seeds = 1;
  uint64_t repeat = 1;
  std::optional<Bytes> capacity = std::nullopt;
  /// Effort, iterations, time limit and threads; the seed is the run's.
  StrategyOptions options = {};
};

struct Report {
  Settings settings = {};
  std::vector<InstanceFigures> instances = {};
  /// By instance; each in the order of the planners.
  std::vector<Row> rows = {};
};

/// Fills in all that is derived from the runs. A run becomes Invalid, and
/// its lower bound is dropped, if a verified plan disproves its claim: the
/// bound, that it is optimal, or that no plan fits. Unequal
/// makespans of equal seeds make a row Nondeterministic unless there is a time
/// limit, which plans may depend on. Cost: O(r log r) for r runs.
void aggregate(Report &report);

/// Of one planner over all instances.
struct Total {
  std::string planner = {};
  size_t planned = 0; ///< On how many instances it has a plan.
  size_t best = 0;    ///< On how many the median makespan is the best known.
  /// Geometric means over the instances with a plan; 0 without.
  double ratioToLoad = 0;
  double ratioToBest = 0;
  double seconds = 0; ///< Sum of the medians.
};

/// One total per planner: those with more plans first, then by ratio to best,
/// seconds and order in the report. Requires `aggregate`.
std::vector<Total> totals(const Report &report);

/// The rows of an instance by median makespan, then median seconds, then order
/// in the report; those without a plan last.
std::vector<const Row *> ranked(const Report &report, size_t instance);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_RESULTS_H
