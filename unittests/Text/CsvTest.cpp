//===- CsvTest.cpp - Problems and plans as CSV text -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Csv.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

Problem problemIn(std::string_view text, const CsvOptions &options = {}) {
  Result<ProblemText> csv = readCsv(text, options);
  EXPECT_TRUE(csv) << csv.error();
  return csv ? csv->problem : Problem{};
}

TEST(ReadCsv, HeaderOnlyIsAnEmptyProblem) {
  EXPECT_TRUE(problemIn("id,lower,upper,size\n").buffers.empty());
  EXPECT_TRUE(problemIn("id,lower,upper,size").buffers.empty());
}

TEST(ReadCsv, ColumnsInAnyOrder) {
  Problem problem = problemIn("size,upper,id,hint,begin,alignment,offset\n"
                              "100,4,a,7,0,64,\n"
                              "50,6,b,,2,,128\n");
  ASSERT_EQ(problem.buffers.size(), 2u);
  const Buffer &a = problem.buffers[0], &b = problem.buffers[1];
  EXPECT_EQ(a.id, "a");
  EXPECT_EQ(a.lifetime, (Interval{0, 4}));
  EXPECT_EQ(a.size, 100);
  EXPECT_EQ(a.alignment, 64);
  EXPECT_FALSE(a.pin);
  EXPECT_EQ(b.alignment, 1);
  EXPECT_EQ(b.pin, 128);
}

TEST(ReadCsv, EndIsInclusive) {
  Problem problem = problemIn("id,start,end,size,gaps\na,3,9,1,4-5\n");
  EXPECT_EQ(problem.buffers[0].lifetime, (Interval{3, 10}));
  EXPECT_EQ(problem.buffers[0].gaps, (std::vector<Interval>{{4, 6}}));
}

TEST(ReadCsv, GapsAreHalfOpenWithUpper) {
  Problem problem = problemIn("id,lower,upper,size,gaps\na,0,9,1, 2-3  5-7 \n");
  EXPECT_EQ(problem.buffers[0].gaps, (std::vector<Interval>{{2, 3}, {5, 7}}));
}

TEST(ReadCsv, AcceptsCrLfBlankLinesAndByteOrderMark) {
  Problem problem = problemIn("\xef\xbb\xbfid,lower,upper,size\r\n\r\n"
                              "a,0,4,8\r\n\n\"b\",1,2,\"3\"");
  ASSERT_EQ(problem.buffers.size(), 2u);
  EXPECT_EQ(problem.buffers[1].id, "b");
  EXPECT_EQ(problem.buffers[1].size, 3);
}

TEST(ReadCsv, KeepsQuotedIds) {
  Problem problem =
      problemIn("id,lower,upper,size\n\" a,\"\"b\"\"\nc\",0,4,8\n");
  EXPECT_EQ(problem.buffers[0].id, " a,\"b\"\nc");
}

TEST(ReadCsv, TakesTheLargestNumbers) {
  Problem problem = problemIn("id,lower,upper,size\n"
                              "a,0,9223372036854775807,9223372036854775806\n");
  EXPECT_EQ(problem.buffers[0].lifetime.end, 9223372036854775807);
}

TEST(ReadCsv, DefaultAlignmentIsForBlankFields) {
  Problem problem = problemIn("id,lower,upper,size,alignment\na,0,4,8,\n"
                              "b,0,4,8,2\n",
                              {.defaultAlignment = 64});
  EXPECT_EQ(problem.buffers[0].alignment, 64);
  EXPECT_EQ(problem.buffers[1].alignment, 2);
}

TEST(ReadCsv, IgnoresOffsetsButReportsThem) {
  Result<ProblemText> csv =
      readCsv("id,lower,upper,size,offset\na,0,4,8,3\nb,0,4,8,\n",
              {.ignoreOffsets = true});
  ASSERT_TRUE(csv) << csv.error();
  EXPECT_FALSE(csv->problem.buffers[0].pin);
  EXPECT_EQ(csv->offsets[0], 3);
  EXPECT_FALSE(csv->offsets[1]);
  EXPECT_EQ(csv->lines, (std::vector<size_t>{2, 3}));
}

