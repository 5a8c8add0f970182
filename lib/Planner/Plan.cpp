//===- Plan.cpp - What is known about a plan ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Plan.h"
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

/// Buffers whose sizes, or whose one size, prove the bound. A pin cannot: a
/// well-formed problem has none above its capacity.
static std::vector<size_t> conflictSet(const Problem &problem) {
  std::vector<size_t> live = liveAt(problem, load(problem).instant);
  Problem alone{.buffers = {}, .reserved = problem.reserved};
  for (size_t i : live)
    alone.buffers.push_back(problem.buffers[i]);
  if (lowerBound(alone) > *problem.capacity)
    return live;
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    alone.buffers.assign(1, problem.buffers[i]);
    if (lowerBound(alone) > *problem.capacity)
      return {i};
  }
  return live;
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
    plan.conflictSet = conflictSet(problem);
  } else if (problem.capacity && plan.makespan > *problem.capacity) {
    plan.status = Status::Unknown;
  } else {
    plan.status = plan.makespan == bound ? Status::Optimal : Status::Feasible;
  }
  return plan;
}
