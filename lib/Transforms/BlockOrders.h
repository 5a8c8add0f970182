//===- BlockOrders.h - Moves the ops of blocks, and back --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_BLOCKORDERS_H
#define IDEALLOC_LIB_TRANSFORMS_BLOCKORDERS_H

#include "idealloc/Lifetimes/BlockGraphs.h"
#include "idealloc/Schedule/Rematerialize.h"

namespace idealloc {

/// Changes the order of blocks, so that it can be undone.
class BlockOrders {
public:
  explicit BlockOrders(const BlockGraphs &graphs) : graphs(graphs) {}

  /// Runs the nodes of a block in a new order, with clones. Free ops stand just
  /// before their first use; deallocations as early as they may. False if a
  /// clone cannot be made, and nothing is changed.
  bool apply(const BlockGraph &graph, const Rematerialized &result);

  /// Ops that came or got other operands.
  std::vector<mlir::Operation *> getChanged() const;

  /// As if nothing had been applied.
  void undo();

  /// Writes `idealloc.order` and `idealloc.clone` on the ops of changed blocks.
  void annotate();

  /// Nodes that do not stand where the others leave them: all but the longest
  /// part that kept its order.
  size_t getNumMoved() const { return moved; }
  size_t getNumClones() const { return cloned; }
  uint64_t getExtraWork() const { return extraWork; }

private:
  struct Change {
    mlir::Block *block;
    std::vector<mlir::Operation *> before;
    /// What was made, and what it repeats.
    llvm::SmallVector<std::pair<mlir::Operation *, mlir::Operation *>> made;
    llvm::SmallVector<std::pair<mlir::OpOperand *, mlir::Value>> rewired;
  };
  class Cloner;

  std::vector<mlir::Operation *> makeClones(const BlockGraph &graph,
                                            const Rematerialized &result,
                                            Change &change);
  static void undo(Change &change);

  const BlockGraphs &graphs;
  std::vector<Change> changes;
  size_t moved = 0, cloned = 0;
  uint64_t extraWork = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_BLOCKORDERS_H
