//===- Allocations.cpp - Ops whose memory a plan can replace --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Allocations.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

static bool isMemRef(Value value) {
  return isa<BaseMemRefType>(value.getType());
}

/// True if the op has no results but the first `expected`, or the token of a
/// GPU op, which can be handed on when the op goes.
static bool hasOnly(Operation *op, unsigned expected) {
  auto async = dyn_cast<gpu::AsyncOpInterface>(op);
  return op->getNumResults() ==
         expected + (async && async.getAsyncToken() ? 1 : 0);
}

TypedValue<MemRefType> getAllocatedMemory(Operation *op) {
  if (auto alloc = dyn_cast<memref::AllocOp>(op))
    return alloc.getMemref();
  if (op->getNumResults() == 0 || op->getNumRegions() ||
      llvm::any_of(op->getOperands(), isMemRef))
    return {};
  auto memory = dyn_cast<TypedValue<MemRefType>>(op->getResult(0));
  auto interface = dyn_cast<MemoryEffectOpInterface>(op);
  if (!memory || !interface ||
      !interface.getEffectOnValue<MemoryEffects::Allocate>(memory) ||
      !hasOnly(op, 1))
    return {};
  return memory;
}

int64_t getStatedAlignment(Operation *allocation) {
  auto alignment = allocation->getAttrOfType<IntegerAttr>("alignment");
  return alignment ? alignment.getInt() : 1;
}

Value getFreedMemory(Operation *op) {
  if (auto dealloc = dyn_cast<memref::DeallocOp>(op))
    return dealloc.getMemref();
  auto interface = dyn_cast<MemoryEffectOpInterface>(op);
  if (!interface || op->getNumRegions() || !hasOnly(op, 0))
    return {};
  auto memrefs = llvm::make_filter_range(op->getOperands(), isMemRef);
  if (!llvm::hasSingleElement(memrefs))
    return {};
  Value memory = *memrefs.begin();
  return interface.getEffectOnValue<MemoryEffects::Free>(memory) ? memory
                                                                 : Value();
}

} // namespace idealloc
