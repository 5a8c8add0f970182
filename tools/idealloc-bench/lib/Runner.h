//===- Runner.h - Every planner on every instance ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_RUNNER_H
#define IDEALLOC_TOOLS_BENCH_RUNNER_H

#include "External.h"
#include "Instances.h"
#include "Journal.h"
#include "Results.h"

#include <functional>

namespace idealloc::bench {

class Progress;

/// What to run and where.
struct Plans {
  Settings settings = {};
  std::vector<Instance> instances = {};
  std::vector<const Strategy *> strategies = {};
  std::vector<External> externals = {};
  std::string program = {}; ///< This program, for workers.
  std::string digest = {};  ///< Of this program.
  std::string folder = {};  ///< For the files of outside planners.
};

/// How many runs that takes; those that cannot be run count as one.
size_t countRuns(const Plans &plans);

/// A report without rows. `bestKnown` is what others report, by name.
Report emptyReport(const Plans &plans,
                   const std::map<std::string, Bytes> &bestKnown);

/// Runs one after the other and appends the rows to the report. Runs that the
/// journal has are taken from it, others are added to it. A run still at work
/// 5 seconds after twice its time limit is killed.
class Runner {
public:
  Runner(const Plans &plans, Journal &journal, Progress &progress)
      : plans(plans), journal(journal), progress(progress) {}

  /// False if interrupted, or if the journal cannot be written: then `error`
  /// says why.
  bool run(Report &report);

  std::string error;

private:
  bool strategyRow(Row &row, const Strategy &strategy);
  bool externalRow(Row &row, const External &planner, const Report &report);
  bool runTimes(Row &row, RunKey key, uint64_t seeds,
                const std::function<std::optional<Trial>(uint64_t)> &once);

  const Plans &plans;
  Journal &journal;
  Progress &progress;
};

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_RUNNER_H
