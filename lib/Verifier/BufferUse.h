//===- BufferUse.h - What an op does to a placed buffer ------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of Interference.h that knows ops. On purpose not UseScreen.h: the
// two must not share a mistake.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_BUFFERUSE_H
#define IDEALLOC_LIB_VERIFIER_BUFFERUSE_H

#include "BufferWait.h"

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace idealloc {

/// What one use does to the buffer behind the operand.
struct BufferUse {
  bool reads = false;
  bool writes = false;
  /// Not null if the accesses may go on after the op: until this op, a later
  /// one of the same block.
  mlir::Operation *wait = nullptr;
  /// Values that alias the operand from here on.
  llvm::SmallVector<mlir::Value, 1> aliases = {};
  /// The aliases mean all elements that the operand means, if they mean the
  /// same buffer.
  bool keepsExtent = false;
  /// The aliases always mean the same buffer as the operand.
  bool isCertain = false;
  /// Not empty if the use is not understood: why.
  std::string refusal = {};
};

/// Examines the uses of one function, and remembers what several of them share.
class UseExaminer {
public:
  /// Cost: O(1) for control flow, O(results) for calls, else O(operands and
  /// results of the op); once for each list of addresses, O(its uses); and the
  /// search for waits.
  BufferUse examine(mlir::OpOperand &use);

  /// The wait for an op that returns before it is done, null if unknown.
  mlir::Operation *waitFor(mlir::Operation *start) {
    return waits.waitFor(start);
  }

private:
  BufferUse examineDma(mlir::OpOperand &use);
  BufferUse examineCall(mlir::OpOperand &use);
  BufferUse examineAccess(mlir::OpOperand &use);
  BufferUse &settleTokens(mlir::Operation *op, BufferUse &use);
  bool isAddressForDeallocHelper(mlir::Value address);

  WaitFinder waits;
  /// Lists of addresses: is dealloc_helper their only reader?
  llvm::DenseMap<mlir::Value, bool> lists;
};

/// Why an op in flight cannot be verified when it has no wait.
std::string noWaitReason(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_BUFFERUSE_H
