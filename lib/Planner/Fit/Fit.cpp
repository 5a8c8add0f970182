//===- Fit.cpp - First fit and best fit -----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Fit.h"
#include "Placement.h"

using namespace idealloc;

namespace {

Plan placeAll(const Problem &problem, Order order, Fit fit) {
  Placer placer(problem);
  placer.place(placementOrder(problem, order), fit);
  return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
}

} // namespace

Plan idealloc::planFirstFit(const Problem &problem, Order order) {
  return placeAll(problem, order, Fit::First);
}

Plan idealloc::planBestFit(const Problem &problem, Order order) {
  return placeAll(problem, order, Fit::Best);
}
