#include "idealloc/Planner/Strategies.h"

/// Every buffer behind the one before it.
static idealloc::Plan planStacked(const idealloc::Problem &problem,
                                  const idealloc::StrategyOptions &) {
  idealloc::Plan plan;
  for (const idealloc::Buffer &buffer : problem.buffers) {
    plan.offsets.push_back(plan.makespan);
    plan.makespan += buffer.size;
  }
  plan.status = idealloc::Status::Feasible;
  return plan;
}

bool registerStacked() {
  return idealloc::registerStrategy({.name = "stacked",
                                     .summary = "No bytes are shared.",
                                     .plan = planStacked,
                                     .system = "mine",
                                     .honoursPins = false,
                                     .honoursAlignment = false,
                                     .honoursReserved = false})
      .empty();
}
