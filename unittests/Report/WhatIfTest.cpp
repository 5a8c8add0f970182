//===- WhatIfTest.cpp - Problems, were they otherwise ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/WhatIf.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace idealloc;

namespace {

const Problem problem{
    .buffers = {{.id = "a", .lifetime = {0, 4}, .size = 100},
                {.id = "b=c,d", .lifetime = {2, 6}, .size = 50},
                {.id = "e", .lifetime = {4, 9}, .size = 90}}};

TEST(WhatIf, ReadsEveryChange) {
  std::vector<WhatIf> capacities = *parseWhatIf("capacity=64,128");
  ASSERT_EQ(capacities.size(), 2u);
  EXPECT_EQ(toString(capacities[1]), "capacity 128");
  EXPECT_EQ(toString((*parseWhatIf("drop=b=c,d"))[0]), "without 'b=c,d'");
  EXPECT_EQ(toString((*parseWhatIf("size:b=c,d=7"))[0]), "'b=c,d' of 7 bytes");
}

TEST(WhatIf, RefusesAllElse) {
  EXPECT_EQ(parseWhatIf("capacty=3").error(),
            "'capacty=3' is not capacity=BYTES,BYTES..., drop=NAME or "
            "size:NAME=BYTES");
  for (const char *text : {"", "drop=", "size:=4", "size:a", "=", "size:a="})
    EXPECT_FALSE(parseWhatIf(text)) << text;
  EXPECT_EQ(parseWhatIf("capacity=64,8k").error(),
            "'8k' is not a whole number of bytes, at least 0");
  EXPECT_EQ(parseWhatIf("size:a=0").error(),
            "'0' is not a whole number of bytes, at least 1");
}

TEST(WhatIf, ChangesNothingElse) {
  Problem smaller = *changed(problem, (*parseWhatIf("size:e=1"))[0]);
  EXPECT_EQ(smaller.buffers[2].size, 1);
  EXPECT_EQ(smaller.buffers[0].size, 100);
  EXPECT_EQ(changed(problem, (*parseWhatIf("drop=a"))[0])->buffers.size(), 2u);
  EXPECT_EQ(changed(problem, (*parseWhatIf("drop=x"))[0]).error(),
            "there is no buffer 'x'");
}

TEST(WhatIf, ShowsWhatBecomesOfIt) {
  std::vector<WhatIf> changes = *parseWhatIf("capacity=149,150");
  changes.push_back((*parseWhatIf("drop=a"))[0]);
  std::vector<WhatIfRow> rows = *planWhatIfs("auto", problem, changes);
  EXPECT_EQ(whatIfText(rows, false),
            "what if       fits  makespan  lower bound  status\n"
            "as given      yes        150          150  optimal\n"
            "capacity 149  no         150          150  infeasible\n"
            "capacity 150  yes        150          150  optimal\n"
            "without 'a'   yes        140          140  optimal\n");
  auto json = nlohmann::json::parse(whatIfJson(rows, true));
  EXPECT_EQ(json[1]["fits"], false);
  EXPECT_EQ(json[3]["makespan"], 140);
  EXPECT_TRUE(json[0].contains("seconds"));
}

} // namespace
