//===- Lessons.h - What failed runs say about the next ones -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A buffer for which no room is left again and again had better be placed
// earlier, and so had those that are live where the bytes run out. Private to
// the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_LESSONS_H
#define IDEALLOC_LIB_PLANNER_EXACT_LESSONS_H

#include "Exact/SearchModel.h"

#include <memory>

namespace idealloc {

/// How often nodes of one run were left because of a buffer or section.
struct Failures {
  std::vector<uint32_t> buffers;
  std::vector<uint32_t> sections;
};

/// Failures of all runs, those of the last ones counting most. Memory: O(n).
class Lessons {
public:
  /// What a key of SearchOrder is multiplied by, per buffer: from 1 to 21
  /// times `unit`.
  using Factors = std::vector<uint64_t>;
  static constexpr uint64_t unit = 64;

  /// Those of one run. Factors change with every eighth, so that runs of
  /// several threads can begin with the same ones. O(n + sections), then
  /// SearchModel::resetWork.
  void add(const SearchModel &model, const Failures &failures);

  /// Null before the first are known.
  const std::shared_ptr<const Factors> &factors() const { return current; }

private:
  void renew(const SearchModel &model);

  std::vector<uint64_t> buffers, sections; ///< Weights.
  uint64_t runs = 0;
  std::shared_ptr<const Factors> current;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_LESSONS_H
