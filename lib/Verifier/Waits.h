//===- Waits.h - When asynchronous accesses are done -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_WAITS_H
#define IDEALLOC_LIB_VERIFIER_WAITS_H

#include "TransfersUnderWay.h"

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <memory>

namespace idealloc {

/// Tokens and barriers, known or not: an op that takes or gives one may return
/// before its accesses are done.
bool isToken(mlir::Type type);

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
///   the caller would have started others. Other transfers are
///   TransfersUnderWay. Those of an argument count for each element, which must
///   be constant.
class Waits {
public:
  /// Null if there is none that is known. Cost: O(tokens and their uses in the
  /// block, or users of the tag), once for each block or tag.
  mlir::Operation *waitFor(mlir::Operation *start);
  /// Of a DMA for which there is none: null, or those that it is one of.
  const TransfersUnderWay *transfersOf(mlir::Operation *start);

private:
  void followTokens(mlir::Block *block);
  void followTag(mlir::Value tag);
  void countTransfers(mlir::Value tag, llvm::ArrayRef<mlir::Operation *> users);

  llvm::DenseSet<const void *> known;
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> waits;
  std::unique_ptr<ProgramPoints> points;
  std::vector<std::unique_ptr<TransfersUnderWay>> spread;
  llvm::DenseMap<mlir::Operation *, const TransfersUnderWay *> spreadOf;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_WAITS_H
