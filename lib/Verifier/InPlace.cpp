//===- InPlace.cpp - Ops that treat buffers as a whole -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InPlace.h"

#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

bool overwritesAll(OpOperand &operand) {
  Operation *op = operand.getOwner();
  if (auto copy = dyn_cast<memref::CopyOp>(op))
    return &operand == &copy.getTargetMutable();
  if (isa<memref::StoreOp, affine::AffineStoreOp>(op)) {
    auto type = cast<MemRefType>(operand.get().getType());
    return type.hasStaticShape() && type.getNumElements() == 1;
  }
  if (auto stated = dyn_cast<BufferUseOpInterface>(op))
    return stated.getOperandUse(operand).overwrites;
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!linalgOp || !linalgOp.isDpsInit(&operand) ||
      linalgOp.payloadUsesValueFromOperand(&operand))
    return false;
  // The usual ones, whose maps are not worth building.
  return isa<linalg::FillOp, linalg::CopyOp>(op) ||
         linalgOp.getMatchingIndexingMap(&operand).isPermutation();
}

/// Equal elements at equal distances from the start.
static bool haveSameExtent(Value a, Value b, const DataLayout &layout) {
  auto typeA = dyn_cast<MemRefType>(a.getType());
  auto typeB = dyn_cast<MemRefType>(b.getType());
  if (!typeA || !typeB || !typeA.hasStaticShape() ||
      typeA.getShape() != typeB.getShape())
    return false;
  SmallVector<int64_t> stridesA, stridesB;
  int64_t offsetA, offsetB;
  if (failed(typeA.getStridesAndOffset(stridesA, offsetA)) ||
      failed(typeB.getStridesAndOffset(stridesB, offsetB)) || offsetA ||
      offsetB || stridesA != stridesB || !hasDistinctElements(typeA))
    return false;
  std::optional<int64_t> bytes =
      getElementStride(typeA.getElementType(), layout);
  return bytes && bytes == getElementStride(typeB.getElementType(), layout);
}

static bool bearsInPlace(linalg::LinalgOp op, ArrayRef<OpOperand *> reads,
                         OpOperand &written) {
  if (op.getNumLoops() != op.getNumParallelLoops() || !op.isDpsInit(&written) ||
      op.payloadUsesValueFromOperand(&written) ||
      !llvm::all_of(*op.getBlock(),
                    [](Operation &op) { return isMemoryEffectFree(&op); }))
    return false;
  AffineMap map = op.getMatchingIndexingMap(&written);
  return map.isPermutation() && llvm::all_of(reads, [&](OpOperand *read) {
           return op.isDpsInput(read) && op.getMatchingIndexingMap(read) == map;
         });
}

bool bearsInPlace(ArrayRef<OpOperand *> reads, OpOperand &written,
                  const DataLayout &layout) {
  if (!llvm::all_of(reads, [&](OpOperand *read) {
        return haveSameExtent(read->get(), written.get(), layout);
      }))
    return false;
  Operation *op = written.getOwner();
  if (auto copy = dyn_cast<memref::CopyOp>(op))
    return copy.getSource().getType() == copy.getTarget().getType();
  if (auto stated = dyn_cast<BufferUseOpInterface>(op))
    return llvm::all_of(reads, [&](OpOperand *read) {
      return !stated.getOperandUse(*read).writes &&
             stated.canBeInPlace(*read, written);
    });
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  return linalgOp && bearsInPlace(linalgOp, reads, written);
}

} // namespace idealloc
