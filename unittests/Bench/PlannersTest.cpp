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
  std::vector<std::string> names;
  Result<std::vector<const Strategy *>> rows = selectStrategies(list);
  EXPECT_TRUE(rows) << rows.error();
  if (rows)
    for (const Strategy *row : *rows)
      names.emplace_back(row->name);
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
  EXPECT_EQ(selected("tflite"), selected("TensorFlow Lite"));
  EXPECT_GT(selected("first-fit").size(), 5u);
  EXPECT_EQ(selectStrategies("first-f").error(),
            unknownStrategyMessage("first-f"));
}

TEST(SelectStrategies, UnknownNamesAreNamed) {
  for (const char *list : {"greedy,quick", "quick", "quick,all"})
    EXPECT_EQ(selectStrategies(list).error(), unknownStrategyMessage("quick"));
  for (const char *list : {"Greedy", "", "greedy,"})
    EXPECT_FALSE(selectStrategies(list)) << list;
}

} // namespace
