//===- BoxingBench.cpp - Speed of the boxing allocator --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Growth, on Pareto problems with about 100 buffers live at once. Counters:
// BigO is the fitted growth, `iteration s` the time of one boxing iteration and
// `first fit s` that of one first fit by size on the same problem, each the
// least of several runs; `ratio` is the first divided by the second, `peak MiB`
// the most memory that the process had so far (run one size at a time), and
// `start MiB` what it had before it began.
//
// Speed, on one problem of 400 buffers: `iterations/s` is the growth of
// Plan::effort per second.
//
//===----------------------------------------------------------------------===//

#include "LeastTime.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Boxing.h"
#include "idealloc/Planner/Fit.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <string>

using namespace idealloc;

static double makespanOverLoad(const Problem &problem, const Plan &plan) {
  return static_cast<double>(plan.makespan) /
         static_cast<double>(load(problem).bytes);
}

/// Of this process, on Linux; else 0. (The ru_maxrss of getrusage is inherited
/// from the process that started this one.)
static double peakMebibytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (double kibibytes = 0; word == "VmHWM:" && status >> kibibytes)
      return kibibytes / 1024;
  return 0;
}

static const double mebibytesAtStart = peakMebibytes();

static void firstFitBySize(benchmark::State &state) {
  Problem problem = paretoProblem(static_cast<size_t>(state.range(0)), 100, 1);
  Plan plan;
  for (auto _ : state)
    benchmark::DoNotOptimize(plan = planFirstFit(problem));
  state.SetComplexityN(state.range(0));
  state.counters["makespan/load"] = makespanOverLoad(problem, plan);
}

/// One iteration of pure boxing.
static Plan boxOnce(const Problem &problem) {
  return planBoxing(problem, {.budget = {.iterations = 1},
                              .search = BoxingSearch::Random,
                              .repair = false,
                              .fallback = false});
}

static void boxingIteration(benchmark::State &state) {
  Problem problem = paretoProblem(static_cast<size_t>(state.range(0)), 100, 1);
  Plan first, plan;
  for (auto _ : state)
    benchmark::DoNotOptimize(plan = boxOnce(problem));
  auto [single, iteration] = leastTimes(
      0.2, [&] { benchmark::DoNotOptimize(first = planFirstFit(problem)); },
      [&] { benchmark::DoNotOptimize(plan = boxOnce(problem)); });
  state.SetComplexityN(state.range(0));
  state.counters["first fit s"] = single;
  state.counters["iteration s"] = iteration;
  state.counters["ratio"] = iteration / single;
  state.counters["peak MiB"] = peakMebibytes();
  state.counters["start MiB"] = mebibytesAtStart;
  state.counters["first fit makespan/load"] = makespanOverLoad(problem, first);
  state.counters["makespan/load"] = makespanOverLoad(problem, plan);
}

static void thousandIterations(benchmark::State &state, bool repair) {
  Problem problem = scatteredProblem(400, 100, 1);
  uint64_t iterations = 0;
  Plan plan;
  for (auto _ : state) {
    plan = planBoxing(problem, {.budget = {.iterations = 1000},
                                .search = BoxingSearch::Tree,
                                .repair = repair,
                                .fallback = false});
    benchmark::DoNotOptimize(plan);
    iterations += plan.effort;
  }
  state.counters["iterations/s"] = benchmark::Counter(
      static_cast<double>(iterations), benchmark::Counter::kIsRate);
  state.counters["makespan/load"] = makespanOverLoad(problem, plan);
}

static void treeSearch(benchmark::State &state) {
  thousandIterations(state, false);
}

static void repaired(benchmark::State &state) {
  thousandIterations(state, true);
}

static void sizes(benchmark::internal::Benchmark *bench) {
  bench->RangeMultiplier(10)
      ->Range(1000, 1000000)
      ->Unit(benchmark::kMillisecond)
      ->Complexity(benchmark::oNLogN);
}

BENCHMARK(firstFitBySize)->Apply(sizes);
BENCHMARK(boxingIteration)->Apply(sizes);
BENCHMARK(treeSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(repaired)->Unit(benchmark::kMillisecond);
