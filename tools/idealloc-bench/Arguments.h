//===- Arguments.h - The flags of idealloc-bench ----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_ARGUMENTS_H
#define IDEALLOC_TOOLS_BENCH_ARGUMENTS_H

#include "Results.h"

namespace CLI {
class App;
}

namespace idealloc::bench {

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

/// Adds all flags to a parser, which then fills in `flags`.
void addFlags(CLI::App &app, Flags &flags);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_ARGUMENTS_H
