//===- Verify.cpp - Checks a plan from scratch ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Messages.h"
#include "idealloc/Planner/Plan.h"

#include <algorithm>
#include <limits>
#include <map>

using namespace idealloc;

namespace {

using Error = std::optional<PlanError>;

/// A buffer becomes live, or ceases to be; at one time the latter comes first.
struct Event {
  Time time;
  bool isBirth;
  size_t buffer;
  auto operator<=>(const Event &) const = default;
};

class Verifier {
public:
  Verifier(const Problem &problem, const Plan &plan, bool ignoreCapacity)
      : problem(problem), plan(plan), ignoreCapacity(ignoreCapacity) {}

  Error run() {
    if (plan.offsets.size() != problem.buffers.size())
      return PlanError{
          .rule = PlanRule::WrongCount,
          .message = std::to_string(plan.offsets.size()) + " offsets for " +
                     std::to_string(problem.buffers.size()) + " buffers"};
    sortReserved();
    for (size_t i = 0; i < problem.buffers.size(); ++i)
      if (Error error = checkPlace(i))
        return error;
    if (Error error = checkClashes())
      return error;
    return checkMakespan();
  }

private:
  Bytes begin(size_t i) const { return plan.offsets[i]; }
  Bytes end(size_t i) const {
    return plan.offsets[i] + problem.buffers[i].size;
  }

  /// "buffer 'a' at offset 8 <what>".
  PlanError fail(PlanRule rule, size_t i, const std::string &what) const {
    return {.rule = rule,
            .first = i,
            .message = nameOf(problem, i) + " at offset " +
                       std::to_string(begin(i)) + " " + what};
  }

  Error checkPlace(size_t i) const {
    const Buffer &buffer = problem.buffers[i];
    if (begin(i) < 0)
      return fail(PlanRule::NegativeOffset, i, "is below the arena");
    if (begin(i) > std::numeric_limits<Bytes>::max() - buffer.size)
      return fail(PlanRule::Overflow, i, "ends above 2^63-1");
    if (begin(i) % buffer.alignment != 0)
      return fail(PlanRule::Misaligned, i,
                  "is not aligned to " + std::to_string(buffer.alignment) +
                      " bytes");
    if (buffer.pin && begin(i) != *buffer.pin)
      return fail(PlanRule::PinMoved, i,
                  "is pinned at " + std::to_string(*buffer.pin));
    if (Error error = checkReserved(i))
      return error;
    if (ignoreCapacity || !problem.capacity || end(i) <= *problem.capacity)
      return std::nullopt;
    Bytes excess = end(i) - *problem.capacity;
    PlanError error =
        fail(PlanRule::BeyondCapacity, i,
             "ends " + std::to_string(excess) + " bytes above the capacity " +
                 std::to_string(*problem.capacity));
    error.bytes = excess;
    return error;
  }

  /// Orders the reserved ranges by begin and notes, for each, which one so far
  /// ends last: the only one that the buffers above its begin must clear.
  void sortReserved() {
    for (size_t r = 0; r < problem.reserved.size(); ++r)
      reservedByBegin.push_back({problem.reserved[r].begin, r});
    std::ranges::sort(reservedByBegin);
    for (size_t k = 1; k < reservedByBegin.size(); ++k) {
      auto &[rangeBegin, range] = reservedByBegin[k];
      size_t before = reservedByBegin[k - 1].second;
      if (problem.reserved[before].end > problem.reserved[range].end)
        range = before;
    }
  }

  Error checkReserved(size_t i) const {
    auto next =
        std::ranges::lower_bound(reservedByBegin, std::pair(end(i), size_t(0)));
    if (next == reservedByBegin.begin())
      return std::nullopt;
    size_t r = std::prev(next)->second;
    const Range &range = problem.reserved[r];
    if (range.end <= begin(i))
      return std::nullopt;
    Bytes bytes = std::min(end(i), range.end) - std::max(begin(i), range.begin);
    PlanError error = fail(PlanRule::Reserved, i,
                           "shares " + std::to_string(bytes) +
                               " bytes with the reserved range " +
                               halfOpen(range.begin, range.end));
    error.second = r;
    error.bytes = bytes;
    return error;
  }

  std::vector<Event> events() const {
    std::vector<Event> events;
    events.reserve(2 * problem.buffers.size());
    for (size_t i = 0; i < problem.buffers.size(); ++i) {
      const Buffer &buffer = problem.buffers[i];
      events.push_back({buffer.lifetime.begin, true, i});
      for (const Interval &gap : buffer.gaps) {
        events.push_back({gap.begin, false, i});
        events.push_back({gap.end, true, i});
      }
      events.push_back({buffer.lifetime.end, false, i});
    }
    std::ranges::sort(events);
    return events;
  }

  /// Sweeps over time with the live buffers by offset. As long as no two of
  /// them share bytes, a new one can only clash with its two neighbours.
  Error checkClashes() const {
    std::map<Bytes, size_t> live;
    for (const Event &event : events()) {
      if (!event.isBirth) {
        live.erase(begin(event.buffer));
        continue;
      }
      auto next = live.lower_bound(begin(event.buffer));
      if (next != live.end() && next->first < end(event.buffer))
        return clash(event.buffer, next->second, event.time);
      if (next != live.begin() &&
          end(std::prev(next)->second) > begin(event.buffer))
        return clash(event.buffer, std::prev(next)->second, event.time);
      live.emplace_hint(next, begin(event.buffer), event.buffer);
    }
    return std::nullopt;
  }

  Error clash(size_t a, size_t b, Time instant) const {
    size_t first = std::min(a, b), second = std::max(a, b);
    Bytes bytes = std::min(end(a), end(b)) - std::max(begin(a), begin(b));
    PlanError error = fail(PlanRule::Clash, first,
                           "shares " + std::to_string(bytes) + " bytes with " +
                               nameOf(problem, second) + " at offset " +
                               std::to_string(begin(second)) +
                               "; both are live at " + std::to_string(instant));
    error.second = second;
    error.instant = instant;
    error.bytes = bytes;
    return error;
  }

  Error checkMakespan() const {
    Bytes makespan = 0;
    for (size_t i = 0; i < problem.buffers.size(); ++i)
      makespan = std::max(makespan, end(i));
    if (makespan == plan.makespan)
      return std::nullopt;
    return PlanError{.rule = PlanRule::WrongMakespan,
                     .message = "the makespan is " + std::to_string(makespan) +
                                ", the plan says " +
                                std::to_string(plan.makespan)};
  }

  const Problem &problem;
  const Plan &plan;
  bool ignoreCapacity;
  std::vector<std::pair<Bytes, size_t>> reservedByBegin;
};

} // namespace

std::optional<PlanError> idealloc::verify(const Problem &problem,
                                          const Plan &plan,
                                          bool ignoreCapacity) {
  return Verifier(problem, plan, ignoreCapacity).run();
}
