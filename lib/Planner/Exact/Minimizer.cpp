//===- Minimizer.cpp - The smallest plan of all components ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Minimizer.h"
#include "Fit/SizeLevels.h"
#include "Placement.h"
#include "Tiling/Tiling.h"

#include <limits>

using namespace idealloc;

uint64_t idealloc::scaledWork(double effort, double units) {
  double work = std::max(1.0, effort * units);
  return work < 1e18 ? static_cast<uint64_t>(work)
                     : std::numeric_limits<uint64_t>::max() / 4;
}

/// Not for windows of many buffers, which get longer by it and no easier, nor
/// where no byte is to spare and each buffer tells where others are.
static Reduction reductionOf(const Problem &problem,
                             const ExactOptions &options, Bytes bound) {
  if (!options.rules.reduction)
    return {};
  constexpr size_t manyBuffers = 10000;
  Reduction reduction = reduce(problem, bound);
  if (reduction.kept.size() > manyBuffers || isTiling(problem))
    return {};
  return reduction;
}

/// Those of what is kept, with the indices of the problem.
static std::vector<Component> componentsOf(const Problem &problem,
                                           const Reduction &reduction) {
  if (reduction.aside.empty())
    return splitComponents(problem);
  std::vector<Component> components =
      splitComponents(subproblem(problem, reduction.kept));
  for (Component &component : components)
    for (std::vector<size_t> &place : component.places)
      for (size_t &i : place)
        i = reduction.kept[i];
  return components;
}

Minimizer::Minimizer(const Problem &problem, const std::vector<Bytes> &offsets,
                     const ExactOptions &options, uint64_t budget,
                     const Deadline &deadline)
    : problem(problem), options(options), budget(budget),
      least(idealloc::lowerBound(problem)),
      reduction(reductionOf(problem, options, least)),
      components(componentsOf(problem, reduction)), bound(least) {
  minimizers.reserve(components.size());
  for (const Component &component : components) {
    std::vector<Bytes> own;
    for (size_t i : component.places.front())
      own.push_back(offsets[i]);
    minimizers.emplace_back(component.problem, std::move(own), options, budget,
                            deadline);
    windows.emplace_back(component.problem, options);
    dives.push_back({nullptr, nullptr,
                     component.problem.buffers.size() > fewBuffers &&
                         options.restarts != ExactRestarts::Static &&
                         Valleys::appliesTo(component.problem)});
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
      if (minimizers[k].offer(own))
        windows[k].restart();
    }
}

/// Up to so many buffers search comes first, and it has better bands.
static constexpr size_t someBuffers = 1000;

/// Whether to place all by valleys rather than anything else: not before search
/// has had a chance where its nodes are quick, until nothing has come of it for
/// as long as it took so far. Where all is full levels do better.
bool Minimizer::areDivesDue(size_t component) const {
  const Dives &own = dives[component];
  const ComponentMinimizer &whole = minimizers[component];
  const bool isSmall = whole.count() <= someBuffers;
  if (!own.apply || own.bands || (isSmall && whole.isAtHead()))
    return false;
  if (!own.search)
    return true;
  if (own.isFull && !isSmall)
    return false;
  constexpr uint64_t patience = 512;
  return own.search->decodes() <
             own.lastGain + std::max(patience, own.lastGain) &&
         own.search->work() < budget / (isSmall ? 2 : 4);
}

/// Whether to place the largest first, and more and more of the others: once,
/// where all sections are full.
bool Minimizer::areLevelsDue(size_t component) const {
  const Dives &own = dives[component];
  const ComponentMinimizer &whole = minimizers[component];
  return own.isFull && !own.areLevelsTried && whole.count() > someBuffers &&
         whole.isTilingOver();
}

/// Whether to place a part by valleys: more often while it pays, and where
/// nothing else is left.
bool Minimizer::areBandsDue(size_t component) const {
  const Dives &own = dives[component];
  const ComponentMinimizer &whole = minimizers[component];
  if (!own.search || whole.count() <= someBuffers)
    return false;
  if (whole.isTooLarge() && windows[component].isStuck())
    return true;
  const uint64_t spent = own.bandWork();
  const uint64_t others = whole.work() + windows[component].work();
  // Tilings have a search of their own, which comes first.
  const uint64_t head = own.isFull && !whole.isTooLarge() ? 0 : budget / 4;
  const bool pays = spent < std::max(budget / 8, 2 * own.bandGain);
  return pays ? spent < std::max(head, 2 * others) : spent < others;
}

void Minimizer::dive(size_t component, uint64_t workLeft,
                     const Deadline &deadline) {
  Dives &own = dives[component];
  ComponentMinimizer &whole = minimizers[component];
  if (!own.search) {
    own.search = std::make_unique<ValleySearch>(components[component].problem,
                                                options.budget.seed);
    const auto [least, most] =
        std::ranges::minmax(own.search->placements().loads());
    own.isFull = least == most;
  }
  if (!own.search->next(whole.makespan(), workLeft, deadline))
    return;
  own.lastGain = own.search->decodes();
  whole.take(own.search->offsets());
  windows[component].restart();
}

