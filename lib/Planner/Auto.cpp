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
#include "Fit/GrowingSizes.h"
#include "Fit/LocalSearch.h"
#include "Fit/LowestFirst.h"
#include "Fit/Valleys.h"
#include "idealloc/Planner/TrivialCases.h"

#include <memory>

using namespace idealloc;

namespace {

/// Above this many buffers the budgets depend on what one first fit costs.
constexpr size_t manyBuffers = 10000;

/// A unit of the skyline's work takes about as long as so many of the search.
constexpr uint64_t searchPerSkyline = 30;

constexpr uint64_t unlimited = std::numeric_limits<uint64_t>::max();

struct Shares {
  uint64_t decodeWork; ///< Units of the placer's work.
  uint64_t exact;      ///< Units of the search's work.
};

Shares sharesFor(const Problem &problem, double effort, uint64_t firstFit) {
  if (problem.buffers.size() <= manyBuffers)
    return {unlimited, scaledWork(effort, exactWork)};
  // Components may be small, however many there are. Of ten first fits one is
  // left for what is not counted.
  return {
      scaledWork(effort, 5 * static_cast<double>(firstFit)),
      scaledWork(effort, 9 * searchPerPlacer * static_cast<double>(firstFit))};
}

/// First fit and lowest first: what of their orders pays, until the bound is
/// met.
class Decodes {
public:
  Decodes(const Problem &problem, const Budget &budget,
          const Deadline &deadline, ProgressReport &report)
      : problem(problem), budget(budget), deadline(deadline), report(report),
        bound(lowerBound(problem)), greedy(problem, deadline) {}

  /// The next of all decodes of planGreedy while they have spent less.
  void decode(uint64_t workLimit) {
    while (greedy.work() < workLimit && isOpen() && greedy.next())
      tell();
  }
  void firstFit(Order order) {
    if ((greedy.decodes() == 0 || isOpen()) && greedy.placeFirstFit(order))
      tell();
  }
  /// So many decodes with the lowest buffer first, where these apply, but none
  /// that begins after these have spent so much.
  void lowestFirst(uint64_t decodes, uint64_t workLimit) {
    if (!Skyline::appliesTo(problem) || !isOpen() || deadline.hasCome())
      return;
    if (!lowest)
      lowest.emplace(problem, budget.seed,
                     problem.buffers.size() > manyBuffers ? LowestFirst::byArea
                                                          : 0);
    for (; decodes > 0 && isOpen() && !deadline.hasCome() &&
           lowest->work() < workLimit;
         --decodes)
      if (lowest->next(greedy.makespan(), deadline)) {
        greedy.offer(lowest->makespan(), lowest->offsets());
        tell();
      }
  }
  /// Decodes with growing sizes until so many in a row gain nothing, but none
  /// that begins after these have spent so much.
  void grow(uint64_t patience, uint64_t workLimit) {
    if (!growing && isOpen())
      growing.emplace(problem, bound, deadline);
    uint64_t idle = 0;
    while (idle < patience && isOpen() && !deadline.hasCome() &&
           growing->work() < workLimit) {
      ++idle;
      if (!growing->next(greedy.makespan()))
        continue;
      greedy.offer(growing->makespan(), growing->offsets());
      tell();
      idle = 0;
    }
  }
  /// Gives memory back.
  void endLowestFirst() {
    otherDecodes += lowest ? lowest->decodes() : 0;
    lowest.reset();
  }
  void endGrowing() {
    otherDecodes += growing ? growing->decodes() : 0;
    growing.reset();
  }

  bool isOpen() const { return greedy.makespan() > bound; }
  const GreedyDecodes &best() const { return greedy; }
  uint64_t count() const {
    return greedy.decodes() + otherDecodes + (lowest ? lowest->decodes() : 0) +
           (growing ? growing->decodes() : 0);
  }
  Bytes lowestBound() const { return bound; }

private:
  void tell() { report.update(greedy.makespan(), bound); }

  const Problem &problem;
  const Budget &budget;
  const Deadline &deadline;
  ProgressReport &report;
  const Bytes bound;
  GreedyDecodes greedy;
  std::optional<LowestFirst> lowest;
  std::optional<GrowingSizes> growing;
  uint64_t otherDecodes = 0; ///< Of those given back.
};

/// What never is left out above manyBuffers, whatever the effort.
void decodeMany(Decodes &decodes) {
  for (Order order : {Order::SizeBegin, Order::SizeLifetime, Order::AreaSize})
    decodes.firstFit(order);
}

/// Where windows of time closed less than half of what was open.
void decodeMore(Decodes &decodes, Minimizer &minimizer, double effort) {
  const Bytes bound = minimizer.lowerBound();
  const Bytes first = decodes.best().makespan();
  if (minimizer.makespan() - bound <= (first - bound) / 2)
    return;
  const auto times = static_cast<uint64_t>(std::clamp(effort, 1.0, 1e9));
  // One takes about as long as three or four first fits.
  decodes.lowestFirst(times, unlimited);
  decodes.endLowestFirst();
  minimizer.offer(decodes.best().offsets());
  if (minimizer.makespan() < first)
    return;
  decodes.grow(2 * times, unlimited);
  decodes.endGrowing();
  minimizer.offer(decodes.best().offsets());
}

/// Where searches end differs more by seed than by work. So where there is much
/// of it, half goes to searches that begin anew with other seeds, and another
/// one goes on from the best of their plans. Returns the one that has proved
/// its plan, or that there is none; else null. Adds their nodes.
std::unique_ptr<Minimizer>
searchAnew(const Problem &problem, const std::vector<Bytes> &first,
           ExactOptions options, uint64_t budget, const Deadline &deadline,
           Minimizer &minimizer, uint64_t &nodes, ProgressReport &report) {
  options.budget.onProgress = nullptr;
  ProgressReport silent(options.budget);
  constexpr uint64_t searches = 4;
  auto isEnough = [&] {
    return options.decideOnly && problem.capacity &&
           minimizer.makespan() <= *problem.capacity;
  };
  for (uint64_t k = 0; k < searches && !isEnough() && !deadline.hasCome();
       ++k) {
    const uint64_t limit = budget / 2 / searches;
    auto own =
        std::make_unique<Minimizer>(problem, first, options, limit, deadline);
    own->advance(limit, deadline, silent);
    minimizer.offer(own->offsets());
    report.update(minimizer.makespan(), minimizer.lowerBound());
    if (own->isOptimal() ||
        (problem.capacity && own->lowerBound() > *problem.capacity))
      return own;
    nodes += own->nodes();
    ++options.budget.seed;
  }
  return nullptr;
}

} // namespace

