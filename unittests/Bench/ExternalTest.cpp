//===- ExternalTest.cpp - Planners outside this project -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "External.h"

#include <gtest/gtest.h>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

External parsed(const std::string &text) {
  Result<External> planner = parseExternal(text);
  EXPECT_TRUE(planner) << planner.error();
  return planner ? *planner : External();
}

TEST(ParseExternal, NameIsThatOfTheProgram) {
  External planner = parsed("/bin/sh -c 'x y' {in}");
  EXPECT_EQ(planner.name, "sh");
  EXPECT_EQ(planner.program, "/bin/sh");
  EXPECT_EQ(planner.words,
            (std::vector<std::string>{"/bin/sh", "-c", "x y", "{in}"}));
}

TEST(ParseExternal, NameMayBeGiven) {
  External planner = parsed("a-1=sh --x=y");
  EXPECT_EQ(planner.name, "a-1");
  EXPECT_EQ(planner.text, "sh --x=y");
  EXPECT_EQ(parsed("sh --x=y").name, "sh");
  EXPECT_EQ(parsed("./a=b").name, "a=b");
}

TEST(ParseExternal, ProgramMayBeMissing) {
  EXPECT_EQ(parsed("no-such-program {in}").program, "");
}

TEST(ParseExternal, SaysWhatIsWrong) {
  EXPECT_EQ(parseExternal("sh 'x").error(),
            "--external 'sh 'x': a quote is not closed");
  EXPECT_EQ(parseExternal("name= ").error(),
            "--external 'name= ': there is no command");
}

TEST(ExternalCsv, HasOnlyTheColumnsThatMatter) {
  Problem problem{.buffers = {{.id = "a,b", .lifetime = {0, 4}, .size = 8},
                              {.lifetime = {1, 9}, .size = 2}}};
  EXPECT_EQ(externalCsv(problem),
            "id,lower,upper,size\n\"a,b\",0,4,8\n#1,1,9,2\n");
  problem.buffers[0].alignment = 4;
  problem.buffers[1].gaps = {{2, 3}, {5, 6}};
  problem.buffers[0].pin = 12;
  EXPECT_EQ(externalCsv(problem), "id,lower,upper,size,alignment,gaps,offset\n"
                                  "\"a,b\",0,4,8,4,,12\n#1,1,9,2,1,2-3 5-6,\n");
}

Trial taken(const std::string &text,
            std::optional<Bytes> capacity = std::nullopt) {
  Problem problem{.buffers = {{.id = "a", .lifetime = {0, 4}, .size = 8},
                              {.id = "b", .lifetime = {1, 9}, .size = 2}},
                  .capacity = capacity};
  Trial run;
  takeOffsets(run, problem, text);
  return run;
}

TEST(TakeOffsets, MatchesById) {
  Trial run = taken("x,offset,id\n,8,b\n,0,a\n");
  EXPECT_EQ(run.outcome, Outcome::Optimal);
  EXPECT_EQ(run.makespan, 10);
  EXPECT_EQ(run.detail, "");
  EXPECT_EQ(taken("id,offset\na,0\nb,20\n").outcome, Outcome::Feasible);
}

TEST(TakeOffsets, AboveTheCapacityNothingIsKnown) {
  EXPECT_EQ(taken("id,offset\na,0\nb,20\n", 22).outcome, Outcome::Feasible);
  Trial run = taken("id,offset\na,0\nb,20\n", 21);
  EXPECT_EQ(run.outcome, Outcome::Unknown);
  EXPECT_EQ(run.makespan, 22);
}

TEST(TakeOffsets, InvalidPlansAreRefused) {
  Trial clash = taken("id,offset\na,0\nb,7\n");
  EXPECT_EQ(clash.outcome, Outcome::Invalid);
  EXPECT_FALSE(clash.makespan);
  EXPECT_NE(clash.detail, "");
  EXPECT_EQ(taken("id,offset\na,0\nb,9223372036854775807\n").outcome,
            Outcome::Invalid);
  Trial missing = taken("id,offset\na,0\n");
  EXPECT_EQ(missing.outcome, Outcome::Invalid);
  EXPECT_EQ(missing.detail, "buffer 'b' has no offset");
}

TEST(TakeOffsets, UnreadableOutputFails) {
  for (auto [text, why] : {
           std::pair{"", "output:1: is empty"},
           {"hello\n", "output:1: no column 'id'"},
           {"id,offset\nc,0\n", "output:2: no buffer has the id 'c'"},
           {"id,offset\na,-1\n",
            "output:2: offset '-1' is not a number of bytes"},
           {"id,offset\na,0\na,0\n", "output:3: buffer 'a' is there twice"},
       }) {
    Trial run = taken(text);
    EXPECT_EQ(run.outcome, Outcome::Failed) << text;
    EXPECT_EQ(run.detail, why);
    EXPECT_FALSE(run.makespan);
  }
}

} // namespace
