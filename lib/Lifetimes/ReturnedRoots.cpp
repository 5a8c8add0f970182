//===- ReturnedRoots.cpp - Buffers that private functions return ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/ReturnedRoots.h"

#include "RootSets.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Lifetimes/ProgramCalls.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/bit.h"

using namespace mlir;

namespace idealloc {

static constexpr StringLiteral program = "program";

bool returnsToProgram(FunctionOpInterface function) {
  auto results = function->getAttrOfType<StringAttr>(IdeallocDialect::kResults);
  return results && results == program;
}

void markReturnsToProgram(Operation *top) {
  for (FunctionOpInterface function : functionsIn(top))
    if (returnsToProgram(function))
      function->removeAttr(IdeallocDialect::kResults);
  ProgramCalls calls(top);
  std::vector<bool> isCalled(calls.getFunctions().size());
  std::vector<bool> isOdd(calls.getFunctions().size());
  for (const ProgramCalls::Function &function : calls.getFunctions())
    for (const ProgramCalls::Call &call : function.calls)
      if (call.callee) {
        isCalled[*call.callee] = true;
        CallOpInterface op = call.op;
        if (!call.whyConcurrent.empty() ||
            op->hasAttr(IdeallocDialect::kNoRetain))
          isOdd[*call.callee] = true;
      }
  SmallVector<ProgramCalls::Call> backEdges;
  calls.postOrder(backEdges);
  for (const ProgramCalls::Call &call : backEdges)
    if (call.callee)
      isOdd[*call.callee] = true;
  for (auto [number, function] : llvm::enumerate(calls.getFunctions())) {
    auto op =
        dyn_cast<func::FuncOp>(FunctionOpInterface(function.op).getOperation());
    if (op && op.isPrivate() && isCalled[number] && !isOdd[number] &&
        !function.addressTaken && !function.sign &&
        op.getBody().hasOneBlock() &&
        !op->hasAttr(IdeallocDialect::kNoRetain) &&
        !op->hasAttr(IdeallocDialect::kResults) &&
        llvm::any_of(op.getResultTypes(), llvm::IsaPred<MemRefType>))
      op->setAttr(IdeallocDialect::kResults,
                  StringAttr::get(op.getContext(), program));
  }
}

SmallVector<size_t, 2> returnedRoots(const Lifetimes &lifetimes) {
  SmallVector<size_t, 2> result;
  FunctionOpInterface function = lifetimes.getFunction();
  if (!returnsToProgram(function))
    return result;
  const RootSets &sets = lifetimes.getRootSets();
  for (Block &block : function.getFunctionBody())
    if (Operation *end = block.getTerminator();
        end->hasTrait<OpTrait::ReturnLike>())
      for (Value value : end->getOperands())
        if (std::optional<unsigned> number = sets.numberOf(value))
          for (RootSets::Word word : sets.rootsOf(sets.groupOf(*number)))
            for (RootSets::Bits bits = word.bits; bits; bits &= bits - 1) {
              size_t root =
                  word.batch * RootSets::batchSize + llvm::countr_zero(bits);
              if (!lifetimes.getRoots()[root].refusal)
                result.push_back(root);
            }
  llvm::sort(result);
  result.erase(llvm::unique(result), result.end());
  return result;
}

} // namespace idealloc
