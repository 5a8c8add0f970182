//===- OccupiedTicks.h - Live sets of 64 buffers, tick by tick -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_OCCUPIEDTICKS_H
#define IDEALLOC_LIB_LIFETIMES_OCCUPIEDTICKS_H

#include "idealloc/Lifetimes/LiveSet.h"

#include "llvm/ADT/bit.h"

#include <array>
#include <vector>

namespace idealloc {

/// Collects the ticks of up to 64 buffers in ascending order. Cost: O(1), and
/// for each buffer that begins or ends to occupy its bytes.
class OccupiedTicks {
public:
  /// From this tick on, not below the last, exactly these buffers occupy their
  /// bytes.
  void from(int64_t tick, uint64_t buffers) {
    if (tick != pendingTick)
      settle();
    pendingTick = tick;
    pending = buffers;
  }

  /// The live sets, by buffer; those that are still open end at the last tick
  /// told.
  std::vector<LiveSet> take() {
    from(pendingTick, 0);
    settle();
    std::vector<LiveSet> result;
    for (auto &list : intervals)
      result.push_back(LiveSet(std::move(list)));
    return result;
  }

private:
  void settle() {
    for (uint64_t changed = current ^ pending; changed;
         changed &= changed - 1) {
      unsigned buffer = llvm::countr_zero(changed);
      if (current >> buffer & 1)
        intervals[buffer].back().end = pendingTick;
      else
        intervals[buffer].push_back({pendingTick, pendingTick});
    }
    current = pending;
  }

  int64_t pendingTick = 0;
  uint64_t pending = 0, current = 0;
  std::array<llvm::SmallVector<TickInterval, 1>, 64> intervals;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_OCCUPIEDTICKS_H
