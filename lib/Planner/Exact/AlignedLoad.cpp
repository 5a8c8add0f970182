//===- AlignedLoad.cpp - A bound from alignments --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/AlignedLoad.h"
#include "Placement.h"

#include <numeric>
#include <set>

using namespace idealloc;

Bytes idealloc::alignedLoad(const Problem &problem) {
  Bytes divisor = 0;
  for (const Buffer &buffer : problem.buffers)
    divisor = std::gcd(divisor, buffer.alignment);
  if (divisor <= 1)
    return 0;
  struct Event {
    Time time;
    bool isBirth; // At one time, deaths come first.
    size_t buffer;
    auto operator<=>(const Event &) const = default;
  };
  std::vector<Event> events;
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    events.push_back({buffer.lifetime.begin, true, i});
    for (const Interval &gap : buffer.gaps) {
      events.push_back({gap.begin, false, i});
      events.push_back({gap.end, true, i});
    }
    events.push_back({buffer.lifetime.end, false, i});
  }
  std::ranges::sort(events);
  Bytes bound = 0, total = 0;
  std::multiset<Bytes> paddings;
  for (const Event &event : events) {
    const Bytes size = problem.buffers[event.buffer].size;
    const Bytes rounded = alignUp(size, divisor);
    if (event.isBirth) {
      total += rounded;
      paddings.insert(rounded - size);
      bound = std::max(bound, total - *paddings.rbegin());
    } else {
      total -= rounded;
      paddings.erase(paddings.find(rounded - size));
    }
  }
  return bound;
}
