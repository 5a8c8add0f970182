//===- Edits.cpp - Edits of programs --------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Edits.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

using namespace mlir;

SmallVector<Operation *> idealloc::fuzz::statements(ModuleOp module) {
  SmallVector<Operation *> found;
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    bool isPayload = isa_and_nonnull<linalg::LinalgOp>(op->getParentOp());
    if (op != module && !isPayload && !op->hasTrait<OpTrait::IsTerminator>())
      found.push_back(op);
    return isa<linalg::LinalgOp>(op) ? WalkResult::skip()
                                     : WalkResult::advance();
  });
  return found;
}

/// A value of this type that is there before `op`: an operand, the latest one
/// that dominates it, or a new constant.
static Value substitute(Operation *op, Type type) {
  for (Value operand : op->getOperands())
    if (operand.getType() == type)
      return operand;
  if (type.isIntOrIndex()) {
    OpBuilder builder(op);
    return arith::ConstantOp::create(builder, op->getLoc(),
                                     builder.getZeroAttr(type));
  }
  for (Operation *at = op; at->getBlock() && !isa<func::FuncOp>(at);
       at = at->getParentOp()) {
    for (Operation *before = at->getPrevNode(); before;
         before = before->getPrevNode())
      for (Value result : before->getResults())
        if (result.getType() == type)
          return result;
    for (Value argument : at->getBlock()->getArguments())
      if (argument.getType() == type)
        return argument;
    if (Block &first = at->getParentRegion()->front(); &first != at->getBlock())
      for (Value argument : first.getArguments())
        if (argument.getType() == type)
          return argument;
  }
  return nullptr;
}

bool idealloc::fuzz::eraseStatement(Operation *op) {
  if (auto function = dyn_cast<func::FuncOp>(op)) {
    if (function.getName() == "main" ||
        !SymbolTable::symbolKnownUseEmpty(function, function->getParentOp()))
      return false;
    function.erase();
    return true;
  }
  SmallVector<Value> replacements;
  for (Value result : op->getResults()) {
    replacements.push_back(
        result.use_empty() ? Value() : substitute(op, result.getType()));
    if (!result.use_empty() && !replacements.back())
      return false;
  }
  for (auto [result, replacement] : llvm::zip(op->getResults(), replacements))
    if (replacement)
      result.replaceAllUsesWith(replacement);
  op->erase();
  return true;
}

bool idealloc::fuzz::unwrap(Operation *op, Region &region) {
  if (!region.hasOneBlock() || isa<func::FuncOp, linalg::LinalgOp>(op))
    return false;
  Block &body = region.front();
  if (body.empty() || !body.back().hasTrait<OpTrait::IsTerminator>())
    return false;
  auto loop = dyn_cast<LoopLikeOpInterface>(op);
  SmallVector<Value> arguments, results;
  for (BlockArgument argument : body.getArguments()) {
    Value value;
    if (loop)
      for (auto [iter, init] :
           llvm::zip(loop.getRegionIterArgs(), loop.getInits()))
        if (iter == argument)
          value = init;
    if (!value)
      value = substitute(op, argument.getType());
    if (!value)
      return false;
    arguments.push_back(value);
  }
  Operation *terminator = body.getTerminator();
  for (auto [i, result] : llvm::enumerate(op->getResults())) {
    Value value;
    if (terminator->getNumOperands() == op->getNumResults() &&
        terminator->getOperand(i).getType() == result.getType())
      value = terminator->getOperand(i);
    else if (!result.use_empty())
      value = substitute(op, result.getType());
    if (!value && !result.use_empty())
      return false;
    results.push_back(value);
  }
  terminator->erase();
  for (auto [argument, value] : llvm::zip(body.getArguments(), arguments))
    argument.replaceAllUsesWith(value);
  op->getBlock()->getOperations().splice(Block::iterator(op),
                                         body.getOperations());
  for (auto [result, value] : llvm::zip(op->getResults(), results))
    if (value) {
      // A result may be an argument of the body that is gone.
      auto argument = dyn_cast<BlockArgument>(value);
      if (argument && argument.getOwner() == &body)
        value = arguments[argument.getArgNumber()];
      result.replaceAllUsesWith(value);
    }
  op->erase();
  return true;
}

bool idealloc::fuzz::narrow(Operation *op, unsigned target) {
  auto branch = dyn_cast<BranchOpInterface>(op);
  if (!branch || op->getNumSuccessors() < 2)
    return false;
  SmallVector<Value> operands;
  SuccessorOperands passed = branch.getSuccessorOperands(target);
  for (unsigned i = 0; i < passed.size(); ++i)
    operands.push_back(passed[i]);
  OpBuilder builder(op);
  cf::BranchOp::create(builder, op->getLoc(), op->getSuccessor(target),
                       operands);
  op->erase();
  return true;
}
