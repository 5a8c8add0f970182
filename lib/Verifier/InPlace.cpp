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

/// By loop, how many elements one more trip leads on in the operand's memref,
/// and behind them its offset; 0 for loops of one trip. Nullopt unless the
/// other loops lead to all of its elements, each once.
static std::optional<SmallVector<int64_t>> findSteps(linalg::LinalgOp op,
                                                     OpOperand &operand) {
  auto type = dyn_cast<MemRefType>(operand.get().getType());
  SmallVector<int64_t> strides;
  int64_t offset;
  if (!type || !hasDistinctElements(type) ||
      failed(type.getStridesAndOffset(strides, offset)))
    return std::nullopt;
  SmallVector<int64_t> trips = op.getStaticLoopRanges();
  SmallVector<int64_t> steps(trips.size() + 1);
  steps.back() = offset;
  AffineMap map = op.getMatchingIndexingMap(&operand);
  for (unsigned dimension = 0; dimension != map.getNumResults(); ++dimension) {
    AffineExpr index = map.getResult(dimension);
    if (type.getDimSize(dimension) == 1 &&
        index == getAffineConstantExpr(0, op.getContext()))
      continue;
    auto loop = dyn_cast<AffineDimExpr>(index);
    if (!loop || steps[loop.getPosition()] != 0)
      return std::nullopt;
    if (trips[loop.getPosition()] != 1)
      steps[loop.getPosition()] = strides[dimension];
  }
  for (size_t loop = 0; loop != trips.size(); ++loop)
    if (trips[loop] != 1 && steps[loop] == 0)
      return std::nullopt;
  return steps;
}

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
         linalgOp.getMatchingIndexingMap(&operand).isPermutation() ||
         findSteps(linalgOp, operand);
}

static bool haveEqualWidth(Value a, Value b, const DataLayout &layout) {
  auto typeA = dyn_cast<MemRefType>(a.getType());
  auto typeB = dyn_cast<MemRefType>(b.getType());
  if (!typeA || !typeB)
    return false;
  std::optional<int64_t> bytes =
      getElementStride(typeA.getElementType(), layout);
  return bytes && bytes == getElementStride(typeB.getElementType(), layout);
}

/// Equal shapes, elements at equal distances from the start.
static bool haveSameExtent(Value a, Value b) {
  auto typeA = dyn_cast<MemRefType>(a.getType());
  auto typeB = dyn_cast<MemRefType>(b.getType());
  if (!typeA || !typeB || !typeA.hasStaticShape() ||
      typeA.getShape() != typeB.getShape())
    return false;
  SmallVector<int64_t> stridesA, stridesB;
  int64_t offsetA, offsetB;
  return succeeded(typeA.getStridesAndOffset(stridesA, offsetA)) &&
         succeeded(typeB.getStridesAndOffset(stridesB, offsetB)) &&
         offsetA == 0 && offsetB == 0 && stridesA == stridesB &&
         hasDistinctElements(typeA);
}

static bool bearsInPlace(linalg::LinalgOp op, ArrayRef<OpOperand *> reads,
                         OpOperand &written) {
  if (op.getNumLoops() != op.getNumParallelLoops() || !op.isDpsInit(&written) ||
      op.payloadUsesValueFromOperand(&written) ||
      !llvm::all_of(*op.getBlock(),
                    [](Operation &op) { return isMemoryEffectFree(&op); }))
    return false;
  // Each trip of all loops reads and writes at one address.
  std::optional<SmallVector<int64_t>> steps = findSteps(op, written);
  return steps && llvm::all_of(reads, [&](OpOperand *read) {
           return op.isDpsInput(read) && findSteps(op, *read) == steps;
         });
}

bool bearsInPlace(ArrayRef<OpOperand *> reads, OpOperand &written,
                  const DataLayout &layout) {
  Operation *op = written.getOwner();
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!llvm::all_of(reads, [&](OpOperand *read) {
        return haveEqualWidth(read->get(), written.get(), layout) &&
               (linalgOp || haveSameExtent(read->get(), written.get()));
      }))
    return false;
  if (auto copy = dyn_cast<memref::CopyOp>(op))
    return copy.getSource().getType() == copy.getTarget().getType();
  if (auto stated = dyn_cast<BufferUseOpInterface>(op))
    return llvm::all_of(reads, [&](OpOperand *read) {
      return !stated.getOperandUse(*read).writes &&
             stated.canBeInPlace(*read, written);
    });
  return linalgOp && bearsInPlace(linalgOp, reads, written);
}

} // namespace idealloc
