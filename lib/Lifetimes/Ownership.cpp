//===- Ownership.cpp - Bookkeeping of the deallocation pipeline -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/Ownership.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

bool isDeallocHelperCall(Operation *op) {
  auto call = dyn_cast<func::CallOp>(op);
  if (!call || !call.getCallee().starts_with("dealloc_helper") ||
      call.getNumOperands() != 5 || call.getNumResults() != 0)
    return false;
  Builder builder(op->getContext());
  auto listOf = [](Type element) {
    return MemRefType::get({ShapedType::kDynamic}, element);
  };
  Type indices = listOf(builder.getIndexType()),
       flags = listOf(builder.getI1Type());
  return call.getOperandTypes() ==
         ArrayRef<Type>{indices, indices, flags, flags, flags};
}

/// A list of addresses that only the helper reads.
static bool isOwnershipList(Value list) {
  Operation *op = list.getDefiningOp();
  if (!isa_and_nonnull<memref::AllocOp, SliceOp>(op) ||
      !cast<MemRefType>(list.getType()).getElementType().isIndex())
    return false;
  return llvm::all_of(op->getUsers(), [&](Operation *user) {
    if (auto cast = dyn_cast<memref::CastOp>(user))
      return llvm::all_of(cast->getUsers(), isDeallocHelperCall);
    return isa<memref::DeallocOp, memref::StoreOp>(user);
  });
}

bool isOwnershipBookkeeping(Operation *takesAddress) {
  return !takesAddress->use_empty() &&
         llvm::all_of(takesAddress->getResult(0).getUses(), [](OpOperand &use) {
           auto store = dyn_cast<memref::StoreOp>(use.getOwner());
           return store && use.get() == store.getValueToStore() &&
                  !llvm::is_contained(store.getIndices(), use.get()) &&
                  isOwnershipList(store.getMemRef());
         });
}

} // namespace idealloc
