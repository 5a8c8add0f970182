//===- LogicalTime.h - Ticks of the ops of a function --------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops are numbered in pre-order from 0: every op takes one tick on entry, an op
// with regions one more on exit. An access by an op occupies
// [enter, exit + 1). docs/Lifetimes.md has a worked example.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_LOGICALTIME_H
#define IDEALLOC_LIFETIMES_LOGICALTIME_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"

#include <cstdint>
#include <vector>

namespace idealloc {

/// The ticks of all ops nested in one op (a function). Valid until the IR
/// changes. Cost: O(ops) time and memory to build, O(1) a query.
class LogicalTime {
public:
  /// First and last tick of an op; equal for an op without regions.
  struct Span {
    int64_t enter = 0;
    int64_t exit = 0;
    /// True if `other` lies within this span.
    bool contains(const Span &other) const {
      return enter <= other.enter && other.exit <= exit;
    }
  };

  explicit LogicalTime(mlir::Operation *function);

  /// The span of an op nested in the function.
  Span spanOf(mlir::Operation *op) const { return spans.lookup(op); }

  /// The number of ticks in the function; all ticks are below it.
  int64_t size() const { return static_cast<int64_t>(opAtTick.size()); }

  /// The op that enters or exits at this tick.
  mlir::Operation *opAt(int64_t tick) const { return opAtTick[tick]; }

  /// True if the op was there, or has been given a place since.
  bool contains(mlir::Operation *op) const { return spans.contains(op); }

  /// A new or moved op stands next to `like`, and has its span from now on.
  void place(mlir::Operation *op, mlir::Operation *like) {
    spans[op] = spanOf(like);
  }

  /// The same, and `like`, which is to go, is the op of its ticks no more.
  void replace(mlir::Operation *like, mlir::Operation *op) {
    place(op, like);
    opAtTick[spanOf(like).enter] = opAtTick[spanOf(like).exit] = op;
  }

  /// size() of the function, without building the table.
  static int64_t count(mlir::Operation *function);

private:
  void addRegions(mlir::Operation *op);
  void add(mlir::Operation *op);

  llvm::DenseMap<mlir::Operation *, Span> spans;
  std::vector<mlir::Operation *> opAtTick;
};

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_LOGICALTIME_H
