//===- WholeAccess.cpp - Accesses to all of a buffer ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WholeAccess.h"

#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

Value WholeSources::of(Value memref) {
  SmallVector<Value> chain;
  while (isa_and_nonnull<memref::CastOp, memref::MemorySpaceCastOp,
                         memref::ExpandShapeOp, memref::CollapseShapeOp,
                         memref::TransposeOp>(memref.getDefiningOp())) {
    if (Value known = sources.lookup(memref)) {
      memref = known;
      break;
    }
    chain.push_back(memref);
    memref = memref.getDefiningOp()->getOperand(0);
  }
  for (Value value : chain)
    sources[value] = memref;
  return memref;
}

static bool isStatic(Value memref) {
  auto type = dyn_cast<MemRefType>(memref.getType());
  return type && type.hasStaticShape();
}

/// True if each run of the op visits every element of the operand, whose shape
/// is static: each index of it is a loop of its own.
static bool visitsAll(linalg::LinalgOp op, OpOperand &operand) {
  return op.getMatchingIndexingMap(&operand).isPermutation();
}

bool overwritesWhole(OpOperand &use) {
  Operation *op = use.getOwner();
  if (!isStatic(use.get()))
    return false;
  int64_t elements = cast<MemRefType>(use.get().getType()).getNumElements();
  if (auto copy = dyn_cast<memref::CopyOp>(op))
    return use.get() == copy.getTarget() && use.get() != copy.getSource();
  if (isa<memref::StoreOp, affine::AffineStoreOp>(op))
    return elements == 1 && use.getOperandNumber() == 1;
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return linalgOp.isDpsInit(&use) &&
           !linalgOp.payloadUsesValueFromOperand(&use) &&
           visitsAll(linalgOp, use);
  if (auto interface = dyn_cast<BufferUseOpInterface>(op))
    return interface.getOperandUse(use).overwrites;
  return false;
}

/// False if equal types may stand for different strides.
static bool hasKnownStrides(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  return type.getLayout().isIdentity() ||
         (succeeded(type.getStridesAndOffset(strides, offset)) &&
          !ShapedType::isDynamic(offset) &&
          !ShapedType::isDynamicShape(strides));
}

/// Same shape, same layout, elements equally wide.
static bool matchByteForByte(Value a, Value b) {
  auto first = dyn_cast<MemRefType>(a.getType());
  auto second = dyn_cast<MemRefType>(b.getType());
  if (!first || !second || !first.hasStaticShape() ||
      first.getShape() != second.getShape() ||
      first.getLayout() != second.getLayout() || !hasKnownStrides(first) ||
      !hasDistinctElements(first))
    return false;
  Type left = first.getElementType(), right = second.getElementType();
  if (left == right)
    return true;
  // Sub-byte and other odd widths are packed as the lowering likes.
  return left.isIntOrFloat() && right.isIntOrFloat() &&
         left.getIntOrFloatBitWidth() == right.getIntOrFloatBitWidth() &&
         left.getIntOrFloatBitWidth() % 8 == 0;
}

/// Elementwise: iteration i reads element f(i) of one and writes element f(i)
/// of the other, f one to one, and touches nothing else of either.
static bool isElementwise(linalg::LinalgOp op, OpOperand &read,
                          OpOperand &written) {
  AffineMap map = op.getMatchingIndexingMap(&read);
  if (!op.isDpsInput(&read) || !op.isDpsInit(&written) ||
      op.getNumParallelLoops() != op.getNumLoops() || !map.isPermutation() ||
      op.getMatchingIndexingMap(&written) != map ||
      op.payloadUsesValueFromOperand(&written))
    return false;
  // Memory that the body accesses by itself is not known by an index map.
  WalkResult walk = op->getRegion(0).walk([](Operation *nested) {
    return isMemoryEffectFree(nested) ? WalkResult::advance()
                                      : WalkResult::interrupt();
  });
  return !walk.wasInterrupted();
}

bool mayBearInPlace(Operation *op) {
  return isa<memref::CopyOp, linalg::LinalgOp, BufferUseOpInterface>(op);
}

bool canBeInPlace(OpOperand &read, OpOperand &written) {
  Operation *op = read.getOwner();
  if (!matchByteForByte(read.get(), written.get()))
    return false;
  if (auto copy = dyn_cast<memref::CopyOp>(op))
    return read.get() == copy.getSource() && written.get() == copy.getTarget();
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return isElementwise(linalgOp, read, written);
  if (auto interface = dyn_cast<BufferUseOpInterface>(op))
    return interface.canBeInPlace(read, written);
  return false;
}

} // namespace idealloc
