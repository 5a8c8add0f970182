//===- ProgramGeneratorTest.cpp - Random programs -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramGenerator.h"

#include <gtest/gtest.h>

using namespace idealloc::fuzz;

namespace {

TEST(ProgramGenerator, GivesEqualProgramsToEqualSeeds) {
  for (uint64_t seed : {0, 7, 1000})
    EXPECT_EQ(generateProgram(seed, {}), generateProgram(seed, {}));
}

TEST(ProgramGenerator, GivesOtherProgramsToOtherSeeds) {
  EXPECT_NE(generateProgram(1, {}), generateProgram(2, {}));
}

TEST(ProgramGenerator, WritesAsyncOnlyWhereAsked) {
  bool written = false;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    EXPECT_EQ(generateProgram(seed, {.async = false}).find("async."),
              std::string::npos)
        << seed;
    written |= generateProgram(seed, {.async = true}).find("async.execute") !=
               std::string::npos;
  }
  EXPECT_TRUE(written);
}

TEST(ProgramGenerator, GrowsWithTheStatements) {
  size_t few = 0, many = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    few += generateProgram(seed, {.statements = 3}).size();
    many += generateProgram(seed, {.statements = 60}).size();
  }
  EXPECT_LT(2 * few, many);
}

} // namespace
