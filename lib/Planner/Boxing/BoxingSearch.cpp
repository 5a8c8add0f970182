//===- BoxingSearch.cpp - Iterations of the boxing allocator --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/Boxing.h"
#include "Boxing/BoxingTree.h"
#include "Deadline.h"
#include "Fit/LocalSearch.h"
#include "Fit/Skyline.h"
#include "Hash.h"
#include "SortByKey.h"
#include "Threads.h"
#include "idealloc/Planner/Boxing.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Planner/TrivialCases.h"

#include <deque>
#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

/// Units of the placer's work at effort 1, iterations unset.
constexpr double defaultWork = 1 << 27;
constexpr double defaultIterations = 1000;

/// Where there is repair, one in so many iterations of a tree is a boxing.
constexpr uint64_t boxingShare = 2;

/// Iterations of a worker before all look whether one met the bound.
constexpr uint64_t roundLength = 16;

/// Iterations that are still to be made.
struct Share {
  uint64_t boxings = 0;
  uint64_t repairs = 0;
};

/// What all workers read.
struct Setting {
  const Problem &problem;
  const BoxingOptions &options;
  BoxingModel model;
  Bytes bound;
  Deadline deadline;
  bool lowestFirst; ///< Whether that is asked for, and applies.
};

/// One tree, and the repair of the best plan it finds. What it does depends on
/// its number, not on other workers.
class Worker {
public:
  Worker(const Setting &setting, uint64_t number)
      : setting(setting), number(number), placer(setting.problem),
        tree(mix(mix(setting.options.budget.seed) + number)) {}

  /// The boxing with this number of all boxings of all workers.
  void box(uint64_t run, unsigned threads);
  void placeBySize();
  /// Up to `count` iterations of its share, fewer if the bound is met.
  void advance(uint64_t count);

  Share share;
  uint64_t nextRun = 0; ///< The number of the next boxing,
  uint64_t stride = 1;  ///< and how far apart they are.

  Bytes makespan() const { return best; }
  const std::vector<Bytes> &offsets() const { return bestOffsets; }
  uint64_t iterations() const { return done; }
  uint64_t work() const { return placer.work(); }
  bool isDone() const {
    return best <= setting.bound || (share.boxings == 0 && share.repairs == 0);
  }

private:
  void repair();
  Skyline &skyline() {
    if (!lowestFirst)
      lowestFirst.emplace(setting.problem);
    return *lowestFirst;
  }
  /// Places by an order and keeps the plan if it is the best. Returns its
  /// makespan.
  template <typename Decoder, typename... Fits>
  Bytes tighten(Decoder &decoder, std::span<const size_t> order, Bytes limit,
                Fits... fit) {
    if (decoder.place(order, fit..., limit) && decoder.makespan() < best) {
      best = decoder.makespan();
      bestOffsets = decoder.offsets();
    }
    return decoder.makespan();
  }

  const Setting &setting;
  uint64_t number;
  Placer placer;
  std::optional<Skyline> lowestFirst; ///< Made when needed.
  BoxingTree tree;
  std::optional<LocalSearch> search;
  Bytes best = std::numeric_limits<Bytes>::max();
  std::vector<Bytes> bestOffsets;
  uint64_t done = 0;
};

void Worker::box(uint64_t run, unsigned threads) {
  ++done;
  const bool random = setting.options.search == BoxingSearch::Random;
  RandomChooser chooser(mix(mix(setting.options.budget.seed) ^ run));
  std::vector<Bytes> loose = setting.model.looseOffsets(
      random ? static_cast<Chooser &>(chooser) : tree, threads);
  std::vector<size_t> order(loose.size());
  std::iota(order.begin(), order.end(), size_t(0));
  sortByKey(order, std::less<>(), [&](size_t i) { return loose[i]; });
  // The tree learns from plans that are not the best, too.
  Bytes limit = random ? best : std::numeric_limits<Bytes>::max();
  // The first run has the guarantee of first fit.
  Bytes reached = run > 0 && setting.lowestFirst
                      ? tighten(skyline(), order, limit)
                      : tighten(placer, order, limit, Fit::First);
  if (!random)
    tree.reward(static_cast<double>(setting.bound) /
                static_cast<double>(reached));
}

