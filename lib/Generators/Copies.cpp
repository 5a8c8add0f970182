//===- Copies.cpp - Many copies of one problem ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Generators/Generators.h"

#include <algorithm>
#include <limits>

using namespace idealloc;

namespace {

/// Copy k lives k * period later; times must not overflow.
Result<Problem> copied(const Problem &problem, size_t copies, Time period) {
  Problem all{.capacity = problem.capacity, .reserved = problem.reserved};
  all.buffers.reserve(copies * problem.buffers.size());
  for (size_t copy = 0; copy < copies; ++copy) {
    const Time later = Time(copy) * period;
    auto move = [&](Interval &interval) {
      interval.begin += later;
      interval.end += later;
    };
    for (const Buffer &buffer : problem.buffers) {
      Buffer &added = all.buffers.emplace_back(buffer);
      if (!added.id.empty())
        added.id += "." + std::to_string(copy);
      move(added.lifetime);
      std::ranges::for_each(added.gaps, move);
    }
  }
  if (std::optional<ProblemError> error = check(all))
    return Error{error->message};
  return all;
}

} // namespace

Result<Problem> idealloc::stackedProblem(const Problem &problem,
                                         size_t copies) {
  return copied(problem, copies, 0);
}

Result<Problem> idealloc::tiledProblem(const Problem &problem, size_t copies) {
  if (problem.buffers.empty() || copies <= 1)
    return copied(problem, copies, 0);
  Time begin = problem.buffers.front().lifetime.begin, end = begin;
  for (const Buffer &buffer : problem.buffers) {
    begin = std::min(begin, buffer.lifetime.begin);
    end = std::max(end, buffer.lifetime.end);
  }
  // Unsigned, as the difference may exceed 2^63-1.
  const uint64_t period =
      static_cast<uint64_t>(end) - static_cast<uint64_t>(begin);
  const uint64_t room =
      static_cast<uint64_t>(std::numeric_limits<Time>::max()) -
      static_cast<uint64_t>(end);
  if (period > static_cast<uint64_t>(std::numeric_limits<Time>::max()) ||
      room / period < copies - 1)
    return Error{"the last of " + std::to_string(copies) +
                 " copies ends after 9223372036854775807 (2^63-1)"};
  return copied(problem, copies, static_cast<Time>(period));
}
