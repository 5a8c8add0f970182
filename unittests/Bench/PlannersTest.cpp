//===- PlannersTest.cpp - Which strategies to run -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planners.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

std::vector<std::string> selected(std::string_view list) {
  std::string error;
  std::vector<std::string> names;
  for (const Strategy *row : selectStrategies(list, error))
    names.emplace_back(row->name);
  EXPECT_EQ(error, "");
  return names;
}

TEST(SelectStrategies, AllIsTheTable) {
  EXPECT_EQ(selected("all").size(), strategies().size());
}

TEST(SelectStrategies, OursHaveNoSystem) {
  std::vector<std::string> names = selected("ours");
  EXPECT_GT(names.size(), 0u);
  EXPECT_LT(names.size(), strategies().size());
  for (const std::string &name : names)
    EXPECT_EQ(findStrategy(name)->system, "");
}

TEST(SelectStrategies, NamesInTheOrderOfTheTableOnceEach) {
  EXPECT_EQ(selected("greedy,auto,greedy"),
            (std::vector<std::string>{"auto", "greedy"}));
}

TEST(SelectStrategies, SystemsInAnyCase) {
  for (const char *list : {"XLA", "xla", "Xla"}) {
    std::vector<std::string> names = selected(list);
    EXPECT_TRUE(std::ranges::count(names, "xla-repack")) << list;
    for (const std::string &name : names)
      EXPECT_EQ(findStrategy(name)->system, "XLA");
  }
}

TEST(SelectStrategies, WhatNamesBeginWithStandsForAll) {
  std::string error;
  EXPECT_EQ(selectStrategies("tflite", error),
            selectStrategies("TensorFlow Lite", error));
  EXPECT_GT(selectStrategies("first-fit", error).size(), 5u);
  EXPECT_EQ(error, "");
  EXPECT_TRUE(selectStrategies("first-f", error).empty());
  EXPECT_EQ(error, unknownStrategyMessage("first-f"));
}

TEST(SelectStrategies, UnknownNamesAreNamed) {
  for (const char *list : {"greedy,quick", "quick", "quick,all"}) {
    std::string error;
    EXPECT_TRUE(selectStrategies(list, error).empty());
    EXPECT_EQ(error, unknownStrategyMessage("quick"));
  }
  std::string error;
  EXPECT_TRUE(selectStrategies("Greedy", error).empty());
  EXPECT_TRUE(selectStrategies("", error).empty());
  EXPECT_TRUE(selectStrategies("greedy,", error).empty());
}

} // namespace
