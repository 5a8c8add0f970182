//===- PeerProblems.h - Problems for tests of peers -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_PEERS_PEERPROBLEMS_H
#define IDEALLOC_UNITTESTS_PEERS_PEERPROBLEMS_H

#include "idealloc/Planner/Problem.h"

#include <array>
#include <random>

namespace idealloc::test {

/// (begin, end, size) by increasing index.
inline Problem problemOf(const std::vector<std::array<int64_t, 3>> &rows) {
  Problem problem;
  for (auto [begin, end, size] : rows)
    problem.buffers.push_back({.lifetime = {begin, end}, .size = size});
  return problem;
}

/// Short lifetimes and small sizes.
inline Problem randomProblem(size_t count, std::mt19937_64 &random) {
  Problem problem;
  for (size_t i = 0; i < count; ++i) {
    Time begin = static_cast<Time>(random() % 12);
    Time end = begin + 1 + static_cast<Time>(random() % 4);
    problem.buffers.push_back({.lifetime = {begin, end},
                               .size = 1 + static_cast<Bytes>(random() % 8)});
  }
  return problem;
}

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_PEERS_PEERPROBLEMS_H
