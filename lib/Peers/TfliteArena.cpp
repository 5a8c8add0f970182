//===- TfliteArena.cpp - Arena planner of TensorFlow Lite -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "idealloc/Peers/Peers.h"

#include <algorithm>
#include <functional>
#include <iterator>

using namespace idealloc;

Plan idealloc::planTfliteArena(const Problem &problem) {
  Time first = std::numeric_limits<Time>::max();
  Time last = std::numeric_limits<Time>::min();
  for (const Buffer &buffer : problem.buffers) {
    first = std::min(first, buffer.lifetime.begin);
    last = std::max(last, buffer.lifetime.end);
  }
  auto lifelong = [&](size_t i) {
    return problem.buffers[i].lifetime == Interval{first, last};
  };
  std::vector<size_t> order;
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    if (lifelong(i))
      order.push_back(i);
  std::ranges::copy_if(placementOrder(problem, Order::SizeBegin),
                       std::back_inserter(order), std::not_fn(lifelong));
  Placer placer(problem);
  placer.place(order, Fit::Best);
  return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
}
