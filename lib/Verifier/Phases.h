//===- Phases.h - What threads may do at the same time -------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_PHASES_H
#define IDEALLOC_LIB_VERIFIER_PHASES_H

#include "ProgramPoints.h"

#include "llvm/ADT/DenseSet.h"

namespace idealloc {

/// Points [begin, end), ascending and apart.
class PointSet {
public:
  using Point = ProgramPoints::Point;

  explicit PointSet(std::vector<std::pair<Point, Point>> ranges = {});
  /// The first point of the set in [begin, end), or `end`. Cost: O(log).
  Point firstIn(Point begin, Point end) const;
  bool contains(Point point) const {
    return firstIn(point, point + 1) == point;
  }

private:
  std::vector<std::pair<Point, Point>> ranges;
};

/// Of a function that several threads run: where all of them are between one
/// barrier and the next. Barriers are those of `isBarrierOfThreads` that all
/// threads pass in one order: nothing around them but first blocks, and bodies
/// of loops and conditions of `scf` and `affine` whose bounds or conditions
/// have one value for all threads.
///
/// A phase is what control reaches from one barrier, or from the begin of the
/// function, before another: as all threads pass the same barriers, what two of
/// them do between two is in the phase of the first, and what they do in
/// different ones comes one after the other.
class Phases {
public:
  using Point = ProgramPoints::Point;

  /// Cost: O(ops), and for each barrier the blocks of its phase.
  /// `sign` shows that several threads run the function (Dialect/Threads.h).
  Phases(mlir::Operation *function, mlir::Operation *sign,
         const ProgramPoints &points);

  size_t size() const { return phases.size(); }
  const PointSet &pointsOf(size_t phase) const { return phases[phase]; }
  /// The points of the phase that are reached before `stop`.
  PointSet pointsBefore(size_t phase, Point stop) const;
  /// What control reaches from behind a point before a barrier.
  PointSet reachFrom(Point point) const { return reach(point + 1, {}); }

  /// True if all threads run the op equally often, between the same barriers.
  bool isPassedByAll(mlir::Operation *op);

private:
  bool isUniform(mlir::ValueRange values);
  PointSet reach(Point from, std::optional<Point> stop) const;

  mlir::Operation *function;
  const ProgramPoints &points;
  /// Threads of several blocks may run the function together.
  bool isGrid;
  /// Where phases begin, and the points of barriers, ascending.
  std::vector<Point> begins, barriers;
  std::vector<PointSet> phases;
  /// By op: whether all threads enter its bodies equally often.
  llvm::DenseMap<mlir::Operation *, bool> passed;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_PHASES_H
