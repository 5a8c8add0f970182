//===- CheckTest.cpp - Every rule of a well-formed problem ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Problem.h"

#include <gtest/gtest.h>

#include <limits>

using namespace idealloc;

namespace {

constexpr Bytes maxBytes = std::numeric_limits<Bytes>::max();

/// A well-formed buffer to break one rule in.
Buffer named(const char *id) {
  return {.id = id, .lifetime = {0, 4}, .size = 8};
}

/// Expects the rule to be the broken one, at this buffer or range.
void expectBroken(const Problem &problem, ProblemRule rule, size_t index,
                  size_t other, const char *message) {
  std::optional<ProblemError> error = check(problem);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->rule, rule);
  EXPECT_EQ(error->index, index);
  EXPECT_EQ(error->other, other);
  EXPECT_EQ(error->message, message);
}

TEST(Check, AcceptsEmptyProblem) { EXPECT_FALSE(check({})); }

TEST(Check, AcceptsEveryFeature) {
  EXPECT_FALSE(check({.buffers = {{.id = "a",
                                   .lifetime = {-5, 9},
                                   .size = 8,
                                   .alignment = 3,
                                   .pin = 6,
                                   .gaps = {{-4, -2}, {0, 8}}},
                                  named("b")},
                      .capacity = 14,
                      .reserved = {{0, 2}, {1, 3}, {3, 6}}}));
}

TEST(Check, SizeNotPositive) {
  Problem problem{.buffers = {named("a"), named("b")}};
  problem.buffers[1].size = 0;
  expectBroken(problem, ProblemRule::SizeNotPositive, 1, 0,
               "buffer 'b' has size 0, which is below 1 byte");
  problem.buffers[1].size = std::numeric_limits<Bytes>::min();
  EXPECT_EQ(check(problem)->rule, ProblemRule::SizeNotPositive);
}

TEST(Check, LifetimeEmpty) {
  Problem problem{.buffers = {named("a")}};
  problem.buffers[0].lifetime = {4, 4};
  expectBroken(problem, ProblemRule::LifetimeEmpty, 0, 0,
               "buffer 'a' has an empty lifetime [4, 4)");
}

TEST(Check, AlignmentNotPositive) {
  Problem problem{.buffers = {named("")}};
  problem.buffers[0].alignment = 0;
  expectBroken(problem, ProblemRule::AlignmentNotPositive, 0, 0,
               "buffer #0 has alignment 0, which is below 1 byte");
}

TEST(Check, GapInvalid) {
  Problem problem{.buffers = {named("a")}};
  for (std::vector<Interval> gaps : std::vector<std::vector<Interval>>{
           {{2, 2}},         // Empty.
           {{3, 2}},         // Reversed.
           {{0, 2}},         // Touches the begin.
           {{2, 4}},         // Touches the end.
           {{1, 2}, {2, 3}}, // Touch each other.
           {{2, 3}, {1, 2}}, // Descend.
       }) {
    problem.buffers[0].gaps = gaps;
    ASSERT_TRUE(check(problem));
    EXPECT_EQ(check(problem)->rule, ProblemRule::GapInvalid);
  }
}

TEST(Check, DuplicateId) {
  expectBroken({.buffers = {named("b"), named("a"), named("b"), named("a")}},
               ProblemRule::DuplicateId, 2, 0,
               "id 'b' is already that of another buffer");
}

TEST(Check, AcceptsManyBuffersWithoutId) {
  EXPECT_FALSE(check({.buffers = {named(""), named("")}}));
}

TEST(Check, CapacityNegative) {
  expectBroken({.capacity = -1}, ProblemRule::CapacityNegative, 0, 0,
               "capacity -1 is negative");
}

TEST(Check, ReservedInvalid) {
  expectBroken({.reserved = {{0, 4}, {4, 4}}}, ProblemRule::ReservedInvalid, 1,
               0, "reserved range [4, 4) is empty");
  expectBroken({.reserved = {{-1, 4}}}, ProblemRule::ReservedInvalid, 0, 0,
               "reserved range [-1, 4) begins below offset 0");
}