Plan idealloc::planAuto(const Problem &problem, const Budget &budget) {
  const ExactOptions options{.budget = budget};
  Plan plan = planPortfolio(problem, options, Spending::AsFirstFit);
  const bool isTold = budget.timeLimit || Deadline(budget).isStopped();
  if (!problem.capacity || plan.status != Status::Unknown || isTold)
    return plan;
  // A capacity leads the search elsewhere, and what that finds without one may
  // fit.
  Problem open = problem;
  open.capacity.reset();
  Plan other = planPortfolio(open, options, Spending::AsFirstFit);
  Plan &best = other.makespan <= *problem.capacity ? other : plan;
  best.lowerBound = std::max(plan.lowerBound, other.lowerBound);
  if (best.makespan <= *problem.capacity && best.makespan == best.lowerBound)
    best.status = Status::Optimal;
  best.effort = plan.effort + other.effort;
  return best;
}

Plan idealloc::planPortfolio(const Problem &problem,
                             const ExactOptions &options, Spending spending) {
  if (std::optional<Plan> plan = planTrivial(problem))
    return *plan;
  const Budget &budget = options.budget;
  const Deadline deadline(budget);
  ProgressReport report(budget);
  const bool isMany = problem.buffers.size() > manyBuffers;
  Decodes decodes(problem, budget, deadline, report);
  if (isMany)
    decodes.firstFit(Order::Size);
  else
    decodes.decode(1);
  const Bytes bound = decodes.lowestBound();
  auto finish = [&] {
    return finishPlan(problem, decodes.best().offsets(), bound,
                      decodes.count());
  };
  if (problem.capacity && bound > *problem.capacity)
    return finish(); // Nothing is to be gained.
  const uint64_t firstFit = decodes.best().work();
  Shares shares = sharesFor(problem, budget.effort, firstFit);
  if (spending == Spending::AsSearch)
    shares.exact = std::max(shares.exact, scaledWork(budget.effort, exactWork));
  if (isMany)
    decodeMany(decodes);
  else
    decodes.decode(firstFit + 1);
  // Exact search begins with the like, but a node of many buffers takes long.
  constexpr size_t someBuffers = 1000;
  if (!isMany && problem.buffers.size() > someBuffers &&
      !Valleys::appliesTo(problem)) // There the search has better.
    decodes.lowestFirst(unlimited, shares.exact / 8 / searchPerSkyline);
  if (!decodes.isOpen() || deadline.isStopped())
    return finish();

  decodes.endLowestFirst();
  Minimizer minimizer(problem, decodes.best().offsets(), options, shares.exact,
                      deadline);
  if (problem.capacity && minimizer.lowerBound() > *problem.capacity)
    shares.exact = 0; // Nothing is to be gained here, either.
  if (isMany)         // Decodes are part of what may be spent.
    shares.exact -=
        std::min(shares.exact / 2, searchPerPlacer * decodes.best().work());
  // Bands are better than more decodes, where they apply.
  const bool decodesMore = isMany && !Valleys::appliesTo(problem);
  minimizer.advance(decodesMore ? shares.exact / 2
                    : isMany    ? shares.exact
                                : shares.exact / 16,
                    deadline, report);
  uint64_t steps = 0;
  if (decodesMore && !minimizer.isOptimal() && shares.exact > 0) {
    decodeMore(decodes, minimizer, budget.effort);
    report.update(minimizer.makespan(), minimizer.lowerBound());
  }
  if (!minimizer.isOptimal() && shares.exact > 0 && !isMany) {
    decodes.decode(shares.decodeWork);
    if (minimizer.isStuck()) { // Only windows are searched: not for long.
      decodes.grow(unlimited, shares.exact / 4 * 3 / searchPerPlacer);
      shares.exact /= 4;
    }
    decodes.endGrowing();
    minimizer.offer(decodes.best().offsets());
    LocalSearch search(problem, minimizer.offsets(), minimizer.lowerBound(),
                       budget.seed);
    while (problem.buffers.size() > fewBuffers &&
           search.work() < shares.exact / 32 / searchPerPlacer &&
           !deadline.hasCome() && search.step()) {
      ++steps;
      report.update(search.makespan(), minimizer.lowerBound());
    }
    minimizer.offer(search.offsets());
  }
  constexpr double muchEffort = 20;
  if (budget.effort >= muchEffort && problem.buffers.size() <= someBuffers &&
      !minimizer.isOptimal() && shares.exact > 0) {
    if (auto other =
            searchAnew(problem, decodes.best().offsets(), options, shares.exact,
                       deadline, minimizer, steps, report))
      return finishSearch(problem, *other, decodes.count() + steps, options,
                          deadline);
    shares.exact /= 2;
  }
  minimizer.advance(shares.exact, deadline, report);
  return finishSearch(problem, minimizer, decodes.count() + steps, options,
                      deadline);
}
