//===- BlockGraphs.h - Blocks as graphs of ops and values -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From bufferized IR to the input of the room Schedule: which orders of the ops
// of a block compute the same, and which bytes live when. docs/Schedule.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_BLOCKGRAPHS_H
#define IDEALLOC_LIFETIMES_BLOCKGRAPHS_H

#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Schedule/OpGraph.h"

#include "llvm/ADT/DenseSet.h"

namespace idealloc {
class MemoryAccesses;

/// A block as a graph. Its nodes are the ops that access memory or have other
/// effects, in the order of the block. What has neither, the *free* ops, views,
/// scalars and allocations, may stand anywhere before its first use.
struct BlockGraph {
  mlir::Block *block = nullptr;
  OpGraph graph = {};
  /// By node.
  std::vector<mlir::Operation *> ops = {};
  /// By value: the root whose bytes it is, the first one of a slot.
  std::vector<size_t> roots = {};
  /// Deallocations; an order costs no more if they run as soon as they may.
  llvm::SmallVector<size_t, 0> deallocations = {};
};

struct BlockGraphOptions {
  /// Ops may write in place, as in Lifetimes::shareSlots.
  bool inPlace = true;
};

/// The graphs of those blocks of a function in which planned buffers live.
///
/// An order that keeps the constraints of a graph runs every op with the same
/// values in the memory that it reads:
///
/// - accesses that may be to the same bytes keep their order unless both read.
///   Parts of one buffer that constant subviews show to be disjoint are not
///   the same; arguments, globals that are no constants, and all that is not
///   followed may be. An argument with `llvm.noalias` is memory of its own;
/// - so do asynchronous ops, transfers and waits, calls, and ops of unknown
///   effects or with effects on no buffer. What stands behind one of these, or
///   behind an assertion, stays there, as that may never return;
/// - nothing passes an op with `idealloc.keep_order`.
///
/// A value is what one planned root, or one slot of exclusive branches, holds
/// from an op that overwrites it to the next such; its block is the innermost
/// one that all accesses are nested in and, in a loop, in which it is
/// overwritten first. A root that blocks of a flow graph share has no value,
/// nor have those of which one value may be any of very many
/// (MemoryAccesses::isBlurred): the graphs are then not all there is
/// (`isComplete`), and accesses to the latter keep their order.
class BlockGraphs {
public:
  /// `lifetimes`: with all refusals, and shareSlots(false) called. Cost: as
  /// that of Lifetimes. Valid as long as it is and ops only move in a block.
  BlockGraphs(Lifetimes &lifetimes, const BlockGraphOptions &options = {});
  ~BlockGraphs();

  /// The blocks in which values live, bodies before what is around them.
  llvm::ArrayRef<mlir::Block *> getBlocks() const { return blocks; }

  /// Of one of the blocks; those in its ops must be settled. Cost: linear in
  /// the accesses of the block, and in the pairs of a write and the reads
  /// before it.
  BlockGraph build(mlir::Block *block);

  /// Says what the ops of a block need, and need at least in any order: the
  /// extra bytes of the op around it.
  void settle(mlir::Block *block, Bytes peak, Bytes lowerBound);

  llvm::ArrayRef<Root> getRoots() const { return lifetimes.getRoots(); }
  /// Those that a value may refer to, but for the very many.
  llvm::SmallVector<unsigned, 1> rootsOf(mlir::Value value) const;

  /// What the function needs, once all blocks are settled.
  Bytes getPeak() const { return peak; }
  Bytes getLowerBound() const { return isComplete ? lowerBound : 0; }

private:
  struct Need {
    Bytes peak = 0, least = 0;
  };
  class Builder;

  void findHomes();
  uint64_t workOf(mlir::Operation *op);
  llvm::ArrayRef<mlir::Operation *> usedInside(mlir::Operation *op);

  Lifetimes &lifetimes;
  BlockGraphOptions options;
  std::unique_ptr<MemoryAccesses> accesses;
  /// By root: the first one of its slot; of those: bytes, and the block in
  /// which they live.
  std::vector<unsigned> leaders;
  std::vector<Bytes> bytes;
  std::vector<mlir::Block *> homes;
  std::vector<mlir::Block *> blocks;
  llvm::DenseSet<mlir::Block *> isHome;
  llvm::DenseMap<mlir::Operation *, Need> needs;
  /// Of ops with regions: how often their innermost statements run.
  llvm::DenseMap<mlir::Operation *, uint64_t> works;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<mlir::Operation *, 4>>
      used;
  bool isComplete = true;
  Bytes peak = 0, lowerBound = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_BLOCKGRAPHS_H
