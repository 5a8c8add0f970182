//===- RandomProblems.h - Generated problems for benchmarks -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_BENCHMARKS_RANDOMPROBLEMS_H
#define IDEALLOC_BENCHMARKS_RANDOMPROBLEMS_H

#include "idealloc/Planner/Problem.h"

#include <random>

namespace idealloc {

/// `count` buffers of which about `live` are live at once: one begins at every
/// tick, lifetimes are uniform in [1, 2 * live), sizes are powers of two times
/// 1 to 4 units of 64 bytes. Equal arguments give equal problems everywhere.
inline Problem steadyProblem(size_t count, uint64_t live = 100,
                             uint64_t seed = 42) {
  // Plain remainders: the distributions of <random> differ between libraries.
  std::mt19937_64 random(seed);
  Problem problem;
  problem.buffers.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    Time begin = static_cast<Time>(i);
    Time length = static_cast<Time>(1 + random() % (2 * live - 1));
    Bytes unit = Bytes(64) << (random() % 10);
    problem.buffers.push_back({.id = {},
                               .lifetime = {begin, begin + length},
                               .size = unit * Bytes(1 + random() % 4)});
  }
  return problem;
}

} // namespace idealloc

#endif // IDEALLOC_BENCHMARKS_RANDOMPROBLEMS_H
