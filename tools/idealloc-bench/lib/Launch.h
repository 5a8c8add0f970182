//===- Launch.h - Measures an outside program -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linux counts the memory of the process that started a program as the
// program's own until it runs, and ru_maxrss is never less than that. So an
// outside program is started by a small process, this one, not by the tool that
// holds all instances.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_LAUNCH_H
#define IDEALLOC_TOOLS_BENCH_LAUNCH_H

#include "idealloc/Planner/Problem.h"

#include <string>

namespace idealloc::bench {

/// What a program used: seconds from start to end, and the most memory it held
/// (at least that of this small process).
struct Usage {
  double seconds = 0;
  Bytes peakBytes = 0;
};

/// Runs words[1], a path, with the arguments words[2...] to its end and writes
/// its usage to the file words[0]. Returns its exit code, or ends by its
/// signal; 127, with the reason on standard error, if it cannot be started.
int launch(char **words);

/// What `launch` wrote, nullopt if it did not get to it.
std::optional<Usage> readUsage(const std::string &file);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_LAUNCH_H
