//===- SandboxTest.cpp - Work in a process of its own ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sandbox.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

using namespace idealloc::fuzz;

TEST(RunEachInChild, GoesOnBehindDeaths) {
  std::map<uint64_t, Report> reports;
  runEachInChild(
      3, 8,
      [](uint64_t number, Tell tell) {
        tell("begun " + std::to_string(number));
        if (number == 4 || number == 5 || number == 7)
          std::_Exit(int(number));
        tell("done");
      },
      [&](uint64_t number, const Report &report) {
        EXPECT_TRUE(reports.emplace(number, report).second) << number;
      },
      {});
  ASSERT_EQ(reports.size(), 5u);
  EXPECT_EQ(reports[3].text, "begun 3\ndone\n");
  EXPECT_EQ(reports[3].death, "");
  EXPECT_EQ(reports[4].text, "begun 4\n");
  EXPECT_EQ(reports[4].death, "exit code 4");
  EXPECT_EQ(reports[5].death, "exit code 5");
  EXPECT_EQ(reports[6].text, "begun 6\ndone\n");
  EXPECT_EQ(reports[6].death, "");
  EXPECT_EQ(reports[7].death, "exit code 7");
}

TEST(RunEachInChild, GivesEachNumberItsProcessorTime) {
  std::map<uint64_t, std::string> deaths;
  runEachInChild(
      0, 3,
      [](uint64_t number, Tell) {
        for (volatile bool isHanging = number == 1; isHanging;)
          ;
      },
      [&](uint64_t number, const Report &report) {
        deaths[number] = report.death;
      },
      {.processorSeconds = 1});
  EXPECT_EQ(deaths[0], "");
  EXPECT_EQ(deaths[1], "timeout");
  EXPECT_EQ(deaths[2], "");
}
