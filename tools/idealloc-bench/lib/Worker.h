//===- Worker.h - A strategy in a process of its own ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_WORKER_H
#define IDEALLOC_TOOLS_BENCH_WORKER_H

#include "Instances.h"
#include "Results.h"

namespace idealloc::bench {

struct Finished;

/// The worker: reads the instance, plans, and writes one JSON object to
/// standard output, with the offsets, what the plan claims, the time that the
/// strategy alone took and the memory held before and after. The plan is not
/// checked. `request` is what `runStrategy` writes. Returns the exit code.
int work(const std::string &file, std::string_view request);

/// Runs a strategy that supports the instance in a worker (`program` with
/// --worker), at most `limit` seconds, and verifies its plan here. nullopt if
/// interrupted.
std::optional<Trial> runStrategy(const std::string &program,
                                 const Strategy &strategy,
                                 const Instance &instance,
                                 const StrategyOptions &options,
                                 std::optional<double> limit);

/// The outcome of a plan that is valid but maybe for the capacity.
Outcome outcomeOf(Status status);

/// A worker or outside program that did not end with exit code 0, as a run;
/// `failure` is what an exit code means.
Trial failedRun(const Finished &finished, Outcome failure);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_WORKER_H
