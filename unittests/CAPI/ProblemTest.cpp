//===- ProblemTest.cpp - Problems of the C API ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestHandles.h"

#include <gtest/gtest.h>

using namespace idealloc::test;

namespace {

IdeallocBuffer bufferAt(const ProblemHandle &problem, size_t index) {
  IdeallocBuffer buffer = {};
  EXPECT_TRUE(ideallocProblemGetBuffer(problem.get(), index, &buffer));
  return buffer;
}

TEST(CProblem, ShowsWhatWasAdded) {
  ProblemHandle problem = makeProblem();
  EXPECT_TRUE(
      ideallocProblemAddBuffer(problem.get(), nullptr, -3, 40, 100, 64));
  EXPECT_TRUE(ideallocProblemAddBuffer(problem.get(), "b", 2, 6, 32, 1));
  EXPECT_TRUE(ideallocProblemSetPin(problem.get(), 1, 128));
  EXPECT_TRUE(ideallocProblemAddGap(problem.get(), 0, 5, 7));
  EXPECT_TRUE(ideallocProblemAddGap(problem.get(), 0, 9, 12));
  EXPECT_TRUE(ideallocProblemAddReserved(problem.get(), 0, 16));
  ideallocProblemSetCapacity(problem.get(), 4096);
  EXPECT_TRUE(ideallocProblemCheck(problem.get()));

  EXPECT_EQ(ideallocProblemGetBufferCount(problem.get()), 2u);
  IdeallocBuffer a = bufferAt(problem, 0), b = bufferAt(problem, 1);
  EXPECT_STREQ(a.id, "");
  EXPECT_EQ(a.begin, -3);
  EXPECT_EQ(a.end, 40);
  EXPECT_EQ(a.size, 100);
  EXPECT_EQ(a.alignment, 64);
  EXPECT_EQ(a.pin, IDEALLOC_NO_PIN);
  ASSERT_EQ(a.gapCount, 2u);
  EXPECT_EQ(ideallocProblemGetGaps(problem.get(), 0)[1].begin, 9);
  EXPECT_EQ(ideallocProblemGetGaps(problem.get(), 0)[1].end, 12);
  EXPECT_STREQ(b.id, "b");
  EXPECT_EQ(b.pin, 128);
  EXPECT_EQ(b.gapCount, 0u);
  EXPECT_EQ(ideallocProblemGetGaps(problem.get(), 1), nullptr);
  EXPECT_EQ(ideallocProblemGetCapacity(problem.get()), 4096);
  ASSERT_EQ(ideallocProblemGetReservedCount(problem.get()), 1u);
  EXPECT_EQ(ideallocProblemGetReserved(problem.get())->end, 16);
}

TEST(CProblem, AddsManyAtOnce) {
  ProblemHandle problem = makeProblem();
  const char *ids[] = {"a", nullptr, "c"};
  int64_t begins[] = {0, 1, 2}, ends[] = {4, 5, 6}, sizes[] = {8, 16, 24},
          alignments[] = {8, 1, 4}, pins[] = {IDEALLOC_NO_PIN, 64, 0};
  EXPECT_TRUE(ideallocProblemAddBuffers(problem.get(), 3, ids, begins, ends,
                                        sizes, alignments, pins));
  EXPECT_TRUE(ideallocProblemAddBuffers(problem.get(), 2, nullptr, begins, ends,
                                        sizes, nullptr, nullptr));
  EXPECT_TRUE(ideallocProblemAddBuffers(problem.get(), 0, nullptr, nullptr,
                                        nullptr, nullptr, nullptr, nullptr));
  ASSERT_EQ(ideallocProblemGetBufferCount(problem.get()), 5u);
  EXPECT_EQ(bufferAt(problem, 1).pin, 64);
  EXPECT_EQ(bufferAt(problem, 2).alignment, 4);
  EXPECT_STREQ(bufferAt(problem, 2).id, "c");
  EXPECT_EQ(bufferAt(problem, 4).size, 16);
  EXPECT_EQ(bufferAt(problem, 4).alignment, 1);
  EXPECT_EQ(bufferAt(problem, 4).pin, IDEALLOC_NO_PIN);
}

TEST(CProblem, StaysAsItWasWhereMemoryEnds) {
  ProblemHandle problem = threeBuffers();
  int64_t value = 1;
  EXPECT_FALSE(ideallocProblemAddBuffers(problem.get(), SIZE_MAX / 2, nullptr,
                                         &value, &value, &value, nullptr,
                                         nullptr));
  EXPECT_STRNE(ideallocProblemGetMessage(problem.get()), "");
  EXPECT_EQ(ideallocProblemGetBufferCount(problem.get()), 3u);
  EXPECT_EQ(ideallocPlanGetMakespan(makePlan(problem).get()), 96);
}

TEST(CProblem, RefusesAnIndexBeyondItsBuffers) {
  ProblemHandle problem = threeBuffers();
  IdeallocBuffer buffer = {};
  EXPECT_FALSE(ideallocProblemGetBuffer(problem.get(), 3, &buffer));
  EXPECT_EQ(ideallocProblemGetGaps(problem.get(), 3), nullptr);
  EXPECT_FALSE(ideallocProblemSetPin(problem.get(), 3, 0));
  EXPECT_STREQ(ideallocProblemGetMessage(problem.get()),
               "there is no buffer #3; the problem has 3");
  EXPECT_FALSE(ideallocProblemAddGap(problem.get(), 7, 0, 1));
  EXPECT_STREQ(ideallocProblemGetMessage(problem.get()),
               "there is no buffer #7; the problem has 3");
}

TEST(CProblem, FreesAPinAndACapacity) {
  ProblemHandle problem = threeBuffers();
  ideallocProblemSetCapacity(problem.get(), 50);
  EXPECT_TRUE(ideallocProblemSetPin(problem.get(), 0, 1000));
  EXPECT_TRUE(ideallocProblemCheck(problem.get()));
  ideallocProblemSetCapacity(problem.get(), IDEALLOC_NO_CAPACITY);
  EXPECT_EQ(ideallocProblemGetCapacity(problem.get()), IDEALLOC_NO_CAPACITY);
  EXPECT_EQ(ideallocPlanGetMakespan(makePlan(problem).get()), 1064);
  EXPECT_TRUE(ideallocProblemSetPin(problem.get(), 0, IDEALLOC_NO_PIN));
  EXPECT_EQ(ideallocPlanGetMakespan(makePlan(problem).get()), 96);
}

TEST(CProblem, SaysWhatIsNotWellFormed) {
  ProblemHandle problem = makeProblem();
  EXPECT_TRUE(ideallocProblemAddBuffer(problem.get(), "a", 4, 4, 8, 1));
  EXPECT_FALSE(ideallocProblemCheck(problem.get()));
  EXPECT_STREQ(ideallocProblemGetMessage(problem.get()),
               "buffer 'a' has an empty lifetime [4, 4)");
  PlanHandle plan = makePlan(problem);
  EXPECT_EQ(ideallocPlanGetStatus(plan.get()), IdeallocStatusRefused);
  EXPECT_STREQ(ideallocPlanGetMessage(plan.get()),
               "buffer 'a' has an empty lifetime [4, 4)");
  EXPECT_EQ(ideallocPlanGetOffsetCount(plan.get()), 0u);
}

TEST(CProblem, HasALoad) {
  int64_t instant = -1;
  EXPECT_EQ(ideallocProblemGetLoad(threeBuffers().get(), &instant), 96);
  EXPECT_EQ(instant, 2);
  EXPECT_EQ(ideallocProblemGetLoad(makeProblem().get(), nullptr), 0);
}

} // namespace
