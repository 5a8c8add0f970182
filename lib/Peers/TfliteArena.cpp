//===- TfliteArena.cpp - Arena planner of TensorFlow Lite -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "idealloc/Peers/Peers.h"

using namespace idealloc;

Plan idealloc::planTfliteArena(const Problem &problem) {
  Time first = std::numeric_limits<Time>::max();
  Time last = std::numeric_limits<Time>::min();
  for (const Buffer &buffer : problem.buffers) {
    first = std::min(first, buffer.lifetime.begin);
    last = std::max(last, buffer.lifetime.end);
  }
  std::vector<size_t> order = placementOrder(problem, Order::SizeBegin);
  auto lifelong = [&](size_t i) {
    return problem.buffers[i].lifetime == Interval{first, last};
  };
  auto rest = std::ranges::stable_partition(order, lifelong);
  std::ranges::sort(order.begin(), rest.begin());
  Placer placer(problem);
  placer.place(order, Fit::Best);
  return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
}
