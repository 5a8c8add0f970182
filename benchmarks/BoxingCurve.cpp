//===- BoxingCurve.cpp - Makespan of boxing against iterations ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   IdeallocBoxingCurve FILE.csv... --seeds N --iterations N
//
// plans each file with each seed in the modes `random` (critical points drawn
// anew), `tree` (tree search over them) and `repair` (tree search and repair),
// none with first fit as fallback; 1, 3, 10, 30, ... and N iterations, each
// number by a run of its own. `repair` is run at 100, 1000 and 10000 only, as
// far as N goes, or at N below that. Writes CSV, in the same order for every
// number of threads.
//
//   IdeallocBoxingCurve FILE.csv... --modes LIST
//
// runs the modes of this list only, separated by commas: those above, and those
// that are `random` with other BoxingRules: `fixed-epsilon`, `coloured-rows`,
// `still-rows`, `no-area-rows` and `first-fit` (drawEpsilon, largestLowest,
// shakeRows, rowsByArea and lowestFirst off, in turn), `theorems-only` (all
// five off) and `dummy-job` (dummyJob on).
//
//   IdeallocBoxingCurve FILE.csv... --time
//
// writes the processor time of one first fit by size and of one iteration of
// `random` (100 of them divided by their number), each the least of many runs
// that take turns, and their ratio.
//
//===----------------------------------------------------------------------===//

#include "LeastTime.h"
#include "idealloc/Planner/Boxing.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Text/Csv.h"

#include <CLI/CLI.hpp>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

using namespace idealloc;

namespace {

struct Mode {
  const char *name;
  BoxingSearch search = BoxingSearch::Random;
  bool repair = false;
  BoxingRules rules = {};
};

constexpr Mode allModes[] = {
    {"random"},
    {"tree", BoxingSearch::Tree},
    {"repair", BoxingSearch::Tree, true},
    {.name = "fixed-epsilon", .rules = {.drawEpsilon = false}},
    {.name = "coloured-rows", .rules = {.largestLowest = false}},
    {.name = "still-rows", .rules = {.shakeRows = false}},
    {.name = "no-area-rows", .rules = {.rowsByArea = false}},
    {.name = "first-fit", .rules = {.lowestFirst = false}},
    {.name = "theorems-only",
     .rules = {.drawEpsilon = false,
               .largestLowest = false,
               .shakeRows = false,
               .rowsByArea = false,
               .lowestFirst = false}},
    {.name = "dummy-job", .rules = {.dummyJob = true}}};

constexpr size_t defaultModes = 3;

struct Flags {
  std::vector<std::string> files;
  std::vector<Mode> modes{allModes, allModes + defaultModes};
  uint64_t seeds = 1;
  uint64_t firstSeed = 0;
  uint64_t iterations = 1000;
  unsigned threads = 1;
  bool time = false;
};

struct Instance {
  std::string name;
  Problem problem;
};

Plan box(const Problem &problem, const Mode &mode, uint64_t iterations,
         uint64_t seed) {
  return planBoxing(problem,
                    {.budget = {.seed = seed, .iterations = iterations},
                     .rules = mode.rules,
                     .search = mode.search,
                     .repair = mode.repair,
                     .fallback = false});
}

Instance readInstance(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw std::runtime_error("cannot read '" + path + "'");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  Result<ProblemText> csv = readCsv(text, {.file = path});
  if (!csv)
    throw std::runtime_error(csv.error());
  return {std::filesystem::path(path).stem().string(), csv->problem};
}

/// 1, 3, 10, 30, ... below `last`, and `last`. With repair 100, 1000 and 10000
/// up to `last`, or `last` alone if it is below them.
std::vector<uint64_t> grid(uint64_t last, bool repair) {
  std::vector<uint64_t> points;
  if (repair) {
    for (uint64_t point : {100, 1000, 10000})
      if (point <= last)
        points.push_back(point);
  } else {
    for (uint64_t power = 1; power < last; power *= 10)
      for (uint64_t point : {power, 3 * power})
        if (point < last)
          points.push_back(point);
  }
  if (!repair || points.empty())
    points.push_back(last);
  return points;
}

/// The rows of one instance and one seed.
std::string curve(const Instance &instance, uint64_t seed, const Flags &flags) {
  const std::string bytes = std::to_string(load(instance.problem).bytes);
  std::string rows;
  for (const Mode &mode : flags.modes)
    for (uint64_t point : grid(flags.iterations, mode.repair)) {
      Plan plan = box(instance.problem, mode, point, seed);
      rows += instance.name + "," + mode.name + "," + std::to_string(seed) +
              "," + std::to_string(point) + "," +
              std::to_string(plan.makespan) + "," + bytes + "\n";
    }
  return rows;
}

void printCurves(const std::vector<Instance> &instances, const Flags &flags) {
  std::vector<std::string> results(instances.size() * flags.seeds);
  std::atomic<size_t> next = 0;
  auto work = [&] {
    for (size_t i; (i = next++) < results.size();)
      results[i] = curve(instances[i / flags.seeds],
                         flags.firstSeed + i % flags.seeds, flags);
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < flags.threads; ++i)
      others.emplace_back(work);
    work();
  }
  std::puts("instance,mode,seed,iterations,makespan,load");
  for (const std::string &rows : results)
    std::fputs(rows.c_str(), stdout);
}

