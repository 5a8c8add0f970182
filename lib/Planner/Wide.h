//===- Wide.h - Products of 64-bit numbers ----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_WIDE_H
#define IDEALLOC_LIB_PLANNER_WIDE_H

#include <compare>
#include <cstdint>

namespace idealloc {

/// Exact product of two 64-bit numbers, compared like a number.
struct Wide {
  uint64_t high = 0;
  uint64_t low = 0;
  auto operator<=>(const Wide &) const = default;
};

inline Wide multiply(uint64_t a, uint64_t b) {
  constexpr uint64_t mask = 0xffffffff;
  uint64_t low = (a & mask) * (b & mask);
  uint64_t mid = (a >> 32) * (b & mask) + (low >> 32);
  uint64_t mid2 = (a & mask) * (b >> 32) + (mid & mask);
  return {(a >> 32) * (b >> 32) + (mid >> 32) + (mid2 >> 32),
          (mid2 << 32) | (low & mask)};
}

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_WIDE_H
