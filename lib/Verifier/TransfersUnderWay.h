//===- TransfersUnderWay.h - DMA across blocks ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_TRANSFERSUNDERWAY_H
#define IDEALLOC_LIB_VERIFIER_TRANSFERSUNDERWAY_H

#include "ProgramPoints.h"

#include "mlir/IR/Operation.h"

#include <memory>
#include <optional>

namespace idealloc {

bool startsDma(mlir::Operation *op);
/// The tag operand of a DMA that starts or is waited for; null for other ops.
mlir::OpOperand *dmaTagOf(mlir::Operation *op);

/// Transfers with a tag of which each path has as many waits as starts, never
/// one before its start, in whatever blocks: where none is under way all are
/// done.
class TransfersUnderWay {
public:
  using Point = ProgramPoints::Point;
  /// Starts, waits and the allocation of the tag, by point.
  using Events = std::vector<std::pair<Point, mlir::Operation *>>;

  /// Null if that is not so: the number of those under way is not the same on
  /// all paths to a point, not 0 where the tag is allocated or at the end of
  /// the function, or does not get to an end. Cost: O(basic blocks + events).
  static std::unique_ptr<TransfersUnderWay> count(const ProgramPoints &points,
                                                  Events events);

  /// May some be under way before what happens at a point?
  bool isAny(Point point) const;
  /// Ascending.
  llvm::ArrayRef<Point> getWaits() const { return waits; }

private:
  explicit TransfersUnderWay(const ProgramPoints &points, Events events)
      : points(points), events(std::move(events)) {}
  size_t firstEvent(Point point) const;
  std::optional<int64_t> passBlock(unsigned block) const;
  bool endAll() const;

  const ProgramPoints &points;
  Events events;
  std::vector<Point> waits;
  /// By basic block: the number at its begin, if control comes there.
  std::vector<std::optional<int64_t>> atBegin;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_TRANSFERSUNDERWAY_H
