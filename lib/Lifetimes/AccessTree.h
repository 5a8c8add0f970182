//===- AccessTree.h - Accesses, along the ops around them -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of Occupancy.h that goes from the inside out.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_ACCESSTREE_H
#define IDEALLOC_LIB_LIFETIMES_ACCESSTREE_H

#include "BlockSpread.h"

namespace idealloc {
struct BlockNode;

/// An op that accesses buffers, or whose regions hold such ops.
struct AccessNode {
  mlir::Operation *op = nullptr;
  /// Those that the op itself accesses.
  Bits accessed = 0;
  /// Those that are not its own, but of ops in its regions, and these.
  Bits nested = 0;
  std::vector<BlockNode> blocks;
  /// Whether they may be read before the op, given whether they may be after.
  FactTransfer readBefore = {};
  /// Whether they may have been written after the op, given before.
  FactTransfer writtenAfter = {};
};

/// The same of a node of the flow between blocks, and what is in it, in order.
struct BlockNode : BlockEffect {
  std::vector<AccessNode> nodes = {};
};

/// An access and the ops around it, outermost first, itself last.
struct PlacedAccess {
  BufferAccess access;
  int64_t tick = 0;
  llvm::SmallVector<mlir::Operation *, 4> path = {};
};

/// All accesses to up to 64 buffers of one function.
class AccessTree {
public:
  AccessTree(llvm::ArrayRef<BufferAccess> accesses, mlir::Operation *function,
             const LogicalTime &time, ControlFlow &flow);

  /// By tick, one for each op.
  llvm::ArrayRef<PlacedAccess> getPlaced() const { return placed; }
  /// The innermost op of whose blocks one holds all accesses, or the function.
  mlir::Operation *findTop() const;
  /// The blocks of `top` with accesses, around all of which it is.
  std::vector<BlockNode> buildFrom(mlir::Operation *top);

private:
  void findPaths(mlir::Operation *top);
  std::vector<BlockNode> build(llvm::ArrayRef<PlacedAccess> list, size_t depth);
  AccessNode buildNode(llvm::ArrayRef<PlacedAccess> list, size_t depth);
  void addOwn(AccessNode &node, BufferAccess own,
              llvm::ArrayRef<PlacedAccess> nested);
  void addNested(AccessNode &node, llvm::ArrayRef<PlacedAccess> nested,
                 size_t depth);

  mlir::Operation *function;
  const LogicalTime &time;
  ControlFlow &flow;
  std::vector<PlacedAccess> placed;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_ACCESSTREE_H
