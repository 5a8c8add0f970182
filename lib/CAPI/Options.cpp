//===- Options.cpp - Strategies and options of the C API ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handles.h"
#include "idealloc/Peers/Peers.h"

#include <cmath>

using namespace idealloc;
using namespace idealloc::capi;

/// As many as idealloc-plan takes.
static constexpr unsigned mostThreads = 1024;

const std::deque<Strategy> &capi::allStrategies() {
  // Not thread-safe itself, hence once, before the first use of the table.
  static const bool registered = (registerPeerStrategies(), true);
  (void)registered;
  return strategies();
}

static bool isPositive(double value) {
  return std::isfinite(value) && value > 0;
}

/// The row of this index, or null; null, too, where the table cannot be made.
static const Strategy *rowAt(size_t index) {
  return guarded(static_cast<const Strategy *>(nullptr), nullptr,
                 [&]() -> const Strategy * {
                   const std::deque<Strategy> &rows = allStrategies();
                   return index < rows.size() ? &rows[index] : nullptr;
                 });
}

size_t ideallocStrategyGetCount(void) {
  return guarded(size_t(0), nullptr, [] { return allStrategies().size(); });
}

// Every row of the table is made of literals or of text that ends in a NUL.
const char *ideallocStrategyGetName(size_t index) {
  const Strategy *row = rowAt(index);
  return row ? row->name.data() : nullptr;
}

const char *ideallocStrategyGetSummary(size_t index) {
  const Strategy *row = rowAt(index);
  return row ? row->summary.data() : nullptr;
}

IdeallocOptions *ideallocOptionsCreate(void) {
  return guarded(static_cast<IdeallocOptions *>(nullptr), nullptr, [] {
    allStrategies();
    return new IdeallocOptions{.strategy = findStrategy(defaultStrategy())};
  });
}

void ideallocOptionsDestroy(IdeallocOptions *options) { delete options; }

const char *ideallocOptionsGetMessage(const IdeallocOptions *options) {
  return options->message.c_str();
}

bool ideallocOptionsSetStrategy(IdeallocOptions *options, const char *name) {
  return guarded(false, &options->message, [&] {
    const Strategy *row = findStrategy(name);
    if (!row)
      return fail(options, unknownStrategyMessage(name));
    options->strategy = row;
    return true;
  });
}

bool ideallocOptionsSetEffort(IdeallocOptions *options, double effort) {
  return guarded(false, &options->message, [&] {
    if (!isPositive(effort))
      return fail(options, "effort must be a finite number above 0");
    options->options.budget.effort = effort;
    return true;
  });
}

void ideallocOptionsSetSeed(IdeallocOptions *options, uint64_t seed) {
  options->options.budget.seed = seed;
}

bool ideallocOptionsSetThreads(IdeallocOptions *options, unsigned threads) {
  return guarded(false, &options->message, [&] {
    if (threads > mostThreads)
      return fail(options,
                  "threads must be from 0 to " + std::to_string(mostThreads));
    options->options.budget.threads = threads;
    return true;
  });
}

bool ideallocOptionsSetTimeLimit(IdeallocOptions *options, double seconds) {
  return guarded(false, &options->message, [&] {
    if (!isPositive(seconds))
      return fail(options, "time limit must be a finite number above 0");
    options->options.budget.timeLimit = seconds;
    return true;
  });
}

bool ideallocOptionsSetIterations(IdeallocOptions *options,
                                  uint64_t iterations) {
  return guarded(false, &options->message, [&] {
    StrategyOptions changed = options->options;
    changed.budget.iterations = iterations;
    if (std::string error = explainRefusal(changed); !error.empty())
      return fail(options, std::move(error));
    options->options = changed;
    return true;
  });
}

IdeallocStop *ideallocStopCreate(void) {
  return new (std::nothrow) IdeallocStop;
}

void ideallocStopDestroy(IdeallocStop *stop) { delete stop; }

void ideallocStopRequest(IdeallocStop *stop) { stop->isRequested = true; }

bool ideallocStopIsRequested(const IdeallocStop *stop) {
  return stop->isRequested;
}

void ideallocOptionsSetStop(IdeallocOptions *options,
                            const IdeallocStop *stop) {
  options->options.budget.stop = stop ? &stop->isRequested : nullptr;
}

bool ideallocOptionsSetProgress(IdeallocOptions *options,
                                IdeallocProgressCallback callback, void *data) {
  return guarded(false, &options->message, [&] {
    if (!callback)
      options->options.budget.onProgress = nullptr;
    else
      options->options.budget.onProgress = [=](const Progress &progress) {
        callback(data, progress.makespan, progress.lowerBound);
      };
    return true;
  });
}
