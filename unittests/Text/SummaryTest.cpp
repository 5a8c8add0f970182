//===- SummaryTest.cpp - What is known about a plan, as text --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Summary.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

Problem twoBuffers(std::optional<Bytes> capacity = std::nullopt) {
  return {.buffers = {{.id = "a", .lifetime = {0, 4}, .size = 8},
                      {.id = "b\"\xff", .lifetime = {2, 6}, .size = 6}},
          .capacity = capacity};
}

TEST(Summary, JsonHasExactlyTheContractsKeysInOrder) {
  Problem problem = twoBuffers();
  EXPECT_EQ(summaryJson(problem, planGreedy(problem), {.strategy = "greedy"}),
            R"({
  "buffers": 2,
  "load": 14,
  "lower_bound": 14,
  "makespan": 14,
  "ratio": 1.0,
  "status": "optimal",
  "strategy": "greedy",
  "effort": 1,
  "capacity": null,
  "conflict_set": []
}
)");
}

TEST(Summary, JsonNamesTheConflictSet) {
  Problem problem = twoBuffers(13);
  std::string json = summaryJson(problem, planGreedy(problem),
                                 {.strategy = "greedy", .seconds = 0.5});
  EXPECT_NE(json.find("\"status\": \"infeasible\""), json.npos);
  EXPECT_NE(json.find("\"capacity\": 13"), json.npos);
  // A byte that is not UTF-8 is replaced, not thrown at.
  EXPECT_NE(json.find("\"b\\\"\xef\xbf\xbd\""), json.npos) << json;
  EXPECT_NE(json.find("\"seconds\": 0.5"), json.npos);
}

TEST(Summary, RatioOfNothingIsOne) {
  EXPECT_NE(summaryJson({}, planGreedy({}), {}).find("\"ratio\": 1.0"),
            std::string::npos);
}

TEST(Summary, TextHasOneLinePerKey) {
  Problem problem = twoBuffers();
  EXPECT_EQ(summaryText(problem, planGreedy(problem), {.strategy = "greedy"}),
            "buffers      2\n"
            "load         14\n"
            "lower_bound  14\n"
            "makespan     14\n"
            "ratio        1.0000\n"
            "status       optimal\n"
            "strategy     greedy\n"
            "effort       1\n"
            "capacity     none\n"
            "conflict_set none\n");
}

TEST(Explain, SaysByHowMuchAndWho) {
  Problem problem = twoBuffers(10);
  problem.buffers[1].id = "b";
  EXPECT_EQ(explain(problem, planGreedy(problem)),
            "infeasible: needs at least 14 bytes, capacity is 10, short by 4; "
            "at time 2 these 2 buffers are live together: a (8 bytes), b (6 "
            "bytes); the smallest capacity known to work is 14");
}

TEST(Explain, NamesTheTimeOfTheSetAndNotOfTheLoad) {
  Problem problem = twoBuffers(10);
  problem.buffers[1].id = "b";
  for (int i = 0; i < 4; ++i)
    problem.buffers.push_back({.lifetime = {7, 8}, .size = 5});
  EXPECT_EQ(explain(problem, planGreedy(problem)),
            "infeasible: needs at least 20 bytes, capacity is 10, short by 10; "
            "at time 2 these 2 buffers are live together: a (8 bytes), b (6 "
            "bytes); the smallest capacity known to work is 20");
}

TEST(Explain, SaysWhatASetWithoutCommonTimeHasLive) {
  Problem problem = twoBuffers(14);
  problem.buffers[1].id = "b";
  problem.buffers.push_back({.id = "c", .lifetime = {4, 9}, .size = 7});
  Plan plan{.offsets = {0, 8, 14},
            .makespan = 21,
            .lowerBound = 16,
            .status = Status::Infeasible,
            .conflictSet = {0, 1, 2}};
  EXPECT_EQ(explain(problem, plan),
            "infeasible: needs at least 16 bytes, capacity is 14, short by 2; "
            "these 3 buffers cannot share it, although at most 14 bytes of "
            "them are live together: a (8 bytes), b (6 bytes), c (7 bytes); "
            "the smallest capacity known to work is 21");
}

TEST(Explain, SaysAlignmentsThatDoNotDivideSizes) {
  Problem problem = twoBuffers(17);
  problem.buffers[0].alignment = 4;
  problem.buffers[1].id = "b";
  problem.buffers[1].alignment = 4;
  problem.buffers.push_back(
      {.id = "c", .lifetime = {3, 9}, .size = 3, .alignment = 2});
  Plan plan{.offsets = {0, 8, 14},
            .makespan = 18,
            .lowerBound = 18,
            .status = Status::Infeasible,
            .conflictSet = {0, 1, 2}};
  EXPECT_EQ(explain(problem, plan),
            "infeasible: needs at least 18 bytes, capacity is 17, short by 1; "
            "at time 3 these 3 buffers are live together: a (8 bytes), b (6 "
            "bytes, aligned to 4), c (3 bytes, aligned to 2); the smallest "
            "capacity known to work is 18");
}

TEST(Explain, CutsLongLists) {
  Problem problem{.capacity = 19};
  for (int i = 0; i < 20; ++i)
    problem.buffers.push_back({.lifetime = {0, 1}, .size = 1});
  std::string text = explain(problem, planGreedy(problem));
  EXPECT_NE(text.find("#15 (1 bytes) and 4 more; the"), text.npos) << text;
}

TEST(Explain, TellsOneBufferFromManyAndUnknownFromInfeasible) {
  Problem problem = twoBuffers(10);
  problem.buffers.pop_back();
  problem.reserved = {{4, 8}};
  EXPECT_EQ(explain(problem, planGreedy(problem)),
            "infeasible: needs at least 16 bytes, capacity is 10 (4 bytes of "
            "it reserved), "
            "short by 6; buffer a (8 bytes) does not fit even alone; the "
            "smallest capacity known to work is 16");
  Plan unknown{.offsets = {20}, .makespan = 28, .lowerBound = 8};
  EXPECT_EQ(explain(problem, unknown),
            "no plan within the capacity was found, nor proved impossible: the "
            "best needs 28 bytes, capacity is 10 (4 bytes of it reserved), "
            "short by 18; every plan "
            "needs at least 8");
}

TEST(Explain, HasNothingToSayOfPlansThatFit) {
  EXPECT_EQ(explain(twoBuffers(), planGreedy(twoBuffers())), "");
}

} // namespace
