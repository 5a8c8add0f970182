//===- Exact.cpp - The smallest plan, with a proof ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Exact.h"
#include "ConflictSet.h"
#include "Fit/Greedy.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Planner/TrivialCases.h"

using namespace idealloc;

namespace {

/// Asks a search of limited length whether buffers are proved not to fit.
class Refuter {
public:
  Refuter(const ExactOptions &given, const Deadline &deadline)
      : options(given), deadline(deadline) {
    options.decideOnly = true;
    options.budget.threads = 1;
    options.budget.onProgress = nullptr;
    left = scaledWork(options.budget.effort, exactWork / 4);
  }
  bool operator()(const Problem &problem) {
    if (lowerBound(problem) > *problem.capacity)
      return true;
    if (left == 0)
      return false;
    uint64_t limit =
        std::min(left, scaledWork(options.budget.effort, exactWork / 128));
    Minimizer minimizer(problem, planFirstFit(problem).offsets, options, limit,
                        deadline);
    ProgressReport silent(options.budget);
    minimizer.advance(limit, deadline, silent);
    left -= std::min(left, minimizer.work());
    return minimizer.lowerBound() > *problem.capacity;
  }

private:
  ExactOptions options;
  const Deadline &deadline;
  uint64_t left; ///< Units of work, for all questions together.
};

} // namespace

Plan idealloc::finishSearch(const Problem &problem, const Minimizer &minimizer,
                            uint64_t decodes, const ExactOptions &options,
                            const Deadline &deadline) {
  Plan plan = finishPlan(problem, minimizer.offsets(), minimizer.lowerBound(),
                         decodes + minimizer.nodes());
  if (plan.status == Status::Infeasible &&
      lowerBound(problem) <= *problem.capacity) {
    std::vector<size_t> refuted = minimizer.refutedBuffers(*problem.capacity);
    std::ranges::sort(refuted);
    Refuter refuter(options, deadline);
    plan.conflictSet =
        shrinkConflictSet(problem, std::move(refuted),
                          [&](const Problem &part) { return refuter(part); });
  }
  return plan;
}

Plan idealloc::planExact(const Problem &problem, const ExactOptions &options) {
  if (options.restarts == ExactRestarts::Random)
    return planPortfolio(problem, options, Spending::AsSearch);
  if (std::optional<Plan> plan = planTrivial(problem))
    return *plan;
  const Deadline deadline(options.budget);
  const Bytes bound = lowerBound(problem);
  const bool fitsNever = problem.capacity && bound > *problem.capacity;
  ProgressReport report(options.budget);
  GreedyDecodes greedy(problem, deadline);
  constexpr uint64_t decodes = 4;
  while (greedy.decodes() < decodes && greedy.makespan() > bound &&
         (greedy.decodes() == 0 || !fitsNever) && greedy.next())
    report.update(greedy.makespan(), bound);
  if (fitsNever)
    return finishPlan(problem, greedy.offsets(), bound, greedy.decodes());
  const uint64_t budget = scaledWork(options.budget.effort, exactWork);
  Minimizer minimizer(problem, greedy.offsets(), options, budget, deadline);
  minimizer.advance(budget, deadline, report);
  return finishSearch(problem, minimizer, greedy.decodes(), options, deadline);
}
