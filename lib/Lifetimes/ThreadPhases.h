//===- ThreadPhases.h - Lifetimes between barriers ------------ -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Several threads run one function. From one barrier that all pass to the next
// any of them may be anywhere: what lies between is a *phase*. A buffer that is
// live at one tick of a phase for one thread may be so at any other for
// another. What is in different phases comes in the order of these.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_THREADPHASES_H
#define IDEALLOC_LIB_LIFETIMES_THREADPHASES_H

#include "idealloc/Lifetimes/Lifetimes.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/IntEqClasses.h"

#include <vector>

namespace idealloc {

/// The phases of a function. Barriers count (`isBarrierOfThreads`) where all
/// threads pass the same ones in the same order: in the first block of the
/// function, and in the bodies of `scf.for`, `affine.for`, `scf.if`,
/// `affine.if` and `scf.index_switch` that stand there, if the bounds or the
/// condition are computed from constants, sizes of block and grid, and
/// arguments of a kernel alone; and from the number of the block, if the memory
/// is that of one. Two stretches of ticks are of one phase if control may go
/// from one to the other, or to both from one place, without a barrier.
class ThreadPhases {
public:
  /// The roots are all of the function, with live sets for one thread; `sign`
  /// shows that several run it. Cost: O(ops), and O(stretches) for each loop
  /// around a root.
  ThreadPhases(mlir::FunctionOpInterface function, mlir::Operation *sign,
               const LogicalTime &time, llvm::ArrayRef<Root> roots);

  /// True if all threads run the op equally often, barriers around it alike.
  bool isPassedByAll(mlir::Operation *op) const {
    return passed.contains(op->getBlock());
  }
  /// All phases that the set has a tick of. Cost: O(stretches).
  LiveSet widen(const LiveSet &live) const;
  /// A loop around the allocation of a root in which one thread may already use
  /// the buffer of the next iteration while another still uses that of this
  /// one; null if there is none.
  mlir::Operation *overlapOf(mlir::Operation *alloc) const {
    return overlaps.lookup(alloc);
  }

private:
  /// Ticks from `begin` to the next stretch.
  struct Stretch {
    int64_t begin;
    unsigned phase;
  };

  void noteUniform(mlir::Operation *op);
  bool areUniform(mlir::ValueRange values) const;
  bool isEnteredByAll(mlir::Operation *op);
  unsigned addPhase();
  unsigned walk(mlir::Block &block, unsigned phase);
  unsigned walkLoop(mlir::Operation *op, unsigned phase);
  unsigned walkChoice(mlir::Operation *op, unsigned phase);
  void findOverlaps(mlir::Operation *loop, unsigned first, unsigned last);
  template <typename Visit> void forEachStretch(Visit visit) const;
  bool touches(const LiveSet &live, unsigned phase) const;

  const LogicalTime &time;
  llvm::ArrayRef<Root> roots;
  /// Else threads of several blocks may share it.
  bool isOfWorkgroup;
  /// By begin. Phases that were joined are one.
  std::vector<Stretch> stretches;
  llvm::IntEqClasses joined;
  unsigned numPhases = 0;
  llvm::DenseSet<mlir::Value> uniform;
  llvm::DenseSet<mlir::Block *> passed;
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> overlaps;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_THREADPHASES_H
