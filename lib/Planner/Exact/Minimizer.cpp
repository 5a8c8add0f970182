//===- Minimizer.cpp - The smallest plan, run by run ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Minimizer.h"
#include "Exact/AlignedLoad.h"
#include "Exact/Bands.h"
#include "Exact/Holes.h"
#include "Hash.h"
#include "Placement.h"
#include "Threads.h"
#include "Tiling/Tiling.h"

#include <limits>

using namespace idealloc;

uint64_t idealloc::scaledWork(double effort, double units) {
  double work = std::max(1.0, effort * units);
  return work < 1e18 ? static_cast<uint64_t>(work)
                     : std::numeric_limits<uint64_t>::max() / 4;
}

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

void ComponentMinimizer::offer(Bytes makespan,
                               const std::vector<Bytes> &offsets) {
  if (makespan >= best)
    return;
  best = makespan;
  bestOffsets = offsets;
  counters.sinceImprovement = 0;
  counters.bandsSince = 0;
  keptInVain = model ? model->count() : 0;
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
  if (bands.work > 0 && atLowest.work < budget / 6 &&
      atLowest.work <= (between.work + bands.work) / 2)
    return Lowest;
  // A band of a bad plan is not worth it, and on some problems none is: they
  // get half of the work that others do, ten times as much once one has paid.
  if (between.work >= budget / 32 &&
      (next.bandsPay ? bands.work / 10 : bands.work * 2) <=
          atLowest.work + between.work)
    return Band;
  return atLowest.work <= between.work / 2 ? Lowest : Between;
}

/// Whether to keep a lower band or all but a cone, and how much.
void ComponentMinimizer::shapeBand(Run &run, Counters &next,
                                   Bytes lowest) const {
  const uint64_t number = next.bandsSince++;
  const uint64_t random = mix(mix(options.budget.seed) + next.kinds[Band].runs);
  const size_t count = model->count();
  // Just below the best plan or, less likely, lower.
  const double part = static_cast<double>(random >> 33 & 1023) / 1024;
  const Bytes highest = model->endUpTo(best - 1);
  run.capacity =
      highest - static_cast<Bytes>(part * part *
                                   static_cast<double>(highest - lowest) * 0.4);
  run.isCone = (random >> 60) % 2 == 1;
  size_t free = count * (15 + (random >> 7) % 76) / 100;
  if (run.isCone) {
    run.kept = free;
  } else {
    run.kept = keptInVain - (keptInVain > 0 ? 1 : 0);
    run.kept -= (random >> 7) % (run.kept + 1);
    free = count - run.kept;
  }
  run.order = orderOfRun(RunSeries::Loose, random >> 20, random);
  run.factors = lessons.factors();
  run.nodes = luby(number + 1) * std::max<size_t>(free, 1);
}

ComponentMinimizer::Run ComponentMinimizer::nextRun(Counters &next, Bytes goal,
                                                    Bytes wanted) const {
  const Bytes lowest = std::max(bound, goal);
  Run run;
  run.kind = kindOfNext(next, goal, wanted);
  Counter &counter = next.kinds[run.kind];
  const uint64_t number = counter.runs++;
  if (run.kind == Band) {
    shapeBand(run, next, lowest);
    run.capacity = std::max(model->endUpTo(run.capacity), lowest);
    return run;
  }
  run.capacity = run.kind == Wanted ? wanted : lowest;
  RunSeries series = run.kind == Between ? RunSeries::Loose : RunSeries::Tight;
  if (options.restarts == ExactRestarts::Static)
    series = RunSeries::Static;
  uint64_t sequence = number;
  if (run.kind == Between) {
    const Bytes highest = model->endUpTo(best - 1);
    run.capacity = highest - partOf(highest - lowest,
                                    next.sinceImprovement / cycleOf(series));
    sequence = next.sinceImprovement++;
  }
  run.capacity = std::max(model->endUpTo(run.capacity), lowest);
  run.order = orderOfRun(series, sequence, options.budget.seed + number);
  if (run.kind == Between && series != RunSeries::Static && number % 4 != 0)
    run.factors = lessons.factors();
  run.nodes = lengthOfRun(series, sequence) * model->count();
  return run;
}

