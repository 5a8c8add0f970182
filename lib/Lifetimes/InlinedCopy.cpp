//===- InlinedCopy.cpp - A function with its calls inlined ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InlinedCopy.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

InlinedCopy::InlinedCopy(
    const ProgramCalls &calls, unsigned root,
    llvm::function_ref<bool(unsigned, const Call &)> isInlined) {
  FunctionOpInterface function = calls.getFunctions()[root].op;
  std::vector<Body> bodies;
  bodies.push_back({root, IRMapping()});
  Operation *clone = function->clone(bodies.back().mapping);
  copy = cast<FunctionOpInterface>(clone);
  function->getBlock()->getOperations().insertAfter(Block::iterator(function),
                                                    clone);
  // What a function promises is a promise of its ops (`note`).
  copy->removeAttr(IdeallocDialect::kInOrder);
  while (!bodies.empty()) {
    Body body = std::move(bodies.back());
    bodies.pop_back();
    note(calls, body);
    for (const Call &call : calls.getFunctions()[body.function].calls) {
      CallOpInterface op = call.op;
      Operation *copied = body.mapping.lookup(op.getOperation());
      if (isInlined(body.function, call))
        bodies.push_back(inlineCall(calls, copied, *call.callee));
      else
        remaining.push_back({copied, body.function, &call});
    }
  }
}

/// Remembers what the allocations of a body are copies of, and gives its ops
/// the promise of their function.
void InlinedCopy::note(const ProgramCalls &calls, const Body &body) {
  FunctionOpInterface function = calls.getFunctions()[body.function].op;
  bool isInOrder = function->hasAttr(IdeallocDialect::kInOrder);
  function.walk([&](Operation *op) {
    if (isInOrder && isa<linalg::LinalgOp>(op))
      body.mapping.lookup(op)->setAttr(IdeallocDialect::kInOrder,
                                       UnitAttr::get(op->getContext()));
    if (getAllocatedMemory(op))
      originals[body.mapping.lookup(op)] = op;
  });
}

InlinedCopy::Body InlinedCopy::inlineCall(const ProgramCalls &calls,
                                          Operation *call, unsigned callee) {
  FunctionOpInterface function = calls.getFunctions()[callee].op;
  Block &block = function.getFunctionBody().front();
  Body body{callee, IRMapping()};
  body.mapping.map(block.getArguments(),
                   cast<CallOpInterface>(call).getArgOperands());
  OpBuilder builder(call);
  for (Operation &op : block.without_terminator())
    builder.clone(op, body.mapping);
  for (auto [result, value] : llvm::zip_equal(
           call->getResults(), block.getTerminator()->getOperands()))
    result.replaceAllUsesWith(body.mapping.lookupOrDefault(value));
  call->erase();
  return body;
}

} // namespace idealloc
