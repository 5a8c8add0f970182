//===- RemainingJobs.cpp - Jobs that are not boxed yet --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/RemainingJobs.h"
#include "Hash.h"

#include <algorithm>
#include <bit>

using namespace idealloc;

RemainingJobs::RemainingJobs(const Boxes &boxes, std::span<const JobIndex> jobs)
    : boxes(boxes), byBegin(jobs.begin(), jobs.end()),
      leaves(std::bit_ceil(jobs.size())), nodes(2 * leaves) {
  std::ranges::sort(byBegin, {}, [&](JobIndex job) {
    return std::pair(boxes[job].begin, job);
  });
  for (size_t k = 0; k < byBegin.size(); ++k) {
    const Job &job = boxes[byBegin[k]];
    uint64_t lifetime = uint64_t(job.begin) << 32 | uint64_t(job.end);
    nodes[leaves + k] = {
        job.end, 1, mix(lifetime + mix(static_cast<uint64_t>(job.height)))};
  }
  for (size_t node = leaves - 1; node > 0; --node)
    nodes[node] = join(nodes[2 * node], nodes[2 * node + 1]);
}

RemainingJobs::Node RemainingJobs::join(const Node &left,
                                        const Node &right) const {
  return {std::max(left.latestEnd, right.latestEnd), left.count + right.count,
          left.hash + right.hash};
}

size_t RemainingJobs::firstFrom(Point point, size_t first, size_t last) const {
  auto range = std::span(byBegin).subspan(first, last - first);
  auto beginOf = [&](JobIndex job) { return boxes[job].begin; };
  return first +
         (std::ranges::lower_bound(range, point, {}, beginOf) - range.begin());
}

size_t RemainingJobs::nextWithEndAfter(Point point, size_t from,
                                       size_t last) const {
  if (from >= last)
    return last;
  // Up until a subtree to the right has one, then down to its first.
  size_t node = leaves + from;
  while (nodes[node].latestEnd <= point) {
    while (node % 2 == 1) {
      if (node == 1)
        return last;
      node /= 2;
    }
    ++node;
  }
  while (node < leaves)
    node = nodes[2 * node].latestEnd > point ? 2 * node : 2 * node + 1;
  return node - leaves;
}

RemainingJobs::Summary RemainingJobs::summary(size_t first, size_t last) const {
  Summary sum;
  auto add = [&](const Node &node) {
    sum.count += node.count;
    sum.hash += node.hash;
  };
  size_t low = leaves + first, high = leaves + last;
  for (; low < high; low /= 2, high /= 2) {
    if (low % 2 == 1)
      add(nodes[low++]);
    if (high % 2 == 1)
      add(nodes[--high]);
  }
  return sum;
}

std::vector<JobIndex> RemainingJobs::list(size_t first, size_t last) const {
  std::vector<JobIndex> jobs;
  for (size_t at = first; (at = nextWithEndAfter(taken, at, last)) < last; ++at)
    jobs.push_back(byBegin[at]);
  return jobs;
}

JobIndex RemainingJobs::nth(size_t first, uint64_t n) const {
  n += summary(0, first).count;
  size_t node = 1;
  while (node < leaves) {
    node *= 2;
    if (n >= nodes[node].count)
      n -= nodes[node++].count;
  }
  return byBegin[node - leaves];
}

void RemainingJobs::take(size_t position) {
  size_t node = leaves + position;
  nodes[node] = {};
  while (node /= 2)
    nodes[node] = join(nodes[2 * node], nodes[2 * node + 1]);
}
