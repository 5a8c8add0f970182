//===- Placements.h - Problems as rows, plans as offsets --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_PEERS_PLACEMENTS_H
#define IDEALLOC_UNITTESTS_PEERS_PLACEMENTS_H

#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace idealloc::test {

using Offsets = std::vector<Bytes>;

/// One buffer for each (begin, end, size), or with a fourth number, alignment.
inline Problem buffersOf(std::vector<std::array<int64_t, 4>> rows) {
  Problem problem;
  for (auto [begin, end, size, alignment] : rows)
    problem.buffers.push_back({.lifetime = {begin, end},
                               .size = size,
                               .alignment = std::max<Bytes>(alignment, 1)});
  return problem;
}

/// Where this strategy puts the buffers; nothing and a failure if it refuses.
inline Offsets offsetsBy(std::string_view strategy, const Problem &problem) {
  Result<Plan> result = planWith(strategy, problem);
  EXPECT_TRUE(result) << result.error();
  return result ? result->offsets : Offsets();
}

/// Two pins and, last, a buffer of 3 bytes: free are [0, 6), [10, 13) and all
/// from 20.
inline Problem twoFreeRanges() {
  return {.buffers = {{.lifetime = {0, 9}, .size = 4, .pin = 6},
                      {.lifetime = {0, 9}, .size = 7, .pin = 13},
                      {.lifetime = {2, 3}, .size = 3}}};
}

/// Short lifetimes; alignments 1, 2, 4 and 8 if wanted.
inline Problem randomBuffers(size_t count, bool alignment, uint64_t seed) {
  std::mt19937_64 random(seed);
  Problem problem;
  for (size_t i = 0; i < count; ++i) {
    Time begin = static_cast<Time>(random() % count);
    problem.buffers.push_back(
        {.lifetime = {begin, begin + 1 + static_cast<Time>(random() % 20)},
         .size = 1 + static_cast<Bytes>(random() % 40),
         .alignment = Bytes(1) << (alignment ? random() % 4 : 0)});
  }
  return problem;
}

/// Short lifetimes and small sizes.
inline Problem shortBuffers(size_t count, std::mt19937_64 &random) {
  Problem problem;
  for (size_t i = 0; i < count; ++i) {
    Time begin = static_cast<Time>(random() % 12);
    Time end = begin + 1 + static_cast<Time>(random() % 4);
    problem.buffers.push_back({.lifetime = {begin, end},
                               .size = 1 + static_cast<Bytes>(random() % 8)});
  }
  return problem;
}

/// 48 buffers whose sizes and lifetimes look random; LOAD is 276.
inline Problem hardBuffers() {
  Problem problem;
  for (int64_t i = 0; i < 48; ++i) {
    const Time begin = 37 * i % 53;
    const Time length = 2 + (13 * i * i + 5 * i) % 19;
    problem.buffers.push_back({.lifetime = {begin, begin + length},
                               .size = 1 + (7 * i * i + 3 * i) % 41});
  }
  return problem;
}

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_PEERS_PLACEMENTS_H
