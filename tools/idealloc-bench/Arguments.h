//===- Arguments.h - The flags of idealloc-bench ----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_ARGUMENTS_H
#define IDEALLOC_TOOLS_BENCH_ARGUMENTS_H

#include "Bench.h"

namespace CLI {
class App;
}

namespace idealloc::bench {

/// Adds all flags to a parser, which then fills in `flags`.
void addFlags(CLI::App &app, Flags &flags);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_ARGUMENTS_H
