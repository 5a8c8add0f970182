//===- VelaSearch.cpp - The search of Vela --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Climb.h"
#include "Deadline.h"
#include "Placement.h"
#include "Vela.h"

#include <algorithm>
#include <random>

using namespace idealloc;

Plan idealloc::planVelaSearch(const Problem &problem, const Budget &budget) {
  const Bytes bound = lowerBound(problem);
  if (problem.buffers.empty())
    return finishPlan(problem, {}, bound, 0);
  const uint64_t iterations = iterationsOf(budget, 500);
  const Deadline deadline(budget);
  std::mt19937 random(
      static_cast<uint32_t>(std::mt19937::default_seed + budget.seed));
  auto below = [&](uint32_t count) {
    return static_cast<uint32_t>(random() % count);
  };
  VelaClimb climb(problem);
  Bytes best = climb.place(velaNowhere);
  std::vector<VelaPlace> places = climb.places;
  std::vector<uint32_t> order = climb.order;
  uint64_t done = 0;
  for (; done < iterations && best > bound && !deadline.hasCome(); ++done) {
    climb.collectTurns();
    std::ranges::sort(climb.turns);
    std::ranges::sort(climb.apart);
    if (!climb.exchangeTurns(below, 100))
      break;
    const Bytes top = climb.place(best);
    if (top <= best) {
      best = top;
      order = climb.order;
      places = climb.places;
    } else {
      climb.order = order;
      climb.places = places;
    }
  }
  climb.places = std::move(places);
  return finishPlan(problem, climb.offsets(), bound, done + 1);
}
