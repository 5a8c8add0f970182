//===- Random.h - A seeded sequence of choices -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SplitMix64: the same seed gives the same choices with every standard library.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_RANDOM_H
#define IDEALLOC_TOOLS_FUZZ_RANDOM_H

#include <cstdint>
#include <vector>

namespace idealloc::fuzz {

/// A well mixed function of one number.
inline uint64_t mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

class Random {
public:
  explicit Random(uint64_t seed) : state(mix(seed)) {}

  /// A number in [0, n), n > 0.
  int64_t below(int64_t n) {
    state += 0x9E3779B97F4A7C15;
    return static_cast<int64_t>(mix(state) % static_cast<uint64_t>(n));
  }

  /// A number in [low, high].
  int64_t between(int64_t low, int64_t high) {
    return low + below(high - low + 1);
  }

  /// True in so many of a hundred cases.
  bool chance(int percent) { return below(100) < percent; }

  /// An element of a vector that is not empty.
  template <typename T> const T &pick(const std::vector<T> &from) {
    return from[below(static_cast<int64_t>(from.size()))];
  }

private:
  uint64_t state;
};

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_RANDOM_H
