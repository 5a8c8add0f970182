//===- Xla.cpp - XLA's heap and its repacker ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "idealloc/Peers/Peers.h"

#include <numeric>
#include <tuple>

using namespace idealloc;

namespace {

/// How many calls of the heap lie between the two of each buffer.
std::vector<int64_t> callDurations(const Problem &problem) {
  // Step, whether it frees, what sorts the calls of one step, buffer.
  std::vector<std::tuple<Time, bool, Time, size_t>> calls;
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    auto [begin, end] = problem.buffers[i].lifetime;
    calls.emplace_back(begin, false, end, i);
    calls.emplace_back(end - 1, true, begin, i);
  }
  std::ranges::sort(calls);
  std::vector<int64_t> durations(problem.buffers.size());
  for (size_t tick = 0; tick < calls.size(); ++tick) {
    auto [step, frees, key, buffer] = calls[tick];
    durations[buffer] += frees ? int64_t(tick) : -int64_t(tick);
  }
  return durations;
}

std::vector<size_t> heapOrder(const Problem &problem, XlaOrder order) {
  std::vector<int64_t> durations = callDurations(problem);
  std::vector<size_t> indices(problem.buffers.size());
  std::iota(indices.begin(), indices.end(), size_t(0));
  std::ranges::sort(indices, {}, [&](size_t i) {
    int64_t first = -problem.buffers[i].size, second = -durations[i];
    if (order == XlaOrder::Temporal)
      std::swap(first, second);
    return std::tuple(first, second, i);
  });
  return indices;
}

} // namespace

Plan idealloc::planXlaHeap(const Problem &problem, XlaOrder order) {
  Placer placer(problem);
  placer.place(heapOrder(problem, order), Fit::Best);
  return finishPlan(problem, placer.offsets(), lowerBound(problem), 1);
}

Plan idealloc::planXlaBest(const Problem &problem) {
  Placer placer(problem);
  placer.place(heapOrder(problem, XlaOrder::Spatial), Fit::Best);
  std::vector<Bytes> offsets = placer.offsets();
  if (placer.place(heapOrder(problem, XlaOrder::Temporal), Fit::Best,
                   placer.makespan()))
    offsets = placer.offsets();
  return finishPlan(problem, std::move(offsets), lowerBound(problem), 2);
}

Plan idealloc::planXlaRepack(const Problem &problem, XlaOrder order) {
  return planBestFit(problem, order == XlaOrder::Spatial ? Order::SizeLifetime
                                                         : Order::LifetimeSize);
}