TEST(Check, SumOverflows) {
  Problem problem{.buffers = {named("a"), named("b")}};
  problem.buffers[0].size = maxBytes - 10; // + 1 + 8 + 1 = maxBytes.
  EXPECT_FALSE(check(problem));
  problem.buffers[1].alignment = 2;
  expectBroken(problem, ProblemRule::SumOverflows, 1, 0,
               "sizes, alignments and reserved ranges together exceed "
               "9223372036854775807 (2^63-1) at buffer 'b'");
}

TEST(Check, SumOverflowsWithReservedEnd) {
  Problem problem{.buffers = {named("a")}, .reserved = {{0, maxBytes - 9}}};
  EXPECT_FALSE(check(problem));
  problem.reserved[0].end += 1;
  EXPECT_EQ(check(problem)->rule, ProblemRule::SumOverflows);
}

TEST(Check, PinNegative) {
  Problem problem{.buffers = {named("a")}};
  problem.buffers[0].pin = -8;
  expectBroken(problem, ProblemRule::PinNegative, 0, 0,
               "buffer 'a' is pinned at -8, which is negative");
}

TEST(Check, PinMisaligned) {
  Problem problem{.buffers = {named("a")}};
  problem.buffers[0].alignment = 4;
  problem.buffers[0].pin = 6;
  expectBroken(problem, ProblemRule::PinMisaligned, 0, 0,
               "buffer 'a' is pinned at 6, which is no multiple of its "
               "alignment 4");
}

TEST(Check, PinOverflows) {
  Problem problem{.buffers = {named("a")}};
  problem.buffers[0].pin = maxBytes - 8;
  EXPECT_FALSE(check(problem));
  problem.buffers[0].pin = maxBytes - 7;
  EXPECT_EQ(check(problem)->rule, ProblemRule::PinOverflows);
}

TEST(Check, PinOverflowsWhenOthersMayNotFitAbove) {
  Problem problem{.buffers = {named("a"), named("b")}};
  problem.buffers[0].pin = maxBytes - 8 - 9;
  EXPECT_FALSE(check(problem));
  problem.buffers[0].pin = maxBytes - 8 - 8;
  EXPECT_EQ(check(problem)->rule, ProblemRule::PinOverflows);
}

TEST(Check, LeavesPinsAboveTheCapacityToPlanners) {
  Problem problem{.buffers = {named("a")}, .capacity = 15};
  problem.buffers[0].pin = 8;
  EXPECT_FALSE(check(problem));
}

TEST(Check, PinReserved) {
  Problem problem{.buffers = {named("a")}, .reserved = {{0, 8}, {15, 16}}};
  problem.buffers[0].pin = 8;
  expectBroken(problem, ProblemRule::PinReserved, 0, 1,
               "buffer 'a' is pinned at 8, where it touches the reserved range "
               "[15, 16)");
}

TEST(Check, PinsClash) {
  Problem problem{.buffers = {named("a"), named("b")}};
  problem.buffers[0].pin = 5;
  problem.buffers[1].pin = 0;
  problem.buffers[1].lifetime = {3, 9};
  expectBroken(problem, ProblemRule::PinsClash, 1, 0,
               "buffer 'b' and buffer 'a' are pinned onto 3 common bytes and "
               "both live at 3");
}

TEST(Check, PinsMayShareBytesAtOtherTimes) {
  Problem problem{.buffers = {named("a"), named("b"), named("c")}};
  for (Buffer &buffer : problem.buffers)
    buffer.pin = 0;
  problem.buffers[1].lifetime = {4, 9};
  problem.buffers[2].lifetime = {9, 20};
  EXPECT_FALSE(check(problem));
  // In a gap, too.
  problem.buffers[2].lifetime = {-1, 20};
  problem.buffers[2].gaps = {{0, 9}};
  EXPECT_FALSE(check(problem));
}

} // namespace
