//===- GrowingSizes.cpp - What sticks out goes earlier --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/GrowingSizes.h"
#include "SortByKey.h"
#include "idealloc/Planner/Fit.h"

#include <cmath>
#include <functional>

using namespace idealloc;

GrowingSizes::GrowingSizes(const Problem &problem, Bytes bound,
                           const Deadline &deadline)
    : problem(problem), bound(bound), placer(problem, &deadline),
      order(placementOrder(problem, Order::SizeBegin)),
      doublings(problem.buffers.size()) {}

bool GrowingSizes::next(Bytes limit) {
  if (count++ > 0)
    sortByKey(order, std::greater<>(), [&](size_t i) {
      return std::ldexp(static_cast<double>(problem.buffers[i].size),
                        doublings[i]);
    });
  // All are placed, as all may stick out; the deadline counts below a limit.
  if (!placer.place(order, Fit::First, std::numeric_limits<Bytes>::max() - 1))
    return false;
  constexpr uint8_t most = 200;
  for (size_t i = 0; i < order.size(); ++i)
    if (placer.offsets()[i] + problem.buffers[i].size > bound &&
        doublings[i] < most)
      ++doublings[i];
  return placer.makespan() < limit;
}
