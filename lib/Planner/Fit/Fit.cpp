//===- Fit.cpp - First fit and best fit -----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Fit.h"
#include "Placement.h"

#include <algorithm>
#include <numeric>

using namespace idealloc;

namespace {

/// By buffer: the number of its part. All of one part is over before the next
/// begins. Each but the last has so many buffers that its own cost is paid.
std::vector<size_t> partsInTime(const Problem &problem) {
  constexpr size_t least = 256;
  std::vector<size_t> byBegin(problem.buffers.size());
  std::iota(byBegin.begin(), byBegin.end(), size_t(0));
  std::ranges::sort(byBegin, {}, [&](size_t i) {
    return std::pair(problem.buffers[i].lifetime.begin, i);
  });
  std::vector<size_t> parts(problem.buffers.size());
  size_t part = 0, count = 0;
  Time latest = std::numeric_limits<Time>::min();
  for (size_t i : byBegin) {
    const Interval &lifetime = problem.buffers[i].lifetime;
    if (count >= least && lifetime.begin >= latest) {
      ++part;
      count = 0;
    }
    parts[i] = part;
    ++count;
    latest = std::max(latest, lifetime.end);
  }
  return parts;
}

/// Part by part, as buffers of different parts never meet.
Plan placeAll(const Problem &problem, Order order, Fit fit) {
  struct Part {
    Problem problem;
    std::vector<size_t> buffers, order;
  };
  std::vector<size_t> all = placementOrder(problem, order);
  std::vector<size_t> partOf = partsInTime(problem);
  size_t last = partOf.empty() ? 0 : std::ranges::max(partOf);
  if (last == 0) {
    Placer placer(problem);
    placer.place(all, fit);
    return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
  }
  std::vector<Part> parts(last + 1);
  for (size_t i : all) {
    Part &part = parts[partOf[i]];
    part.order.push_back(part.order.size());
    part.buffers.push_back(i);
    part.problem.buffers.push_back(problem.buffers[i]);
  }
  std::vector<Bytes> offsets(problem.buffers.size());
  for (Part &part : parts) {
    part.problem.reserved = problem.reserved;
    Placer placer(part.problem);
    placer.place(part.order, fit);
    for (size_t k = 0; k < part.buffers.size(); ++k)
      offsets[part.buffers[k]] = placer.offsets()[k];
  }
  return finishPlan(problem, std::move(offsets), lowerBound(problem), 1);
}

} // namespace

Plan idealloc::planFirstFit(const Problem &problem, Order order) {
  return placeAll(problem, order, Fit::First);
}

Plan idealloc::planBestFit(const Problem &problem, Order order) {
  return placeAll(problem, order, Fit::Best);
}
