//===- PlannerBench.cpp - Speed of the planner ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counters: BigO is the fitted growth, `ratio` is makespan / lower bound.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Fit.h"

#include <benchmark/benchmark.h>

using namespace idealloc;

/// Runs a planner on steady problems of growing size.
template <typename Planner>
static void run(benchmark::State &state, Planner plan) {
  Problem problem = steadyProblem(static_cast<size_t>(state.range(0)));
  Plan last;
  for (auto _ : state)
    benchmark::DoNotOptimize(last = plan(problem));
  state.SetComplexityN(state.range(0));
  state.counters["ratio"] =
      static_cast<double>(last.makespan) / static_cast<double>(last.lowerBound);
}

static void firstFitBySize(benchmark::State &state) {
  run(state, [](const Problem &p) { return planFirstFit(p); });
}

static void firstFitByBegin(benchmark::State &state) {
  run(state, [](const Problem &p) { return planFirstFit(p, Order::Begin); });
}

static void bestFitBySize(benchmark::State &state) {
  run(state, [](const Problem &p) { return planBestFit(p); });
}

static void greedy(benchmark::State &state) {
  run(state, [](const Problem &p) { return planGreedy(p); });
}

static void verifyPlan(benchmark::State &state) {
  Problem problem = steadyProblem(static_cast<size_t>(state.range(0)));
  Plan plan = planFirstFit(problem);
  for (auto _ : state)
    benchmark::DoNotOptimize(verify(problem, plan));
  state.SetComplexityN(state.range(0));
}

static void sizes(benchmark::internal::Benchmark *bench) {
  bench->RangeMultiplier(10)
      ->Range(1000, 1000000)
      ->Unit(benchmark::kMillisecond)
      ->Complexity(benchmark::oNLogN);
}

BENCHMARK(firstFitBySize)->Apply(sizes);
BENCHMARK(firstFitByBegin)->Apply(sizes);
BENCHMARK(bestFitBySize)->Apply(sizes);
BENCHMARK(greedy)->Apply(sizes);
BENCHMARK(verifyPlan)->Apply(sizes);
