//===- WholeAccess.cpp - Accesses to all of a buffer ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WholeAccess.h"

#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
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

/// The loops that count the indices of an operand of static shape, without
/// those that run once, as index 0 of a dimension of size 1 does. Nullopt
/// unless every other loop counts one index, and every index is such a loop.
static std::optional<SmallVector<unsigned>> loopsOf(linalg::LinalgOp op,
                                                    OpOperand &operand) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  SmallVector<unsigned> loops;
  SmallVector<int64_t> trips = op.getStaticLoopRanges();
  auto type = cast<MemRefType>(operand.get().getType());
  SmallVector<bool> isCounted(trips.size());
  for (auto [size, index] :
       llvm::zip_equal(type.getShape(), map.getResults())) {
    auto loop = dyn_cast<AffineDimExpr>(index);
    auto constant = dyn_cast<AffineConstantExpr>(index);
    if (size == 1 && ((loop && trips[loop.getPosition()] == 1) ||
                      (constant && constant.getValue() == 0)))
      continue;
    if (!loop || std::exchange(isCounted[loop.getPosition()], true))
      return std::nullopt;
    loops.push_back(loop.getPosition());
  }
  for (auto [isLoopCounted, count] : llvm::zip_equal(isCounted, trips))
    if (!isLoopCounted && count != 1)
      return std::nullopt;
  return loops;
}

bool isOutput(OpOperand &use) {
  Operation *op = use.getOwner();
  Operation *yield = op->getRegion(0).front().getTerminator();
  return use.getOperandNumber() + yield->getNumOperands() >=
         op->getNumOperands();
}

bool readsInBody(OpOperand &use) {
  return !use.getOwner()
              ->getRegion(0)
              .front()
              .getArgument(use.getOperandNumber())
              .use_empty();
}

/// True for ops that compute each element of the output from those with the
/// same index: to ask for their index maps costs more than all else that is
/// asked of them.
static bool isNamedElementwise(Operation *op) {
  return isa<linalg::ExpOp, linalg::AddOp, linalg::SubOp, linalg::MulOp,
             linalg::DivOp, linalg::MaxOp, linalg::SqrtOp, linalg::RsqrtOp>(op);
}

bool hasIdentityOutput(Operation *op) {
  return isNamedElementwise(op) ||
         isa<linalg::FillOp, linalg::MapOp, linalg::TransposeOp,
             linalg::BroadcastOp>(op);
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
    return isOutput(use) && !readsInBody(use) &&
           (hasIdentityOutput(op) ||
            linalgOp.getMatchingIndexingMap(&use).isPermutation() ||
            loopsOf(linalgOp, use));
  if (auto interface = dyn_cast<BufferUseOpInterface>(op))
    return interface.getOperandUse(use).overwrites;
  return false;
}

/// Sizes and strides of the dimensions of a static shape that have more than
/// one index, and the offset; nullopt if they are not known.
static std::optional<SmallVector<int64_t>> findExtent(MemRefType type) {
  if (!type.hasStaticShape())
    return std::nullopt;
  SmallVector<int64_t> strides;
  int64_t offset = 0;
  // Of an identity, MLIR reads them off an affine map that it makes.
  if (type.getLayout().isIdentity())
    strides = computeStrides(type.getShape());
  else if (failed(type.getStridesAndOffset(strides, offset)) ||
           ShapedType::isDynamic(offset) || ShapedType::isDynamicShape(strides))
    return std::nullopt;
  SmallVector<int64_t> extent = {offset};
  for (auto [size, stride] : llvm::zip_equal(type.getShape(), strides))
    if (size != 1)
      extent.append({size, stride});
  return extent;
}

