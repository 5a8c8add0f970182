//===- Bench.h - A run of idealloc-bench ------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_BENCH_H
#define IDEALLOC_TOOLS_BENCH_BENCH_H

#include "Results.h"

namespace idealloc::bench {

enum ExitCode { Done = 0, Bad = 1, Stopped = 130 };

/// What the user asks for; docs/Bench.md has all of it.
struct Flags {
  std::vector<std::string> paths;
  std::vector<std::string> generated;
  std::optional<std::string> save;
  bool listGenerators = false;
  std::string strategies = "all";
  std::vector<std::string> externals;
  std::string bestKnown;
  Settings settings;
  std::string format = "table";
  std::string output;
  bool noResume = false;
};

/// Does it: reads or generates the instances, runs the planners, each run in a
/// process of this program (Launch.h, Worker.h), and writes the report. Returns
/// an ExitCode; standard error says why it is not Done.
int run(const Flags &flags);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_BENCH_H
