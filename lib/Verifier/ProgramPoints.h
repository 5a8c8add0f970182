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
/// Edges follow blocks, branches and regions. A loop whose constant trip count
/// is not zero is not passed by, and has no back edge if it is one. Code that
/// control cannot reach has no edges. Cost: O(ops + edges).
class ProgramPoints {
public:
  using Point = unsigned;

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

  llvm::ArrayRef<Point> successors(Point point) const {
    return after.of(point);
  }
  llvm::ArrayRef<Point> predecessors(Point point) const {
    return before.of(point);
  }

private:
  /// Adjacency lists behind one another.
  struct Lists {
    std::vector<Point> items, begins;
    llvm::ArrayRef<Point> of(Point point) const {
      return llvm::ArrayRef(items).slice(begins[point],
                                         begins[point + 1] - begins[point]);
    }
  };
  using Edges = std::vector<std::pair<Point, Point>>;

  void number(mlir::Operation *function);
  void addEdges(mlir::Operation *op, mlir::Operation *function, Edges &edges);
  void addRegionEdges(mlir::Operation *op, Edges &edges);
  void dropUnreachable(Edges &edges) const;
  static Lists listsOf(const Edges &edges, size_t count);

  std::vector<mlir::Operation *> ops;
  std::vector<bool> repeats;
  llvm::DenseMap<mlir::Operation *, Point> points, exits;
  llvm::DenseMap<mlir::Block *, Point> entries;
  /// By region of a sequential op: where control goes when it ends.
  llvm::DenseMap<mlir::Region *, llvm::SmallVector<Point, 2>> ends;
  Lists after, before;
};

/// 'dialect.op' in quotes, for messages.
std::string quotedName(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_PROGRAMPOINTS_H
