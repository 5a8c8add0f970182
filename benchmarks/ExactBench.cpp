//===- ExactBench.cpp - Speed of the exact search and of auto -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counters: `nodes/s` is the growth of Plan::effort per second,
// `makespan/bound` the quality of the plan, and `ratio` the time of one plan by
// `auto` divided by that of one first fit by size on the same problem.
//
//===----------------------------------------------------------------------===//

#include "LeastTime.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Auto.h"
#include "idealloc/Planner/Exact.h"
#include "idealloc/Planner/Fit.h"

#include <benchmark/benchmark.h>

using namespace idealloc;

/// Exact search with the default budget.
static void search(benchmark::State &state, const Problem &problem) {
  uint64_t nodes = 0;
  Plan plan;
  for (auto _ : state) {
    benchmark::DoNotOptimize(plan = planExact(problem));
    nodes += plan.effort;
  }
  state.counters["nodes/s"] = benchmark::Counter(static_cast<double>(nodes),
                                                 benchmark::Counter::kIsRate);
  state.counters["makespan/bound"] =
      static_cast<double>(plan.makespan) / static_cast<double>(plan.lowerBound);
}

static void exactPlanted(benchmark::State &state) {
  search(state, plantedProblem(static_cast<size_t>(state.range(0)), 1000, 1));
}

static void exactDense(benchmark::State &state) {
  auto count = static_cast<size_t>(state.range(0));
  search(state, scatteredProblem(count, count / 4, 1));
}

static void autoSteady(benchmark::State &state) {
  Problem problem = steadyProblem(static_cast<size_t>(state.range(0)));
  auto [single] = leastTimes(
      0.05, [&] { benchmark::DoNotOptimize(planFirstFit(problem).makespan); });
  double least = std::numeric_limits<double>::max();
  Plan plan;
  for (auto _ : state)
    least = std::min(least, timeOf([&] {
                       benchmark::DoNotOptimize(plan = planAuto(problem));
                     }));
  state.counters["ratio"] = least / single;
  state.counters["makespan/bound"] =
      static_cast<double>(plan.makespan) / static_cast<double>(plan.lowerBound);
}

BENCHMARK(exactPlanted)
    ->Arg(60)
    ->Arg(150)
    ->Arg(400)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(exactDense)
    ->Arg(100)
    ->Arg(500)
    ->Arg(2000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(autoSteady)
    ->RangeMultiplier(10)
    ->Range(100, 100000)
    ->Unit(benchmark::kMillisecond);
