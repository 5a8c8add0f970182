//===- ReportDiffTest.cpp - What has changed since a report ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/ReportDiff.h"
#include "idealloc/Report/ReportText.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace idealloc;

namespace {

PlannedMemory memory(std::string name, Bytes size) {
  return {.name = std::move(name),
          .problem = {.buffers = {{.id = "a",
                                   .lifetime = {0, 9},
                                   .size = size,
                                   .gaps = {{2, 4}}},
                                  {.id = "b", .lifetime = {4, 6}, .size = 8}}},
          .plan = {.offsets = {0, size},
                   .makespan = size + 8,
                   .lowerBound = size + 8,
                   .status = Status::Optimal}};
}

std::string oldReport() {
  return reportJson(makeReport(
      {.title = "old", .memories = {memory("f", 16), memory("gone", 4)}}));
}

TEST(ReadReport, ReadsWhatIsWritten) {
  auto plans = readReport(oldReport());
  ASSERT_TRUE(plans) << plans.error();
  ASSERT_EQ(plans->size(), 2u);
  EXPECT_EQ((*plans)[0].name, "f");
  const ProblemText &text = (*plans)[0].text;
  ASSERT_EQ(text.problem.buffers.size(), 2u);
  EXPECT_EQ(text.problem.buffers[0].lifetime, (Interval{0, 9}));
  EXPECT_EQ(text.problem.buffers[0].gaps, (std::vector<Interval>{{2, 4}}));
  EXPECT_EQ(text.problem.buffers[0].size, 16);
  EXPECT_EQ(text.offsets[1], 16);
}

TEST(CompareWith, ComparesMemoriesOfTheSameName) {
  ReportInput input{.title = "new",
                    .memories = {memory("new", 2), memory("f", 20)}};
  compareWith(input, "old.json", *readReport(oldReport()));
  ASSERT_EQ(input.since->memories.size(), 3u);
  const auto &[added, changed, gone] =
      std::tie(input.since->memories[0], input.since->memories[1],
               input.since->memories[2]);
  EXPECT_EQ(added.name, "new");
  EXPECT_EQ(added.diff.arenaBefore, 0);
  EXPECT_EQ(added.diff.added.size(), 2u);
  EXPECT_EQ(changed.name, "f");
  EXPECT_EQ(changed.diff.arenaBefore, 24);
  EXPECT_EQ(changed.diff.arenaAfter, 28);
  EXPECT_EQ(changed.diff.resized.size(), 1u);
  EXPECT_EQ(changed.diff.moved.size(), 1u);
  EXPECT_EQ(gone.name, "gone");
  EXPECT_EQ(gone.diff.gone.size(), 2u);
  // A new memory is one that has grown.
  EXPECT_EQ(whyLarger(input),
            "the arena of 'new' has grown by 10 bytes, from 0 to 10");

  std::string text = reportText(makeReport(input));
  EXPECT_NE(text.find("Since old.json"), text.npos) << text;
  EXPECT_NE(text.find("a, 16 -> 20 bytes"), text.npos) << text;
  auto json = nlohmann::json::parse(reportJson(makeReport(input)));
  EXPECT_EQ(json["since"]["report"], "old.json");
  EXPECT_EQ(json["since"]["memories"][1]["resized"][0]["after"], 20);
}

TEST(CompareWith, FindsNothingLargerInTheSame) {
  ReportInput input{.memories = {memory("f", 16), memory("gone", 4)}};
  compareWith(input, "old.json", *readReport(oldReport()));
  EXPECT_EQ(input.since->memories[0].diff.unchanged, 2u);
  EXPECT_EQ(whyLarger(input), "");
  EXPECT_EQ(whyLarger({}), "");
}

TEST(ReadReport, NamesWhatIsNoReport) {
  auto whyNot = [](std::string_view text) { return readReport(text).error(); };
  auto buffer = [&](const std::string &members) {
    return whyNot(R"({"memories": [{"name": "f", "plan": [{)" + members +
                  "}]}]}");
  };
  EXPECT_EQ(whyNot("{"), "it is not JSON");
  EXPECT_EQ(whyNot("[]"), "it is no report: memories is missing");
  EXPECT_EQ(whyNot(R"({"memories": 1})"),
            "it is no report: memories is not a list");
  EXPECT_EQ(whyNot(R"({"memories": [{"plan": []}]})"),
            "it is no report: memories[0].name is missing");
  EXPECT_EQ(buffer(R"("id": "a")"),
            "it is no report: memories[0].plan[0].size is missing");
  EXPECT_EQ(buffer(R"("id": "a", "size": 1.5)"),
            "it is no report: memories[0].plan[0].size is not a whole number "
            "below 2^63");
  EXPECT_EQ(buffer(R"("id": "a", "size": 1, "offset": 0, "live": [[2, 2]])"),
            "it is no report: memories[0].plan[0].live[0] is empty, or does "
            "not lie behind the one before");
  EXPECT_EQ(buffer(R"("id": "a", "size": 1, "offset": -1, "live": [[2, 3]])"),
            "it is no report: memories[0].plan[0] has no bytes, or an offset "
            "below 0");
  EXPECT_EQ(buffer(R"("id": "a", "size": 2, "offset": 9223372036854775807,
                      "live": [[2, 3]])"),
            "the plan before: buffer 'a' ends beyond 2^63-1");
}

} // namespace
