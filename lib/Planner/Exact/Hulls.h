//===- Hulls.h - Buffers by the hulls of their lifetimes --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_HULLS_H
#define IDEALLOC_LIB_PLANNER_EXACT_HULLS_H

#include "LatestEnds.h"
#include "SortByKey.h"

#include <functional>
#include <numeric>

namespace idealloc {

/// Finds the buffers whose hulls meet an interval, by begin. O(n log n) to
/// make, O(k log n) for k buffers. Keeps a reference to the problem.
class Hulls {
public:
  explicit Hulls(const Problem &problem)
      : problem(problem), byBegin(problem.buffers.size()),
        latest(byBegin.size() / blockSize + 1) {
    std::iota(byBegin.begin(), byBegin.end(), size_t(0));
    sortByKey(byBegin, std::less<>(), [&](size_t i) { return hull(i).begin; });
    for (size_t k = 0; k < byBegin.size(); ++k)
      latest.add(k / blockSize, hull(byBegin[k]).end);
  }
  template <typename Visit> void visit(Interval interval, Visit visit) const {
    latest.visit(
        interval.begin, byBegin.size() / blockSize + 1, [&](size_t block) {
          const size_t last = std::min((block + 1) * blockSize, byBegin.size());
          for (size_t k = block * blockSize; k < last; ++k)
            if (hull(byBegin[k]).begin < interval.end &&
                hull(byBegin[k]).end > interval.begin)
              visit(byBegin[k]);
        });
  }

private:
  static constexpr size_t blockSize = 32;
  const Interval &hull(size_t i) const { return problem.buffers[i].lifetime; }

  const Problem &problem;
  std::vector<size_t> byBegin;
  LatestEnds latest;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_HULLS_H
