//===- ComponentMinimizer.cpp - The smallest plan, run by run -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/ComponentMinimizer.h"
#include "Exact/AlignedLoad.h"
#include "Exact/Holes.h"
#include "Hash.h"
#include "Threads.h"
#include "Tiling/Tiling.h"

#include <limits>

using namespace idealloc;

static Bytes makespanOf(const Problem &problem,
                        const std::vector<Bytes> &offsets) {
  Bytes top = 0;
  for (size_t i = 0; i < offsets.size(); ++i)
    top = std::max(top, offsets[i] + problem.buffers[i].size);
  return top;
}

ComponentMinimizer::ComponentMinimizer(const Problem &problem,
                                       std::vector<Bytes> offsets,
                                       const ExactOptions &options,
                                       uint64_t budget,
                                       const Deadline &deadline)
    : problem(problem), options(options), budget(budget),
      tooLarge(SearchModel::isTooLarge(problem)),
      bestOffsets(std::move(offsets)), best(makespanOf(problem, bestOffsets)),
      bound(std::max(idealloc::lowerBound(problem), alignedLoad(problem))) {
  Clique clique = heaviestClique(problem, bound, budget / 16, deadline);
  workCount = clique.work;
  if (clique.bound > bound) {
    bound = clique.bound;
    refutedBuffers = std::move(clique.buffers);
  }
}

bool ComponentMinimizer::offer(const std::vector<Bytes> &offsets) {
  if (makespanOf(problem, offsets) >= best)
    return false;
  take(offsets);
  return true;
}

void ComponentMinimizer::take(std::vector<Bytes> offsets) {
  bestOffsets = std::move(offsets);
  best = makespanOf(problem, bestOffsets);
  if (model)
    settle();
}

void ComponentMinimizer::release() {
  searches.clear();
  settled.reset();
  model.reset();
}

/// Moves the best plan down, and begins anew with parts of it.
void ComponentMinimizer::settle() {
  settled = std::make_unique<SettledPlan>(*model, bestOffsets);
  workCount += settled->work;
  bestOffsets = model->originalOffsets(settled->offsets);
  best = makespanOf(problem, bestOffsets);
  keptInVain = model->count();
  counters.sinceImprovement = 0;
  counters.bands.restart();
}

/// A part of a range: the squares of 1/2, 1/4, 3/4, 1/8, 5/8, ..., the van der
/// Corput sequence. Success is not monotonic: a smaller capacity can be quicker
/// than a larger one.
static Bytes partOf(Bytes range, uint64_t index) {
  double part = 0, bit = 0.5;
  for (uint64_t k = index % 64 + 1; k > 0; k /= 2, bit /= 2)
    part += k % 2 == 1 ? bit : 0;
  return static_cast<Bytes>(static_cast<double>(range) * (part * part));
}

bool ComponentMinimizer::isHead(const Counter &counter) const {
  constexpr uint64_t runs = 12;
  return counter.runs < runs && counter.work < budget / 8;
}

ComponentMinimizer::Kind ComponentMinimizer::kindOfNext(const Counters &next,
                                                        Bytes goal,
                                                        Bytes wanted) const {
  const Bytes lowest = std::max(bound, goal);
  const auto &[atWanted, atLowest, between, bands] = next.kinds;
  const uint64_t others = atLowest.work + between.work + bands.work;
  if (wanted > lowest && wanted < best &&
      (options.decideOnly || atWanted.work <= others))
    return Wanted;
  // The lowest capacity alone at first, then for a share of the work.
  if (isHead(atLowest) || lowest >= model->endUpTo(best - 1))
    return Lowest;
  if (options.restarts == ExactRestarts::Static || model->count() <= fewBuffers)
    return atLowest.work <= between.work / 2 ? Lowest : Between;
  // Bands may not take away what finds plans without a byte to spare.
  if (bands.work > 0 && atLowest.work < budget / 12 &&
      atLowest.work <= (between.work + bands.work) / 2)
    return Lowest;
  // A band of a bad plan is not worth it, and on some problems none is: they
  // get half of the work that others do, twice as much once one has paid.
  const bool isGood = best - lowest <= lowest / 10;
  if ((isGood || between.work >= budget / 32) &&
      (next.bands.pays() ? bands.work / 2 : bands.work * 2) <=
          atLowest.work + between.work)
    return Band;
  return atLowest.work <= between.work / 2 ? Lowest : Between;
}

