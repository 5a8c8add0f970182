//===- Plan.cpp - Plans of the C API --------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handles.h"
#include "idealloc/Text/Summary.h"

#include <algorithm>
#include <limits>

using namespace idealloc;
using namespace idealloc::capi;

static IdeallocStatus statusOf(Status status) {
  switch (status) {
  case Status::Optimal:
    return IdeallocStatusOptimal;
  case Status::Feasible:
    return IdeallocStatusFeasible;
  case Status::Infeasible:
    return IdeallocStatusInfeasible;
  case Status::Unknown:
    return IdeallocStatusUnknown;
  }
  return IdeallocStatusRefused;
}

IdeallocPlan *ideallocPlanCreate(const IdeallocProblem *problem,
                                 const IdeallocOptions *options) {
  IdeallocPlan *made = new (std::nothrow) IdeallocPlan;
  if (!made)
    return nullptr;
  guarded(false, &made->message, [&] {
    allStrategies();
    std::string_view strategy =
        options ? options->strategy->name : defaultStrategy();
    Result<Plan> result =
        planWith(strategy, problem->problem,
                 options ? options->options : StrategyOptions());
    if (!result)
      return fail(made, result.error());
    made->message = explain(problem->problem, *result);
    made->plan = *std::move(result);
    made->status = statusOf(made->plan.status);
    return true;
  });
  return made;
}

void ideallocPlanDestroy(IdeallocPlan *plan) { delete plan; }

IdeallocStatus ideallocPlanGetStatus(const IdeallocPlan *plan) {
  return plan->status;
}

const char *ideallocPlanGetMessage(const IdeallocPlan *plan) {
  return plan->message.c_str();
}

size_t ideallocPlanGetOffsetCount(const IdeallocPlan *plan) {
  return plan->plan.offsets.size();
}

const int64_t *ideallocPlanGetOffsets(const IdeallocPlan *plan) {
  return plan->plan.offsets.data();
}

int64_t ideallocPlanGetMakespan(const IdeallocPlan *plan) {
  return plan->plan.makespan;
}

int64_t ideallocPlanGetLowerBound(const IdeallocPlan *plan) {
  return plan->plan.lowerBound;
}

uint64_t ideallocPlanGetEffort(const IdeallocPlan *plan) {
  return plan->plan.effort;
}

size_t ideallocPlanGetConflictSetSize(const IdeallocPlan *plan) {
  return plan->plan.conflictSet.size();
}

const size_t *ideallocPlanGetConflictSet(const IdeallocPlan *plan) {
  return plan->plan.conflictSet.data();
}

/// A plan of these offsets, with their makespan where that is a number.
static Plan planOf(const Problem &problem, const int64_t *offsets,
                   size_t count) {
  Plan plan{.offsets = {offsets, offsets + count}};
  for (size_t i = 0; i < std::min(count, problem.buffers.size()); ++i)
    if (offsets[i] <=
        std::numeric_limits<Bytes>::max() - problem.buffers[i].size)
      plan.makespan =
          std::max(plan.makespan, offsets[i] + problem.buffers[i].size);
  return plan;
}

IdeallocVerdict ideallocVerify(const IdeallocProblem *problem,
                               const int64_t *offsets, size_t count,
                               bool ignoreCapacity, char **message) {
  std::string why;
  IdeallocVerdict verdict = guarded(IdeallocVerdictRefused, &why, [&] {
    if (std::optional<ProblemError> error = check(problem->problem)) {
      why = std::move(error->message);
      return IdeallocVerdictRefused;
    }
    Plan plan = planOf(problem->problem, offsets, count);
    std::optional<PlanError> error =
        verify(problem->problem, plan, ignoreCapacity);
    if (!error)
      return IdeallocVerdictValid;
    why = std::move(error->message);
    return IdeallocVerdictInvalid;
  });
  if (message)
    *message = verdict == IdeallocVerdictValid ? nullptr : copyOut(why);
  return verdict;
}
