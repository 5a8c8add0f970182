//===- NetworksTest.cpp - Problems shaped like programs -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fingerprint.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

using namespace idealloc;
using test::fingerprint;

namespace {

/// The lifetimes of what steps read and write, by its number: from the first
/// step to the last that touches it.
class Steps {
public:
  void touch(Time step, size_t buffer) {
    auto [at, isNew] = lifetimes.try_emplace(buffer, Interval{step, step + 1});
    at->second.begin = std::min(at->second.begin, step);
    at->second.end = std::max(at->second.end, step + 1);
  }
  void expect(const Problem &problem) const {
    ASSERT_EQ(problem.buffers.size(), lifetimes.size());
    for (auto [buffer, lifetime] : lifetimes)
      EXPECT_EQ(problem.buffers[buffer].lifetime, lifetime) << buffer;
    EXPECT_FALSE(check(problem));
  }

private:
  std::map<size_t, Interval> lifetimes;
};

const std::vector<Bytes> sizesOf(size_t count) {
  std::vector<Bytes> sizes;
  for (size_t k = 0; k < count; ++k)
    sizes.push_back(Bytes(100 * (k + 1) + k % 3));
  return sizes;
}

TEST(PipelineProblem, LivesFromItsStageToTheNext) {
  for (size_t tiles : {0, 1, 2, 40})
    for (size_t count : {0, 1, 2, 7}) {
      Steps steps;
      for (size_t tile = 0; tile < tiles; ++tile)
        for (size_t stage = 0; stage <= count; ++stage) {
          if (stage > 0)
            steps.touch(Time(tile + stage), tile * count + stage - 1);
          if (stage < count)
            steps.touch(Time(tile + stage), tile * count + stage);
        }
      steps.expect(pipelineProblem(tiles, sizesOf(count)));
    }
}

TEST(PipelineProblem, IsPackedToItsLoadByDoubleBuffers) {
  for (size_t count : {1, 2, 5})
    for (size_t tiles : {count + 1, size_t(50)}) {
      const std::vector<Bytes> sizes = sizesOf(count);
      Problem problem = pipelineProblem(tiles, sizes);
      Plan plan;
      for (size_t tile = 0; tile < tiles; ++tile) {
        Bytes base = 0;
        for (Bytes size : sizes) {
          plan.offsets.push_back(base + (tile % 2 ? size : 0));
          base += 2 * size;
        }
        plan.makespan = base;
      }
      std::optional<PlanError> error = verify(problem, plan);
      EXPECT_FALSE(error) << error->message;
      EXPECT_EQ(load(problem).bytes, plan.makespan);
    }
}

TEST(InferenceProblem, IsTheSameEverywhere) {
  EXPECT_EQ(fingerprint(inferenceProblem(500, 4, 50, 7)),
            12756191471620017345u);
  EXPECT_NE(fingerprint(inferenceProblem(500, 4, 50, 8)),
            fingerprint(inferenceProblem(500, 4, 50, 7)));
}

TEST(InferenceProblem, KeepsActivationsForTheirLastReader) {
  for (uint64_t seed : {1, 2})
    for (size_t layers : {0, 1, 2, 9, 200})
      for (uint64_t skip : {0, 1, 3, 8, 1000})
        for (uint64_t percent : {0, 100}) {
          Steps steps;
          for (size_t layer = 0; layer < layers; ++layer) {
            steps.touch(Time(layer), layer);
            if (layer > 0)
              steps.touch(Time(layer), layer - 1);
            if (percent == 100 && skip > 0 && layer >= skip)
              steps.touch(Time(layer), layer - skip);
          }
          steps.expect(inferenceProblem(layers, skip, percent, seed));
        }
}

TEST(InferenceProblem, ConnectsAboutAsManyLayersAsAskedFor) {
  for (uint64_t percent : {20, 70}) {
    Problem problem = inferenceProblem(5000, 6, percent, 3);
    size_t connected = 0;
    for (size_t i = 0; i + 6 < problem.buffers.size(); ++i) {
      const Interval lifetime = problem.buffers[i].lifetime;
      ASSERT_EQ(lifetime.begin, Time(i));
      ASSERT_TRUE(lifetime.end == Time(i + 2) || lifetime.end == Time(i + 7));
      connected += lifetime.end == Time(i + 7);
    }
    EXPECT_NEAR(double(connected), 50 * double(percent), 150);
  }
}

TEST(TrainingProblem, IsTheSameEverywhere) {
  EXPECT_EQ(fingerprint(trainingProblem(500, 0, 7)), 12496011870781733482u);
  EXPECT_NE(fingerprint(trainingProblem(500, 0, 8)),
            fingerprint(trainingProblem(500, 0, 7)));
  EXPECT_EQ(fingerprint(trainingProblem(500, 0, 7)),
            fingerprint(trainingProblem(500, 500, 7)));
}

/// Executes the layers forward and backward.
TEST(TrainingProblem, KeepsWhatTheBackwardPassReads) {
  for (size_t n : {0, 1, 2, 7, 60})
    for (size_t update : {0, 1, 3, 1000}) {
      Steps steps;
      auto gradient = [&](size_t layer) { return n + layer; };
      auto weights = [&](size_t layer) { return 2 * n + layer; };
      Time step = 0;
      for (size_t layer = 0; layer < n; ++layer, ++step) {
        steps.touch(step, layer);
        if (layer > 0)
          steps.touch(step, layer - 1);
      }
      if (n > 0)
        steps.touch(step, gradient(n - 1)); // The loss.
      std::vector<size_t> waiting;
      for (size_t layer = n; layer-- > 0;) {
        ++step;
        steps.touch(step, layer);
        steps.touch(step, gradient(layer));
        steps.touch(step, weights(layer));
        if (layer > 0) {
          steps.touch(step, layer - 1);
          steps.touch(step, gradient(layer - 1));
        }
        waiting.push_back(layer);
        if (layer > 0 && waiting.size() != update)
          continue;
        for (size_t updated : waiting)
          steps.touch(step + 1, weights(updated));
        waiting.clear();
      }
      steps.expect(trainingProblem(n, update, 5));
    }
}

TEST(TrainingProblem, HasGradientsAsLargeAsActivations) {
  Problem problem = trainingProblem(100, 0, 1);
  for (size_t i = 0; i < 100; ++i)
    EXPECT_EQ(problem.buffers[i].size, problem.buffers[100 + i].size);
}

} // namespace
