//===- Arguments.cpp - The flags of idealloc-bench ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Flags.h"

#include <CLI/CLI.hpp>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

void addInstanceFlags(CLI::App &app, Flags &flags) {
  app.add_option("path", flags.paths,
                 "Problem files, CSV or JSON, or folders of such")
      ->type_name("PATH");
  app.add_option("--generate", flags.generated,
                 "A generated problem, one of --list-generators; may be "
                 "repeated")
      ->type_name("KIND[:KEY=VALUE,...]")
      ->allow_extra_args(false);
  app.add_option("--save", flags.save,
                 "Plan nothing: write the one problem there, as JSON if the "
                 "name ends in .json, else as CSV")
      ->type_name("FILE");
  app.add_flag("--list-generators", flags.listGenerators,
               "List the kinds of generated problems and exit");
}

void addPlannerFlags(CLI::App &app, Flags &flags) {
  app.add_option("--strategies", flags.strategies,
                 "Names as in idealloc-plan --list-strategies, names of "
                 "systems, ours or all, with commas between (default all)")
      ->type_name("LIST");
  app.add_option("--external", flags.externals,
                 "A planner outside this project, as a command with {in}, "
                 "{out} and {capacity}; may be repeated")
      ->type_name("[NAME=]TEMPLATE")
      ->allow_extra_args(false);
  app.add_option("--best-known", flags.bestKnown,
                 "CSV file instance,makespan of results of others")
      ->type_name("FILE");
}

void addBudgetFlags(CLI::App &app, Settings &settings) {
  StrategyOptions &options = settings.options;
  addInteger<uint64_t>(
      app, "--seeds", 1, "N",
      "Seeds 0 to N-1 for randomised strategies (default 1)",
      [&](uint64_t seeds) { settings.seeds = seeds; }, 1000000);
  addInteger<uint64_t>(
      app, "--repeat", 1, "N", "Runs per seed, for the times (default 1)",
      [&](uint64_t repeat) { settings.repeat = repeat; }, 1000000);
  addPositive(app, "--effort", options.budget.effort, "X",
              "Scales every work budget (default 1)");
  addInteger<uint64_t>(
      app, "--iterations", 1, "N",
      "Iterations of boxing, attempts of hill climbs (default: their own)",
      [&](uint64_t iterations) { options.budget.iterations = iterations; });
  addPositive(app, "--time-limit", options.budget.timeLimit, "S",
              "Stop searching after so many seconds; a planner that runs for "
              "twice as long and 5 more is killed (default: none)");
  addInteger<unsigned>(
      app, "--threads", 0, "N", "Threads, 0 for one per core (default 1)",
      [&](unsigned threads) { options.budget.threads = threads; }, mostThreads);
  addInteger<Bytes>(app, "--capacity", 0, "BYTES",
                    "Capacity of the instances that state none (default: none)",
                    [&](Bytes bytes) { settings.capacity = bytes; });
}

} // namespace

void idealloc::bench::addFlags(CLI::App &app, Flags &flags) {
  addInstanceFlags(app, flags);
  addPlannerFlags(app, flags);
  addBudgetFlags(app, flags.settings);
  app.add_option("--format", flags.format, "Format of the report")
      ->check(CLI::IsMember({"table", "csv", "json", "html"}));
  app.add_option("-o,--output", flags.output,
                 "Write the report to this file; what is finished is kept in "
                 "FILE.journal until then, and an interrupted run resumes")
      ->type_name("FILE");
  app.add_flag("--no-resume", flags.noResume,
               "Run again what the journal says is finished");
  app.set_version_flag("--version", "idealloc-bench " IDEALLOC_VERSION);
}
