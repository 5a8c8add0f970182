//===- Bodies.cpp - Parallel bodies that were functions -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bodies.h"

#include "idealloc/Dialect/Bodies.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/ProgramCalls.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;

namespace idealloc {

static void putBack(func::FuncOp function, func::CallOp call) {
  Block &block = function.getBody().front();
  for (auto [argument, operand] :
       llvm::zip_equal(block.getArguments(), call.getOperands()))
    argument.replaceAllUsesWith(operand);
  Operation *end = block.getTerminator();
  call.replaceAllUsesWith(end->getOperands());
  call->getBlock()->getOperations().splice(call->getIterator(),
                                           block.getOperations(), block.begin(),
                                           end->getIterator());
  call.erase();
  function.erase();
}

void putBackBodies(Operation *top) {
  std::vector<std::pair<func::FuncOp, func::CallOp>> bodies;
  {
    ProgramCalls calls(top);
    std::vector<SmallVector<func::CallOp, 1>> callers(
        calls.getFunctions().size());
    for (const ProgramCalls::Function &function : calls.getFunctions())
      for (const ProgramCalls::Call &call : function.calls)
        if (call.callee)
          callers[*call.callee].push_back(
              dyn_cast<func::CallOp>(CallOpInterface(call.op).getOperation()));
    for (auto [function, ofFunction] :
         llvm::zip_equal(calls.getFunctions(), callers)) {
      auto op = dyn_cast<func::FuncOp>(
          FunctionOpInterface(function.op).getOperation());
      if (!op || !op->hasAttr(bodyAttribute))
        continue;
      op->removeAttr(bodyAttribute);
      if (op.isPrivate() && !function.addressTaken && ofFunction.size() == 1 &&
          ofFunction.front() && op.getBody().hasOneBlock())
        bodies.push_back({op, ofFunction.front()});
    }
  }
  for (auto [function, call] : bodies)
    putBack(function, call);
}

} // namespace idealloc