void ComponentMinimizer::execute(Search &search, Run &run,
                                 const Deadline &deadline) const {
  SearchLimits limits{run.nodes, budget / 4, deadline};
  run.order.factors = run.factors.get();
  std::vector<uint32_t> kept;
  if (run.kind == Band && run.isCone)
    kept = keepBesideCone(*model, bestOffsets, model->endUpTo(best - 1),
                          run.kept, run.order.seed, run.work);
  else if (run.kind == Band)
    kept = byOffset(*model, bestOffsets);
  if (run.kind == Band && !run.isCone)
    kept.resize(run.kept);
  run.verdict = search.run(run.capacity, run.order, limits, kept);
  run.nodes = search.nodes();
  run.work += search.work() + kept.size();
  run.failures = search.failures();
  if (run.verdict == Verdict::Fits)
    run.offsets = model->originalOffsets(search.offsets());
}

void ComponentMinimizer::step(Bytes goal, Bytes wanted, uint64_t workLeft,
                              const Deadline &deadline) {
  const uint64_t before = workCount;
  if (!isTilingTried && tryTiling(goal, deadline))
    return;
  if (!model) {
    model = std::make_unique<SearchModel>(problem);
    keptInVain = model->count();
    workCount += model->buildWork();
  }
  if (areWindowsDue(goal, wanted) &&
      tryWindows(capacityOfWindows(goal, wanted), deadline))
    return;
  while (searches.size() < threadCount(options.budget.threads))
    searches.push_back(std::make_unique<Search>(*model, options.rules));
  std::vector<Run> runs;
  Counters ahead = counters;
  for (size_t k = 0; k < searches.size(); ++k) {
    runs.push_back(nextRun(ahead, goal, wanted));
    // A guess, so that the next one is likely to be the one that is due.
    ahead.kinds[runs.back().kind].work +=
        workCount / std::max<uint64_t>(1, nodeCount) * runs.back().nodes;
  }
  std::vector<Run> due = runs;
  runTogether(runs.size(),
              [&](size_t k) { execute(*searches[k], runs[k], deadline); });
  for (size_t k = 0; k < runs.size(); ++k) {
    // What ran ahead counts only if it is what would have run next.
    Counters next = counters;
    const Run expected = nextRun(next, goal, wanted);
    if (expected.kind != due[k].kind || expected.capacity != due[k].capacity ||
        expected.kept != due[k].kept || expected.factors != due[k].factors ||
        (k > 0 && areWindowsDue(goal, wanted)))
      break;
    counters = next;
    counters.kinds[runs[k].kind].work += runs[k].work;
    nodeCount += runs[k].nodes;
    workCount += runs[k].work;
    if (commit(runs[k]) || workCount - before >= workLeft)
      break;
  }
}

/// Where LOAD is wanted and has no byte to spare; true if that was found.
bool ComponentMinimizer::tryTiling(Bytes goal, const Deadline &deadline) {
  isTilingTried = true;
  if (options.restarts == ExactRestarts::Static || goal > bound ||
      bound != load(problem).bytes || !isTiling(problem))
    return false;
  const TilingResult tiling = findTiling(problem, budget / 8, deadline);
  workCount += tiling.work;
  if (tiling.offsets.empty())
    return false;
  offer(makespanOf(problem, tiling.offsets), tiling.offsets);
  return true;
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
  bound = std::max(bound, nextReachable(capacity));
  refutedBuffers = std::move(verdict.refuted);
  return true;
}

/// True if it changed what is known.
bool ComponentMinimizer::commit(Run &run) {
  // What fails where no byte is to spare says little of other capacities.
  if (run.kind != Lowest)
    lessons.add(*model, run.failures);
  if (run.verdict == Verdict::Fits) {
    offer(makespanOf(problem, run.offsets), run.offsets);
    counters.bandsPay |= run.kind == Band;
  }
  if (run.kind == Band && run.verdict == Verdict::Never &&
      (run.isCone || run.kept > 0)) {
    if (!run.isCone && run.capacity == model->endUpTo(best - 1))
      keptInVain = std::min(keptInVain, run.kept);
    return false;
  }
  if (run.verdict == Verdict::Never) {
    bound = std::max(bound, nextReachable(run.capacity));
    refutedBuffers.clear();
  }
  return run.verdict != Verdict::Spent;
}

/// Bit k is set if some of the sizes sum up to k granules, up to `most` bytes.
static std::vector<uint64_t> subsetSums(std::span<const Bytes> sizes,
                                        Bytes granule, Bytes most) {
  std::vector<uint64_t> bits(static_cast<size_t>(most / granule / 64) + 1);
  bits[0] = 1;
  for (Bytes size : sizes) {
    const size_t words = static_cast<size_t>(size / granule / 64);
    const unsigned shift = static_cast<unsigned>(size / granule % 64);
    for (size_t k = bits.size(); k-- > words;) {
      uint64_t moved = bits[k - words] << shift;
      if (shift > 0 && k > words)
        moved |= bits[k - words - 1] >> (64 - shift);
      bits[k] |= moved;
    }
  }
  return bits;
}

