//===- Macros.h - Ops that stay together ------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_MACROS_H
#define IDEALLOC_LIB_SCHEDULE_MACROS_H

#include "Model.h"

namespace idealloc {

/// The transitive closure of a relation on [0, count) in which lists name
/// smaller indices only. Memory: count^2 / 2 bits.
class Closure {
public:
  Closure() = default;
  explicit Closure(const Lists &before);
  /// True if `first` must run before `second`.
  bool isBefore(size_t first, size_t second) const {
    return first < second &&
           (words[beginOf(second) + first / 64] >> (first % 64) & 1);
  }

private:
  /// A row ends with the word of its own index: the 64 rows before row 64 q
  /// have q words each.
  static size_t beginOf(size_t row) {
    const size_t q = row / 64;
    return 32 * q * (q + 1) + row % 64 * (q + 1);
  }
  std::vector<uint64_t> words;
};

/// Ops in runs. Some order of smallest peak runs all ops of a macro one after
/// another. The index order of macros keeps all constraints.
struct Macros {
  size_t size() const { return ops.size(); }
  std::vector<std::vector<Index>> ops;
  std::vector<Index> macroOf; ///< Of each op.
  Lists before;               ///< Macros that must run before a macro.
  Lists behind;
  Closure closure;
};

/// Contracts without loss, to macros of at most 256 ops; docs/Schedule.md has
/// the two rules and their proof. Cost: O(n^2) bits, for few thousand ops.
Macros contract(const Model &model);

/// Every op alone.
Macros singleMacros(const Model &model);

/// All ops, macro by macro, in an order that keeps all constraints: of those
/// macros that may run next the one whose first op comes first in `order`.
std::vector<Index> orderOfMacros(const Macros &macros,
                                 const std::vector<Index> &order);

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_MACROS_H
