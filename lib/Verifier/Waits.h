//===- Waits.h - When asynchronous accesses are done -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_WAITS_H
#define IDEALLOC_LIB_VERIFIER_WAITS_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace idealloc {

/// Tokens and barriers, known or not: an op that takes or gives one may return
/// before its accesses are done.
bool isToken(mlir::Type type);

bool startsDma(mlir::Operation *op);
/// The tag operand of a DMA that starts or is waited for; null for other ops.
mlir::OpOperand *dmaTagOf(mlir::Operation *op);

/// Finds the ops that wait for others: in the same block and behind them, so
/// that they run whenever those do. Of several the last counts.
///
/// - A token is waited for by async.await, gpu.wait without `async`,
///   async.await_all of a group to which it was added, or the wait of an op
///   that starts only when the token is ready.
/// - A DMA is waited for by the last wait of its tag, of which each spelling of
///   the indices has as many waits as starts, all starts in one block. Elements
///   of a tag are told apart where all indices are constant. The tag must have
///   no other name; distinct tag values are taken to be distinct memory. If it
///   is an argument, no wait of it may be elsewhere or come before its start:
///   the caller would have started others.
class Waits {
public:
  /// Null if there is none that is known. Cost: O(tokens and their uses in the
  /// block, or users of the tag), once for each block or tag.
  mlir::Operation *waitFor(mlir::Operation *start);

private:
  void followTokens(mlir::Block *block);
  void followTag(mlir::Value tag);

  llvm::DenseSet<const void *> known;
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> waits;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_WAITS_H
