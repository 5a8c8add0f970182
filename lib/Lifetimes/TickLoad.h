//===- TickLoad.h - Bytes that are needed at each tick ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_TICKLOAD_H
#define IDEALLOC_LIB_LIFETIMES_TICKLOAD_H

#include "idealloc/Lifetimes/LiveSet.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace idealloc {

/// The sum of the bytes of buffers that are live, for each tick of a function.
/// Cost: O(ticks) to make, O(ticks of the lifetime) for each query.
class TickLoad {
public:
  explicit TickLoad(int64_t ticks) : bytes(ticks) {}

  void add(const LiveSet &live, int64_t change) {
    for (TickInterval part : live.getIntervals())
      for (int64_t tick = part.begin; tick != part.end; ++tick)
        bytes[tick] += change;
  }
  /// The most in a lifetime.
  int64_t most(const LiveSet &live) const {
    int64_t most = 0;
    for (TickInterval part : live.getIntervals())
      most = std::max(most, *std::max_element(bytes.begin() + part.begin,
                                              bytes.begin() + part.end));
    return most;
  }

private:
  std::vector<int64_t> bytes;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_TICKLOAD_H