ComponentMinimizer::Task ComponentMinimizer::nextBand(Counters &next,
                                                      Bytes lowest) const {
  Task task{.kind = Band};
  const uint64_t random =
      mix(mix(options.budget.seed) + ++next.kinds[Band].runs);
  // Just below the best plan or, less likely, lower.
  const double part = static_cast<double>(random >> 33 & 1023) / 1024;
  const Bytes highest = model->endUpTo(best - 1);
  const Bytes below = static_cast<Bytes>(
      part * part * static_cast<double>(highest - lowest) * 0.4);
  task.capacity = std::max(model->endUpTo(highest - below), lowest);
  task.band = next.bands.next(model->count(), random >> 7);
  if (!task.band.isCone && keptInVain < model->count())
    task.band.free = std::max(task.band.free, model->count() - keptInVain + 1);
  task.order = orderOfRun(RunSeries::Loose, random >> 20, random);
  task.factors = lessons.factors();
  return task;
}

ComponentMinimizer::Task
ComponentMinimizer::nextTask(Counters &next, Bytes goal, Bytes wanted) const {
  const Bytes lowest = std::max(bound, goal);
  Task task{.kind = kindOfNext(next, goal, wanted)};
  if (task.kind == Band)
    return nextBand(next, lowest);
  const uint64_t number = next.kinds[task.kind].runs++;
  task.capacity = task.kind == Wanted ? wanted : lowest;
  RunSeries series = task.kind == Between ? RunSeries::Loose : RunSeries::Tight;
  if (options.restarts == ExactRestarts::Static)
    series = RunSeries::Static;
  uint64_t sequence = number;
  if (task.kind == Between) {
    const Bytes highest = model->endUpTo(best - 1);
    task.capacity = highest - partOf(highest - lowest,
                                     next.sinceImprovement / cycleOf(series));
    sequence = next.sinceImprovement++;
  }
  task.capacity = std::max(model->endUpTo(task.capacity), lowest);
  task.order = orderOfRun(series, sequence, options.budget.seed + number);
  if (task.kind == Between && series != RunSeries::Static && number % 4 != 0)
    task.factors = lessons.factors();
  task.nodes = lengthOfRun(series, sequence) * model->count();
  return task;
}

void ComponentMinimizer::execute(Search &search, Run &run,
                                 const Deadline &deadline) const {
  const Task &task = run.task;
  SearchOrder order = task.order;
  order.factors = task.factors.get();
  const SearchLimits limits{task.nodes, budget / 4, deadline};
  if (task.kind == Band) {
    placeAgain(search, run, order, limits);
  } else {
    run.verdict = search.run(task.capacity, order, limits);
    run.work = search.work();
    run.nodes = search.nodes();
  }
  if (run.nodes > 0)
    run.failures = search.failures();
  if (run.verdict == Verdict::Fits)
    run.offsets = model->originalOffsets(search.offsets());
}

/// Frees more and more until no section refutes it.
void ComponentMinimizer::placeAgain(Search &search, Run &run,
                                    const SearchOrder &order,
                                    SearchLimits limits) const {
  const BandShape &band = run.task.band;
  const size_t count = model->count();
  Cone cone(*model, *settled, model->endUpTo(best - 1), order.seed);
  run.verdict = Verdict::Never;
  for (size_t free = band.free; free < count; free += 1 + free / 10) {
    std::vector<uint32_t> kept = settled->lowest(count - free);
    if (band.isCone) {
      if (!cone.growTo(free))
        break;
      kept = cone.kept();
    }
    limits.nodes = band.length * free;
    run.verdict =
        search.run(run.task.capacity, order, limits, {kept, settled->offsets});
    run.nodes = search.nodes();
    run.work += search.work() + count;
    if (run.verdict == Verdict::Never && !band.isCone)
      run.keptInVain = kept.size();
    if (run.verdict != Verdict::Never || run.nodes > 0)
      break;
  }
  run.work += cone.work();
}

