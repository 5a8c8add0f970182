//===- Telamalloc.cpp - Smaller and smaller limits ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Components.h"
#include "Placement.h"
#include "TelamallocSearch.h"
#include "idealloc/Peers/Peers.h"

#include <memory>
#include <numeric>

using namespace idealloc;

namespace {

/// Units of work at effort 1: about a second of one thread.
constexpr double defaultWork = 4e8;

/// The first round of limits gives each of them this part of the work,
constexpr uint64_t firstShare = 64;
/// and makes so many failures before a major backtrack.
constexpr uint64_t firstPatience = 2;

/// One sub-problem that shares no time with the others.
struct Part {
  Part(const Component &component, bool major)
      : problem(component.problem), places(component.places), model(problem),
        search(model, major) {}

  void take(std::vector<Bytes> plan) {
    offsets = std::move(plan);
    makespan = 0;
    for (size_t i = 0; i < offsets.size(); ++i)
      makespan = std::max(makespan, offsets[i] + problem.buffers[i].size);
  }

  const Problem &problem;
  const std::vector<std::vector<size_t>> &places;
  SearchModel model;
  TelamallocSearch search;
  std::vector<Bytes> offsets = {};
  Bytes makespan = 0;
};

class Minimization {
public:
  Minimization(const Problem &problem, const std::vector<Bytes> &first,
               const TelamallocOptions &options);

  void run();
  std::vector<Bytes> offsets() const;
  uint64_t nodes() const { return total(&TelamallocSearch::nodes); }

private:
  uint64_t total(uint64_t (TelamallocSearch::*count)() const) const;
  Bytes makespan() const;
  bool isSpent() const {
    return total(&TelamallocSearch::work) >= budget || deadline.hasCome();
  }
  bool decide(Bytes limit);
  void bisect();

  const Problem &problem;
  const Deadline deadline;
  const Bytes bound;
  const std::vector<Component> components;
  std::vector<std::unique_ptr<Part>> parts;
  Bytes granule = 0; ///< What every end is a multiple of.
  uint64_t budget;
  uint64_t share;      ///< Units of work for one limit in this round.
  size_t round = 0;    ///< The number of this round.
  bool wasCut = false; ///< A search of this round ended with its share.
};

Minimization::Minimization(const Problem &problem,
                           const std::vector<Bytes> &first,
                           const TelamallocOptions &options)
    : problem(problem), deadline(options.budget), bound(lowerBound(problem)),
      components(splitComponents(problem)) {
  const double work = options.budget.effort * defaultWork;
  budget = static_cast<uint64_t>(std::clamp(work, 1.0, 0x1p60));
  share = budget / firstShare + 1;
  for (const Component &component : components) {
    parts.push_back(std::make_unique<Part>(component, options.majorBacktracks));
    std::vector<Bytes> own;
    for (size_t i : component.places.front())
      own.push_back(first[i]);
    parts.back()->take(std::move(own));
    granule = std::gcd(granule, parts.back()->model.endDivisor());
  }
}

uint64_t Minimization::total(uint64_t (TelamallocSearch::*count)()
                                 const) const {
  uint64_t sum = 0;
  for (const auto &part : parts)
    sum += (part->search.*count)();
  return sum;
}

Bytes Minimization::makespan() const {
  Bytes top = 0;
  for (const auto &part : parts)
    top = std::max(top, part->makespan);
  return top;
}

std::vector<Bytes> Minimization::offsets() const {
  std::vector<Bytes> all(problem.buffers.size());
  for (const auto &part : parts)
    for (const std::vector<size_t> &place : part->places)
      for (size_t k = 0; k < place.size(); ++k)
        all[place[k]] = part->offsets[k];
  return all;
}

/// Brings every part within the limit, if it can.
bool Minimization::decide(Bytes limit) {
  using Outcome = TelamallocSearch::Outcome;
  const uint64_t patience = firstPatience << std::min<size_t>(round, 32);
  for (const auto &part : parts) {
    if (part->makespan <= limit)
      continue;
    if (isSpent())
      return false;
    const uint64_t left = budget - total(&TelamallocSearch::work);
    Outcome outcome = part->search.run(limit, round, patience,
                                       std::min(share, left), deadline);
    wasCut |= outcome == Outcome::Spent;
    if (outcome != Outcome::Fits)
      return false;
    part->take(part->model.originalOffsets(part->search.offsets()));
  }
  return true;
}

void Minimization::bisect() {
  if (problem.capacity && bound <= *problem.capacity &&
      makespan() > *problem.capacity)
    decide(*problem.capacity);
  for (Bytes low = bound; low < makespan() && !isSpent();) {
    Bytes limit = low + (makespan() - low) / 2;
    limit = std::max(limit - limit % granule, low);
    if (!decide(limit))
      low = limit - limit % granule + granule;
  }
}

void Minimization::run() {
  // Where no search is cut short and none jumps back, more work and patience
  // change nothing, and the heuristics have taken turns after three rounds.
  for (int idle = 0; idle < 3 && makespan() > bound && !isSpent(); ++round) {
    const uint64_t jumps = total(&TelamallocSearch::majorBacktracks);
    wasCut = false;
    bisect();
    ++idle;
    if (wasCut || total(&TelamallocSearch::majorBacktracks) > jumps)
      idle = 0;
    share = std::min(2 * share, budget);
  }
}

} // namespace

Plan idealloc::planTelamalloc(const Problem &problem,
                              const TelamallocOptions &options) {
  Placer placer(problem);
  placer.place(placementOrder(problem, Order::Size), Fit::First);
  const Bytes bound = lowerBound(problem);
  if (placer.makespan() <= bound || SearchModel::isTooLarge(problem))
    return finishPlan(problem, placer.offsets(), bound, 1);
  Minimization minimization(problem, placer.offsets(), options);
  minimization.run();
  return finishPlan(problem, minimization.offsets(), bound,
                    1 + minimization.nodes());
}
