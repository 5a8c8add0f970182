//===- Generators.h - Generated problems of any size ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For benchmarks, tests and the tables of docs/Exact.md and docs/Boxing.md. All
// problems are plain (no alignments, pins, reserved ranges or gaps), and equal
// arguments give equal problems on every machine: random numbers are remainders
// of those of std::mt19937_64, as the distributions of <random> differ between
// libraries, and what is no integer is made by + - * / and square roots alone,
// which IEEE 754 rounds in one way.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_GENERATORS_GENERATORS_H
#define IDEALLOC_UNITTESTS_GENERATORS_GENERATORS_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// `count` buffers of which about `live` >= 1 are live at once: one begins at
/// every tick, lifetimes are uniform in [1, 2 * live), sizes are powers of two
/// times 1 to 4 units of 64 bytes.
Problem steadyProblem(size_t count, uint64_t live = 100, uint64_t seed = 42);

/// A rectangle of `height` >= 1 bytes times 4 * `count` ticks, cut by random
/// guillotine cuts into `count` buffers in random order. Every instant is full:
/// LOAD is `height`, and so is OPT.
Problem plantedProblem(size_t count, Bytes height, uint64_t seed);

/// `count` buffers of which about `live` >= 1 are live at once: begins are
/// uniform in [0, `count`), lifetimes in [1, 2 * live). Sizes are whole units
/// of 64 bytes, log-uniform over three decades: one of ten octaves, then
/// uniform within it. Dense: live = count / 4. Sparse: live = 12.
Problem scatteredProblem(size_t count, uint64_t live, uint64_t seed);

/// `count` buffers of which about `live` >= 1 are live at once: begins are
/// uniform in [0, 2 * `count`), lifetimes Pareto with exponent 1.6 and mean
/// 2 * `live`, rounded down but at least 1 and at most 2 * `count` (which makes
/// it fewer in small problems). Sizes are whole bytes, log-uniform over four
/// decades: [64, 640000). A few buffers outlive most others.
Problem paretoProblem(size_t count, uint64_t live, uint64_t seed);

} // namespace idealloc

#endif // IDEALLOC_UNITTESTS_GENERATORS_GENERATORS_H
