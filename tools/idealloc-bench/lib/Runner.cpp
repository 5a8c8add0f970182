//===- Runner.cpp - Every planner on every instance -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "Process.h"
#include "Progress.h"
#include "Worker.h"

#include <algorithm>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

std::optional<double> killAfter(const Settings &settings) {
  if (!settings.options.budget.timeLimit)
    return std::nullopt;
  return 2 * *settings.options.budget.timeLimit + 5;
}

uint64_t seedsOf(const Strategy &strategy, const Settings &settings) {
  return strategy.randomised ? settings.seeds : 1;
}

/// What an outside planner is told: a capacity that is known to suffice, if
/// there is none that must.
Bytes capacityFor(const Instance &instance, size_t index,
                  const Report &report) {
  if (instance.problem.capacity)
    return *instance.problem.capacity;
  std::optional<Bytes> smallest;
  for (const Row &row : report.rows)
    if (row.instance == index && !row.effortUnit.empty())
      for (const Trial &run : row.runs)
        if (run.makespan)
          smallest = std::min(smallest.value_or(*run.makespan), *run.makespan);
  return smallest.value_or(load(instance.problem).bytes);
}

Trial notRun(Outcome outcome, std::string why) {
  Trial run;
  run.outcome = outcome;
  run.detail = std::move(why);
  return run;
}

} // namespace

size_t idealloc::bench::countRuns(const Plans &plans) {
  size_t count = 0;
  for (const Instance &instance : plans.instances) {
    for (const Strategy *strategy : plans.strategies)
      count += unsupported(*strategy, instance.problem).empty()
                   ? seedsOf(*strategy, plans.settings) * plans.settings.repeat
                   : 1;
    for (const External &planner : plans.externals)
      count += planner.program.empty() ? 1 : plans.settings.repeat;
  }
  return count;
}

Report
idealloc::bench::emptyReport(const Plans &plans,
                             const std::map<std::string, Bytes> &bestKnown) {
  Report report{.settings = plans.settings};
  for (const Instance &instance : plans.instances) {
    const Problem &problem = instance.problem;
    InstanceFigures &figures = report.instances.emplace_back();
    figures = {.name = instance.name,
               .file = instance.file,
               .buffers = problem.buffers.size(),
               .load = load(problem).bytes,
               .lowerBound = lowerBound(problem),
               .capacity = problem.capacity};
    auto known = bestKnown.find(instance.name);
    if (known != bestKnown.end())
      figures.bestKnown = known->second;
  }
  return report;
}

bool Runner::run(Report &report) {
  for (size_t i = 0; i < plans.instances.size(); ++i) {
    for (const Strategy *strategy : plans.strategies) {
      Row row{.instance = i,
              .planner = std::string(strategy->name),
              .system = std::string(strategy->system),
              .effortUnit = std::string(strategy->effortUnit)};
      if (!strategyRow(row, *strategy))
        return false;
      report.rows.push_back(std::move(row));
    }
    for (const External &planner : plans.externals) {
      Row row{.instance = i, .planner = planner.name, .system = "external"};
      if (!externalRow(row, planner, report))
        return false;
      report.rows.push_back(std::move(row));
    }
  }
  return true;
}

bool Runner::strategyRow(Row &row, const Strategy &strategy) {
  const Instance &instance = plans.instances[row.instance];
  std::string_view what = unsupported(strategy, instance.problem);
  if (!what.empty()) {
    row.runs = {notRun(Outcome::Unsupported, std::string(what))};
    progress.advance();
    return true;
  }
  RunKey key{.program = plans.digest,
             .instance = instance.name,
             .digest = instance.digest,
             .planner = row.planner,
             .capacity = instance.problem.capacity.value_or(-1),
             .options = plans.settings.options};
  return runTimes(row, key, seedsOf(strategy, plans.settings),
                  [&](uint64_t seed) {
                    StrategyOptions options = plans.settings.options;
                    options.budget.seed = seed;
                    return runStrategy(plans.program, strategy, instance,
                                       options, killAfter(plans.settings));
                  });
}

bool Runner::externalRow(Row &row, const External &planner,
                         const Report &report) {
  const Instance &instance = plans.instances[row.instance];
  std::optional<Trial> without;
  if (planner.program.empty())
    without = notRun(Outcome::Missing,
                     "'" + planner.words.front() + "' is not installed");
  else if (!instance.problem.reserved.empty())
    without = notRun(Outcome::Unsupported, "reserved ranges");
  if (without) {
    row.runs = {*without};
    progress.advance();
    return true;
  }
  Bytes capacity = capacityFor(instance, row.instance, report);
  RunKey key{.program = plans.digest,
             .instance = instance.name,
             .digest = instance.digest,
             .planner = "$ " + planner.text,
             .capacity = capacity,
             .options = plans.settings.options};
  return runTimes(row, key, 1, [&](uint64_t) {
    return runExternal(plans.program, planner, instance, capacity, plans.folder,
                       killAfter(plans.settings));
  });
}

bool Runner::runTimes(
    Row &row, RunKey key, uint64_t seeds,
    const std::function<std::optional<Trial>(uint64_t)> &once) {
  for (key.seed = 0; key.seed < seeds; ++key.seed)
    for (key.repetition = 0; key.repetition < plans.settings.repeat;
         ++key.repetition) {
      std::optional<Trial> run;
      if (const Trial *recorded = journal.find(key)) {
        run = *recorded;
      } else {
        progress.show(plans.instances[row.instance].name + " " + row.planner);
        if (interrupted() || !(run = once(key.seed)))
          return false;
        error = journal.append(key, *run);
        if (!error.empty())
          return false;
      }
      run->seed = key.seed;
      run->repetition = key.repetition;
      row.runs.push_back(std::move(*run));
      progress.advance();
    }
  return true;
}
