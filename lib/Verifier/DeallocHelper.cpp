//===- DeallocHelper.cpp - Addresses that only guard frees ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DeallocHelper.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

/// By its name and type.
static bool isDeallocHelper(Operation *op) {
  auto call = dyn_cast<func::CallOp>(op);
  if (!call || !call.getCallee().starts_with("dealloc_helper") ||
      !call->hasAttr(IdeallocDialect::kNoRetain) || call->getNumResults() ||
      call->getNumOperands() != 5)
    return false;
  return llvm::all_of(llvm::enumerate(call.getOperandTypes()), [](auto item) {
    auto list = dyn_cast<MemRefType>(item.value());
    return list && list.getRank() == 1 &&
           (item.index() < 2 ? list.getElementType().isIndex()
                             : list.getElementType().isInteger(1));
  });
}

bool isReadByDeallocHelperOnly(Value list) {
  if (!list.getDefiningOp<memref::AllocOp>())
    return false;
  SmallVector<Value> worklist = {list};
  while (!worklist.empty()) {
    Value alias = worklist.pop_back_val();
    for (Operation *user : alias.getUsers()) {
      if (isa<memref::CastOp>(user))
        worklist.push_back(user->getResult(0));
      else if (!isa<memref::StoreOp, memref::DeallocOp>(user) &&
               !isDeallocHelper(user))
        return false;
    }
  }
  return true;
}

} // namespace idealloc
