//===- Check.cpp - The rules of a well-formed problem ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Messages.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

using namespace idealloc;

namespace {

constexpr Bytes maxBytes = std::numeric_limits<Bytes>::max();
constexpr const char *limitText = "9223372036854775807 (2^63-1)";

using Error = std::optional<ProblemError>;

Error fail(ProblemRule rule, std::string message, size_t index = 0,
           size_t other = 0) {
  return ProblemError{rule, index, other, std::move(message)};
}

/// a + b for b >= 0, or false on overflow.
bool addTo(Bytes &sum, Bytes term) {
  if (sum > maxBytes - term)
    return false;
  sum += term;
  return true;
}

bool gapsValid(const Buffer &buffer) {
  Time last = buffer.lifetime.begin;
  for (const Interval &gap : buffer.gaps) {
    if (gap.begin <= last || gap.begin >= gap.end ||
        gap.end >= buffer.lifetime.end)
      return false;
    last = gap.end;
  }
  return true;
}

Error checkBuffer(const Problem &problem, size_t index) {
  const Buffer &buffer = problem.buffers[index];
  auto failBuffer = [&](ProblemRule rule, const std::string &what) {
    return fail(rule, nameOf(problem, index) + " " + what, index);
  };
  if (buffer.size < 1)
    return failBuffer(ProblemRule::SizeNotPositive,
                      "has size " + std::to_string(buffer.size) +
                          ", which is below 1 byte");
  if (buffer.lifetime.begin >= buffer.lifetime.end)
    return failBuffer(ProblemRule::LifetimeEmpty,
                      "has an empty lifetime " +
                          halfOpen(buffer.lifetime.begin, buffer.lifetime.end));
  if (buffer.alignment < 1)
    return failBuffer(ProblemRule::AlignmentNotPositive,
                      "has alignment " + std::to_string(buffer.alignment) +
                          ", which is below 1 byte");
  if (!gapsValid(buffer))
    return failBuffer(
        ProblemRule::GapInvalid,
        "has gaps that are empty, touch, descend or do not lie strictly inside "
        "its lifetime " +
            halfOpen(buffer.lifetime.begin, buffer.lifetime.end));
  return std::nullopt;
}

Error checkIds(const Problem &problem) {
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  auto idOf = [&](size_t i) -> const std::string & {
    return problem.buffers[i].id;
  };
  std::ranges::sort(order, [&](size_t a, size_t b) {
    int sign = idOf(a).compare(idOf(b));
    return sign != 0 ? sign < 0 : a < b;
  });
  // Of all duplicates, name the one that comes first in the problem.
  size_t first = problem.buffers.size(), original = 0;
  for (size_t k = 1; k < order.size(); ++k) {
    const std::string &id = idOf(order[k]);
    if (!id.empty() && id == idOf(order[k - 1]) && order[k] < first) {
      first = order[k];
      original = order[k - 1];
    }
  }
  if (first == problem.buffers.size())
    return std::nullopt;
  return fail(ProblemRule::DuplicateId,
              "id '" + idOf(first) + "' is already that of another buffer",
              first, original);
}

Error checkArena(const Problem &problem) {
  if (problem.capacity && *problem.capacity < 0)
    return fail(ProblemRule::CapacityNegative,
                "capacity " + std::to_string(*problem.capacity) +
                    " is negative");
  for (size_t i = 0; i < problem.reserved.size(); ++i) {
    const Range &range = problem.reserved[i];
    if (range.begin < 0 || range.begin >= range.end)
      return fail(
          ProblemRule::ReservedInvalid,
          "reserved range " + halfOpen(range.begin, range.end) +
              (range.begin < 0 ? " begins below offset 0" : " is empty"),
          i);
  }
  return std::nullopt;
}

Error checkSum(const Problem &problem) {
  Bytes sum = 0;
  for (const Range &range : problem.reserved)
    sum = std::max(sum, range.end);
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    if (!addTo(sum, problem.buffers[i].size) ||
        !addTo(sum, problem.buffers[i].alignment))
      return fail(ProblemRule::SumOverflows,
                  "sizes, alignments and reserved ranges together exceed " +
                      std::string(limitText) + " at " + nameOf(problem, i),
                  i);
  return std::nullopt;
}

/// The end of a pinned buffer plus everything that may have to go above it.
bool pinOverflows(const Buffer &buffer, Bytes unpinned) {
  Bytes end = *buffer.pin;
  return !addTo(end, buffer.size) || !addTo(end, unpinned);
}

Error checkPin(const Problem &problem, size_t index, Bytes unpinned) {
  const Buffer &buffer = problem.buffers[index];
  auto failPin = [&](ProblemRule rule, const std::string &what,
                     size_t other = 0) {
    return fail(rule,
                nameOf(problem, index) + " is pinned at " +
                    std::to_string(*buffer.pin) + ", " + what,
                index, other);
  };
  if (*buffer.pin < 0)
    return failPin(ProblemRule::PinNegative, "which is negative");
  if (*buffer.pin % buffer.alignment != 0)
    return failPin(ProblemRule::PinMisaligned,
                   "which is no multiple of its alignment " +
                       std::to_string(buffer.alignment));
  if (pinOverflows(buffer, unpinned))
    return failPin(ProblemRule::PinOverflows,
                   "which leaves too few offsets below " +
                       std::string(limitText));
  Bytes end = *buffer.pin + buffer.size;
  for (size_t i = 0; i < problem.reserved.size(); ++i) {
    const Range &range = problem.reserved[i];
    if (*buffer.pin < range.end && range.begin < end)
      return failPin(ProblemRule::PinReserved,
                     "where it touches the reserved range " +
                         halfOpen(range.begin, range.end),
                     i);
  }
  return std::nullopt;
}

/// One birth or death of a pinned buffer; deaths sort before births.
struct PinEvent {
  Time time;
  bool isBirth;
  size_t index;
  auto operator<=>(const PinEvent &) const = default;
};

std::vector<PinEvent> pinEvents(const Problem &problem) {
  std::vector<PinEvent> events;
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    if (!buffer.pin)
      continue;
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

Error checkPinsClash(const Problem &problem) {
  // Live pinned buffers by offset; they are disjoint, so neighbours suffice.
  std::map<Bytes, size_t> live;
  auto end = [&](size_t i) {
    return *problem.buffers[i].pin + problem.buffers[i].size;
  };
  auto clash = [&](size_t a, size_t b, Time time) {
    size_t first = std::min(a, b), second = std::max(a, b);
    Bytes bytes = std::min(end(a), end(b)) -
                  std::max(*problem.buffers[a].pin, *problem.buffers[b].pin);
    return fail(ProblemRule::PinsClash,
                nameOf(problem, second) + " and " + nameOf(problem, first) +
                    " are pinned onto " + std::to_string(bytes) +
                    " common bytes and both live at " + std::to_string(time),
                second, first);
  };
  for (const PinEvent &event : pinEvents(problem)) {
    Bytes pin = *problem.buffers[event.index].pin;
    if (!event.isBirth) {
      live.erase(pin);
      continue;
    }
    auto next = live.lower_bound(pin);
    if (next != live.end() && next->first < end(event.index))
      return clash(event.index, next->second, event.time);
    if (next != live.begin() && end(std::prev(next)->second) > pin)
      return clash(event.index, std::prev(next)->second, event.time);
    live.emplace_hint(next, pin, event.index);
  }
  return std::nullopt;
}

Error checkPins(const Problem &problem) {
  Bytes unpinned = 0;
  for (const Buffer &buffer : problem.buffers)
    if (!buffer.pin)
      unpinned += buffer.size + buffer.alignment; // checkSum bounds this.
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    if (problem.buffers[i].pin)
      if (Error error = checkPin(problem, i, unpinned))
        return error;
  return checkPinsClash(problem);
}

} // namespace

std::optional<ProblemError> idealloc::check(const Problem &problem) {
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    if (Error error = checkBuffer(problem, i))
      return error;
  for (auto *rule : {checkIds, checkArena, checkSum, checkPins})
    if (Error error = rule(problem))
      return error;
  return std::nullopt;
}
