//===- ControlFlow.h - Flow between blocks of an op -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_CONTROLFLOW_H
#define IDEALLOC_LIB_LIFETIMES_CONTROLFLOW_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/APInt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <memory>
#include <optional>
#include <queue>
#include <vector>

namespace idealloc {

/// How control flows between the blocks of all regions of one op: within a
/// region by its branches, from region to region as RegionBranchOpInterface
/// says. A function is entered at its first block and left at every return.
class OpFlow {
public:
  /// `op` is a function or implements RegionBranchOpInterface. Loops that run
  /// once at least, or just once, by their constant trip count flow
  /// accordingly; what never runs counts as if it might. Cost: O(blocks).
  explicit OpFlow(mlir::Operation *op);

  /// Blocks that stand and run one behind the other: a node of the flow. Nodes
  /// are numbered as they stand.
  struct Node {
    mlir::Block *first, *last;
    /// Control may enter the op here first, or leave it from here.
    bool isEntry = false, isExit = false;
    /// Never falls along an edge, where the op is ranked and control may come.
    std::optional<int64_t> rank = std::nullopt;
  };
  size_t size() const { return nodes.size(); }
  const Node &getNode(unsigned number) const { return nodes[number]; }
  unsigned nodeOf(mlir::Block *block) const { return numbers.lookup(block); }
  llvm::ArrayRef<unsigned> successors(unsigned number) const {
    return after[number];
  }
  llvm::ArrayRef<unsigned> predecessors(unsigned number) const {
    return before[number];
  }
  llvm::ArrayRef<unsigned> getEntryNodes() const { return entryNodes; }
  llvm::ArrayRef<unsigned> getExitNodes() const { return exitNodes; }
  /// True if the op has one region of several blocks.
  bool isRanked() const { return !ranks.empty(); }
  /// True if control runs through one node and leaves the op, or enters none:
  /// those of which nothing is known are all the same.
  bool isChoice() const { return choice; }
  /// True if control may pass the op without entering a region.
  bool mayBypass() const { return bypass; }

  /// The blocks to whose beginning control may flow from the end of one without
  /// leaving the op or entering `avoided` (which may be null). Found as they
  /// are asked for: in an op with ranks, only as far as the rank of that block.
  /// Cost: O(blocks and edges) for all questions.
  class Reach {
  public:
    Reach(const OpFlow &graph, mlir::Block *from, mlir::Block *avoided);
    bool contains(mlir::Block *to);

  private:
    int64_t rankOf(mlir::Block *block) const;
    void addSuccessors(mlir::Block *block);

    const OpFlow *graph;
    mlir::Block *avoided;
    llvm::DenseSet<mlir::Block *> reached;
    /// Reached blocks that are to be left, the lowest rank on top.
    using Entry = std::pair<int64_t, mlir::Block *>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> pending;
  };

private:
  struct RegionFlow {
    llvm::SmallVector<mlir::Block *, 2> successors;
    bool isEntered = false, leaves = false;
  };
  const RegionFlow &flowOf(mlir::Block *block) const;
  void forEachSuccessor(mlir::Block *block,
                        llvm::function_ref<void(mlir::Block *)> visit) const;
  void rankBlocks(mlir::Operation *op);
  void findEntries(mlir::Operation *op, std::optional<llvm::APInt> trips);
  void addNodes(mlir::Region &region);
  void addEdges();

  llvm::SmallVector<RegionFlow, 2> regions;
  std::vector<Node> nodes;
  llvm::SmallDenseMap<mlir::Block *, unsigned, 4> numbers;
  /// By node.
  std::vector<llvm::SmallVector<unsigned, 2>> after, before;
  llvm::SmallVector<unsigned, 2> entryNodes, exitNodes;
  /// Of blocks, where there are several in one region: never falls along an
  /// edge.
  llvm::DenseMap<mlir::Block *, int64_t> ranks;
  bool bypass = false;
  bool choice = false;
};

/// The flow of all ops of a function, computed when asked for.
class ControlFlow {
public:
  const OpFlow &of(mlir::Operation *op);

  /// True if control may flow from `from` to `to`, both nested in the region
  /// where `value` is defined, while `value` keeps its meaning: on a path that
  /// does not pass the definition of `value` again. `value` dominates both.
  /// Conservative where regions nest. Cost: O(depth), and O(blocks) if a region
  /// has several, once as long as `from` and `value` are the same.
  bool mayFollow(mlir::Operation *from, mlir::Operation *to, mlir::Value value);

private:
  bool mayFollowInside(mlir::Operation *top, mlir::Operation *from,
                       mlir::Operation *to);

  llvm::DenseMap<mlir::Operation *, std::unique_ptr<OpFlow>> flows;
  /// The last search, from one block without entering another: many uses of a
  /// value are asked for in a row.
  std::pair<mlir::Block *, mlir::Block *> searched;
  std::optional<OpFlow::Reach> reach;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_CONTROLFLOW_H
