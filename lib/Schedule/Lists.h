//===- Lists.h - Lists of indices, one after another ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_LISTS_H
#define IDEALLOC_LIB_SCHEDULE_LISTS_H

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace idealloc {

using Index = uint32_t;

/// For each of `count` rows a list of indices, in one piece of memory.
class Lists {
public:
  Lists() = default;
  /// Of pairs (row, index): each row ascending and without repetitions.
  Lists(size_t count, const std::vector<std::pair<Index, Index>> &pairs);

  std::span<const Index> operator[](size_t row) const {
    return {all.data() + begins[row], all.data() + begins[row + 1]};
  }
  size_t size() const { return begins.size() - 1; }
  /// The same pairs, the other way round; indices are below `count`.
  Lists transposed(size_t count) const;

private:
  std::vector<size_t> begins = {0};
  std::vector<Index> all;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_LISTS_H
