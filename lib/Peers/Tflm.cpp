//===- Tflm.cpp - The planner of TensorFlow Lite Micro --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "idealloc/Peers/Peers.h"

#include <numeric>

using namespace idealloc;

Plan idealloc::planTflmGreedy(const Problem &problem) {
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, std::ranges::greater(), [&](size_t i) {
    return std::pair(problem.buffers[i].size, i);
  });
  Placer placer(problem);
  placer.place(order, Fit::First);
  return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
}
