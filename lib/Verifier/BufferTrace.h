//===- BufferTrace.h - What happens to one buffer, and where --- -*- C++
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Steps 1 and 2 of Interference.h.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_BUFFERTRACE_H
#define IDEALLOC_LIB_VERIFIER_BUFFERTRACE_H

#include "BufferUse.h"
#include "OpOrder.h"
#include "idealloc/Verifier/Interference.h"

namespace idealloc {

/// A value that may mean a buffer.
struct Alias {
  mlir::Value value;
  /// It means all elements of the buffer whenever it means the buffer.
  bool isWhole;
  /// It always means the buffer, in its latest generation.
  bool isCertain;
  /// Its uses have been examined.
  bool isFollowed = false;
};

/// An op whose accesses may go on until `wait`, in the same block.
struct InFlight {
  mlir::Operation *start;
  mlir::Operation *wait;
  bool writes;
};

/// An op that accesses the buffer, or is its birth, and its place: the ops
/// around it, outermost first, whose regions run one after another, and itself.
struct Access {
  mlir::Operation *op;
  bool reads = false;
  bool writes = false;
  /// Writes all of it, whenever the op runs.
  bool overwrites = false;
  /// Allocates it, before all else it does.
  bool births = false;
  /// Written before or by the op, and read later; found with the live runs.
  bool isLiveAfter = false;
  llvm::SmallVector<mlir::Operation *, 2> path = {};
  /// The positions of the op.
  OpOrder::Span span = {};
};

/// The aliases and accesses of one buffer.
class BufferTrace {
public:
  /// Cost: O((aliases + uses) * nesting), and of `findUseAcross` if the
  /// allocation may run again within `scope`.
  BufferTrace(mlir::Operation *function, const PlacedBuffer &buffer,
              OpOrder &order, UseExaminer &examiner);

  /// Not null if nothing can be proved: the op to blame, and why.
  mlir::Operation *culprit = nullptr;
  std::string reason;

  /// The innermost region of which each run has generations of its own.
  mlir::Region *scope;
  std::vector<Alias> aliases;
  std::vector<InFlight> inFlight;
  /// In order of position, one for each op. With them the birth, if it may run
  /// again within `scope` or bounds the search; else nothing depends on it.
  std::vector<Access> accesses;

  /// An op that may use an alias after `point` has run, with the value it had
  /// before, or whose access may go on meanwhile; null if there is none.
  /// `point` is an op in the function, in no deferred op that the allocation is
  /// not in. Cost: O((aliases + uses) * nesting), and the blocks where aliases
  /// that are defined before `point` are live.
  mlir::Operation *findUseAcross(mlir::Operation *point);

  /// True if the allocation lies in a deferred op.
  bool isDeferred() const { return deferred != nullptr; }

private:
  void blame(mlir::Operation *op, const mlir::Twine &text);
  void checkPlace();
  void followAliases();
  void followUse(size_t number, mlir::OpOperand &operand, bool isFirst);
  void addAlias(const Alias &alias);
  void widenScope(mlir::Value alias);
  void checkGenerations();
  void place(Access &access);
  void addBirth();
  void sortAccesses();
  mlir::Operation *findUseAcross(mlir::Value alias, mlir::Operation *point);
  bool isUsedWithin(mlir::Operation *op, mlir::Operation *point,
                    mlir::Operation *user);

  mlir::Operation *function;
  const PlacedBuffer &buffer;
  OpOrder &order;
  UseExaminer &examiner;
  /// The outermost deferred op around the allocation.
  mlir::Operation *deferred = nullptr;
  /// Of aliases, by value; and those whose uses are to be examined.
  llvm::SmallDenseMap<mlir::Value, size_t, 8> numbers;
  llvm::SmallVector<size_t, 8> worklist;
  /// Accesses that write by an alias that may mean the whole buffer.
  struct Overwrite {
    size_t access;
    size_t alias;
    mlir::OpOperand *operand;
  };
  llvm::SmallVector<Overwrite, 2> overwrites;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_BUFFERTRACE_H
