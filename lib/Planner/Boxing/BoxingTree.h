//===- BoxingTree.h - Monte Carlo tree search over boxings ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Boxing is a game of one player: every choice is a move, the score is the
// makespan. Private to the planner. What was tried: docs/Boxing.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_BOXING_BOXINGTREE_H
#define IDEALLOC_LIB_PLANNER_BOXING_BOXINGTREE_H

#include "Boxing/BoxSteps.h"

#include <mutex>
#include <unordered_map>

namespace idealloc {

/// Draws every choice anew: the same ones for equal seeds.
class RandomChooser : public Chooser {
public:
  explicit RandomChooser(uint64_t seed) : seed(seed) {}
  uint64_t choose(uint64_t key, uint64_t count) override;

private:
  uint64_t seed;
};

/// A tree whose nodes are the choices met so far, its edges what was chosen.
/// Choices with equal keys share a node (a transposition), wherever they come
/// up: a gap between critical points is boxed in the same way whatever happens
/// elsewhere, so what is learned of it carries over.
///
/// A run follows, at each node, the edge that led to the best makespan so far,
/// and the latest of equal ones. With a probability that falls from 1 as runs
/// go by, and is the same at all nodes, it departs: to a new random candidate
/// while the node has few edges for its visits (progressive widening), else to
/// the edge that UCT selects (Kocsis, Szepesvari, ECML 2006), its value the
/// best reward seen.
///
/// Within a run every choice is a function of the tree, the seed and the key
/// alone, whatever the order of calls.
class BoxingTree : public Chooser {
public:
  explicit BoxingTree(uint64_t seed) : seed(seed) {}

  uint64_t choose(uint64_t key, uint64_t count) override;

  /// Ends a run: the reward, in (0, 1], of the choices made since the last one.
  void reward(double value);

  /// Choices remembered.
  size_t size() const { return nodes.size(); }

private:
  struct Edge {
    uint64_t candidate;
    uint32_t visits = 0;
    double best = 0;
    uint64_t latest = 0; ///< The last run with this best reward.
  };
  struct Node {
    uint32_t visits = 0;
    std::vector<Edge> edges;
  };
  struct Move {
    uint64_t key;
    uint64_t candidate;
    auto operator<=>(const Move &) const = default;
  };

  uint64_t select(uint64_t key, uint64_t count) const;
  void prune();

  /// Above so many nodes those of a single visit are forgotten.
  static constexpr size_t mostNodes = 1 << 18;

  uint64_t seed;
  uint64_t run = 0;
  std::unordered_map<uint64_t, Node> nodes;
  std::mutex mutex;        ///< Guards `moves`.
  std::vector<Move> moves; ///< Of the current run.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_BOXING_BOXINGTREE_H
