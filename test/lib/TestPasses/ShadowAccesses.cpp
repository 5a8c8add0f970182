//===- ShadowAccesses.cpp - What an op reads and writes -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShadowAccesses.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/LLVMIR/LLVMTypes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace idealloc;

using MaybeAccess = std::optional<Access>;

/// Number of lanes if elements of such a vector lie in memory like those of the
/// memref; a memref of i1 has a byte for each, a vector of i1 a bit.
static std::optional<int64_t> getLanes(VectorType vector, MemRefType memory,
                                       Operation *op) {
  Type element = vector.getElementType();
  DataLayout layout = DataLayout::closest(op);
  std::optional<int64_t> stride = getElementStride(element, layout);
  if (vector.getRank() != 1 || vector.isScalable() ||
      element != memory.getElementType() || !stride ||
      layout.getTypeSizeInBits(element).getFixedValue() !=
          8 * uint64_t(*stride))
    return std::nullopt;
  return vector.getNumElements();
}

template <typename OpTy>
static MaybeAccess accessElement(OpTy op, bool reads, bool writes) {
  return Access{.memory = op.getMemref(),
                .indices = llvm::to_vector(op.getIndices()),
                .reads = reads,
                .writes = writes};
}

/// Vector ops other than transfers: lanes along the last dimension.
template <typename OpTy>
static MaybeAccess accessVector(OpTy op, ValueRange indices, bool reads,
                                Value offsets = nullptr, Value mask = nullptr) {
  auto memory = dyn_cast<TypedValue<MemRefType>>(op.getBase());
  if (!memory)
    return std::nullopt;
  VectorType vector = op.getVectorType();
  Access access{.memory = memory,
                .indices = llvm::to_vector(indices),
                .reads = reads,
                .writes = !reads,
                .offsets = offsets,
                .mask = mask};
  if (vector == memory.getType().getElementType())
    return mask || offsets ? std::nullopt : MaybeAccess(access);
  std::optional<int64_t> lanes = getLanes(vector, memory.getType(), op);
  if (!lanes || access.indices.empty())
    return std::nullopt;
  access.lanes = *lanes;
  access.dim = access.indices.size() - 1;
  return access;
}

/// Transfers of rank 1 along a dimension, or of one element to all lanes.
template <typename OpTy>
static MaybeAccess accessTransfer(OpTy op, bool reads) {
  auto memory = dyn_cast<TypedValue<MemRefType>>(op.getBase());
  if (!memory)
    return std::nullopt;
  std::optional<int64_t> lanes =
      getLanes(op.getVectorType(), memory.getType(), op);
  if (!lanes)
    return std::nullopt;
  Access access{.memory = memory,
                .indices = llvm::to_vector(op.getIndices()),
                .reads = reads,
                .writes = !reads,
                .lanes = *lanes,
                .mask = op.getMask()};
  if (auto dim = dyn_cast<AffineDimExpr>(op.getPermutationMap().getResult(0))) {
    access.dim = dim.getPosition();
    access.stopsAtEnd = !op.isDimInBounds(0);
  }
  return access;
}

/// memref.reshape reads the sizes of its result from a memref.
static MaybeAccess accessShape(memref::ReshapeOp op) {
  auto shape = cast<TypedValue<MemRefType>>(op.getShape());
  if (!shape.getType().hasStaticShape())
    return std::nullopt;
  return Access{.memory = shape,
                .reads = true,
                .lanes = shape.getType().getNumElements(),
                .dim = 0};
}

static MaybeAccess describe(Operation *op) {
  return llvm::TypeSwitch<Operation *, MaybeAccess>(op)
      .Case([](memref::LoadOp op) { return accessElement(op, true, false); })
      .Case([](memref::StoreOp op) { return accessElement(op, false, true); })
      .Case<memref::AtomicRMWOp, memref::GenericAtomicRMWOp>(
          [](auto op) { return accessElement(op, true, true); })
      .Case<vector::LoadOp>(
          [](auto op) { return accessVector(op, op.getIndices(), true); })
      .Case<vector::StoreOp>(
          [](auto op) { return accessVector(op, op.getIndices(), false); })
      .Case([](vector::MaskedLoadOp op) {
        return accessVector(op, op.getIndices(), true, nullptr, op.getMask());
      })
      .Case([](vector::MaskedStoreOp op) {
        return accessVector(op, op.getIndices(), false, nullptr, op.getMask());
      })
      .Case([](vector::GatherOp op) {
        return accessVector(op, op.getOffsets(), true, op.getIndices(),
                            op.getMask());
      })
      .Case([](vector::ScatterOp op) {
        return accessVector(op, op.getOffsets(), false, op.getIndices(),
                            op.getMask());
      })
      .Case([](vector::TransferReadOp op) { return accessTransfer(op, true); })
      .Case(
          [](vector::TransferWriteOp op) { return accessTransfer(op, false); })
      .Case([](memref::ReshapeOp op) { return accessShape(op); })
      .Default([](Operation *) { return std::nullopt; });
}

MaybeAccess idealloc::getAccess(Operation *op) {
  MaybeAccess access = describe(op);
  if (!access || !access->memory.getType().isStrided() ||
      !getElementStride(access->memory.getType().getElementType(),
                        DataLayout::closest(op)))
    return std::nullopt;
  return access;
}

/// Whether an op that is no access only passes memory on, or ends it.
static bool accessesNothing(Operation *op) {
  if (isa<memref::ReshapeOp>(op))
    return false;
  if (isa<ViewLikeOpInterface, SelectLikeOpInterface, BranchOpInterface,
          RegionBranchOpInterface, RegionBranchTerminatorOpInterface,
          memref::DeallocOp, memref::PrefetchOp>(op) ||
      op->hasTrait<OpTrait::ReturnLike>())
    return true;
  if (auto call = dyn_cast<CallOpInterface>(op)) {
    auto callee = dyn_cast_or_null<FunctionOpInterface>(call.resolveCallable());
    return callee && !callee.isExternal();
  }
  return isMemoryEffectFree(op);
}

static bool mayPoint(Type type) {
  return isa<BaseMemRefType, LLVM::LLVMPointerType>(type);
}

static bool isRankedCopy(Operation *op) {
  auto copy = dyn_cast<memref::CopyOp>(op);
  return copy && isa<MemRefType>(copy.getSource().getType()) &&
         isa<MemRefType>(copy.getTarget().getType());
}

LogicalResult idealloc::checkAccesses(FunctionOpInterface function) {
  WalkResult result = function.walk([](Operation *op) -> WalkResult {
    if (isa<vector::MaskOp>(op))
      return op->emitError("cannot be shadowed: lower it to masked loads and "
                           "stores first");
    if (isa<FunctionOpInterface>(op) ||
        llvm::none_of(op->getOperandTypes(), mayPoint) || getAccess(op) ||
        isRankedCopy(op) || accessesNothing(op))
      return WalkResult::advance();
    if (isa<CallOpInterface>(op))
      return op->emitError("cannot be shadowed: what the callee accesses is "
                           "not known");
    return op->emitError("cannot be shadowed: it may access memory other than "
                         "by elements of known size and vectors of rank 1; "
                         "lower it to loads and stores first");
  });
  return failure(result.wasInterrupted());
}
