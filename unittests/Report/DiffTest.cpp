//===- DiffTest.cpp - What has changed between two plans ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/Diff.h"
#include "idealloc/Text/Csv.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace idealloc;

namespace {

ProblemText planIn(std::string_view rows) {
  Result<ProblemText> text =
      readCsv("id,lower,upper,size,offset\n" + std::string(rows),
              {.ignoreOffsets = true});
  EXPECT_TRUE(text) << text.error();
  return *text;
}

const char *const before = "same,0,4,8,0\nmoves,2,6,4,8\ngrows,0,2,4,12\n"
                           "goes,6,8,30,0\nlasts,6,7,1,40\n";
const char *const after = "lasts,6,8,1,40\ngrows,0,2,6,16\nnew,6,8,50,0\n"
                          "same,0,4,8,0\nmoves,2,6,4,10\n";

TEST(Diff, TellsWhatHasChanged) {
  PlanDiff diff = *diffPlans(planIn(before), planIn(after));
  EXPECT_EQ(diff.added, std::vector<size_t>{2});
  EXPECT_EQ(diff.gone, std::vector<size_t>{3});
  EXPECT_EQ(diff.moved, (std::vector<BufferPair>{{2, 1}, {1, 4}}));
  EXPECT_EQ(diff.resized, (std::vector<BufferPair>{{2, 1}}));
  EXPECT_EQ(diff.relived, (std::vector<BufferPair>{{4, 0}}));
  EXPECT_EQ(diff.unchanged, 1u);
  EXPECT_EQ(diff.arenaBefore, 41);
  EXPECT_EQ(diff.arenaAfter, 50);
  EXPECT_EQ(diff.peakBefore, 31);
  EXPECT_EQ(diff.peakAfter, 51);
  EXPECT_EQ(diff.totalBefore, 47);
  EXPECT_EQ(diff.totalAfter, 69);
}

TEST(Diff, OfAPlanWithItselfIsEmpty) {
  PlanDiff diff = *diffPlans(planIn(before), planIn(before));
  EXPECT_EQ(diff.unchanged, 5u);
  EXPECT_TRUE(diff.added.empty() && diff.gone.empty() && diff.moved.empty() &&
              diff.resized.empty() && diff.relived.empty());
}

TEST(Diff, NeedsOffsets) {
  EXPECT_EQ(diffPlans(planIn(before), planIn("a,0,1,2,\n")).error(),
            "the plan after: buffer 'a' has no offset");
}

TEST(Diff, ReadsWellAndParses) {
  ProblemText old = planIn(before), now = planIn(after);
  PlanDiff diff = *diffPlans(old, now);
  EXPECT_EQ(diffText(old, now, diff),
            "arena      41 -> 50 bytes (+9)\n"
            "peak       31 -> 51 bytes (+20)\n"
            "total      47 -> 69 bytes (+22)\n"
            "added      1 buffer\n  new, 50 bytes at 0\n"
            "gone       1 buffer\n  goes, 30 bytes at 0\n"
            "resized    1 buffer\n  grows, 4 -> 6 bytes\n"
            "moved      2 buffers\n  grows, 6 bytes from 12 to 16\n"
            "  moves, 4 bytes from 8 to 10\n"
            "relived    1 buffer\n  lasts, [6, 7) -> [6, 8)\n"
            "unchanged  1 buffer\n");
  auto json = nlohmann::json::parse(diffJson(old, now, diff));
  EXPECT_EQ(json["arena_after"], 50);
  EXPECT_EQ(json["moved"][1]["id"], "moves");
  EXPECT_EQ(json["relived"][0]["after"][1], 8);
}

} // namespace
