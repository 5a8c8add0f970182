//===- Arguments.h - The command line of idealloc-plan ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_PLAN_ARGUMENTS_H
#define IDEALLOC_TOOLS_PLAN_ARGUMENTS_H

#include "idealloc/Planner/Strategies.h"
#include "idealloc/Report/WhatIf.h"

namespace CLI {
class App;
} // namespace CLI

namespace idealloc {

enum ExitCode {
  Planned = 0,
  BadInput = 1,
  Infeasible = 2,
  Unknown = 3,
  Larger = 4
};

/// What the command line says; --help has the meaning of each.
struct Arguments {
  std::string input = {};
  std::string output = {};
  std::string svg = {};
  std::string html = {};
  std::string report = {};
  std::string reuseEdges = {};
  std::string header = {};
  std::string keep = {};
  double keepCost = 0;
  std::vector<std::string> diff = {};
  std::vector<WhatIf> whatIfs = {};
  std::string strategy{defaultStrategy()};
  std::optional<Bytes> capacity = std::nullopt;
  Bytes alignment = 1;
  std::vector<Range> reserved = {};
  StrategyOptions options = {};
  std::string format = "text";
  bool failIfLarger = false;
  bool listStrategies = false;
  bool ignoreOffsets = false;
  bool verify = false;
  bool timing = false;
};

/// Declares all flags; parsing the command line then fills in `arguments`.
void addArguments(CLI::App &app, Arguments &arguments);

} // namespace idealloc

#endif // IDEALLOC_TOOLS_PLAN_ARGUMENTS_H
