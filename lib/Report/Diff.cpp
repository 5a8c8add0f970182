//===- Diff.cpp - What has changed between two plans ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/Diff.h"
#include "idealloc/Text/Numbers.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <limits>
#include <map>

using namespace idealloc;

namespace {

/// Why the text is no plan; "" if it is one.
std::string whyNoPlan(const ProblemText &text, const char *which) {
  for (size_t i = 0; i < text.offsets.size(); ++i) {
    const Buffer &buffer = text.problem.buffers[i];
    std::string who = std::string("the plan ") + which + ": buffer " +
                      inQuotes(labelOf(text.problem, i));
    if (!text.offsets[i])
      return who + " has no offset";
    if (*text.offsets[i] > std::numeric_limits<Bytes>::max() - buffer.size)
      return who + " ends beyond 2^63-1";
  }
  return "";
}

Bytes arenaOf(const ProblemText &text) {
  Bytes arena = 0;
  for (size_t i = 0; i < text.offsets.size(); ++i)
    arena = std::max(arena, *text.offsets[i] + text.problem.buffers[i].size);
  return arena;
}

Bytes totalOf(const ProblemText &text) {
  Bytes total = 0;
  for (const Buffer &buffer : text.problem.buffers)
    total += buffer.size;
  return total;
}

} // namespace

Result<PlanDiff> idealloc::diffPlans(const ProblemText &before,
                                     const ProblemText &after) {
  for (std::string why :
       {whyNoPlan(before, "before"), whyNoPlan(after, "after")})
    if (!why.empty())
      return Error{why};
  PlanDiff diff{.arenaBefore = arenaOf(before),
                .arenaAfter = arenaOf(after),
                .peakBefore = load(before.problem).bytes,
                .peakAfter = load(after.problem).bytes,
                .totalBefore = totalOf(before),
                .totalAfter = totalOf(after)};
  std::map<std::string_view, size_t> old;
  for (size_t i = 0; i < before.problem.buffers.size(); ++i)
    old.emplace(before.problem.buffers[i].id, i);
  std::vector<bool> found(before.problem.buffers.size());
  for (size_t i = 0; i < after.problem.buffers.size(); ++i) {
    const Buffer &buffer = after.problem.buffers[i];
    auto same = old.find(buffer.id);
    if (same == old.end()) {
      diff.added.push_back(i);
      continue;
    }
    const size_t j = same->second;
    found[j] = true;
    const Buffer &was = before.problem.buffers[j];
    const bool moved = *before.offsets[j] != *after.offsets[i];
    const bool resized = was.size != buffer.size;
    const bool relived =
        was.lifetime != buffer.lifetime || was.gaps != buffer.gaps;
    if (moved)
      diff.moved.push_back({j, i});
    if (resized)
      diff.resized.push_back({j, i});
    if (relived)
      diff.relived.push_back({j, i});
    diff.unchanged += !moved && !resized && !relived;
  }
  for (size_t j = 0; j < found.size(); ++j)
    if (!found[j])
      diff.gone.push_back(j);
  return diff;
}
