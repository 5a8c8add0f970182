//===- OperandUses.h - What an op does to one operand ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of Interference.h that knows ops: a list of what is accepted. Of all
// other uses it says that they are not understood.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_OPERANDUSES_H
#define IDEALLOC_LIB_VERIFIER_OPERANDUSES_H

#include "Waits.h"

#include "idealloc/Verifier/Interference.h"

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace idealloc {

/// What one use does to the memory behind the operand.
struct OperandUseFacts {
  bool reads = false;
  bool writes = false;
  /// Frees it, which means nothing in the function that allocates it.
  bool frees = false;
  /// Returns it from the function.
  bool returns = false;
  /// Null if the op is done when it returns, else where it is: a later op of
  /// the same block.
  mlir::Operation *wait = nullptr;
  /// Else, of a DMA: those that it is one of.
  const TransfersUnderWay *transfers = nullptr;
  /// Values that may mean the same memory from here on.
  llvm::SmallVector<mlir::Value, 1> aliases = {};
  /// The aliases mean all elements that the operand means.
  bool keepsExtent = false;
  /// The aliases mean nothing but what the operand means.
  bool isCertain = false;
  /// Not empty if the use is not understood: why, as a clause.
  std::string refusal = {};

  bool isAccess() const { return reads || writes; }
  static OperandUseFacts refused(const llvm::Twine &why) {
    OperandUseFacts facts;
    facts.refusal = why.str();
    return facts;
  }
};

/// Reads the uses of one function.
class OperandUses {
public:
  /// Callees that `callees` does not know, or all if it is null, are unknown.
  explicit OperandUses(const CalleeSummaries *callees) : callees(callees) {}

  /// Cost: O(operands and results of the op) for all of its operands, and the
  /// search for waits.
  OperandUseFacts read(mlir::OpOperand &use);

  /// Of an asynchronous op: see Waits.h.
  mlir::Operation *waitFor(mlir::Operation *start) {
    return waits.waitFor(start);
  }

private:
  OperandUseFacts readView(mlir::OpOperand &use);
  OperandUseFacts readEffects(mlir::OpOperand &use);
  OperandUseFacts settle(mlir::Operation *op, OperandUseFacts facts,
                         bool isAsynchronous);
  bool addEffects(mlir::OpOperand &use, OperandUseFacts &facts, bool &isNamed);
  bool mayGoOn(mlir::Operation *op);
  // In OperandControlFlow.cpp:
  /// Nullopt if the op is no control flow.
  std::optional<OperandUseFacts> readControlFlow(mlir::OpOperand &use);
  // In OperandCalls.cpp:
  OperandUseFacts readCall(mlir::OpOperand &use);
  bool isListOfOwners(mlir::Value list);

  /// Declared effects on one value. `isOther`: it is allocated or freed.
  struct Effects {
    bool isNamed = false, reads = false, writes = false, isOther = false;
  };
  /// What is declared of ops with more operands or results is read once.
  static constexpr unsigned manyOperands = 8;

  const CalleeSummaries *callees;
  Waits waits;
  /// Lists of addresses: does only the deallocation helper read them?
  llvm::DenseMap<mlir::Value, bool> lists;
  /// By branch and operand: the block argument that it becomes.
  llvm::DenseMap<mlir::Operation *, std::vector<mlir::Value>> branches;
  /// By op and value; those on no value in particular have none.
  llvm::DenseMap<mlir::Operation *, llvm::DenseMap<mlir::Value, Effects>>
      effects;
  llvm::DenseMap<mlir::Operation *, bool> goOn;
};

/// Why an op without a wait is refused.
std::string whyNoWait(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_OPERANDUSES_H
