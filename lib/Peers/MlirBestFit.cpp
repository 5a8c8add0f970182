//===- MlirBestFit.cpp - MLIR's static memory planner ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "idealloc/Peers/Peers.h"

using namespace idealloc;

namespace {

/// The best range so far for one buffer: the smallest, the lowest of equals, if
/// they are offered by ascending begin.
class SmallestRange {
public:
  explicit SmallestRange(const Buffer &buffer) : buffer(buffer) {}

  /// Offers [begin, end), which counts from its first aligned byte.
  void offer(Bytes begin, Bytes end) {
    Bytes aligned = alignUp(begin, buffer.alignment);
    if (end - aligned < buffer.size || end - aligned >= smallest)
      return;
    smallest = end - aligned;
    found = aligned;
  }
  std::optional<Bytes> offset() const { return found; }

private:
  const Buffer &buffer;
  Bytes smallest = std::numeric_limits<Bytes>::max();
  std::optional<Bytes> found;
};

/// The arena while time passes.
class Arena {
public:
  explicit Arena(const Problem &problem)
      : problem(problem), offsets(problem.buffers.size()) {}

  /// No buffer may have begun later.
  void place(size_t index) {
    const Buffer &buffer = problem.buffers[index];
    std::erase_if(live, [&](size_t i) {
      return problem.buffers[i].lifetime.end <= buffer.lifetime.begin;
    });
    offsets[index] = find(buffer);
    live.insert(std::ranges::upper_bound(live, offsets[index], {},
                                         [&](size_t i) { return offsets[i]; }),
                index);
    top = std::max(top, offsets[index] + buffer.size);
  }
  std::vector<Bytes> take() { return std::move(offsets); }

private:
  Bytes find(const Buffer &buffer) const {
    SmallestRange range(buffer);
    Bytes passed = 0;
    for (size_t i : live) {
      const Buffer &other = problem.buffers[i];
      if (!conflict(buffer, other))
        continue;
      range.offer(passed, offsets[i]);
      passed = std::max(passed, offsets[i] + other.size);
    }
    range.offer(passed, top);
    return range.offset().value_or(alignUp(passed, buffer.alignment));
  }

  const Problem &problem;
  std::vector<Bytes> offsets;
  std::vector<size_t> live; ///< By offset.
  Bytes top = 0;            ///< The highest end so far, of dead ones too.
};

} // namespace

Plan idealloc::planMlirBestFit(const Problem &problem) {
  Arena arena(problem);
  for (size_t i : placementOrder(problem, Order::Begin))
    arena.place(i);
  return finishPlan(problem, arena.take(), lowerBound(problem), 1);
}
