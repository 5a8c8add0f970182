//===- BufferWait.h - When asynchronous accesses are done ------- -*- C++
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An op that returns before its accesses are done is *in flight* from there to
// its wait. Accepted are waits in the same block, after the op: they run
// whenever it does. Of several, the last counts.
//
// - async.execute, and ops with !async.token, !async.value or !gpu.async.token
//   results: async.await or gpu.wait (without `async`) of the token,
//   async.await_all of a group to which it was added, or the wait of an op of
//   the same block that starts only when the token is ready.
// - memref.dma_start, affine.dma_start: all users of the tag are such ops or
//   waits for them. Those that may mean the same element of the tag (equal
//   indices, or indices that are not all constant) are one group. Its starts
//   lie in one block, which has a wait for each with equal indices; the last
//   wait of the group counts for all. Distinct tag values are taken to be
//   distinct memory.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_BUFFERWAIT_H
#define IDEALLOC_LIB_VERIFIER_BUFFERWAIT_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace idealloc {

/// Tokens and barriers: an op that takes or gives one may return before its
/// accesses are done. They catch the ops whose names are not known.
bool isToken(mlir::Type type);

/// True for the DMA ops of memref and affine that start one.
bool startsDma(mlir::Operation *op);

/// The tag of a DMA that starts or that is waited for; null for other ops.
mlir::OpOperand *getDmaTag(mlir::Operation *op);

/// Finds the waits of one function.
class WaitFinder {
public:
  /// The wait for an op that is in flight; null if there is none that is known.
  /// Cost: O(tokens and their uses in the block, or users of the tag), once for
  /// each block or tag.
  mlir::Operation *waitFor(mlir::Operation *start);

private:
  void findTokenWaits(mlir::Block *block);
  void findDmaWaits(mlir::Value tag);

  llvm::DenseSet<mlir::Block *> knownBlocks;
  llvm::DenseSet<mlir::Value> knownTags;
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> waits;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_BUFFERWAIT_H
