//===- GeneratorsTest.cpp - Generated problems ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generators.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// Depends on every number of a plain problem and on their order.
uint64_t fingerprint(const Problem &problem) {
  uint64_t hash = 0;
  for (const Buffer &buffer : problem.buffers)
    for (int64_t number :
         {buffer.lifetime.begin, buffer.lifetime.end, buffer.size})
      hash = hash * 0x9E3779B97F4A7C15 + static_cast<uint64_t>(number);
  return hash;
}

TEST(Generators, MakeTheSameProblemsEverywhere) {
  EXPECT_EQ(fingerprint(steadyProblem(500)), 16338591406135784830u);
  EXPECT_EQ(fingerprint(plantedProblem(500, 1000, 7)), 16941190760340990074u);
  EXPECT_EQ(fingerprint(scatteredProblem(500, 125, 7)), 5856213412205228349u);
}

TEST(Generators, MakeOtherProblemsOfOtherSeeds) {
  EXPECT_NE(fingerprint(steadyProblem(50, 9, 1)),
            fingerprint(steadyProblem(50, 9, 2)));
  EXPECT_NE(fingerprint(plantedProblem(50, 9, 1)),
            fingerprint(plantedProblem(50, 9, 2)));
  EXPECT_NE(fingerprint(scatteredProblem(50, 9, 1)),
            fingerprint(scatteredProblem(50, 9, 2)));
}

TEST(Generators, MakeWellFormedProblemsOfTheSizeAskedFor) {
  for (size_t count : {0, 1, 2, 77, 1000})
    for (const Problem &problem :
         {steadyProblem(count, 1), steadyProblem(count, 20),
          plantedProblem(count, 1, 3), plantedProblem(count, 4000, 3),
          scatteredProblem(count, 1, 3), scatteredProblem(count, 40, 3)}) {
      EXPECT_EQ(problem.buffers.size(), count);
      EXPECT_FALSE(check(problem));
    }
}

TEST(Generators, FillEveryInstantOfPlantedProblems) {
  for (Bytes height : {1, 10, 4096}) {
    Problem problem = plantedProblem(120, height, 5);
    for (Time tick = 0; tick < 480; ++tick) {
      Bytes live = 0;
      for (size_t i : liveAt(problem, tick))
        live += problem.buffers[i].size;
      ASSERT_EQ(live, height) << "at " << tick;
    }
  }
}

TEST(Generators, KeepAboutAsManyBuffersLiveAsAskedFor) {
  for (uint64_t live : {12, 250}) {
    EXPECT_NEAR(liveAt(steadyProblem(1000, live), 600).size(), live, live / 2);
    EXPECT_NEAR(liveAt(scatteredProblem(1000, live, 1), 600).size(), live,
                live / 2);
  }
}

} // namespace
