//===- Bands.cpp - What of a plan to place again --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Bands.h"
#include "Exact/SearchOrder.h"
#include "Hash.h"
#include "SortByKey.h"

#include <functional>
#include <numeric>

using namespace idealloc;

SettledPlan::SettledPlan(const SearchModel &model,
                         std::span<const Bytes> original)
    : offsets(model.count()), order(model.count()),
      work(16 * model.count() + 3 * model.conflicts.items.size()) {
  std::iota(order.begin(), order.end(), uint32_t(0));
  sortByKey(order, std::less<>(),
            [&](uint32_t i) { return original[model.originals[i]]; });
  std::vector<Bytes> minimum(model.count());
  for (uint32_t i : order) {
    offsets[i] = model.raise(i, minimum[i]);
    for (uint32_t j : model.conflicts[i])
      minimum[j] = std::max(minimum[j], offsets[i] + model.sizes[i]);
  }
  sortByKey(order, std::less<>(), [&](uint32_t i) { return offsets[i]; });
}

Cone::Cone(const SearchModel &model, const SettledPlan &plan, Bytes target,
           uint64_t seed)
    : model(model), plan(plan), random(seed), isFree(model.count()) {
  for (uint32_t i = 0; i < model.count(); ++i)
    if (plan.offsets[i] + model.rawSizes[i] > target)
      out.push_back(i);
  workDone += 2 * model.count();
  for (uint32_t i : out)
    spread(i);
  current = out[random % out.size()];
}

bool Cone::growTo(size_t wanted) {
  constexpr int mostSteps = 60;
  for (int step = 0; step < mostSteps && count < wanted; ++step) {
    random = mix(random);
    std::vector<uint32_t> below = highestBelow(current);
    if (below.empty()) {
      current = out[random % out.size()];
      continue;
    }
    current = below[random % below.size()];
    spread(current);
  }
  return count >= wanted;
}

std::vector<uint32_t> Cone::kept() const {
  std::vector<uint32_t> kept;
  for (uint32_t i : plan.order)
    if (!isFree[i])
      kept.push_back(i);
  return kept;
}

/// Up to three conflicts that end highest of those that begin lower.
std::vector<uint32_t> Cone::highestBelow(uint32_t buffer) {
  std::vector<uint32_t> below;
  auto top = [&](uint32_t j) { return plan.offsets[j] + model.sizes[j]; };
  for (uint32_t j : model.conflicts[buffer])
    if (plan.offsets[j] < plan.offsets[buffer]) {
      below.push_back(j);
      for (size_t k = below.size() - 1; k > 0 && top(j) > top(below[k - 1]);
           --k)
        std::swap(below[k], below[k - 1]);
      below.resize(std::min<size_t>(below.size(), 3));
    }
  workDone += 3 * model.conflicts[buffer].size();
  return below;
}

/// Frees a buffer and all that is above.
void Cone::spread(uint32_t seed) {
  auto add = [&](uint32_t i) {
    if (!isFree[i])
      pending.push_back(i);
    count += !isFree[i];
    isFree[i] = 1;
  };
  add(seed);
  while (!pending.empty()) {
    const uint32_t i = pending.back();
    pending.pop_back();
    workDone += 3 * model.conflicts[i].size();
    for (uint32_t j : model.conflicts[i])
      if (plan.offsets[j] > plan.offsets[i])
        add(j);
  }
}

BandShape BandLog::next(size_t count, uint64_t random) {
  auto share = [](const Group &group) {
    return group.work / (10 + 3 * group.gains);
  };
  const auto least = std::ranges::min_element(groups, {}, share);
  BandShape shape;
  shape.group = static_cast<size_t>(least - groups.begin());
  shape.isCone = shape.group % 2 == 1;
  // From a tenth to nine tenths.
  const size_t percent = 10 + 20 * (shape.group / 2) + random % 20;
  shape.free = std::max<size_t>(1, count * percent / 100);
  shape.length = 2 * luby(++least->runs);
  return shape;
}

void BandLog::restart() {
  for (Group &group : groups)
    group.runs = 0;
}