void Minimizer::placeLevels(size_t component, uint64_t workLeft,
                            const Deadline &deadline) {
  Dives &own = dives[component];
  ComponentMinimizer &whole = minimizers[component];
  own.areLevelsTried = true;
  // Components that are open need their part, too.
  const auto open = std::ranges::count_if(
      minimizers, [&](const auto &other) { return other.makespan() > bound; });
  const uint64_t most = open > 1 ? workLeft / 2 : workLeft / 4 * 3;
  SizeLevels levels(components[component].problem,
                    std::max(bound, whole.lowerBound()), options.budget.seed);
  std::vector<Bytes> offsets = levels.place(whole.makespan(), most, deadline);
  own.levelWork = levels.work();
  if (offsets.empty())
    return;
  whole.take(std::move(offsets));
  windows[component].restart();
}

void Minimizer::placeBand(size_t component, uint64_t workLeft,
                          const Deadline &deadline) {
  Dives &own = dives[component];
  ComponentMinimizer &whole = minimizers[component];
  if (!own.bands)
    own.bands = std::make_unique<ValleyBands>(components[component].problem,
                                              *own.search, options.budget.seed);
  std::vector<Bytes> offsets = whole.offsets();
  if (!own.bands->next(offsets, workLeft, deadline))
    return;
  own.bandGain = own.bandWork();
  whole.take(std::move(offsets));
  windows[component].restart();
}

/// Whether to place a window rather than to search the whole.
bool Minimizer::areWindowsDue(size_t component) const {
  return minimizers[component].isTooLarge() && !windows[component].isStuck() &&
         options.restarts != ExactRestarts::Static;
}

void Minimizer::placeWindow(size_t component, uint64_t workLimit,
                            const Deadline &deadline) {
  ComponentMinimizer &whole = minimizers[component];
  // Bands are quicker, where they apply.
  if (dives[component].apply)
    workLimit = std::min(workLimit, budget / 16);
  std::vector<Bytes> offsets = whole.offsets();
  if (windows[component].next(offsets, std::max(bound, whole.lowerBound()),
                              workLimit, deadline))
    whole.take(std::move(offsets));
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
    const size_t k = static_cast<size_t>(worst - minimizers.begin());
    if (worst->makespan() <= bound)
      return;
    const uint64_t before = workOf(k);
    if (areDivesDue(k))
      dive(k, workLimit - spent, deadline);
    else if (areLevelsDue(k))
      placeLevels(k, workLimit - spent, deadline);
    else if (areBandsDue(k))
      placeBand(k, workLimit - spent, deadline);
    else if (areWindowsDue(k))
      placeWindow(k, workLimit - spent, deadline);
    else if (!worst->isDone(bound))
      worst->step(bound, problem.capacity.value_or(-1), workLimit - spent,
                  deadline);
    else
      return;
    spent += std::max<uint64_t>(1, workOf(k) - before);
    bound = std::max(bound, worst->lowerBound());
    if (worst->isDone(bound))
      worst->release();
    report.update(makespan(), bound);
  }
}

std::vector<Bytes> Minimizer::offsets() const {
  std::vector<Bytes> all(problem.buffers.size());
  for (size_t k = 0; k < components.size(); ++k)
    for (const std::vector<size_t> &place : components[k].places)
      for (size_t j = 0; j < place.size(); ++j)
        all[place[j]] = minimizers[k].offsets()[j];
  placeAside(problem, reduction, all);
  return all;
}

Bytes Minimizer::makespan() const {
  Bytes top = least; // Up to it there is room for what is no component.
  for (const ComponentMinimizer &minimizer : minimizers)
    top = std::max(top, minimizer.makespan());
  return top;
}

bool Minimizer::isStuck() const {
  const Bytes top = makespan();
  for (size_t k = 0; k < minimizers.size(); ++k)
    if (minimizers[k].isTooLarge() && !dives[k].apply &&
        minimizers[k].makespan() > bound && minimizers[k].makespan() == top)
      return true;
  return false;
}

uint64_t Minimizer::nodes() const {
  uint64_t sum = 0;
  for (const ComponentMinimizer &minimizer : minimizers)
    sum += minimizer.nodes();
  for (const TimeWindows &window : windows)
    sum += window.nodes();
  for (const Dives &dive : dives)
    sum += dive.search ? dive.search->decodes() : 0;
  return sum;
}

uint64_t Minimizer::workOf(size_t component) const {
  return minimizers[component].work() + windows[component].work() +
         dives[component].work();
}

uint64_t Minimizer::work() const {
  uint64_t sum = 0;
  for (size_t k = 0; k < components.size(); ++k)
    sum += workOf(k);
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
