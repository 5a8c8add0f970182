//===- Auto.cpp - The portfolio that is the default -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Auto.h"
#include "Exact/Exact.h"
#include "Fit/Greedy.h"
#include "Fit/LocalSearch.h"
#include "idealloc/Planner/TrivialCases.h"

using namespace idealloc;

namespace {

/// Above this many buffers the budgets depend on what one first fit costs.
constexpr size_t manyBuffers = 10000;

/// A unit of the placer's work takes about as long as so many of the search.
constexpr uint64_t searchPerPlacer = 10;

struct Shares {
  uint64_t decodeWork; ///< Units of the placer's work.
  uint64_t exact;      ///< Units of the search's work.
};

Shares sharesFor(const Problem &problem, double effort, uint64_t firstFit) {
  if (problem.buffers.size() <= manyBuffers)
    return {std::numeric_limits<uint64_t>::max(),
            scaledWork(effort, exactWork)};
  double decode = static_cast<double>(firstFit);
  // Components may be small, however many there are.
  return {
      scaledWork(effort, 5 * decode),
      scaledWork(effort, std::max(exactWork, 2 * searchPerPlacer * decode))};
}

} // namespace

Plan idealloc::planAuto(const Problem &problem, const Budget &budget) {
  if (std::optional<Plan> plan = planTrivial(problem))
    return *plan;
  const Deadline deadline(budget);
  ProgressReport report(budget);
  const Bytes bound = lowerBound(problem);
  GreedyDecodes greedy(problem, deadline);
  auto decode = [&](uint64_t workLimit) {
    while (greedy.work() < workLimit && greedy.makespan() > bound &&
           greedy.next())
      report.update(greedy.makespan(), bound);
  };
  decode(1);
  const Shares shares = sharesFor(problem, budget.effort, greedy.work());
  decode(greedy.work() + 1);
  if (greedy.makespan() <= bound)
    return finishPlan(problem, greedy.offsets(), bound, greedy.decodes());

  const ExactOptions exact{.budget = budget};
  Minimizer minimizer(problem, greedy.offsets(), exact, shares.exact, deadline);
  minimizer.advance(shares.exact / 16, deadline, report);
  uint64_t decodes = greedy.decodes();
  if (!minimizer.isOptimal()) {
    decode(shares.decodeWork);
    minimizer.offer(greedy.offsets());
    LocalSearch search(problem, minimizer.offsets(), minimizer.lowerBound(),
                       budget.seed);
    decodes = greedy.decodes();
    while (search.work() < shares.exact / 32 / searchPerPlacer &&
           !deadline.hasCome() && search.step()) {
      ++decodes;
      report.update(search.makespan(), minimizer.lowerBound());
    }
    minimizer.offer(search.offsets());
  }
  minimizer.advance(shares.exact, deadline, report);
  return finishSearch(problem, minimizer, decodes, exact, deadline);
}
