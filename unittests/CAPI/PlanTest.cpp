//===- PlanTest.cpp - Plans of the C API ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FromC.h"
#include "TestHandles.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <thread>

using namespace idealloc::test;

namespace {

TEST(CPlan, IsMadeFromC) { EXPECT_EQ(useFromC(), 0); }

/// Some buffers, with pins, alignments and gaps.
ProblemHandle mixedProblem(uint64_t seed, idealloc::Problem *same = nullptr) {
  ProblemHandle problem = makeProblem();
  auto next = [&seed](int64_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return int64_t(seed >> 33) % below;
  };
  for (size_t i = 0; i < 40; ++i) {
    int64_t begin = next(60), end = begin + 5 + next(20), size = 1 + next(90),
            alignment = int64_t(1) << next(5);
    EXPECT_TRUE(ideallocProblemAddBuffer(problem.get(), nullptr, begin, end,
                                         size, alignment));
    if (same)
      same->buffers.push_back(
          {.lifetime = {begin, end}, .size = size, .alignment = alignment});
    if (i % 5 == 0) {
      EXPECT_TRUE(
          ideallocProblemAddGap(problem.get(), i, begin + 1, begin + 3));
      if (same)
        same->buffers.back().gaps.push_back({begin + 1, begin + 3});
    }
  }
  return problem;
}

OptionsHandle makeCheap(const char *strategy = "auto") {
  OptionsHandle options = makeOptions(strategy);
  EXPECT_TRUE(ideallocOptionsSetEffort(options.get(), 0.01));
  return options;
}

TEST(CPlan, IsThatOfTheLibrary) {
  idealloc::Problem same;
  ProblemHandle problem = mixedProblem(7, &same);
  for (const idealloc::Strategy &row : idealloc::strategies()) {
    SCOPED_TRACE(row.name);
    PlanHandle plan =
        makePlan(problem, makeCheap(std::string(row.name).c_str()));
    idealloc::Result<idealloc::Plan> expected =
        idealloc::planWith(row.name, same, {.budget = {.effort = 0.01}});
    ASSERT_TRUE(expected);
    EXPECT_EQ(offsetsOf(plan), expected->offsets);
    EXPECT_EQ(ideallocPlanGetMakespan(plan.get()), expected->makespan);
    EXPECT_EQ(ideallocPlanGetLowerBound(plan.get()), expected->lowerBound);
    EXPECT_EQ(ideallocPlanGetEffort(plan.get()), expected->effort);
    EXPECT_EQ(int(ideallocPlanGetStatus(plan.get())), int(expected->status));
  }
}

TEST(CPlan, SaysWhatIsMissing) {
  ProblemHandle problem = threeBuffers();
  ideallocProblemSetCapacity(problem.get(), 90);
  PlanHandle plan = makePlan(problem);
  EXPECT_EQ(ideallocPlanGetStatus(plan.get()), IdeallocStatusInfeasible);
  EXPECT_STREQ(
      ideallocPlanGetMessage(plan.get()),
      "infeasible: needs at least 96 bytes, capacity is 90, short by "
      "6; at time 2 these 2 buffers are live together: a (64 bytes), b "
      "(32 bytes); the smallest capacity known to work is 96");
  ASSERT_EQ(ideallocPlanGetConflictSetSize(plan.get()), 2u);
  EXPECT_EQ(ideallocPlanGetConflictSet(plan.get())[1], 1u);
  EXPECT_EQ(ideallocPlanGetOffsetCount(plan.get()), 3u);
}

TEST(CPlan, RefusesWhatAStrategyCannotHonour) {
  ProblemHandle problem = threeBuffers();
  ASSERT_TRUE(ideallocProblemSetPin(problem.get(), 0, 0));
  PlanHandle plan = makePlan(problem, makeOptions("tflite-objects-best"));
  EXPECT_EQ(ideallocPlanGetStatus(plan.get()), IdeallocStatusRefused);
  EXPECT_STREQ(ideallocPlanGetMessage(plan.get()),
               "strategy 'tflite-objects-best' does not honour pins");
}

TEST(CPlan, OfNothingIsEmpty) {
  PlanHandle plan = makePlan(makeProblem());
  EXPECT_EQ(ideallocPlanGetStatus(plan.get()), IdeallocStatusOptimal);
  EXPECT_EQ(ideallocPlanGetMakespan(plan.get()), 0);
  EXPECT_EQ(ideallocPlanGetOffsetCount(plan.get()), 0u);
}

TEST(CPlan, OfManyThreadsIsThatOfOne) {
  ProblemHandle problem = mixedProblem(3);
  std::vector<int64_t> expected = offsetsOf(makePlan(problem, makeCheap()));
  std::vector<std::vector<int64_t>> found(8);
  std::vector<std::thread> threads;
  for (std::vector<int64_t> &offsets : found)
    threads.emplace_back([&] {
      offsets = offsetsOf(makePlan(problem, makeCheap()));
      EXPECT_EQ(offsetsOf(makePlan(mixedProblem(3), makeCheap())), offsets);
    });
  for (std::thread &thread : threads)
    thread.join();
  for (const std::vector<int64_t> &offsets : found)
    EXPECT_EQ(offsets, expected);
}

/// No plan meets its load and proofs are far: exact search goes on for long.
ProblemHandle hardProblem() { return mixedProblem(3); }

TEST(CStop, EndsASearchWithItsBestPlan) {
  OptionsHandle options = makeOptions("exact");
  ASSERT_TRUE(ideallocOptionsSetEffort(options.get(), 1e6));
  StopHandle stop(ideallocStopCreate());
  ideallocOptionsSetStop(options.get(), stop.get());
  EXPECT_FALSE(ideallocStopIsRequested(stop.get()));
  std::thread thread([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ideallocStopRequest(stop.get());
  });
  PlanHandle plan = makePlan(hardProblem(), options);
  thread.join();
  EXPECT_TRUE(ideallocStopIsRequested(stop.get()));
  EXPECT_EQ(ideallocPlanGetStatus(plan.get()), IdeallocStatusFeasible);
  EXPECT_EQ(ideallocPlanGetOffsetCount(plan.get()), 40u);
  // It was requested and stays so: the next plan is the first one found.
  PlanHandle next = makePlan(hardProblem(), options);
  EXPECT_GE(ideallocPlanGetMakespan(next.get()),
            ideallocPlanGetMakespan(plan.get()));
}

TEST(CStop, MayComeFromTheProgressCallback) {
  struct Seen {
    std::vector<int64_t> makespans, bounds;
    StopHandle stop{ideallocStopCreate()};
  } seen;
  OptionsHandle options = makeOptions("exact");
  ASSERT_TRUE(ideallocOptionsSetEffort(options.get(), 1e6));
  ideallocOptionsSetStop(options.get(), seen.stop.get());
  ASSERT_TRUE(ideallocOptionsSetProgress(
      options.get(),
      [](void *data, int64_t makespan, int64_t bound) {
        Seen &seen = *static_cast<Seen *>(data);
        seen.makespans.push_back(makespan);
        seen.bounds.push_back(bound);
        if (seen.makespans.size() == 2)
          ideallocStopRequest(seen.stop.get());
      },
      &seen));
  PlanHandle plan = makePlan(hardProblem(), options);
  ASSERT_GE(seen.makespans.size(), 2u);
  EXPECT_TRUE(std::ranges::is_sorted(seen.makespans, std::greater<>()));
  EXPECT_TRUE(std::ranges::is_sorted(seen.bounds));
  EXPECT_EQ(ideallocPlanGetMakespan(plan.get()), seen.makespans.back());
  EXPECT_LE(seen.bounds.back(), ideallocPlanGetLowerBound(plan.get()));
}

TEST(COptions, RefuseWhatTheToolsRefuse) {
  OptionsHandle options = makeCheap();
  IdeallocOptions *o = options.get();
  EXPECT_STREQ(ideallocOptionsGetMessage(o), "");
  EXPECT_FALSE(ideallocOptionsSetStrategy(o, "fast"));
  EXPECT_EQ(std::string(ideallocOptionsGetMessage(o))
                .find("unknown strategy 'fast'; known: auto, exact, "),
            0u);
  for (double wrong : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    EXPECT_FALSE(ideallocOptionsSetEffort(o, wrong));
    EXPECT_STREQ(ideallocOptionsGetMessage(o),
                 "effort must be a finite number above 0");
    EXPECT_FALSE(ideallocOptionsSetTimeLimit(o, wrong));
    EXPECT_STREQ(ideallocOptionsGetMessage(o),
                 "time limit must be a finite number above 0");
  }
  EXPECT_FALSE(ideallocOptionsSetThreads(o, 1025));
  EXPECT_STREQ(ideallocOptionsGetMessage(o), "threads must be from 0 to 1024");
  EXPECT_FALSE(ideallocOptionsSetIterations(o, 0));
  EXPECT_STREQ(ideallocOptionsGetMessage(o), "iterations must be at least 1");
  EXPECT_EQ(offsetsOf(makePlan(mixedProblem(5), options)),
            offsetsOf(makePlan(mixedProblem(5), makeCheap())));
}

TEST(COptions, ReachTheStrategy) {
  ProblemHandle problem = mixedProblem(11);
  OptionsHandle options = makeOptions("boxing");
  ASSERT_TRUE(ideallocOptionsSetIterations(options.get(), 5));
  ASSERT_TRUE(ideallocOptionsSetThreads(options.get(), 2));
  ideallocOptionsSetSeed(options.get(), 9);
  PlanHandle plan = makePlan(problem, options);
  EXPECT_LE(ideallocPlanGetEffort(plan.get()), 5u);
}

TEST(COptions, ListStrategies) {
  size_t count = ideallocStrategyGetCount();
  EXPECT_GT(count, idealloc::strategies().size()); // Those of other systems.
  EXPECT_STREQ(ideallocStrategyGetName(0), "auto");
  for (size_t i = 0; i < count; ++i) {
    EXPECT_TRUE(makeOptions(ideallocStrategyGetName(i)));
    EXPECT_STRNE(ideallocStrategyGetSummary(i), "");
  }
  EXPECT_EQ(ideallocStrategyGetName(count), nullptr);
  EXPECT_EQ(ideallocStrategyGetSummary(count), nullptr);
}

TEST(CVerify, SaysWhatIsWrong) {
  ProblemHandle problem = threeBuffers();
  auto verdict = [&](const std::vector<int64_t> &offsets, IdeallocVerdict is,
                     bool ignoreCapacity = false) {
    char *message = nullptr;
    EXPECT_EQ(ideallocVerify(problem.get(), offsets.data(), offsets.size(),
                             ignoreCapacity, &message),
              is);
    TextHandle owned(message);
    return std::string(message ? message : "");
  };
  EXPECT_EQ(verdict({0, 64, 0}, IdeallocVerdictValid), "");
  EXPECT_NE(verdict({0, 60, 0}, IdeallocVerdictInvalid).find("shares 4 bytes"),
            std::string::npos);
  EXPECT_NE(verdict({0, 64}, IdeallocVerdictInvalid), "");
  EXPECT_NE(verdict({-1, 64, 0}, IdeallocVerdictInvalid), "");
  EXPECT_NE(verdict({INT64_MAX, 64, 0}, IdeallocVerdictInvalid), "");
  ideallocProblemSetCapacity(problem.get(), 95);
  EXPECT_NE(verdict({0, 64, 0}, IdeallocVerdictInvalid), "");
  EXPECT_EQ(verdict({0, 64, 0}, IdeallocVerdictValid, true), "");
  ASSERT_TRUE(ideallocProblemAddBuffer(problem.get(), "a", 0, 1, 1, 1));
  EXPECT_EQ(verdict({0, 64, 0, 96}, IdeallocVerdictRefused),
            "id 'a' is already that of another buffer");
}

} // namespace
