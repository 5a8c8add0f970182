//===- ReportCells.h - The tables for people --------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_REPORTCELLS_H
#define IDEALLOC_TOOLS_BENCH_REPORTCELLS_H

#include "Results.h"

namespace idealloc::bench {

/// A table whose cells are plain text. What `notes` say stands below it.
struct Cells {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> notes;
};

/// How many columns from the left hold text, the others numbers.
inline constexpr size_t textColumns = 2;

/// One table per instance, best planner first, then one over all.
std::vector<Cells> tablesOf(const Report &report);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_REPORTCELLS_H