/// The same elements in the same order, but for dimensions of size 1, and
/// equally wide.
static bool matchByteForByte(Value a, Value b) {
  auto first = dyn_cast<MemRefType>(a.getType());
  auto second = dyn_cast<MemRefType>(b.getType());
  if (!first || !second)
    return false;
  if (first == second && first.getLayout().isIdentity())
    return first.hasStaticShape();
  if (!first.hasStaticShape() || !second.hasStaticShape() ||
      first.getNumElements() != second.getNumElements() ||
      !hasDistinctElements(first))
    return false;
  auto extent = findExtent(first);
  if (!extent || extent != findExtent(second))
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
/// of the other, f one to one, and touches nothing else of either. With equal
/// sizes and strides of the dimensions that loops count, these are one address.
static bool isElementwise(linalg::LinalgOp op, OpOperand &read,
                          OpOperand &written) {
  // Named ops, too, may have a body that does not do what the name says.
  if (isOutput(read) || !isOutput(written) || readsInBody(written))
    return false;
  // Memory that the body accesses by itself is not known by an index map.
  if (!llvm::all_of(op->getRegion(0).front(), [](Operation &nested) {
        return isMemoryEffectFree(&nested);
      }))
    return false;
  if (isNamedElementwise(op))
    return true;
  if (op.getNumParallelLoops() != op.getNumLoops())
    return false;
  AffineMap map = op.getMatchingIndexingMap(&read);
  bool isOneMap =
      map.isPermutation() && op.getMatchingIndexingMap(&written) == map;
  auto loops = isOneMap ? std::nullopt : loopsOf(op, read);
  return isOneMap || (loops && loops == loopsOf(op, written));
}

/// What an op must be asked before it is asked whether two operands may be one
/// buffer: one shape, and that it does not write what it reads, too.
static bool mayAskOf(BufferUseOpInterface op, OpOperand &read,
                     OpOperand &written) {
  return cast<MemRefType>(read.get().getType()).getShape() ==
             cast<MemRefType>(written.get().getType()).getShape() &&
         !op.getOperandUse(read).writes;
}

bool mayBearInPlace(Operation *op) {
  return llvm::count_if(op->getOperandTypes(), llvm::IsaPred<MemRefType>) > 1 &&
         isa<memref::CopyOp, linalg::LinalgOp, BufferUseOpInterface>(op);
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
    return mayAskOf(interface, read, written) &&
           interface.canBeInPlace(read, written);
  return false;
}

/// Rows behind one another without gaps, elements of this many bits; nullopt
/// for others.
static std::optional<unsigned> findDenseWidth(Value memref) {
  auto type = dyn_cast<MemRefType>(memref.getType());
  if (!type || !type.hasStaticShape() || !type.getLayout().isIdentity() ||
      !type.getElementType().isIntOrFloat())
    return std::nullopt;
  unsigned bits = type.getElementType().getIntOrFloatBitWidth();
  // Others take what the lowering likes: a power of 2, say, or a part.
  return llvm::is_contained({8, 16, 32, 64}, bits) ? std::optional(bits)
                                                   : std::nullopt;
}

/// The loops count the elements of the operand one by one.
static bool isFrontToBack(linalg::LinalgOp op, OpOperand &operand) {
  auto loops = loopsOf(op, operand);
  return loops && llvm::is_sorted(*loops);
}

static bool isInOrder(Operation *op) {
  auto function = op->getParentOfType<FunctionOpInterface>();
  return op->hasAttr(IdeallocDialect::kInOrder) ||
         (function && function->hasAttr(IdeallocDialect::kInOrder));
}

bool canNarrowInPlace(OpOperand &read, OpOperand &written) {
  Operation *op = read.getOwner();
  // Most are equally wide.
  if (getElementTypeOrSelf(read.get()) == getElementTypeOrSelf(written.get()))
    return false;
  std::optional<unsigned> from = findDenseWidth(read.get());
  std::optional<unsigned> to = findDenseWidth(written.get());
  if (!from || !to || *to >= *from)
    return false;
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return isInOrder(op) && isElementwise(linalgOp, read, written) &&
           isFrontToBack(linalgOp, read) && isFrontToBack(linalgOp, written);
  if (auto interface = dyn_cast<BufferUseOpInterface>(op))
    return mayAskOf(interface, read, written) &&
           interface.canNarrowInPlace(read, written);
  return false;
}

} // namespace idealloc