void printTimes(const std::vector<Instance> &instances) {
  std::puts("instance,firstfit_seconds,iteration_seconds,ratio");
  for (const auto &[name, problem] : instances) {
    double firstFit = std::numeric_limits<double>::max(), all = firstFit;
    Plan plan;
    for (int turn = 0; turn < 10; ++turn) {
      auto [one] = leastTimes(0.05, [&] { plan = planFirstFit(problem); });
      firstFit = std::min(firstFit, one);
      auto [hundred] =
          leastTimes(0.2, [&] { plan = box(problem, allModes[0], 100, 0); });
      all = std::min(all, hundred);
    }
    // There are fewer than 100 iterations if they meet the lower bound.
    double one = all / static_cast<double>(std::max<uint64_t>(1, plan.effort));
    std::printf("%s,%.9f,%.9f,%.3f\n", name.c_str(), firstFit, one,
                one / firstFit);
  }
}

Mode findMode(const std::string &name) {
  std::string known;
  for (const Mode &mode : allModes) {
    if (mode.name == name)
      return mode;
    known += (known.empty() ? "" : ", ") + std::string(mode.name);
  }
  throw CLI::ValidationError("--modes",
                             "unknown mode '" + name + "'; known: " + known);
}

void addFlags(CLI::App &app, Flags &flags) {
  constexpr uint64_t most = 1000000000;
  app.add_option("files", flags.files, "CSV files with one buffer per row")
      ->type_name("FILE")
      ->required();
  app.add_option("--seeds", flags.seeds, "Number of seeds (default 1)")
      ->check(CLI::Range(uint64_t(1), most));
  app.add_option("--first-seed", flags.firstSeed,
                 "The first of consecutive seeds (default 0)")
      ->check(CLI::Range(uint64_t(0), most));
  app.add_option("--iterations", flags.iterations,
                 "The last number of iterations (default 1000)")
      ->check(CLI::Range(uint64_t(1), most));
  app.add_option_function<std::vector<std::string>>(
         "--modes",
         [&](const std::vector<std::string> &names) {
           flags.modes.clear();
           for (const std::string &name : names)
             flags.modes.push_back(findMode(name));
         },
         "Modes, separated by commas (default random,tree,repair)")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--threads", flags.threads, "Threads (default 1)")
      ->check(CLI::Range(1u, 1024u));
  app.add_flag("--time", flags.time,
               "Measure the time of one iteration and of first fit instead");
}

} // namespace

int main(int argc, char **argv) try {
  CLI::App app("Makespan of boxing against the number of iterations, as CSV.");
  Flags flags;
  addFlags(app, flags);
  CLI11_PARSE(app, argc, argv);
  std::vector<Instance> instances;
  for (const std::string &path : flags.files)
    instances.push_back(readInstance(path));
  if (flags.time)
    printTimes(instances);
  else
    printCurves(instances, flags);
  return std::fflush(stdout) == 0 ? 0 : 1;
} catch (const std::exception &error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
