//===- ProgramPoints.h - A function as a flat graph ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of Interference.h that knows control flow. Loops, branches and
// blocks become one graph of points, so that everything behind it needs no
// notion of regions.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_PROGRAMPOINTS_H
#define IDEALLOC_LIB_VERIFIER_PROGRAMPOINTS_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"

#include <string>
#include <vector>

namespace idealloc {

/// How the regions of an op run.
enum class BodyKind {
  Sequential, ///< One after another, as RegionBranchOpInterface says.
  Concurrent, ///< Instances at the same time, all over when the op returns.
  Deferred,   ///< Once, and perhaps on after the op returns.
  Unknown,    ///< No interface tells.
};
BodyKind bodyKindOf(mlir::Operation *op);

/// The points of one function, numbered in pre-order from 0: one for each op,
/// one before the first op of each block, where its arguments are defined, and
/// one behind the regions of each sequential op, where its results are. The
/// regions of other ops have no points: what happens inside happens at the op.
///
/// Points that only follow one another make up a basic block, numbered in the
/// same order. Edges between those follow blocks, branches and regions. A loop
/// whose constant trip count is not zero is not passed by, and has no back edge
/// if it is one. Cost: O(ops + edges).
class ProgramPoints {
public:
  using Point = unsigned;
  using BasicBlock = unsigned;

  explicit ProgramPoints(mlir::Operation *function);

  size_t size() const { return ops.size(); }
  /// Where the op accesses memory.
  Point pointOf(mlir::Operation *op) const { return points.lookup(op); }
  /// Where the value gets its meaning.
  Point definitionOf(mlir::Value value) const;
  /// The op of a point; of a block's point the first, behind regions theirs.
  mlir::Operation *opAt(Point point) const { return ops[point]; }
  /// True if control may come back to the point, as far as nesting tells.
  bool mayRepeat(Point point) const { return repeats[point]; }

  size_t numBlocks() const { return isReached.size(); }
  BasicBlock blockOf(Point point) const { return blocks[point]; }
  /// The points of a basic block are [begin, end).
  Point beginOf(BasicBlock block) const { return begins[block]; }
  Point endOf(BasicBlock block) const { return begins[block + 1]; }
  /// False for code that control cannot reach; it has no edges to other code.
  bool canRun(Point point) const { return isReached[blocks[point]]; }
  /// The first basic block, by number, to which control may come from there.
  BasicBlock firstFrom(BasicBlock block) const { return firsts[block]; }
  /// The last one, by number, from which control may come there.
  BasicBlock lastTo(BasicBlock block) const { return lasts[block]; }

  /// Stops are the begin of a block and the ends of the sequential ops in it,
  /// if basic blocks begin there, each as far as the op before it lets control
  /// through: between two stops of one row, control enters at the first alone,
  /// leaves to the second alone, and gets there from each basic block.
  ///
  /// The last stop of its row up to `limit`; `block` itself if it is no stop.
  /// Cost: O(log).
  BasicBlock lastStop(BasicBlock block, BasicBlock limit) const;
  /// The first one of its row from `limit` on.
  BasicBlock firstStop(BasicBlock block, BasicBlock limit) const;

  llvm::ArrayRef<BasicBlock> successors(BasicBlock block) const {
    return after.of(block);
  }
  llvm::ArrayRef<BasicBlock> predecessors(BasicBlock block) const {
    return before.of(block);
  }

private:
  /// Adjacency lists behind one another.
  struct Lists {
    std::vector<unsigned> items, begins;
    llvm::ArrayRef<unsigned> of(unsigned node) const {
      return llvm::ArrayRef(items).slice(begins[node],
                                         begins[node + 1] - begins[node]);
    }
  };
  using Edges = std::vector<std::pair<unsigned, unsigned>>;

  void number(mlir::Operation *function);
  void addEdges(mlir::Operation *op, mlir::Operation *function, Edges &edges);
  void addRegionEdges(mlir::Operation *op, Edges &edges);
  void contract(Edges &edges);
  void dropUnreachable(Edges &edges);
  void findStops(mlir::Operation *function);
  static constexpr unsigned none = ~0u;
  llvm::ArrayRef<BasicBlock> rowOf(BasicBlock block) const;
  template <typename Order>
  std::vector<BasicBlock> findEnds(const Order &order, const Lists &edges);
  static Lists listsOf(const Edges &edges, size_t count);

  std::vector<mlir::Operation *> ops;
  std::vector<bool> repeats;
  llvm::DenseMap<mlir::Operation *, Point> points, exits;
  llvm::DenseMap<mlir::Block *, Point> entries;
  /// By region of a sequential op: where control goes when it ends.
  llvm::DenseMap<mlir::Region *, llvm::SmallVector<Point, 2>> ends;
  /// By point: its basic block. By basic block: its first point, `firstFrom`,
  /// `lastTo`.
  std::vector<unsigned> blocks, begins, firsts, lasts;
  std::vector<bool> isReached;
  /// The rows of stops behind one another; by basic block: its row, or none.
  std::vector<BasicBlock> stops;
  std::vector<unsigned> rowBegins, rows;
  Lists after, before;
};

/// 'dialect.op' in quotes, for messages.
std::string quotedName(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_PROGRAMPOINTS_H
