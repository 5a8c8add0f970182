//===- MaxFlow.h - Maximum flow ---------------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_MAXFLOW_H
#define IDEALLOC_LIB_SCHEDULE_MAXFLOW_H

#include "Lists.h"
#include "idealloc/Planner/Problem.h"

#include <limits>

namespace idealloc {

/// A network with nodes 0 (source), 1 (sink) and more. Dinic's algorithm.
class MaxFlow {
public:
  static constexpr Bytes endless = std::numeric_limits<Bytes>::max();

  Index addNode() {
    heads.push_back(none);
    return Index(heads.size() - 1);
  }
  void addArc(Index from, Index to, Bytes capacity);

  /// The value of a maximum flow. Endless arcs must not lead from source to
  /// sink, and all other capacities must not exceed 2^63-1 together. Once.
  Bytes run();
  /// After that, of each node: can it still reach the sink? Those that cannot
  /// are the largest source side of a minimum cut.
  std::vector<char> reachesSink() const;

private:
  static constexpr Index none = ~Index(0);
  struct Arc {
    Index to;
    Index next;
    Bytes left;
  };
  bool findLevels();
  Bytes augment(std::vector<Index> &next);

  std::vector<Arc> arcs; ///< An arc and its reverse have neighbouring indices.
  std::vector<Index> heads = {none, none};
  std::vector<Index> levels;
  std::vector<Index> queue, path; ///< Of findLevels() and augment().
};

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_MAXFLOW_H