void Worker::placeBySize() {
  ++done;
  tighten(placer, placementOrder(setting.problem, Order::SizeLifetime), best,
          Fit::First);
}

void Worker::repair() {
  if (!search)
    search.emplace(setting.problem, bestOffsets, setting.bound,
                   mix(setting.options.budget.seed) + number);
  if (!search->step()) {
    share.repairs = 0;
    return;
  }
  ++done;
  if (search->makespan() < best) {
    best = search->makespan();
    bestOffsets = search->offsets();
  }
}

void Worker::advance(uint64_t count) {
  for (; count > 0 && !isDone() && !setting.deadline.hasCome(); --count) {
    if (share.boxings > 0) {
      --share.boxings;
      box(nextRun, 1);
      nextRun += stride;
    } else {
      --share.repairs;
      repair();
    }
  }
}

/// The iterations of the default budget, where some have cost so much work.
uint64_t affordable(double effort, uint64_t iterations, uint64_t work) {
  double most = defaultIterations * effort;
  double paid = defaultWork * effort * static_cast<double>(iterations) /
                static_cast<double>(work);
  return static_cast<uint64_t>(std::clamp(std::min(most, paid), 2.0, 0x1p62));
}

/// Deals `count` iterations to workers, after the first boxing.
void deal(std::deque<Worker> &workers, uint64_t count, const Setting &setting) {
  const uint64_t among = workers.size();
  for (uint64_t k = 0; k < among; ++k) {
    uint64_t own = count / among + (k < count % among ? 1 : 0);
    uint64_t boxings = own;
    if (!setting.model.isBoxable())
      boxings = 0;
    else if (setting.options.repair)
      // All but the first have nothing to repair yet.
      boxings = std::min(own, std::max<uint64_t>(own / boxingShare, k > 0));
    workers[k].share = {boxings, setting.options.repair ? own - boxings : 0};
    workers[k].nextRun = 1 + k;
    workers[k].stride = among;
  }
}

} // namespace

Plan idealloc::planBoxing(const Problem &problem,
                          const BoxingOptions &options) {
  if (std::optional<Plan> plan = planTrivial(problem))
    return *plan;
  const Budget &budget = options.budget;
  const unsigned threads = threadCount(budget.threads);
  const Setting setting{problem,
                        options,
                        BoxingModel(problem, options),
                        lowerBound(problem),
                        Deadline(budget),
                        options.rules.lowestFirst &&
                            Skyline::appliesTo(problem)};
  // A deque, as workers do not move.
  std::deque<Worker> workers;
  Worker &first = workers.emplace_back(setting, 0);
  if (setting.model.isBoxable())
    first.box(0, threads);
  if (!setting.model.isBoxable() ||
      (options.fallback && budget.iterations != 1))
    first.placeBySize();
  uint64_t total = budget.iterations.value_or(
      affordable(budget.effort, first.iterations(), first.work()));
  uint64_t left = total - std::min(total, first.iterations());
  const uint64_t trees = setting.model.isBoxable() ? options.trees : 1;
  while (workers.size() < std::min(trees, left))
    workers.emplace_back(setting, workers.size());
  deal(workers, left, setting);

  auto best = [&] {
    return std::ranges::min_element(workers, {}, &Worker::makespan);
  };
  ProgressReport report(budget);
  report.update(best()->makespan(), setting.bound);
  const bool fitsNever = problem.capacity && setting.bound > *problem.capacity;
  auto isDone = [](const Worker &worker) { return worker.isDone(); };
  auto meetsBound = [&](const Worker &worker) {
    return worker.makespan() <= setting.bound;
  };
  while (!fitsNever && !std::ranges::all_of(workers, isDone) &&
         !std::ranges::any_of(workers, meetsBound) &&
         !setting.deadline.hasCome()) {
    runAll(workers.size(), threads,
           [&](size_t k) { workers[k].advance(roundLength); });
    report.update(best()->makespan(), setting.bound);
  }
  uint64_t iterations = 0;
  for (const Worker &worker : workers)
    iterations += worker.iterations();
  return finishPlan(problem, best()->offsets(), setting.bound, iterations);
}
