//===- OperandControlFlow.cpp - Where control flow takes operands ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OperandUses.h"

#include "ProgramPoints.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;

namespace idealloc {

using Facts = OperandUseFacts;

/// Adds the value that control flow makes of the operand, if it is forwarded.
static void addForwarded(OpOperand &use, OperandRange forwarded,
                         ValueRange targets, Facts &facts) {
  if (forwarded.empty() ||
      use.getOperandNumber() < forwarded.getBeginOperandIndex())
    return;
  size_t number = use.getOperandNumber() - forwarded.getBeginOperandIndex();
  if (number < std::min<size_t>(forwarded.size(), targets.size()))
    facts.aliases.push_back(targets[number]);
}

/// By operand, the block argument that it becomes.
static std::vector<Value> readBranch(BranchOpInterface branch) {
  std::vector<Value> arguments(branch->getNumOperands());
  for (unsigned i = 0; i != branch->getNumSuccessors(); ++i) {
    SuccessorOperands passed = branch.getSuccessorOperands(i);
    for (unsigned number = passed.getProducedOperandCount();
         number != passed.size(); ++number)
      arguments[passed.getOperandIndex(number)] =
          branch->getSuccessor(i)->getArgument(number);
  }
  return arguments;
}

std::optional<Facts> OperandUses::readControlFlow(OpOperand &use) {
  Operation *op = use.getOwner();
  Facts facts{.keepsExtent = true};
  SmallVector<RegionSuccessor> successors;
  if (auto branch = dyn_cast<BranchOpInterface>(op)) {
    auto [it, isNew] = branches.try_emplace(op);
    if (isNew)
      it->second = readBranch(branch);
    if (Value argument = it->second[use.getOperandNumber()])
      facts.aliases.push_back(argument);
  } else if (auto branch = dyn_cast<RegionBranchOpInterface>(op)) {
    branch.getSuccessorRegions(RegionBranchPoint::parent(), successors);
    for (const RegionSuccessor &successor : successors)
      addForwarded(use, branch.getEntrySuccessorOperands(successor),
                   successor.getSuccessorInputs(), facts);
  } else if (op->hasTrait<OpTrait::IsTerminator>()) {
    if (isa<FunctionOpInterface>(op->getParentOp())) {
      auto results = op->getParentOp()->getAttrOfType<StringAttr>(
          IdeallocDialect::kResults);
      return results && results == "arena" ? Facts{.reads = true}
                                           : Facts{.returns = true};
    }
    auto exit = dyn_cast<RegionBranchTerminatorOpInterface>(op);
    auto parent = dyn_cast<RegionBranchOpInterface>(op->getParentOp());
    // A terminator with a body does more than to forward (scf.reduce).
    if (exit && parent && op->getNumRegions() == 0) {
      parent.getSuccessorRegions(RegionBranchPoint(exit), successors);
      for (const RegionSuccessor &successor : successors)
        addForwarded(use, exit.getSuccessorOperands(successor),
                     successor.getSuccessorInputs(), facts);
    }
  } else {
    return std::nullopt;
  }
  if (facts.aliases.empty())
    return Facts::refused("where " + quotedName(op) + " takes it is not known");
  return facts;
}

} // namespace idealloc
