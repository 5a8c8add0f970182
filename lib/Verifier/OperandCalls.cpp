//===- OperandCalls.cpp - What calls do to operands -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OperandUses.h"

#include "ProgramPoints.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

using Facts = OperandUseFacts;

/// The helper that -bufferization-lower-deallocations generates, by its name
/// and type: it compares addresses and answers with flags for deallocations.
static bool isDeallocHelper(Operation *op) {
  auto call = dyn_cast<func::CallOp>(op);
  if (!call || !call.getCallee().starts_with("dealloc_helper") ||
      call->getNumResults() || call->getNumOperands() != 5)
    return false;
  return llvm::all_of(llvm::enumerate(call.getOperandTypes()), [](auto item) {
    auto list = dyn_cast<MemRefType>(item.value());
    return list && list.getRank() == 1 &&
           (item.index() < 2 ? list.getElementType().isIndex()
                             : list.getElementType().isInteger(1));
  });
}

/// True if the list of addresses is stored to, freed, and given to the helper,
/// no more. Whether buffers are freed changes no value that is read.
bool OperandUses::isListOfOwners(Value list) {
  auto [known, isNew] = lists.try_emplace(list, false);
  if (!isNew)
    return known->second;
  SmallVector<Value> worklist = {list};
  bool isFit = list.getDefiningOp<memref::AllocOp>() != nullptr;
  while (isFit && !worklist.empty())
    for (Operation *user : worklist.pop_back_val().getUsers()) {
      if (isa<memref::CastOp>(user))
        worklist.push_back(user->getResult(0));
      else
        isFit &= isa<memref::StoreOp, memref::DeallocOp>(user) ||
                 isDeallocHelper(user);
    }
  return lists[list] = isFit;
}

Facts OperandUses::readCall(OpOperand &use) {
  Operation *call = use.getOwner();
  if (isDeallocHelper(call))
    return {.reads = true, .writes = true};
  auto launch = dyn_cast<gpu::LaunchFuncOp>(call);
  OperandRange passed = launch ? launch.getKernelOperands()
                               : cast<CallOpInterface>(call).getArgOperands();
  unsigned number =
      passed.empty() ? ~0u
                     : use.getOperandNumber() - passed.getBeginOperandIndex();
  CalleeEffect effect = CalleeSummaries::effectOf(callees, call, number);
  if (!effect.keeps.empty())
    return {.frees = effect.frees, .refusal = effect.keeps};
  Facts facts{.reads = effect.reads, .writes = effect.writes};
  if (effect.isPromised)
    llvm::copy_if(
        call->getResults(), std::back_inserter(facts.aliases),
        [](Value result) { return isa<BaseMemRefType>(result.getType()); });
  for (unsigned number : effect.results) {
    if (launch)
      break; // It gives a token, no result of the kernel.
    Value result = call->getResult(number);
    if (!isa<BaseMemRefType>(result.getType()))
      return Facts::refused(quotedName(call) +
                            " may give it away by its results");
    facts.aliases.push_back(result);
  }
  return settle(call, facts, mayGoOn(call));
}

} // namespace idealloc
