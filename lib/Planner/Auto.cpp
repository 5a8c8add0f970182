//===- Auto.cpp - The portfolio that is the default -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact.h"
#include "Greedy.h"
#include "LocalSearch.h"

using namespace idealloc;

namespace {

/// Above this many buffers the budgets depend on what one first fit costs.
constexpr size_t manyBuffers = 10000;

/// A unit of the placer's work takes about as long as so many of the search.
constexpr uint64_t searchPerPlacer = 10;

struct Budget {
  uint64_t decodeWork; ///< Units of the placer's work.
  uint64_t exact;      ///< Units of the search's work.
};

Budget budgetFor(const Problem &problem, double effort, uint64_t firstFit) {
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

Plan idealloc::planAuto(const Problem &problem, const AutoOptions &options) {
  if (std::optional<Plan> plan = planTrivial(problem))
    return *plan;
  const Deadline deadline(options.timeLimit);
  const Bytes bound = lowerBound(problem);
  GreedyDecodes greedy(problem);
  auto decode = [&](uint64_t workLimit) {
    while (greedy.work() < workLimit && greedy.makespan() > bound &&
           (greedy.decodes() == 0 || !deadline.hasCome()) && greedy.next()) {
    }
  };
  decode(1);
  const Budget budget = budgetFor(problem, options.effort, greedy.work());
  decode(greedy.work() + 1);
  if (greedy.makespan() <= bound)
    return finishPlan(problem, greedy.offsets(), bound, greedy.decodes());

  const ExactOptions exact{.effort = options.effort,
                           .seed = options.seed,
                           .threads = options.threads,
                           .timeLimit = options.timeLimit};
  Minimizer minimizer(problem, greedy.offsets(), exact, budget.exact);
  minimizer.advance(budget.exact / 16, deadline);
  uint64_t decodes = greedy.decodes();
  if (!minimizer.isOptimal()) {
    decode(budget.decodeWork);
    minimizer.offer(greedy.offsets());
    LocalSearch search(problem, minimizer.offsets(), minimizer.lowerBound(),
                       options.seed);
    decodes = greedy.decodes();
    while (search.work() < budget.exact / 32 / searchPerPlacer &&
           !deadline.hasCome() && search.step())
      ++decodes;
    minimizer.offer(search.offsets());
  }
  minimizer.advance(budget.exact, deadline);
  return finishSearch(problem, minimizer, decodes, exact, deadline);
}