void ComponentMinimizer::step(Bytes goal, Bytes wanted, uint64_t workLeft,
                              const Deadline &deadline) {
  const uint64_t before = workCount;
  if (!isTilingTried && tryTiling(goal, deadline))
    return;
  if (!model) {
    model = std::make_unique<SearchModel>(problem);
    workCount += model->buildWork();
    settle();
    if (isDone(goal))
      return;
  }
  if (areWindowsDue(goal, wanted) &&
      tryWindows(capacityOfWindows(goal, wanted), deadline))
    return;
  while (searches.size() < threadCount(options.budget.threads))
    searches.push_back(std::make_unique<Search>(*model, options.rules));
  std::vector<Run> runs;
  Counters ahead = counters;
  for (size_t k = 0; k < searches.size(); ++k) {
    runs.push_back({.task = nextTask(ahead, goal, wanted)});
    // A guess, so that the next one is likely to be the one that is due.
    const Counter &counter = counters.kinds[runs.back().task.kind];
    ahead.add(runs.back().task,
              counter.work / std::max<uint64_t>(1, counter.runs));
  }
  runTogether(runs.size(),
              [&](size_t k) { execute(*searches[k], runs[k], deadline); });
  for (size_t k = 0; k < runs.size(); ++k) {
    // What ran ahead counts only if it is what would have run next.
    Counters next = counters;
    if (nextTask(next, goal, wanted) != runs[k].task ||
        (k > 0 && areWindowsDue(goal, wanted)))
      break;
    counters = next;
    counters.add(runs[k].task, runs[k].work);
    nodeCount += runs[k].nodes;
    workCount += runs[k].work;
    if (commit(runs[k]) || workCount - before >= workLeft)
      break;
  }
}

/// Where LOAD is wanted and has no byte to spare; true if that gained anything.
bool ComponentMinimizer::tryTiling(Bytes goal, const Deadline &deadline) {
  isTilingTried = true;
  if (options.restarts == ExactRestarts::Static || goal > bound ||
      bound != load(problem).bytes || !isTiling(problem))
    return false;
  const TilingResult tiling = findTiling(problem, budget / 4, deadline);
  workCount += tiling.work;
  return !tiling.offsets.empty() && offer(tiling.offsets);
}

Bytes ComponentMinimizer::capacityOfWindows(Bytes goal, Bytes wanted) const {
  const Bytes lowest = std::max(bound, goal);
  return options.decideOnly && wanted < best ? std::max(wanted, lowest)
                                             : lowest;
}

/// Once per capacity, when the first runs have failed at it.
bool ComponentMinimizer::areWindowsDue(Bytes goal, Bytes wanted) const {
  const Bytes capacity = capacityOfWindows(goal, wanted);
  const bool atLowest = capacity == std::max(bound, goal);
  return windowed < capacity &&
         !isHead(counters.kinds[atLowest ? Lowest : Wanted]);
}

/// True if it changed the bound.
bool ComponentMinimizer::tryWindows(Bytes capacity, const Deadline &deadline) {
  windowed = capacity;
  WindowVerdict verdict = refuteByWindow(problem, *model, capacity,
                                         options.rules, budget / 16, deadline);
  nodeCount += verdict.nodes;
  workCount += verdict.work;
  if (verdict.refuted.empty())
    return false;
  bound = std::max(bound, ends.nextAbove(*model, capacity, best));
  refutedBuffers = std::move(verdict.refuted);
  return true;
}

/// True if it changed what is known.
bool ComponentMinimizer::commit(const Run &run) {
  const Task &task = run.task;
  // What fails where no byte is to spare says little of other capacities.
  if (task.kind != Lowest && run.nodes > 0)
    lessons.add(*model, run.failures);
  if (run.verdict == Verdict::Fits) {
    offer(run.offsets);
    if (task.kind == Band)
      counters.bands.addGain(task.band);
    return true;
  }
  if (task.kind == Band) {
    if (task.capacity == model->endUpTo(best - 1))
      keptInVain = std::min(keptInVain, run.keptInVain);
    return false;
  }
  if (run.verdict == Verdict::Never) {
    bound = std::max(bound, ends.nextAbove(*model, task.capacity, best));
    refutedBuffers.clear();
  }
  return run.verdict == Verdict::Never;
}