Bytes ComponentMinimizer::nextReachable(Bytes above) {
  const Bytes granule = model->granule;
  Bytes next = model->endFrom(above + 1);
  // Without obstacles every end is a sum of sizes, but for its padding.
  constexpr Bytes mostSums = Bytes(1) << 20;
  const Bytes highest = best + model->mostPadding;
  if (!model->isPlain || highest / granule > mostSums)
    return next;
  if (sums.empty())
    sums = subsetSums(model->sizes, granule, highest);
  auto isSum = [&](Bytes top) {
    uint64_t k = static_cast<uint64_t>(alignUp(top, granule) / granule);
    return (sums[k / 64] >> (k % 64) & 1) != 0;
  };
  while (next < best && !isSum(next))
    next = model->endFrom(next + 1);
  return next;
}

Minimizer::Minimizer(const Problem &problem, const std::vector<Bytes> &offsets,
                     const ExactOptions &options, uint64_t budget,
                     const Deadline &deadline)
    : problem(problem), options(options), components(splitComponents(problem)),
      bound(idealloc::lowerBound(problem)) {
  minimizers.reserve(components.size());
  for (const Component &component : components) {
    std::vector<Bytes> own;
    for (size_t i : component.places.front())
      own.push_back(offsets[i]);
    minimizers.emplace_back(component.problem, std::move(own), options, budget,
                            deadline);
  }
  for (const ComponentMinimizer &minimizer : minimizers)
    bound = std::max(bound, minimizer.lowerBound());
  offer(offsets);
}

void Minimizer::offer(const std::vector<Bytes> &offsets) {
  for (size_t k = 0; k < components.size(); ++k)
    for (const std::vector<size_t> &place : components[k].places) {
      std::vector<Bytes> own;
      for (size_t i : place)
        own.push_back(offsets[i]);
      minimizers[k].offer(makespanOf(components[k].problem, own), own);
    }
}

bool Minimizer::isDecided() const {
  return options.decideOnly && problem.capacity &&
         (makespan() <= *problem.capacity || bound > *problem.capacity);
}

void Minimizer::advance(uint64_t workLimit, const Deadline &deadline,
                        ProgressReport &report) {
  report.update(makespan(), bound);
  uint64_t spent = work();
  while (!minimizers.empty() && !isDecided() && spent < workLimit &&
         !deadline.hasCome()) {
    auto worst =
        std::ranges::max_element(minimizers, {}, &ComponentMinimizer::makespan);
    if (worst->isDone(bound))
      return;
    uint64_t before = worst->work();
    worst->step(bound, problem.capacity.value_or(-1), workLimit - spent,
                deadline);
    spent += std::max<uint64_t>(1, worst->work() - before);
    bound = std::max(bound, worst->lowerBound());
    report.update(makespan(), bound);
  }
}

std::vector<Bytes> Minimizer::offsets() const {
  std::vector<Bytes> all(problem.buffers.size());
  for (size_t k = 0; k < components.size(); ++k)
    for (const std::vector<size_t> &place : components[k].places)
      for (size_t j = 0; j < place.size(); ++j)
        all[place[j]] = minimizers[k].offsets()[j];
  return all;
}

Bytes Minimizer::makespan() const {
  Bytes top = 0;
  for (const ComponentMinimizer &minimizer : minimizers)
    top = std::max(top, minimizer.makespan());
  return top;
}

bool Minimizer::isStuck() const {
  return std::ranges::any_of(minimizers, [&](const ComponentMinimizer &m) {
    return m.isTooLarge() && m.makespan() > bound && m.makespan() == makespan();
  });
}

uint64_t Minimizer::nodes() const {
  uint64_t sum = 0;
  for (const ComponentMinimizer &minimizer : minimizers)
    sum += minimizer.nodes();
  return sum;
}

uint64_t Minimizer::work() const {
  uint64_t sum = 0;
  for (const ComponentMinimizer &minimizer : minimizers)
    sum += minimizer.work();
  return sum;
}

std::vector<size_t> Minimizer::refutedBuffers(Bytes capacity) const {
  for (size_t k = 0; k < components.size(); ++k)
    if (minimizers[k].lowerBound() > capacity) {
      const std::vector<size_t> &place = components[k].places.front();
      std::vector<size_t> buffers;
      for (size_t j : minimizers[k].refuted())
        buffers.push_back(place[j]);
      return buffers.empty() ? place : buffers;
    }
  return {};
}
