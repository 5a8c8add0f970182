//===- VerifyTest.cpp - Every rule of a valid plan ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestProblems.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

#include <limits>

using namespace idealloc;

namespace {

/// a and b live together, c after a.
Problem threeBuffers() {
  return {.buffers = {{.id = "a", .lifetime = {0, 4}, .size = 8},
                      {.id = "b", .lifetime = {2, 6}, .size = 8},
                      {.id = "c", .lifetime = {4, 6}, .size = 8}}};
}

PlanError errorOf(const Problem &problem, std::vector<Bytes> offsets,
                  Bytes makespan = 16) {
  std::optional<PlanError> error =
      verify(problem, {.offsets = std::move(offsets), .makespan = makespan});
  EXPECT_TRUE(error) << "the plan was accepted";
  return error.value_or(PlanError{});
}

TEST(Verify, AcceptsValidPlans) {
  EXPECT_FALSE(verify(threeBuffers(), {.offsets = {0, 8, 0}, .makespan = 16}));
  EXPECT_FALSE(verify({}, {}));
}

TEST(Verify, WrongCount) {
  PlanError error = errorOf(threeBuffers(), {0, 8});
  EXPECT_EQ(error.rule, PlanRule::WrongCount);
  EXPECT_EQ(error.message, "2 offsets for 3 buffers");
}

TEST(Verify, NegativeOffset) {
  PlanError error = errorOf(threeBuffers(), {0, -8, 0});
  EXPECT_EQ(error.rule, PlanRule::NegativeOffset);
  EXPECT_EQ(error.first, 1u);
}

TEST(Verify, Overflow) {
  PlanError error =
      errorOf(threeBuffers(), {0, std::numeric_limits<Bytes>::max() - 7, 0});
  EXPECT_EQ(error.rule, PlanRule::Overflow);
  EXPECT_EQ(error.first, 1u);
}

TEST(Verify, Misaligned) {
  Problem problem = threeBuffers();
  problem.buffers[2].alignment = 16;
  PlanError error = errorOf(problem, {0, 8, 8});
  EXPECT_EQ(error.rule, PlanRule::Misaligned);
  EXPECT_EQ(error.first, 2u);
  EXPECT_EQ(error.message, "buffer 'c' at offset 8 is not aligned to 16 bytes");
}

TEST(Verify, PinMoved) {
  Problem problem = threeBuffers();
  problem.buffers[1].pin = 0;
  PlanError error = errorOf(problem, {0, 8, 0});
  EXPECT_EQ(error.rule, PlanRule::PinMoved);
  EXPECT_EQ(error.message, "buffer 'b' at offset 8 is pinned at 0");
}

TEST(Verify, Reserved) {
  Problem problem = threeBuffers();
  problem.reserved = {{40, 50}, {13, 14}, {0, 0 + 1}};
  PlanError error = errorOf(problem, {16, 8, 16}, 24);
  EXPECT_EQ(error.rule, PlanRule::Reserved);
  EXPECT_EQ(error.first, 1u);
  EXPECT_EQ(error.second, 1u);
  EXPECT_EQ(error.bytes, 1);
  EXPECT_EQ(error.message, "buffer 'b' at offset 8 shares 1 bytes with the "
                           "reserved range [13, 14)");
}

TEST(Verify, ReservedRangeInsideAnEarlierOne) {
  Problem problem = threeBuffers();
  problem.reserved = {{2, 3}, {0, 10}};
  EXPECT_EQ(errorOf(problem, {16, 8, 16}, 24).second, 1u);
  EXPECT_FALSE(verify(problem, {.offsets = {18, 10, 18}, .makespan = 26}));
}

TEST(Verify, BeyondCapacity) {
  Problem problem = threeBuffers();
  problem.capacity = 15;
  PlanError error = errorOf(problem, {0, 8, 0});
  EXPECT_EQ(error.rule, PlanRule::BeyondCapacity);
  EXPECT_EQ(error.first, 1u);
  EXPECT_EQ(error.bytes, 1);
  EXPECT_FALSE(verify(problem, {.offsets = {0, 8, 0}, .makespan = 16},
                      /*ignoreCapacity=*/true));
}

TEST(Verify, Clash) {
  PlanError error = errorOf(threeBuffers(), {0, 5, 16}, 24);
  EXPECT_EQ(error.rule, PlanRule::Clash);
  EXPECT_EQ(error.first, 0u);
  EXPECT_EQ(error.second, 1u);
  EXPECT_EQ(error.instant, 2);
  EXPECT_EQ(error.bytes, 3);
  EXPECT_EQ(error.message,
            "buffer 'a' at offset 0 shares 3 bytes with buffer 'b' at offset "
            "5; both are live at 2");
}

TEST(Verify, ClashWithTheUpperNeighbour) {
  PlanError error = errorOf(threeBuffers(), {5, 0, 16}, 24);
  EXPECT_EQ(error.first, 0u);
  EXPECT_EQ(error.second, 1u);
  EXPECT_EQ(error.bytes, 3);
}

TEST(Verify, ClashAfterAGap) {
  Problem problem = threeBuffers();
  problem.buffers[0] = {.lifetime = {0, 9}, .size = 8, .gaps = {{2, 5}}};
  PlanError error = errorOf(problem, {0, 0, 8});
  EXPECT_EQ(error.rule, PlanRule::Clash);
  EXPECT_EQ(error.instant, 5);
  problem.buffers[0].gaps = {{2, 6}};
  EXPECT_FALSE(verify(problem, {.offsets = {0, 0, 8}, .makespan = 16}));
}

TEST(Verify, WrongMakespan) {
  PlanError error = errorOf(threeBuffers(), {0, 8, 0}, 24);
  EXPECT_EQ(error.rule, PlanRule::WrongMakespan);
  EXPECT_EQ(error.message, "the makespan is 16, the plan says 24");
}

/// Moves each buffer of a valid plan onto each one it conflicts with.
TEST(Verify, NamesBothBuffersOfEveryMutation) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Problem problem = test::randomProblem({.buffers = 12, .gaps = true}, seed);
    Plan plan = planFirstFit(problem);
    ASSERT_FALSE(verify(problem, plan));
    for (size_t i = 0; i < 12; ++i)
      for (size_t j = 0; j < i; ++j) {
        if (!test::meet(problem.buffers[i], problem.buffers[j]))
          continue;
        // Far above the others, so that no third buffer is involved.
        Plan mutant = plan;
        mutant.offsets[i] = mutant.offsets[j] = 1000;
        mutant.makespan =
            1000 + std::max(problem.buffers[i].size, problem.buffers[j].size);
        std::optional<PlanError> error = verify(problem, mutant);
        ASSERT_TRUE(error) << "seed " << seed;
        EXPECT_EQ(error->rule, PlanRule::Clash);
        EXPECT_EQ(error->first, j);
        EXPECT_EQ(error->second, i);
        EXPECT_EQ(error->bytes,
                  std::min(problem.buffers[i].size, problem.buffers[j].size));
      }
  }
}

/// Random offsets, mostly invalid: both checkers must agree.
TEST(Verify, AgreesWithPairwiseChecks) {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    Problem problem = test::randomProblem({.buffers = 4,
                                           .alignment = seed % 2 == 0,
                                           .reserved = seed % 3 == 0,
                                           .gaps = true},
                                          seed);
    std::mt19937_64 random(seed);
    Plan plan;
    for (const Buffer &buffer : problem.buffers) {
      plan.offsets.push_back(static_cast<Bytes>(random() % 32));
      plan.makespan =
          std::max(plan.makespan, plan.offsets.back() + buffer.size);
    }
    EXPECT_EQ(verify(problem, plan).has_value(),
              !test::pairwiseFault(problem, plan.offsets).empty())
        << "seed " << seed;
  }
}

} // namespace