TEST(WriteCsv, AddsTheOffsetColumn) {
  EXPECT_EQ(writeCsv("id,lower,upper,size\na,0,4,8\nb,0,4,8\n", {0, 8}),
            "id,lower,upper,size,offset\na,0,4,8,0\nb,0,4,8,8\n");
}

TEST(WriteCsv, FillsTheOffsetColumn) {
  EXPECT_EQ(
      writeCsv("id,offset,lower,upper,size\na,,0,4,8\nb, 3,0,4,8\n", {0, 12}),
      "id,offset,lower,upper,size\na,0,0,4,8\nb,12,0,4,8\n");
}

TEST(WriteCsv, KeepsEverythingElse) {
  EXPECT_EQ(writeCsv("\xef\xbb\xbfhint,id, lower ,upper,size\r\n\r\n"
                     "\"x, \"\"y\"\"\n\n\",a,0,4 ,8\r\n  \r\n,\"b\",1,2,3",
                     {0, 8}),
            "\xef\xbb\xbfhint,id, lower ,upper,size,offset\r\n\r\n"
            "\"x, \"\"y\"\"\n\n\",a,0,4 ,8,0\r\n  \r\n,\"b\",1,2,3,8");
}

TEST(WriteCsv, HeaderOnly) {
  EXPECT_EQ(writeCsv("id,lower,upper,size", {}), "id,lower,upper,size,offset");
}

TEST(WriteCsv, OutputVerifies) {
  std::string text = "id,start,end,size,alignment\na,0,4,100,64\nb,2,6,50,32\n"
                     "c,4,9,70,\nd,5,9,10,\n";
  Plan plan = *planWith("greedy", problemIn(text));
  std::string output = writeCsv(text, plan.offsets);
  Result<ProblemText> again = readCsv(output);
  ASSERT_TRUE(again) << again.error(); // As pins: none clash.
  for (size_t i = 0; i < plan.offsets.size(); ++i)
    EXPECT_EQ(again->problem.buffers[i].pin, plan.offsets[i]);
}

void expectEqual(const Problem &a, const Problem &b) {
  ASSERT_EQ(a.buffers.size(), b.buffers.size());
  for (size_t i = 0; i < a.buffers.size(); ++i) {
    EXPECT_EQ(a.buffers[i].id, b.buffers[i].id);
    EXPECT_EQ(a.buffers[i].lifetime, b.buffers[i].lifetime);
    EXPECT_EQ(a.buffers[i].size, b.buffers[i].size);
    EXPECT_EQ(a.buffers[i].alignment, b.buffers[i].alignment);
    EXPECT_EQ(a.buffers[i].pin, b.buffers[i].pin);
    EXPECT_EQ(a.buffers[i].gaps, b.buffers[i].gaps);
  }
}

TEST(ToCsv, RoundTrips) {
  Problem problem{
      .buffers = {{.id = "a,\"b\"\n", .lifetime = {0, 9}, .size = 8},
                  {.id = " c ",
                   .lifetime = {1, 9},
                   .size = 7,
                   .alignment = 4,
                   .pin = 16,
                   .gaps = {{2, 3}, {5, 7}}}}};
  expectEqual(problemIn(toCsv(problem)), problem);
  problem.buffers.clear();
  expectEqual(problemIn(toCsv(problem)), problem);
}

TEST(ToCsv, WritesOnlyTheColumnsItNeeds) {
  Problem problem{.buffers = {{.lifetime = {0, 9}, .size = 8}}};
  EXPECT_EQ(toCsv(problem), "id,lower,upper,size,alignment\n#0,0,9,8,1\n");
  Plan plan{.offsets = {24}};
  EXPECT_EQ(toCsv(problem, &plan),
            "id,lower,upper,size,alignment,offset\n#0,0,9,8,1,24\n");
}

} // namespace
