//===- AliasFlow.cpp - Where a buffer goes in one step --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/AliasFlow.h"

#include "idealloc/Dialect/PlainData.h"

#include "OpFacts.h"

#include "mlir/Dialect/Bufferization/IR/BufferViewFlowOpInterface.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/XeGPU/IR/XeGPU.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace idealloc {

using Values = SmallVector<Value, 2>;

/// The input that the operand with this number becomes, if it is forwarded.
static void addInput(unsigned number, OperandRange forwarded, ValueRange inputs,
                     Values &aliases) {
  if (forwarded.empty() || number < forwarded.getBeginOperandIndex())
    return;
  unsigned index = number - forwarded.getBeginOperandIndex();
  if (index < forwarded.size() && index < inputs.size())
    aliases.push_back(inputs[index]);
}

static void addThroughTerminator(OpOperand &use,
                                 RegionBranchTerminatorOpInterface exit,
                                 Values &aliases) {
  auto parent = dyn_cast<RegionBranchOpInterface>(exit->getParentOp());
  if (!parent)
    return;
  SmallVector<RegionSuccessor> successors;
  parent.getSuccessorRegions(RegionBranchPoint(exit), successors);
  for (const RegionSuccessor &successor : successors)
    addInput(use.getOperandNumber(), exit.getSuccessorOperands(successor),
             successor.getSuccessorInputs(), aliases);
}

bool isPassedOn(OpOperand &use, RegionBranchTerminatorOpInterface terminator) {
  Values aliases;
  addThroughTerminator(use, terminator, aliases);
  return !aliases.empty();
}

static void addThroughEntry(OpOperand &use, RegionBranchOpInterface branch,
                            Values &aliases) {
  SmallVector<RegionSuccessor> successors;
  branch.getSuccessorRegions(RegionBranchPoint::parent(), successors);
  for (const RegionSuccessor &successor : successors)
    addInput(use.getOperandNumber(),
             branch.getEntrySuccessorOperands(successor),
             successor.getSuccessorInputs(), aliases);
}

static void addThroughCall(OpOperand &use, CallOpInterface call, OpFacts &facts,
                           Values &aliases) {
  const OpFacts::Callee *callee = facts.calleeOf(call);
  OperandRange passed = call.getArgOperands();
  if (!callee || passed.empty())
    return;
  int64_t number =
      int64_t(use.getOperandNumber()) - passed.getBeginOperandIndex();
  if (number < 0 || number >= int64_t(passed.size()))
    return;
  for (unsigned result : callee->resultsOf[number])
    aliases.push_back(call->getResult(result));
}

SmallVector<Value, 2> aliasesThrough(OpOperand &use, OpFacts &facts) {
  Operation *op = use.getOwner();
  // The usual ones: what has no results and no successors makes no names.
  if (op->getNumResults() == 0 &&
      (isa<memref::CopyOp>(op) ||
       (isa_and_nonnull<linalg::LinalgDialect>(op->getDialect()) &&
        !op->hasTrait<OpTrait::IsTerminator>())))
    return {};
  Values aliases;
  if (auto flow = dyn_cast<bufferization::BufferViewFlowOpInterface>(op)) {
    flow.populateDependencies([&](ValueRange sources, ValueRange results) {
      for (auto [source, result] : llvm::zip_equal(sources, results))
        if (source == use.get())
          aliases.push_back(result);
    });
  } else if (auto view = dyn_cast<ViewLikeOpInterface>(op)) {
    if (view.getViewSource() == use.get())
      for (Value result : op->getResults())
        if (isMemoryName(result.getType()))
          aliases.push_back(result);
  } else if (isa<xegpu::UpdateOffsetOp, xegpu::UpdateNdOffsetOp>(op)) {
    if (use.getOperandNumber() == 0)
      aliases.push_back(op->getResult(0));
  } else if (auto branch = dyn_cast<BranchOpInterface>(op)) {
    if (Value argument = facts.targetOf(branch, use.getOperandNumber()))
      aliases.push_back(argument);
  } else if (auto exit = dyn_cast<RegionBranchTerminatorOpInterface>(op)) {
    addThroughTerminator(use, exit, aliases);
  } else if (auto branch = dyn_cast<RegionBranchOpInterface>(op)) {
    addThroughEntry(use, branch, aliases);
  } else if (auto call = dyn_cast<CallOpInterface>(op)) {
    addThroughCall(use, call, facts, aliases);
  }
  return aliases;
}

SmallVector<Value, 4> allAliasesOf(ArrayRef<Value> memories) {
  OpFacts facts;
  llvm::SetVector<Value, SmallVector<Value, 4>> found(memories.begin(),
                                                      memories.end());
  for (size_t next = 0; next < found.size(); ++next)
    for (OpOperand &use : found[next].getUses())
      found.insert_range(aliasesThrough(use, facts));
  return found.takeVector();
}

} // namespace idealloc
