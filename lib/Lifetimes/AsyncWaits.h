//===- AsyncWaits.h - Where asynchronous ops are waited for -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_ASYNCWAITS_H
#define IDEALLOC_LIB_LIFETIMES_ASYNCWAITS_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <memory>
#include <string>

namespace idealloc {
class OpFacts;
class TagFlight;

/// True if the op may return before its accesses are done: it hands out a
/// token, starts a DMA, takes a barrier or descriptor of `nvgpu`, or is known
/// to run on.
bool isAsynchronous(mlir::Operation *op);

/// When the accesses of an asynchronous op are done for certain: at an op, or
/// where no transfer with its tag is under way any more. If neither is known,
/// why: a clause that completes "not planned: ".
struct Completion {
  mlir::Operation *wait = nullptr;
  std::shared_ptr<const TagFlight> flight = {};
  std::string problem = {};
};

Completion noWait(mlir::Operation *start, const llvm::Twine &why);

/// Follows the tokens of asynchronous ops: through groups, and through
/// asynchronous ops that depend on them, to the last wait. Only waits in the
/// block of the op count, as they follow it on every path.
class TokenWaits {
public:
  /// Cost: O(uses of the tokens), once for each op.
  Completion of(mlir::Operation *start);

private:
  mlir::Operation *lastOf(mlir::Value group, mlir::Block *block);
  bool follow(mlir::Operation *op,
              llvm::SmallVectorImpl<mlir::Operation *> &pending);

  /// Null if there is none.
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> lastWaits;
  llvm::DenseMap<std::pair<mlir::Value, mlir::Block *>, mlir::Operation *>
      ofGroups;
};

bool isDmaStart(mlir::Operation *op);
/// The tag memref of an op that starts a DMA or waits for one; null for others.
mlir::Value tagMemoryOf(mlir::Operation *op);

/// Tells the completion of each DMA that is started with a tag: the last wait
/// for the same element in its block, or, where the starts and waits that may
/// belong together stand in different blocks or iterations, their TagFlight.
/// Where several transfers may share one element, there must be as many waits,
/// and the tag must have no other names. If it is an argument, each wait must
/// come after the start that it is for, or the caller has started others. Cost:
/// O(n log n) in the uses of the tag, times the spellings of elements that are
/// no constants; and that of a TagFlight.
void findDmaCompletions(
    mlir::Value tag, OpFacts &facts,
    llvm::function_ref<void(mlir::Operation *, Completion)> tell);

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_ASYNCWAITS_H
