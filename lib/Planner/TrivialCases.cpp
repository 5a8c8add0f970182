//===- TrivialCases.cpp - Problems whose optimum is plain to see ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/TrivialCases.h"
#include "FreeRows.h"
#include "Placement.h"
#include "Sweep.h"
#include "idealloc/Planner/Fit.h"

#include <numeric>

using namespace idealloc;

namespace {

/// Nothing else is in the way, and no alignment costs a byte.
bool isUnpadded(const Problem &problem) {
  if (!problem.reserved.empty())
    return false;
  Bytes divisor = 0;
  for (const Buffer &buffer : problem.buffers)
    divisor = std::gcd(divisor, buffer.size);
  return std::ranges::all_of(problem.buffers, [&](const Buffer &buffer) {
    return !buffer.pin && divisor % buffer.alignment == 0;
  });
}

/// See TrivialCases.h.
bool isPlain(const Problem &problem) {
  return isUnpadded(problem) &&
         std::ranges::all_of(problem.buffers, [](const Buffer &buffer) {
           return buffer.gaps.empty();
         });
}

/// Indices by begin, then latest end first, then index.
std::vector<size_t> outermostFirst(const Problem &problem) {
  return placementOrder(problem, Order::BeginLifetime);
}

/// The largest number of buffers live at one instant.
Bytes mostLive(const Problem &problem) {
  return peak(problem, [](const Buffer &) { return 1; }).bytes;
}

Plan finish(const Problem &problem, std::vector<Bytes> offsets) {
  return finishPlan(problem, std::move(offsets), lowerBound(problem), 1);
}

} // namespace

std::optional<Plan> idealloc::planDisjoint(const Problem &problem) {
  if (mostLive(problem) > 1)
    return std::nullopt;
  std::vector<Range> reserved = mergedReserved(problem);
  std::vector<Bytes> offsets;
  for (const Buffer &buffer : problem.buffers) {
    FreeRangeSearch search(buffer.size, buffer.alignment, Fit::First);
    for (const Range &range : reserved)
      if (search.obstacle(range.begin, range.end))
        break;
    offsets.push_back(buffer.pin.value_or(search.offset()));
  }
  return finish(problem, std::move(offsets));
}

std::optional<Plan> idealloc::planEqualSizes(const Problem &problem) {
  const std::vector<Buffer> &buffers = problem.buffers;
  if (!isPlain(problem) ||
      std::ranges::any_of(buffers, [&](const Buffer &buffer) {
        return buffer.size != buffers.front().size;
      }))
    return std::nullopt;
  std::vector<Bytes> offsets(buffers.size());
  FreeRows<Time> rows;
  for (size_t i : placementOrder(problem, Order::Begin))
    offsets[i] = static_cast<Bytes>(rows.take(buffers[i].lifetime.begin,
                                              buffers[i].lifetime.end)) *
                 buffers[i].size;
  return finish(problem, std::move(offsets));
}

std::optional<Plan> idealloc::planAtMostTwo(const Problem &problem) {
  if (!isPlain(problem) || mostLive(problem) > 2)
    return std::nullopt;
  const Bytes top = load(problem).bytes;
  std::vector<Bytes> offsets(problem.buffers.size());
  Time bottomUntil = std::numeric_limits<Time>::min();
  for (size_t i : placementOrder(problem, Order::Begin)) {
    const Buffer &buffer = problem.buffers[i];
    if (bottomUntil <= buffer.lifetime.begin)
      bottomUntil = buffer.lifetime.end;
    else
      offsets[i] = top - buffer.size;
  }
  return finish(problem, std::move(offsets));
}

std::optional<Plan> idealloc::planLaminar(const Problem &problem) {
  if (!isPlain(problem))
    return std::nullopt;
  std::vector<Bytes> offsets(problem.buffers.size());
  std::vector<size_t> enclosing;
  for (size_t i : outermostFirst(problem)) {
    const Buffer &buffer = problem.buffers[i];
    auto lifetimeOf = [&](size_t k) { return problem.buffers[k].lifetime; };
    while (!enclosing.empty() &&
           lifetimeOf(enclosing.back()).end <= buffer.lifetime.begin)
      enclosing.pop_back();
    if (!enclosing.empty()) {
      size_t parent = enclosing.back();
      if (buffer.lifetime.end > lifetimeOf(parent).end)
        return std::nullopt;
      offsets[i] = offsets[parent] + problem.buffers[parent].size;
    }
    enclosing.push_back(i);
  }
  return finish(problem, std::move(offsets));
}

/// The alignment of all buffers, with nothing else in the way.
static std::optional<Bytes> commonAlignment(const Problem &problem) {
  const Bytes alignment = problem.buffers.front().alignment;
  const bool isCommon =
      problem.reserved.empty() &&
      std::ranges::all_of(problem.buffers, [&](const Buffer &buffer) {
        return !buffer.pin && buffer.alignment == alignment;
      });
  return isCommon ? std::optional(alignment) : std::nullopt;
}

std::optional<Plan> idealloc::planOneInstant(const Problem &problem) {
  const std::vector<Buffer> &buffers = problem.buffers;
  if (buffers.empty() || mostLive(problem) < static_cast<Bytes>(buffers.size()))
    return std::nullopt;
  const bool isWithoutPadding = isUnpadded(problem);
  const std::optional<Bytes> alignment = commonAlignment(problem);
  if (!isWithoutPadding && !alignment)
    return std::nullopt;
  auto padding = [&](const Buffer &buffer) {
    return isWithoutPadding ? 0
                            : alignUp(buffer.size, *alignment) - buffer.size;
  };
  size_t last = 0;
  for (size_t i = 1; i < buffers.size(); ++i)
    if (padding(buffers[i]) >= padding(buffers[last]))
      last = i;
  std::vector<Bytes> offsets;
  Bytes top = 0;
  for (size_t i = 0; i < buffers.size(); ++i) {
    offsets.push_back(top);
    if (i != last)
      top += buffers[i].size + padding(buffers[i]);
  }
  offsets[last] = top;
  top += buffers[last].size;
  // What does not fit is to be explained, for which LOAD may be too low.
  if (!isWithoutPadding && problem.capacity && top > *problem.capacity)
    return std::nullopt;
  return finishPlan(problem, std::move(offsets), top, 1);
}

std::optional<Plan> idealloc::planTrivial(const Problem &problem) {
  for (auto *plan : {planDisjoint, planEqualSizes, planAtMostTwo, planLaminar,
                     planOneInstant})
    if (std::optional<Plan> trivial = plan(problem))
      return trivial;
  return std::nullopt;
}
