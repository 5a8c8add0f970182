//===- Keep.cpp - Plans that move few buffers of an old one ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Keep.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace idealloc;

namespace {

constexpr size_t mostPlans = 64;

bool fits(const Plan &plan) {
  return plan.status == Status::Optimal || plan.status == Status::Feasible;
}

class Keeper {
public:
  Keeper(std::string_view strategy, const Problem &problem,
         const std::vector<std::optional<Bytes>> &old,
         const StrategyOptions &options, Plan free, double percent)
      : strategy(strategy), old(old), options(options), pinned(problem),
        best(std::move(free)), bestKept(countKept(best)) {
    this->options.budget.effort /= 10;
    this->options.budget.onProgress = nullptr;
    const double limit =
        std::floor(static_cast<double>(best.makespan) * (1 + percent / 100));
    constexpr Bytes most = std::numeric_limits<Bytes>::max();
    // Exact without a percentage, and never above the capacity.
    Bytes bytes = percent == 0                         ? best.makespan
                  : limit >= static_cast<double>(most) ? most
                                                       : Bytes(limit);
    pinned.capacity = std::min(bytes, problem.capacity.value_or(most));
  }

  void run() {
    std::vector<size_t> candidates;
    for (size_t i = 0; i < old.size(); ++i)
      if (old[i] && !pinned.buffers[i].pin)
        candidates.push_back(i);
    std::ranges::sort(candidates, {}, [&](size_t i) {
      return std::pair(-pinned.buffers[i].size, i);
    });
    std::vector<size_t> usable;
    for (size_t i : candidates)
      if (canPin(i)) {
        pinned.buffers[i].pin = old[i];
        usable.push_back(i);
      }
    for (size_t i : usable)
      pinned.buffers[i].pin.reset();
    keep(usable);
  }

  Plan take() { return std::move(best); }
  size_t kept() const { return bestKept; }
  size_t countKept(const Plan &plan) const {
    size_t count = 0;
    for (size_t i = 0; i < old.size(); ++i)
      count += old[i] && plan.offsets[i] == *old[i];
    return count;
  }

private:
  /// True if buffer i may stand at its old offset beside all that are pinned.
  bool canPin(size_t i) {
    const Buffer &buffer = pinned.buffers[i];
    const Bytes begin = *old[i];
    if (begin < 0 || begin % buffer.alignment != 0 ||
        begin > *pinned.capacity - buffer.size)
      return false;
    auto clashes = [&](Bytes low, Bytes high) {
      return low < begin + buffer.size && begin < high;
    };
    return std::ranges::none_of(pinned.reserved,
                                [&](const Range &range) {
                                  return clashes(range.begin, range.end);
                                }) &&
           std::ranges::none_of(pinned.buffers, [&](const Buffer &other) {
             return other.pin && clashes(*other.pin, *other.pin + other.size) &&
                    conflict(buffer, other);
           });
  }

  /// Pins as many of the group as fit, by halves.
  void keep(const std::vector<size_t> &group) {
    std::vector<std::vector<size_t>> work = {group};
    while (!work.empty() && plans < mostPlans) {
      const std::vector<size_t> some = std::move(work.back());
      work.pop_back();
      if (some.empty() || tryPinning(some))
        continue;
      const auto middle = some.begin() + static_cast<long>(some.size() / 2);
      if (some.size() == 1)
        continue;
      work.emplace_back(middle, some.end());
      work.emplace_back(some.begin(), middle); // The larger ones are next.
    }
  }

  bool tryPinning(const std::vector<size_t> &group) {
    ++plans;
    for (size_t i : group)
      pinned.buffers[i].pin = old[i];
    Result<Plan> plan = planWith(strategy, pinned, options);
    if (plan && fits(*plan)) {
      // Also what was not pinned may be where it was.
      size_t kept = countKept(*plan);
      if (kept > bestKept ||
          (kept == bestKept && plan->makespan <= best.makespan)) {
        best = *std::move(plan);
        bestKept = kept;
      }
      return true;
    }
    for (size_t i : group)
      pinned.buffers[i].pin.reset();
    return false;
  }

  std::string_view strategy;
  const std::vector<std::optional<Bytes>> &old;
  StrategyOptions options;
  Problem pinned;
  Plan best;
  size_t bestKept;
  size_t plans = 0;
};

} // namespace

Result<KeptPlan>
idealloc::planKeeping(std::string_view strategy, const Problem &problem,
                      const std::vector<std::optional<Bytes>> &old,
                      double percent, const StrategyOptions &options) {
  Result<Plan> free = planWith(strategy, problem, options);
  if (!free)
    return free.takeError();
  KeptPlan result{.plan = *free, .free = free->makespan};
  Keeper keeper(strategy, problem, old, options, *free, percent);
  if (fits(*free))
    keeper.run();
  result.kept = keeper.kept();
  result.plan = keeper.take();
  // What was proved holds for the problem without pins.
  result.plan.lowerBound = free->lowerBound;
  if (fits(*free))
    result.plan.status = result.plan.makespan == free->lowerBound
                             ? Status::Optimal
                             : Status::Feasible;
  for (const std::optional<Bytes> &offset : old)
    result.moved += offset.has_value();
  result.moved -= result.kept;
  return result;
}
