//===- OpFacts.h - What ops declare, read once ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Interfaces answer for a whole op at a cost that grows with its operands and
// results. What is asked for one operand at a time is kept here, so that all
// operands of an op cost as much as one, and what several analyses ask is
// found out once.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_OPFACTS_H
#define IDEALLOC_LIB_LIFETIMES_OPFACTS_H

#include "AsyncWaits.h"

#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Lifetimes/RegionKinds.h"
#include "idealloc/Lifetimes/UseScreen.h"

#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "llvm/ADT/DenseMap.h"

#include <memory>

namespace idealloc {

/// Valid until the IR changes, but for ops that it is told to forget. Cost:
/// each query O(1) and, once for each op, O(operands + results).
class OpFacts {
public:
  /// Declared effects on one value, and on none in particular, which may be
  /// this one.
  struct Effects {
    bool any = false, reads = false, writes = false;
    /// One of them names the value; one that does allocates or frees.
    bool isNamed = false, allocatesOrFrees = false;

    Effects &operator|=(const Effects &other);
  };
  /// Nullopt if the op declares no effects.
  std::optional<Effects> effectsOn(mlir::Operation *op, mlir::Value value);

  /// The summary of the callee, and back: which results an operand may be.
  struct Callee {
    CalleeUse use;
    /// By number among the operands that are passed; ascending.
    std::vector<llvm::SmallVector<unsigned, 1>> resultsOf;
  };
  /// Null if there is no summary.
  const Callee *calleeOf(mlir::Operation *call);

  /// The block argument that an operand becomes, null if none.
  mlir::Value targetOf(mlir::BranchOpInterface branch, unsigned operand);

  /// The regions that control may enter from the op, and the op's results.
  llvm::ArrayRef<mlir::RegionSuccessor>
  entriesOf(mlir::RegionBranchOpInterface branch);

  /// `isAsynchronous`, and true if a result may carry a pointer that is no
  /// memref.
  bool isAsynchronous(mlir::Operation *op) { return resultsOf(op).isToken; }
  bool hasOpaqueResult(mlir::Operation *op) { return resultsOf(op).isOpaque; }

  const Completion &completionOf(mlir::Operation *start);

  /// classifyUse and canBeInPlace, found out once for each use and pair.
  UseVerdict verdictOf(mlir::OpOperand &use);
  bool canBeInPlace(mlir::OpOperand &read, mlir::OpOperand &written);

  /// Of an op that is new or has got other operands.
  void forget(mlir::Operation *op);
  /// True if something that is known holds for this order of ops alone.
  bool dependsOnOrder() const { return !completions.empty(); }

private:
  /// What most verdicts are made of.
  struct PlainVerdict {
    UseKind kind;
    bool reads, writes, overwrites;
  };
  struct EffectTable {
    bool isDeclared = false;
    Effects onNone;
    llvm::DenseMap<mlir::Value, Effects> named;
  };
  struct ResultKinds {
    bool isToken = false, isOpaque = false;
  };
  ResultKinds resultsOf(mlir::Operation *op);

  llvm::DenseMap<mlir::Operation *, EffectTable> effects;
  llvm::DenseMap<mlir::Operation *, std::unique_ptr<Callee>> callees;
  llvm::DenseMap<mlir::Operation *, std::vector<mlir::Value>> targets;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<mlir::RegionSuccessor, 2>>
      entries;
  llvm::DenseMap<mlir::Operation *, ResultKinds> resultKinds;
  llvm::DenseMap<mlir::Operation *, std::unique_ptr<Completion>> completions;
  TokenWaits tokens;
  llvm::DenseMap<mlir::OpOperand *, PlainVerdict> verdicts;
  llvm::DenseMap<std::pair<mlir::OpOperand *, mlir::OpOperand *>, bool> pairs;
};

/// As `RegionKinds` does.
RegionKind classifyRegion(mlir::Region &region, OpFacts &facts);

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_OPFACTS_H
