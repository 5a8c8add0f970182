//===- Openvino.cpp - Memory solver of OpenVINO ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Introsort.h"
#include "Placement.h"
#include "idealloc/Peers/Peers.h"

#include <numeric>

using namespace idealloc;

Plan idealloc::planOpenvino(const Problem &problem) {
  const std::vector<Buffer> &buffers = problem.buffers;
  std::vector<size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  introsort(std::span(order), [&](size_t a, size_t b) {
    const Interval &first = buffers[a].lifetime, &second = buffers[b].lifetime;
    return std::pair(first.begin, first.end) <
           std::pair(second.begin, second.end);
  });
  introsort(std::span(order), [&](size_t a, size_t b) {
    return buffers[a].size > buffers[b].size;
  });
  Placer placer(problem);
  placer.place(order, Fit::First);
  return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
}
