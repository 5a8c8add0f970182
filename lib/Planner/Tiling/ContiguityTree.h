//===- ContiguityTree.h - Which orders keep sets together -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All orders of some items in which given sets are contiguous, as a PQ-tree
// (Booth and Lueker, JCSS 13, 1976), where a contiguous set can be replaced by
// other items, as in tests of planarity. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_TILING_CONTIGUITYTREE_H
#define IDEALLOC_LIB_PLANNER_TILING_CONTIGUITYTREE_H

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace idealloc {

/// A value: copies are independent. Costs are those of the nodes that lead to
/// the set; deep trees make recursion deep.
class ContiguityTree {
public:
  /// `items` in any order, out of [0, count). One that remembers knows in the
  /// end the orders of all sets that were replaced.
  ContiguityTree(std::span<const uint32_t> items, size_t count, bool remembers);

  /// Whether some order that the tree allows keeps the set, items that it has,
  /// together.
  bool canJoin(std::span<const uint32_t> set);

  /// Leaves only the orders that keep the set together, which canJoin, and puts
  /// there `items`, which it does not have, in any order.
  void replace(std::span<const uint32_t> set, std::span<const uint32_t> items);

  /// Divides a set, items that it has, into as few runs as it sees at once:
  /// each can be joined, and so can all of them, one after the other.
  std::vector<std::vector<uint32_t>> runs(std::span<const uint32_t> set);

  /// The binary logarithm of the number of orders, in units of 1/1024 and to
  /// about so many for each node.
  int64_t freedom() const;
  /// Equal for trees of equal orders; hardly ever for others.
  uint64_t fingerprint() const { return fingerprintOf(root); }
  /// Nodes, also those that are free to be used again.
  size_t size() const { return nodes.size(); }
  /// Nodes looked at so far, copies of them included.
  uint64_t work() const { return workDone; }

  /// One order of every set replaced, in the order of the calls, and of the
  /// items in the end. They go together: each set takes its place in the order
  /// of what was there before.
  std::vector<std::vector<uint32_t>> orders() const;

private:
  /// A P-node's children come in any order, a Q-node's as they are or reversed.
  /// A Marker stands in a Q-node beside what has replaced several children and
  /// is turned when these would have been.
  enum class Kind : uint8_t { Leaf, P, Q, Marker };
  /// What of a subtree is in the set.
  enum class State : uint8_t { Empty, Partial, Full };
  static constexpr uint32_t none = 0xffffffff;

  struct Node {
    Kind kind = Kind::Leaf;
    State state = State::Empty;
    bool isTurned = false; ///< Marker.
    uint32_t parent = none;
    uint32_t value = none; ///< Leaf: the item. Marker: the set.
    uint32_t held = 0;     ///< Items of the set below.
    std::vector<uint32_t> children = {};
  };

  uint32_t make(Kind kind, uint32_t value = none);
  uint32_t makeBlock(std::span<const uint32_t> items);
  uint32_t makeGroup(const std::vector<uint32_t> &children, State state);
  void setChildren(uint32_t node, std::vector<uint32_t> children);
  uint32_t mark(std::span<const uint32_t> set);
  void unmark();
  State classify(uint32_t node);
  bool isMarker(uint32_t node) const {
    return nodes[node].kind == Kind::Marker;
  }
  bool matches(uint32_t node, bool isRoot, bool isReversed) const;
  bool canSpread(uint32_t node, bool isRoot) const;
  void turn(std::vector<uint32_t> &children);
  void spread(uint32_t node, std::vector<uint32_t> &out);
  uint32_t joinBelow(uint32_t node);
  void exchange(uint32_t old, uint32_t block);
  void exchangeRun(uint32_t node, uint32_t block);
  void detach(std::vector<uint32_t> run);
  void addRuns(uint32_t node, std::vector<std::vector<uint32_t>> &result) const;
  void addItems(uint32_t node, std::vector<uint32_t> &items) const;
  void release(uint32_t node);
  uint64_t fingerprintOf(uint32_t node) const;
  void read(uint32_t node, std::vector<uint8_t> &turned,
            std::vector<uint32_t> &items) const;

  std::vector<Node> nodes;
  std::vector<uint32_t> unused;                ///< Nodes.
  std::vector<uint32_t> released;              ///< Nodes that are marked yet.
  std::vector<uint32_t> leafOf;                ///< By item.
  std::vector<uint32_t> touched;               ///< Nodes that are marked.
  std::vector<std::vector<uint32_t>> replaced; ///< Nodes, if it remembers.
  uint32_t root = none;
  bool remembers;
  mutable uint64_t workDone = 0;
};

/// The binary logarithm of a number from 1 on, in units of 1/1024, rounded
/// down; the same on every machine.
int64_t scaledLog2(uint64_t value);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_TILING_CONTIGUITYTREE_H
