//===- Plan.cpp - What is known about a plan ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Plan.h"
#include "ConflictSet.h"
#include "Placement.h"

using namespace idealloc;

const char *idealloc::toString(Status status) {
  switch (status) {
  case Status::Optimal:
    return "optimal";
  case Status::Feasible:
    return "feasible";
  case Status::Infeasible:
    return "infeasible";
  case Status::Unknown:
    return "unknown";
  }
  return "unknown";
}

Plan idealloc::finishPlan(const Problem &problem, std::vector<Bytes> offsets,
                          Bytes bound, uint64_t effort) {
  Plan plan{
      .offsets = std::move(offsets), .lowerBound = bound, .effort = effort};
  for (size_t i = 0; i < plan.offsets.size(); ++i)
    plan.makespan =
        std::max(plan.makespan, plan.offsets[i] + problem.buffers[i].size);
  if (problem.capacity && bound > *problem.capacity) {
    plan.status = Status::Infeasible;
    plan.conflictSet = boundConflictSet(problem);
  } else if (problem.capacity && plan.makespan > *problem.capacity) {
    plan.status = Status::Unknown;
  } else {
    plan.status = plan.makespan == bound ? Status::Optimal : Status::Feasible;
  }
  return plan;
}
