//===- ReportTest.cpp - Peaks against a naive oracle ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/Report.h"
#include "TestProblems.h"
#include "idealloc/Planner/Strategies.h"
#include "idealloc/Report/ReportText.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace idealloc;
using namespace idealloc::test;

namespace {

PlannedMemory planned(const Problem &problem) {
  return {.name = "memory",
          .problem = problem,
          .plan = *planWith("greedy", problem)};
}

/// Tick by tick.
Bytes peakOf(const Problem &problem) {
  Bytes most = 0;
  for (Time tick = -2; tick < 64; ++tick) {
    Bytes live = 0;
    for (const Buffer &buffer : problem.buffers) {
      Buffer now{.lifetime = {tick, tick + 1}, .size = 1};
      live += meet(buffer, now) ? buffer.size : 0;
    }
    most = std::max(most, live);
  }
  return most;
}

/// The peak if the buffer were live in these ticks only; empty: not at all.
Bytes peakWith(Problem problem, size_t index, Interval live, Bytes size) {
  Buffer &buffer = problem.buffers[index];
  if (live.begin >= live.end || size == 0) {
    problem.buffers.erase(problem.buffers.begin() + long(index));
    return peakOf(problem);
  }
  buffer.lifetime = live;
  buffer.size = size;
  return peakOf(problem);
}

TEST(Report, ExplainsAPeakByHand) {
  // 8 + 4 at [2, 4), 4 + 6 at [4, 6).
  MemoryReport report = explainMemory(
      planned({.buffers = {{.id = "a", .lifetime = {0, 4}, .size = 8},
                           {.id = "b", .lifetime = {2, 6}, .size = 4},
                           {.id = "c", .lifetime = {4, 8}, .size = 6}}}));
  EXPECT_EQ(report.total, 18);
  EXPECT_EQ(report.peak, 12);
  EXPECT_EQ(report.peaks, (std::vector<Interval>{{2, 4}}));
  EXPECT_EQ(report.curve,
            (std::vector<LoadStep>{{0, 8}, {2, 12}, {4, 10}, {6, 6}, {8, 0}}));
  EXPECT_EQ(report.atPeak, (std::vector<PeakBuffer>{{.buffer = 1,
                                                     .without = 8,
                                                     .smaller = 12,
                                                     .beginLater = 12,
                                                     .endEarlier = 12},
                                                    {.buffer = 0,
                                                     .without = 10,
                                                     .smaller = 12,
                                                     .beginLater = 12,
                                                     .endEarlier = 12}}));
}

TEST(Report, NamesEveryPeak) {
  MemoryReport report = explainMemory(
      planned({.buffers = {{.lifetime = {0, 9}, .size = 4, .gaps = {{2, 7}}},
                           {.lifetime = {20, 21}, .size = 4}}}));
  EXPECT_EQ(report.peaks, (std::vector<Interval>{{0, 2}, {7, 9}, {20, 21}}));
  EXPECT_EQ(report.atPeak.size(), 2u);
}

TEST(Report, OfNothingIsEmpty) {
  MemoryReport report = explainMemory(planned({}));
  EXPECT_EQ(report.peak, 0);
  EXPECT_TRUE(report.peaks.empty());
  EXPECT_TRUE(report.curve.empty());
}

TEST(Report, AgreesWithTheOracle) {
  size_t looked = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    Problem problem = randomProblem(
        {.buffers = 8, .horizon = 14, .largest = 40, .gaps = seed % 2 == 1},
        seed);
    MemoryReport report = explainMemory(planned(problem));
    ASSERT_EQ(report.peak, peakOf(problem)) << seed;
    for (const PeakBuffer &at : report.atPeak) {
      const Buffer &buffer = problem.buffers[at.buffer];
      const auto [begin, end] = buffer.lifetime;
      ASSERT_EQ(at.without, peakWith(problem, at.buffer, {}, 0)) << seed;
      ASSERT_EQ(at.smaller, peakWith(problem, at.buffer, {begin, end},
                                     buffer.size - buffer.size / 10))
          << seed;
      ASSERT_EQ(at.beginLater,
                peakWith(problem, at.buffer, {begin + 1, end}, buffer.size))
          << seed;
      ASSERT_EQ(at.endEarlier,
                peakWith(problem, at.buffer, {begin, end - 1}, buffer.size))
          << seed;
      ++looked;
    }
  }
  EXPECT_GT(looked, 500u);
}

Report example() {
  PlannedMemory memory =
      planned({.buffers = {{.id = "stem/conv", .lifetime = {0, 4}, .size = 8},
                           {.id = "w<\xff", .lifetime = {2, 6}, .size = 4}},
               .capacity = 64});
  memory.notes = {{.type = "memref<8xi8>"}, {.kind = "constant"}};
  return makeReport(
      {.title = "net",
       .memories = {memory},
       .others = {{.name = "x",
                   .kind = "allocation",
                   .bytes = 100,
                   .reason = "is returned",
                   .remedy = "pass it as an argument"},
                  {.name = "y",
                   .kind = "allocation",
                   .reason = "is returned",
                   .remedy = "pass it as an argument"},
                  {.name = "w0", .kind = "constant", .bytes = 4000}}});
}

TEST(Report, SumsUpWhatIsNotPlanned) {
  EXPECT_EQ(
      example().others,
      (std::vector<OtherSum>{{.kind = "constant", .count = 1, .bytes = 4000},
                             {.kind = "allocation",
                              .reason = "is returned",
                              .remedy = "pass it as an argument",
                              .count = 2,
                              .bytes = 100,
                              .unknown = 1}}));
}

TEST(ReportText, HasTheFiguresOfTheJson) {
  auto json = nlohmann::json::parse(reportJson(example()));
  EXPECT_EQ(json["memories"][0]["peak"], 12);
  EXPECT_EQ(json["memories"][0]["constants"], 4);
  EXPECT_EQ(json["memories"][0]["capacity"], 64);
  EXPECT_EQ(json["memories"][0]["plan"][0]["type"], "memref<8xi8>");
  EXPECT_EQ(json["memories"][0]["at_peak"][0]["without"], 4);
  EXPECT_EQ(json["others"][1]["unknown_sizes"], 1);
  std::string text = reportText(example());
  EXPECT_NE(text.find("peak                      12 bytes"), text.npos) << text;
  EXPECT_NE(text.find("remedy: pass it as an argument"), text.npos) << text;
}

TEST(ReportHtml, HoldsTheReportAndNothingFromElsewhere) {
  std::string page = reportHtml(example());
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_NE(page.find("class MemoryMap"), page.npos);
  // A name cannot end the script that holds it.
  EXPECT_NE(page.find("w\\u003c"), page.npos);
  EXPECT_EQ(page.find("<!-- "), page.npos);
  EXPECT_EQ(page.find("http:"), page.npos);
  EXPECT_EQ(page.find("https:"), page.npos);
}

TEST(ReportAs, GoesByTheName) {
  EXPECT_EQ(*reportAs("a.json", example()), reportJson(example()));
  EXPECT_EQ(*reportAs("a.txt", example()), reportText(example()));
  EXPECT_EQ(*reportAs("a.html", example()), reportHtml(example()));
  EXPECT_EQ(reportAs("a.pdf", example()).error(),
            "the name of report 'a.pdf' must end in .json, .txt or .html");
}

} // namespace
