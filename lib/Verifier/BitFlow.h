//===- BitFlow.h - Two facts on each of 64 things, at all points *- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_BITFLOW_H
#define IDEALLOC_LIB_VERIFIER_BITFLOW_H

#include "ProgramPoints.h"

#include "llvm/ADT/BitVector.h"

namespace idealloc {

/// A set of up to 64 things: buffers, or values.
using Bits = uint64_t;

/// What is known of a point.
struct PointFacts {
  // Given: what happens there, births first.
  Bits births = 0, reads = 0, writes = 0, overwrites = 0, accesses = 0;
  // Found: what may be read from here on, before it is overwritten or born; and
  // what of that may have been written since its birth.
  Bits needed = 0, live = 0;
};

/// Classical liveness on bit sets, by sweeps over the points that change, until
/// nothing does. Cost: O(points where a thing is needed) for each loop around
/// them, and O(points / 64).
class BitFlow {
public:
  using Point = ProgramPoints::Point;

  explicit BitFlow(const ProgramPoints &points)
      : points(points), facts(points.size()), isTouched(points.size()),
        pending(points.size()) {}

  /// To say what happens at a point.
  PointFacts &touch(Point point);
  const PointFacts &at(Point point) const { return facts[point]; }
  /// What is live behind the point.
  Bits liveAfter(Point point) const;
  /// All points at which something is known, in no order.
  llvm::ArrayRef<Point> getTouched() const { return touched; }

  void findNeeded();
  /// After `findNeeded`.
  void findLive();
  void clear();

private:
  const ProgramPoints &points;
  std::vector<PointFacts> facts;
  llvm::BitVector isTouched, pending;
  std::vector<Point> touched;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_BITFLOW_H
