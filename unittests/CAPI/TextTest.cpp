//===- TextTest.cpp - Problems and plans of the C API as text -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestHandles.h"

#include <gtest/gtest.h>

using namespace idealloc::test;

namespace {

std::string taken(char *text) {
  TextHandle owned(text);
  return text ? text : "(null)";
}

TEST(CText, ReadsWhatItWrites) {
  const std::string csv = "id,lower,upper,size,alignment,gaps,offset\n"
                          "a,0,9,64,8,2-4,\nb,2,6,32,1,,128\n";
  ProblemHandle problem = readProblem(csv, "b.csv");
  ASSERT_TRUE(problem);
  EXPECT_EQ(taken(ideallocToCsv(problem.get(), nullptr)), csv);
  std::string json = taken(ideallocToJson(problem.get(), nullptr));
  ProblemHandle again = readProblem(json, "b.json");
  ASSERT_TRUE(again);
  EXPECT_EQ(taken(ideallocToCsv(again.get(), nullptr)), csv);
}

TEST(CText, WritesOffsets) {
  ProblemHandle problem = threeBuffers();
  PlanHandle plan = makePlan(problem);
  std::string csv = taken(ideallocToCsv(problem.get(), plan.get()));
  EXPECT_NE(csv.find("offset"), std::string::npos);
  ProblemHandle pinned = readProblem(csv);
  ASSERT_TRUE(pinned);
  EXPECT_EQ(offsetsOf(makePlan(pinned)), offsetsOf(plan));
}

TEST(CText, SaysWhereAnErrorIs) {
  ProblemHandle problem = makeProblem();
  const std::string text = "id,lower,upper,size\na,0,4,8k\n";
  EXPECT_FALSE(ideallocProblemRead(problem.get(), IdeallocFormatCsv,
                                   text.data(), text.size(), "a.csv", 1,
                                   false));
  EXPECT_STREQ(ideallocProblemGetMessage(problem.get()),
               "a.csv:2:7: size '8k' is not a decimal number");
  EXPECT_EQ(ideallocProblemGetBufferCount(problem.get()), 0u);
}

TEST(CText, IsOfTheFormatThatIsNamed) {
  ProblemHandle problem = makeProblem();
  const std::string json = "{\"buffers\": []}", csv = "id,lower,upper,size\n";
  auto read = [&](IdeallocFormat format, const std::string &text) {
    return ideallocProblemRead(problem.get(), format, text.data(), text.size(),
                               "<test>", 1, false);
  };
  EXPECT_TRUE(read(IdeallocFormatAuto, json));
  EXPECT_TRUE(read(IdeallocFormatAuto, csv));
  EXPECT_TRUE(read(IdeallocFormatJson, json));
  EXPECT_FALSE(read(IdeallocFormatJson, csv));
  EXPECT_TRUE(read(IdeallocFormatCsv, csv));
  EXPECT_FALSE(read(IdeallocFormatCsv, json));
}

TEST(CText, KeepsWhatTheProblemSays) {
  ProblemHandle problem = makeProblem();
  ideallocProblemSetCapacity(problem.get(), 50);
  ASSERT_TRUE(ideallocProblemAddReserved(problem.get(), 0, 8));
  const std::string text = "id,lower,upper,size\na,0,4,16\n";
  ASSERT_TRUE(ideallocProblemRead(problem.get(), IdeallocFormatCsv, text.data(),
                                  text.size(), "a.csv", 4, false));
  EXPECT_EQ(ideallocProblemGetCapacity(problem.get()), 50);
  EXPECT_EQ(ideallocPlanGetMakespan(makePlan(problem).get()), 24);
  EXPECT_FALSE(ideallocProblemRead(problem.get(), IdeallocFormatCsv,
                                   text.data(), text.size(), "a.csv", 4,
                                   false));
  EXPECT_STREQ(ideallocProblemGetMessage(problem.get()),
               "the problem to read into is not empty");
}

TEST(CText, MakesAPictureAndASummary) {
  ProblemHandle problem = threeBuffers();
  PlanHandle plan = makePlan(problem);
  std::string svg = taken(ideallocToSvg(problem.get(), plan.get(), "three"));
  EXPECT_NE(svg.find("<svg"), std::string::npos);
  EXPECT_NE(svg.find("three"), std::string::npos);
  std::string summary =
      taken(ideallocToSummary(problem.get(), plan.get(), "auto"));
  EXPECT_NE(summary.find("makespan     96\n"), std::string::npos);
}

TEST(CText, RefusesAPlanOfAnotherProblem) {
  PlanHandle plan = makePlan(threeBuffers());
  ProblemHandle other = readProblem("id,lower,upper,size\na,0,4,64\n");
  EXPECT_EQ(ideallocToCsv(other.get(), plan.get()), nullptr);
  EXPECT_EQ(ideallocToJson(other.get(), plan.get()), nullptr);
  EXPECT_EQ(ideallocToSvg(other.get(), plan.get(), ""), nullptr);
  EXPECT_EQ(ideallocToSummary(other.get(), plan.get(), "auto"), nullptr);
}

} // namespace
