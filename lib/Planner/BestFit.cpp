//===- BestFit.cpp - Best fit ---------------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "idealloc/Planner/Algorithms.h"

using namespace idealloc;

Plan idealloc::planBestFit(const Problem &problem, const FitOptions &options) {
  Placer placer(problem);
  placer.place(placementOrder(problem, options.order), Fit::Best);
  return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
}
