//===- TagFlight.h - Transfers that go on across blocks ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_TAGFLIGHT_H
#define IDEALLOC_LIB_LIFETIMES_TAGFLIGHT_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <memory>
#include <vector>

namespace idealloc {
class OpFacts;

/// DMAs with one tag that start and are waited for in different blocks or
/// iterations, as a software pipeline has them. At each point of the function,
/// or of the parallel body that the tag is allocated in, so many are under way,
/// whatever path was taken there: none where the tag is allocated and where
/// function or body ends, never less than none. Where none is,
/// all that were started are done, as no element of the tag can have had more
/// waits than starts.
class TagFlight {
public:
  /// `starts` and `waits` are all that there are of the tag, or of one of its
  /// elements. Null if the number under way is not certain somewhere, or if one
  /// of these ops stands in a body that does not run in sequence, or in a
  /// function that may run on for ever. Cost: O(blocks of the ops around them).
  static std::shared_ptr<const TagFlight>
  find(mlir::Value tag, llvm::ArrayRef<mlir::Operation *> starts,
       llvm::ArrayRef<mlir::Operation *> waits, OpFacts &facts);

  llvm::ArrayRef<mlir::Operation *> getWaits() const { return waits; }

  /// True if each instance of a parallel body has such a tag.
  bool isInBody() const { return inBody; }

  /// False if none is under way when the op, of the same function or body,
  /// begins. Cost: O(depth + log n).
  bool isUnderWay(mlir::Operation *op) const;

private:
  class Counter;
  /// An op that changes the number, and how many are under way behind it.
  struct Change {
    mlir::Operation *op;
    int64_t after;
  };
  struct BlockCount {
    int64_t atBegin;
    std::vector<Change> changes;
  };

  llvm::SmallVector<mlir::Operation *> waits;
  bool inBody = false;
  llvm::DenseMap<mlir::Block *, BlockCount> counts;
  /// Starts, waits, the allocation of the tag, and the ops around them.
  llvm::DenseSet<mlir::Operation *> relevant;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_TAGFLIGHT_H
