//===- LocalSearch.h - Small changes to an order ----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Improves a plan where exact search is too slow to: first fit in the order of
// its offsets gives a plan that is no larger; exchanging a buffer that carries
// one that sticks out often gives a smaller one. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_LOCALSEARCH_H
#define IDEALLOC_LIB_PLANNER_FIT_LOCALSEARCH_H

#include "Placement.h"

#include <random>

namespace idealloc {

/// A step picks a buffer that ends highest or, every other time, above the
/// bound; walks down a random number of times from a buffer to one it rests
/// on; and exchanges that, in the order, with a random earlier one in its way.
/// The change stays unless it makes the makespan larger or, if that is equal,
/// the total of what sticks out above the bound. Same arguments, same result;
/// never worse than the plan given.
class LocalSearch {
public:
  /// Keeps a reference to the problem. `offsets` is a valid plan of it, `bound`
  /// a lower bound.
  LocalSearch(const Problem &problem, std::vector<Bytes> offsets, Bytes bound,
              uint64_t seed);

  /// One decode. False, and nothing happens, if the bound is met or what sticks
  /// out is pinned or has only pinned buffers in its way.
  bool step();

  const std::vector<Bytes> &offsets() const { return placed; }
  Bytes makespan() const { return cost.makespan; }
  /// As counted by the placer.
  uint64_t work() const { return placer.work(); }

private:
  struct Cost {
    Bytes makespan;
    double excess; ///< Total of what ends above the bound, by how much.
    auto operator<=>(const Cost &) const = default;
  };

  Cost costOf(const std::vector<Bytes> &offsets) const;
  void accept(std::vector<Bytes> offsets);
  size_t pick();
  size_t supportOf(size_t position);
  bool exchange(size_t position);
  bool change();

  const Problem &problem;
  const Bytes bound;
  std::mt19937_64 random;
  Placer placer;
  std::vector<Bytes> placed;
  Cost cost;
  std::vector<size_t> order;      ///< By offset.
  std::vector<size_t> changed;    ///< The order that is tried.
  std::vector<size_t> candidates; ///< Scratch: positions in `order`.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_LOCALSEARCH_H
