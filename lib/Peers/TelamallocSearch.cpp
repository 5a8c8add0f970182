//===- TelamallocSearch.cpp - A search guided by a solver -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TelamallocSearch.h"
#include "Wide.h"

#include <algorithm>
#include <limits>

using namespace idealloc;

std::vector<std::vector<uint32_t>>
idealloc::contentionPhases(const SearchModel &model) {
  std::vector<Bytes> contention(model.sectionCount());
  for (uint32_t i = 0; i < model.count(); ++i)
    for (const SectionRange &range : model.ranges[i])
      for (uint32_t s = range.first; s < range.last; ++s)
        contention[s] += model.sizes[i];
  Bytes highest = 0;
  for (Bytes bytes : contention)
    highest = std::max(highest, bytes);

  std::vector<std::vector<uint32_t>> phases;
  std::vector<bool> taken(model.count());
  std::vector<size_t> phaseOf(model.sectionCount());
  constexpr size_t none = ~size_t(0);
  for (Bytes tenths : {7, 0}) {
    const Bytes threshold = highest / 10 * tenths + highest % 10 * tenths / 10;
    for (size_t s = 0; s < contention.size(); ++s) {
      const bool high = contention[s] > threshold;
      const bool continued = high && s > 0 && phaseOf[s - 1] != none;
      phaseOf[s] = continued ? phaseOf[s - 1] : high ? phases.size() : none;
      if (high && !continued)
        phases.emplace_back();
    }
    for (uint32_t i = 0; i < model.count(); ++i)
      for (const SectionRange &range : model.ranges[i])
        for (uint32_t s = range.first; s < range.last && !taken[i]; ++s)
          if (phaseOf[s] != none) {
            phases[phaseOf[s]].push_back(i);
            taken[i] = true;
          }
  }
  std::erase_if(phases, [](const auto &phase) { return phase.empty(); });
  return phases;
}

TelamallocSearch::TelamallocSearch(const SearchModel &model, bool major)
    : model(model), major(major), phases(contentionPhases(model)),
      solver(model) {}

TelamallocSearch::Outcome TelamallocSearch::run(Bytes limit, size_t turn,
                                                uint64_t patience,
                                                uint64_t workLimit,
                                                const Deadline &deadline) {
  const uint64_t stop = work() + workLimit;
  openCount = deepest = escalation = 0;
  failures = 0;
  if (!solver.reset(limit))
    return Outcome::Exhausted;
  open(turn);
  while (solver.depth() < model.count()) {
    Decision &decision = decisions[openCount - 1];
    if (decision.next == decision.candidates.size()) {
      if (!backtrack(patience))
        return Outcome::Exhausted;
      continue;
    }
    if (work() >= stop || (nodeCount % 256 == 255 && deadline.hasCome()))
      return Outcome::Spent;
    ++nodeCount;
    if (solver.place(decision.candidates[decision.next++])) {
      if (solver.depth() > deepest) {
        deepest = solver.depth();
        escalation = 0;
      }
      open(turn);
    } else {
      noteFailure();
    }
  }
  return Outcome::Fits;
}

/// The next decision: of the first phase with unplaced buffers, those that can
/// be placed lowest; of these the one with the longest lifetime, the largest
/// and the one with the largest area.
void TelamallocSearch::open(size_t turn) {
  if (openCount == decisions.size())
    decisions.emplace_back();
  Decision &decision = decisions[openCount++];
  decision.candidates.clear();
  decision.next = 0;
  decision.latest = -1;
  if (solver.depth() == model.count())
    return;
  auto areaOf = [&](uint32_t i) {
    return multiply(static_cast<uint64_t>(model.sizes[i]),
                    static_cast<uint64_t>(model.lengths[i]));
  };
  constexpr size_t heuristics = 3;
  uint32_t best[heuristics];
  bool any = false;
  Bytes lowest = std::numeric_limits<Bytes>::max();
  for (const std::vector<uint32_t> &phase : phases) {
    for (uint32_t i : phase)
      if (!solver.isPlaced(i))
        lowest = std::min(lowest, solver.offset(i));
    for (uint32_t i : phase) {
      if (solver.isPlaced(i) || solver.offset(i) > lowest)
        continue;
      if (!any || model.lengths[i] > model.lengths[best[0]])
        best[0] = i;
      if (!any || model.sizes[i] > model.sizes[best[1]])
        best[1] = i;
      if (!any || areaOf(i) > areaOf(best[2]))
        best[2] = i;
      any = true;
    }
    workCount += 2 * phase.size();
    if (any)
      break;
  }
  for (size_t k = 0; k < heuristics; ++k) {
    uint32_t i = best[(k + turn) % heuristics];
    if (std::ranges::find(decision.candidates, i) == decision.candidates.end())
      decision.candidates.push_back(i);
  }
}

/// Undoes what failed, but not before asking why.
void TelamallocSearch::noteFailure() {
  Decision &decision = decisions[openCount - 1];
  decision.latest = std::max(decision.latest, solver.failure().latest);
  decision.victim = solver.failure().buffer;
  ++failures;
  solver.undo();
}

/// Leaves a decision without candidates for an earlier one; false if there is
/// none.
bool TelamallocSearch::backtrack(uint64_t patience) {
  const Decision &failed = decisions[--openCount];
  if (openCount == 0)
    return false;
  size_t target = openCount - 1;
  const bool isMajor = major && failures >= patience;
  if (isMajor) {
    target = std::min(
        target, static_cast<size_t>(std::max<ptrdiff_t>(failed.latest, 0)));
    target -= std::min(target, escalation);
    ++escalation;
    failures = 0;
    ++majorCount;
  } else {
    ++minorCount;
  }
  while (solver.depth() > target)
    solver.undo();
  openCount = target + 1;
  Decision &decision = decisions[target];
  decision.latest =
      std::max(decision.latest,
               std::min(failed.latest, static_cast<ptrdiff_t>(target) - 1));
  if (!isMajor)
    return true;
  // What could not be placed is next, unless it was tried here.
  auto rest =
      decision.candidates.begin() + static_cast<ptrdiff_t>(decision.next);
  auto found = std::ranges::find(decision.candidates, failed.victim);
  if (found == decision.candidates.end())
    decision.candidates.insert(rest, failed.victim);
  else if (found > rest)
    std::rotate(rest, found, found + 1);
  return true;
}
