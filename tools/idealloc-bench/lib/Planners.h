//===- Planners.h - Which strategies to run ---------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_PLANNERS_H
#define IDEALLOC_TOOLS_BENCH_PLANNERS_H

#include "idealloc/Planner/Strategies.h"

namespace idealloc::bench {

/// The rows that a list like "auto,XLA" names, in the order of the table:
/// `all`, `ours` (those of no other system), a strategy, in upper or lower case
/// a system, or what names of strategies begin with before a `-`. Fails on an
/// unknown name.
Result<std::vector<const Strategy *>> selectStrategies(std::string_view list);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_PLANNERS_H
