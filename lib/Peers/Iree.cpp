//===- Iree.cpp - How IREE lays out slices --------------------------------===//
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

Plan idealloc::planIree(const Problem &problem) {
  return planBestFit(problem, Order::Begin);
}

Plan idealloc::planIreeRows(const Problem &problem) {
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  Placer placer(problem);
  placer.place(order, Fit::Best);
  return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
}
