//===- InPlace.cpp - Ops that treat buffers as a whole -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InPlace.h"

#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
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

/// Bytes from one element to the next one.
static std::optional<int64_t> findWidth(Value memref,
                                        const DataLayout &layout) {
  auto type = dyn_cast<MemRefType>(memref.getType());
  return type ? getElementStride(type.getElementType(), layout) : std::nullopt;
}

/// Equal shapes, elements at equal distances from the start: of dimensions of
/// size 1 the stride does not matter.
static bool haveSameExtent(Value a, Value b) {
  auto typeA = dyn_cast<MemRefType>(a.getType());
  auto typeB = dyn_cast<MemRefType>(b.getType());
  if (!typeA || !typeB || !typeA.hasStaticShape() ||
      typeA.getShape() != typeB.getShape())
    return false;
  SmallVector<int64_t> stridesA, stridesB;
  int64_t offsetA, offsetB;
  if (failed(typeA.getStridesAndOffset(stridesA, offsetA)) ||
      failed(typeB.getStridesAndOffset(stridesB, offsetB)) || offsetA != 0 ||
      offsetB != 0 || !hasDistinctElements(typeA))
    return false;
  for (auto [size, a, b] :
       llvm::zip_equal(typeA.getShape(), stridesA, stridesB))
    if (size != 1 && a != b)
      return false;
  return true;
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

/// Trip number k of all loops together is at element k.
static bool countsElements(linalg::LinalgOp op, OpOperand &operand) {
  std::optional<SmallVector<int64_t>> steps = findSteps(op, operand);
  if (!steps || steps->pop_back_val() != 0)
    return false;
  SmallVector<int64_t> trips = op.getStaticLoopRanges();
  int64_t count = 1;
  for (size_t loop = trips.size(); loop-- > 0; count *= trips[loop])
    if (trips[loop] != 1 && (*steps)[loop] != count)
      return false;
  return true;
}

/// What is written with element k ends before element k + 1 of what is read.
static bool bearsNarrower(OpOperand &read, OpOperand &written) {
  Operation *op = written.getOwner();
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
    Operation *promise = op;
    if (!op->hasAttr(IdeallocDialect::kInOrder))
      promise = op->getParentOfType<FunctionOpInterface>();
    return promise && promise->hasAttr(IdeallocDialect::kInOrder) &&
           countsElements(linalgOp, read) && countsElements(linalgOp, written);
  }
  auto stated = dyn_cast<BufferUseOpInterface>(op);
  auto type = cast<MemRefType>(written.get().getType());
  return stated && type.getLayout().isIdentity() &&
         haveSameExtent(read.get(), written.get()) &&
         stated.canNarrowInPlace(read, written);
}

/// For ops that are no linalg ops, elements of equal size.
static bool bearsEqual(OpOperand &read, OpOperand &written) {
  if (!haveSameExtent(read.get(), written.get()))
    return false;
  if (isa<memref::CopyOp>(written.getOwner()))
    return true;
  auto stated = dyn_cast<BufferUseOpInterface>(written.getOwner());
  return stated && stated.canBeInPlace(read, written);
}

bool bearsInPlace(ArrayRef<OpOperand *> reads, OpOperand &written,
                  const DataLayout &layout) {
  auto linalgOp = dyn_cast<linalg::LinalgOp>(written.getOwner());
  auto stated = dyn_cast<BufferUseOpInterface>(written.getOwner());
  std::optional<int64_t> width = findWidth(written.get(), layout);
  for (OpOperand *read : reads) {
    std::optional<int64_t> widthRead = findWidth(read->get(), layout);
    if (!width || !widthRead || *widthRead < *width ||
        (stated && stated.getOperandUse(*read).writes))
      return false;
    if (*widthRead > *width ? !bearsNarrower(*read, written)
                            : !linalgOp && !bearsEqual(*read, written))
      return false;
  }
  return !linalgOp || bearsInPlace(linalgOp, reads, written);
}

} // namespace idealloc
