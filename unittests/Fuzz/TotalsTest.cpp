//===- TotalsTest.cpp - Figures of all programs ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzzer.h"

#include <gtest/gtest.h>

using namespace idealloc::fuzz;

namespace {

TEST(Totals, AddUpWhatEveryProgramGave) {
  Totals totals;
  Outcome outcome;
  outcome.configurations = 4;
  outcome.refusedStorages = 1;
  outcome.planned = 5;
  outcome.sharing = 2;
  outcome.refused = {{"escapes", 1}};
  totals.add(outcome);
  outcome.refused = {{"escapes", 2}, {"dynamic-shape", 1}};
  outcome.finding.emplace().kind = "difference";
  totals.add(outcome);
  std::string text;
  llvm::raw_string_ostream os(text);
  totals.print(os);
  EXPECT_EQ(text, "2 programs, 8 planned runs compared, 2 storages refused "
                  "because of calls\n"
                  "10 buffers planned, 4 of them share bytes with another\n"
                  "4 buffers not planned\n"
                  "  dynamic-shape: 1\n"
                  "  escapes: 3\n"
                  "1 findings\n"
                  "  difference: 1\n");
}

} // namespace
