//===- OrderPlans.cpp - What an order of ops needs ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OrderPlans.h"

#include "MemorySpaces.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Planner/Strategies.h"

#include <atomic>

using namespace mlir;

namespace idealloc {

static void setLife(Buffer &buffer, const LiveSet &live) {
  buffer.lifetime = {live.begin(), live.end()};
  buffer.gaps.clear();
  ArrayRef<TickInterval> intervals = live.getIntervals();
  for (size_t i = 1; i < intervals.size(); ++i)
    buffer.gaps.push_back({intervals[i - 1].end, intervals[i].begin});
}

OrderPlans::OrderPlans(const Lifetimes &lifetimes, Options options)
    : options(std::move(options)) {
  DenseMap<int64_t, size_t> slots;
  DenseMap<int64_t, LiveSet> live;
  for (const Root &root : lifetimes.getRoots()) {
    if (root.refusal)
      continue;
    Problem &problem =
        problems[canonicalSpace(root.getType().getMemorySpace())];
    size_t index = problem.buffers.size();
    if (root.slot >= 0)
      index = slots.try_emplace(root.slot, index).first->second;
    if (index == problem.buffers.size())
      problem.buffers.push_back({.alignment = this->options.alignment});
    Buffer &buffer = problem.buffers[index];
    buffer.size = std::max<Bytes>(buffer.size, root.bytes);
    buffer.alignment = std::max(buffer.alignment, root.alignment);
    if (auto pin = root.op->getAttrOfType<IntegerAttr>(IdeallocDialect::kPin))
      buffer.pin = pin.getInt();
    LiveSet all = root.live;
    if (root.slot >= 0) {
      auto [it, isNew] = live.try_emplace(root.slot, all);
      if (!isNew)
        it->second = it->second.unite(all);
      all = it->second;
    }
    setLife(buffer, all);
  }
}

Bytes OrderPlans::load() const {
  Bytes sum = 0;
  for (const auto &[space, problem] : problems)
    sum += idealloc::load(problem).bytes;
  return sum;
}

std::optional<Attribute> OrderPlans::onlySpace() const {
  return problems.size() == 1 ? std::optional(problems.front().first)
                              : std::nullopt;
}

Time OrderPlans::instantOfLoad() const {
  return idealloc::load(problems.front().second).instant;
}

bool OrderPlans::isSmallerThan(const OrderPlans &other) const {
  bool isSmaller = false;
  for (const auto &[space, before] : other.problems) {
    auto found = problems.find(space);
    if (found == problems.end())
      return false;
    Bytes least = idealloc::load(before).bytes;
    std::optional<Bytes> planned = bytesOfFirstFit(found->second, least);
    if (!planned)
      planned = bytesOfPlan(found->second, least);
    if (!planned)
      return false;
    if (*planned < least) {
      isSmaller = true;
      continue;
    }
    // A plan of the given order may need more than its load.
    std::optional<Bytes> old = bytesOfPlan(before);
    if (!old || *planned > *old)
      return false;
    isSmaller |= *planned < *old;
  }
  return isSmaller;
}

/// Less than `enough` if first fit needs no more in one of the orders that the
/// default strategy tries with any effort; nullopt if that is not known.
std::optional<Bytes> OrderPlans::bytesOfFirstFit(const Problem &problem,
                                                 Bytes enough) const {
  if (options.strategy != defaultStrategy() || check(problem))
    return std::nullopt;
  for (Order order : {Order::SizeBegin, Order::SizeLifetime})
    if (Bytes bytes = planFirstFit(problem, order).makespan; bytes < enough)
      return bytes;
  return std::nullopt;
}

/// The bytes of the plan, or of the first on the way to it that needs less than
/// `enough`.
std::optional<Bytes> OrderPlans::bytesOfPlan(const Problem &problem,
                                             Bytes enough) const {
  if (check(problem))
    return std::nullopt;
  std::atomic<bool> isEnough = false;
  Result<Plan> plan =
      planWith(options.strategy, problem,
               {.budget = {.effort = options.effort,
                           .seed = options.seed,
                           .threads = 1,
                           .stop = &isEnough,
                           .onProgress = [&](const Progress &progress) {
                             isEnough = progress.makespan < enough;
                           }}});
  return plan ? std::optional(plan->makespan) : std::nullopt;
}

} // namespace idealloc
