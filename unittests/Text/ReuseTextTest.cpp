//===- ReuseTextTest.cpp - Reuse edges as text ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/ReuseText.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace idealloc;

namespace {

const Problem problem{.buffers = {{.id = "a, b", .lifetime = {0, 2}, .size = 8},
                                  {.lifetime = {3, 4}, .size = 8}}};
const std::vector<ReuseEdge> edges = {
    {.first = 0, .end = 2, .then = 1, .begin = 3}};

TEST(ReuseText, QuotesNamesInCsv) {
  EXPECT_EQ(toCsv(problem, edges), "first,end,then,begin\n\"a, b\",2,#1,3\n");
}

TEST(ReuseText, IsJson) {
  auto json = nlohmann::json::parse(toJson(problem, edges));
  EXPECT_EQ(json["edges"][0]["then"], "#1");
  EXPECT_EQ(json["edges"][0]["end"], 2);
  EXPECT_TRUE(nlohmann::json::parse(toJson(problem, {}))["edges"].empty());
}

} // namespace
