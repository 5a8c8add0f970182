//===- Greedy.cpp - The best of the simple algorithms ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/Greedy.h"
#include "Fit/Orders.h"
#include "idealloc/Planner/TrivialCases.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// Units of work at effort 1.
constexpr double defaultWork = 1 << 23;

struct Decode {
  Order order;
  Fit fit;
};

/// The most successful ones first.
constexpr Decode allDecodes[] = {
    {Order::SizeLifetime, Fit::First},  {Order::AreaSize, Fit::First},
    {Order::BeginLifetime, Fit::Best},  {Order::LifetimeSize, Fit::First},
    {Order::SizeBegin, Fit::Best},      {Order::ConflictsSize, Fit::First},
    {Order::BeginSize, Fit::First},     {Order::Size, Fit::First},
    {Order::SizeLifetime, Fit::Best},   {Order::AreaSize, Fit::Best},
    {Order::BeginLifetime, Fit::First}, {Order::LifetimeSize, Fit::Best},
    {Order::SizeBegin, Fit::First},     {Order::ConflictsSize, Fit::Best},
    {Order::BeginSize, Fit::Best},      {Order::Size, Fit::Best},
    {Order::Area, Fit::First},          {Order::Begin, Fit::First},
    {Order::Lifetime, Fit::First},      {Order::Conflicts, Fit::First},
    {Order::Area, Fit::Best},           {Order::Begin, Fit::Best},
    {Order::Lifetime, Fit::Best},       {Order::Conflicts, Fit::Best},
};

constexpr bool isDecoded(Order order, Fit fit) {
  return std::ranges::any_of(allDecodes, [&](const Decode &decode) {
    return decode.order == order && decode.fit == fit;
  });
}

constexpr bool hasEveryFitInEveryOrder() {
  for (const OrderRow &row : orderTable)
    for (const FitRow &fit : fitTable)
      if (!isDecoded(row.order, fit.fit))
        return false;
  return std::size(allDecodes) == std::size(orderTable) * std::size(fitTable);
}
static_assert(hasEveryFitInEveryOrder());

} // namespace

bool GreedyDecodes::next() {
  if (row == std::size(allDecodes) || (count > 0 && deadline.hasCome()))
    return false;
  place(allDecodes[row].order, allDecodes[row].fit);
  ++row;
  return true;
}

bool GreedyDecodes::placeFirstFit(Order order) {
  if (count > 0 && deadline.hasCome())
    return false;
  place(order, Fit::First);
  return true;
}

void GreedyDecodes::offer(Bytes makespan, const std::vector<Bytes> &offsets) {
  if (makespan < best) {
    best = makespan;
    bestOffsets = offsets;
  }
}

void GreedyDecodes::place(Order order, Fit fit) {
  ++count;
  if (placer.place(placementOrder(problem, order), fit, best)) {
    best = placer.makespan();
    bestOffsets = placer.offsets();
  }
}

Plan idealloc::planGreedy(const Problem &problem, const Budget &budget) {
  if (std::optional<Plan> plan = planTrivial(problem))
    return *plan;
  const Bytes bound = lowerBound(problem);
  const double work = budget.effort * defaultWork;
  const Deadline deadline(budget);
  ProgressReport report(budget);
  GreedyDecodes greedy(problem, deadline);
  while (greedy.next()) {
    report.update(greedy.makespan(), bound);
    const bool fitsNever = problem.capacity && bound > *problem.capacity;
    if (fitsNever || greedy.makespan() <= bound ||
        static_cast<double>(greedy.work()) >= work)
      break;
  }
  return finishPlan(problem, greedy.offsets(), bound, greedy.decodes());
}
