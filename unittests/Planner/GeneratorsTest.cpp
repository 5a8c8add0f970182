//===- GeneratorsTest.cpp - Generated problems ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Generators/Generators.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

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
  EXPECT_EQ(fingerprint(paretoProblem(500, 125, 7)), 16649851317938195093u);
}

TEST(Generators, MakeOtherProblemsOfOtherSeeds) {
  EXPECT_NE(fingerprint(steadyProblem(50, 9, 1)),
            fingerprint(steadyProblem(50, 9, 2)));
  EXPECT_NE(fingerprint(plantedProblem(50, 9, 1)),
            fingerprint(plantedProblem(50, 9, 2)));
  EXPECT_NE(fingerprint(pinwheelProblem(50, 9, 1)),
            fingerprint(pinwheelProblem(50, 9, 2)));
  EXPECT_NE(fingerprint(scatteredProblem(50, 9, 1)),
            fingerprint(scatteredProblem(50, 9, 2)));
  EXPECT_NE(fingerprint(paretoProblem(50, 9, 1)),
            fingerprint(paretoProblem(50, 9, 2)));
}

TEST(Generators, MakeWellFormedProblemsOfTheSizeAskedFor) {
  for (size_t count : {0, 1, 2, 77, 1000})
    for (const Problem &problem :
         {steadyProblem(count, 1), steadyProblem(count, 20),
          plantedProblem(count, 1, 3), plantedProblem(count, 4000, 3),
          pinwheelProblem(count, 1, 3), pinwheelProblem(count, 4000, 3),
          scatteredProblem(count, 1, 3), scatteredProblem(count, 40, 3),
          paretoProblem(count, 1, 3), paretoProblem(count, 40, 3)}) {
      EXPECT_EQ(problem.buffers.size(), count);
      EXPECT_FALSE(check(problem));
    }
}

TEST(Generators, FillEveryInstantOfTilings) {
  for (Bytes height : {1, 10, 4096})
    for (const Problem &problem :
         {plantedProblem(120, height, 5), pinwheelProblem(120, height, 5)})
      for (Time tick = 0; tick < 480; ++tick) {
        Bytes live = 0;
        for (size_t i : liveAt(problem, tick))
          live += problem.buffers[i].size;
        ASSERT_EQ(live, height) << "at " << tick;
      }
}

TEST(Pinwheel, LetsNoCutInTimeThrough) {
  // Five buffers: at each instant but the ends something lives on.
  const Problem problem = pinwheelProblem(5, 1000, 3);
  for (Time tick = 1; tick < 20; ++tick) {
    size_t crossing = 0;
    for (const Buffer &buffer : problem.buffers)
      crossing += buffer.lifetime.begin < tick && buffer.lifetime.end > tick;
    EXPECT_GT(crossing, 0u) << tick;
  }
}

TEST(Generators, KeepAboutAsManyBuffersLiveAsAskedFor) {
  for (uint64_t live : {12, 250}) {
    EXPECT_NEAR(liveAt(steadyProblem(1000, live), 600).size(), live, live / 2);
    EXPECT_NEAR(liveAt(scatteredProblem(1000, live, 1), 600).size(), live,
                live / 2);
  }
}

/// The share of buffers for which `property` holds.
template <typename Property>
double share(const Problem &problem, Property property) {
  return static_cast<double>(std::ranges::count_if(problem.buffers, property)) /
         static_cast<double>(problem.buffers.size());
}

TEST(ParetoProblem, KeepsAboutAsManyBuffersLiveAsAskedFor) {
  for (uint64_t live : {12, 100}) {
    Problem problem = paretoProblem(20000, live, 1);
    Time total = 0;
    for (const Buffer &buffer : problem.buffers)
      total +=
          std::min(buffer.lifetime.end, Time(40000)) - buffer.lifetime.begin;
    EXPECT_NEAR(double(total) / 40000, double(live), 0.1 * double(live));
    EXPECT_NEAR(liveAt(problem, 20000).size(), live, live / 2);
  }
}

TEST(ParetoProblem, HasLifetimesWithATailOfExponent1Point6) {
  Problem problem = paretoProblem(20000, 100, 1);
  for (Time factor : {1, 2, 4, 8, 16, 32}) {
    double longer = share(problem, [&](const Buffer &buffer) {
      return buffer.lifetime.end - buffer.lifetime.begin >= 75 * factor;
    });
    EXPECT_NEAR(std::log(longer), -1.6 * std::log(factor), 0.2) << factor;
  }
}

TEST(ParetoProblem, CapsLifetimesAtTheHorizon) {
  Time longest = 0;
  for (const Buffer &buffer : paretoProblem(1000, 100, 1).buffers) {
    EXPECT_LT(buffer.lifetime.begin, 2000);
    longest = std::max(longest, buffer.lifetime.end - buffer.lifetime.begin);
  }
  EXPECT_EQ(longest, 2000);
}

TEST(ParetoProblem, SpreadsSizesEvenlyOverFourDecades) {
  Problem problem = paretoProblem(20000, 100, 1);
  for (Bytes least : {64, 640, 6400, 64000})
    EXPECT_NEAR(share(problem,
                      [&](const Buffer &buffer) {
                        return buffer.size >= least && buffer.size < 10 * least;
                      }),
                0.25, 0.02);
}

} // namespace
