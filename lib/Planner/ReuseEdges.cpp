//===- ReuseEdges.cpp - Who must be done before bytes are reused ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On each byte, live intervals follow each other: whoever had the byte last
// comes after all who had it before. So the candidates for edges into an
// interval are the last owners of its bytes, and a candidate is left out if
// another one follows from it.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/ReuseEdges.h"
#include "idealloc/Planner/LiveParts.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace idealloc;

namespace {

struct Part {
  size_t buffer;
  Interval live;
};

std::vector<Part> partsInOrder(const Problem &problem) {
  std::vector<Part> parts;
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    for (const Interval &live : livePartsOf(problem.buffers[i]))
      parts.push_back({i, live});
  std::ranges::sort(parts, {}, [](const Part &part) {
    return std::tuple(part.live.begin, part.buffer);
  });
  return parts;
}

/// Who had each byte last: ranges that do not overlap, by their begin.
class Owners {
public:
  /// Gives a range to a part; returns who had any of it, ascending.
  std::vector<size_t> give(Range range, size_t part) {
    std::vector<size_t> before;
    split(range.begin);
    split(range.end);
    auto first = ranges.lower_bound(range.begin);
    auto last = ranges.lower_bound(range.end);
    for (auto at = first; at != last; ++at)
      before.push_back(at->second.part);
    ranges.erase(first, last);
    ranges[range.begin] = {range.end, part};
    std::ranges::sort(before);
    auto same = std::ranges::unique(before);
    before.erase(same.begin(), same.end());
    return before;
  }

private:
  struct Owned {
    Bytes end;
    size_t part;
  };

  /// Cuts the range that holds this byte and the one before it in two.
  void split(Bytes at) {
    auto next = ranges.lower_bound(at);
    if (next == ranges.begin())
      return;
    auto before = std::prev(next);
    if (before->second.end <= at)
      return;
    ranges[at] = before->second;
    before->second.end = at;
  }

  std::map<Bytes, Owned> ranges;
};

/// Takes from the candidates all that another one follows from. Parts stand in
/// order, so that a path goes to ever higher ones.
std::vector<size_t> reduced(const std::vector<size_t> &candidates,
                            const std::vector<std::vector<size_t>> &edges) {
  if (candidates.size() < 2)
    return candidates;
  // All that some candidate comes after, down to the lowest candidate.
  std::vector<bool> seen(candidates.back() + 1);
  std::vector<size_t> open;
  auto visit = [&](size_t from) {
    for (size_t before : edges[from])
      if (before >= candidates.front() && !seen[before]) {
        seen[before] = true;
        open.push_back(before);
      }
  };
  for (size_t candidate : candidates)
    visit(candidate);
  while (!open.empty()) {
    const size_t next = open.back();
    open.pop_back();
    visit(next);
  }
  std::vector<size_t> kept;
  std::ranges::copy_if(candidates, std::back_inserter(kept),
                       [&](size_t candidate) { return !seen[candidate]; });
  return kept;
}

} // namespace

std::vector<ReuseEdge> idealloc::reuseEdges(const Problem &problem,
                                            const Plan &plan) {
  const std::vector<Part> parts = partsInOrder(problem);
  std::vector<std::vector<size_t>> edges(parts.size());
  std::vector<ReuseEdge> result;
  Owners owners;
  for (size_t i = 0; i < parts.size(); ++i) {
    const auto &[buffer, live] = parts[i];
    const Bytes offset = plan.offsets[buffer];
    const Range range{offset, offset + problem.buffers[buffer].size};
    edges[i] = reduced(owners.give(range, i), edges);
    for (size_t before : edges[i])
      result.push_back({.first = parts[before].buffer,
                        .end = parts[before].live.end,
                        .then = buffer,
                        .begin = live.begin});
  }
  std::ranges::sort(result, {}, [](const ReuseEdge &edge) {
    return std::tuple(edge.begin, edge.then, edge.first, edge.end);
  });
  return result;
}
