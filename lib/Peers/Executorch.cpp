//===- Executorch.cpp - Buckets of ExecuTorch -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "SortByKey.h"
#include "idealloc/Peers/Peers.h"

#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

/// A range of bytes, as large as its first member.
struct Bucket {
  Bytes size;
  std::vector<size_t> members;
};

/// Largest first, then last index first.
std::vector<size_t> executorchOrder(const Problem &problem) {
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.rbegin(), order.rend(), size_t(0));
  sortByKey(order, std::greater<>(),
            [&](size_t i) { return problem.buffers[i].size; });
  return order;
}

class Buckets {
public:
  explicit Buckets(const Problem &problem)
      : problem(problem), offsets(problem.buffers.size()) {}

  void place(size_t buffer, bool stacked) {
    if (placeAtBottom(buffer) || (stacked && placeOnTop(buffer)))
      return;
    buckets.push_back(
        {.size = problem.buffers[buffer].size, .members = {buffer}});
  }

  Plan finish() {
    Bytes top = 0;
    for (const Bucket &bucket : buckets) {
      for (size_t member : bucket.members)
        offsets[member] += top;
      top += bucket.size;
    }
    return finishPlan(problem, std::move(offsets), lowerBound(problem), 1);
  }

private:
  /// Into the first bucket in which nothing is live together with it.
  bool placeAtBottom(size_t buffer) {
    for (Bucket &bucket : buckets)
      if (topOfConflicts(bucket, buffer) == 0) {
        bucket.members.push_back(buffer);
        return true;
      }
    return false;
  }

  /// Above all that is, in the first bucket that has the space.
  bool placeOnTop(size_t buffer) {
    for (Bucket &bucket : buckets) {
      Bytes top = topOfConflicts(bucket, buffer);
      if (bucket.size - top < problem.buffers[buffer].size)
        continue;
      offsets[buffer] = top;
      bucket.members.push_back(buffer);
      return true;
    }
    return false;
  }

  /// The highest end of a member that is live together with the buffer.
  Bytes topOfConflicts(const Bucket &bucket, size_t buffer) const {
    const Interval &lifetime = problem.buffers[buffer].lifetime;
    Bytes top = 0;
    for (size_t member : bucket.members) {
      const Buffer &other = problem.buffers[member];
      if (lifetime.begin < other.lifetime.end &&
          other.lifetime.begin < lifetime.end)
        top = std::max(top, offsets[member] + other.size);
    }
    return top;
  }

  const Problem &problem;
  std::vector<Bucket> buckets;
  std::vector<Bytes> offsets; ///< Within the bucket.
};

} // namespace

Plan idealloc::planExecutorchGreedy(const Problem &problem, bool stacked) {
  Buckets buckets(problem);
  for (size_t buffer : executorchOrder(problem))
    buckets.place(buffer, stacked);
  return buckets.finish();
}
