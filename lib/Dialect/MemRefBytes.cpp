//===- MemRefBytes.cpp - Sizes and alignments of memrefs in bytes ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/MemRefBytes.h"

#include "llvm/Support/MathExtras.h"

#include <algorithm>

using namespace mlir;

namespace idealloc {

static bool isScalar(Type type) {
  return isa<IndexType>(type) ||
         (type.isIntOrFloat() && type.getIntOrFloatBitWidth() != 0);
}

/// The 1-D vectors of which an n-D vector is an array; LLVM has no 0-D ones.
static VectorType rowOf(VectorType vector) {
  return VectorType::get({vector.getRank() ? vector.getShape().back() : 1},
                         vector.getElementType());
}

/// LLVM packs the bits of a vector of such integers.
static bool isPacked(VectorType vector) {
  auto element = dyn_cast<IntegerType>(vector.getElementType());
  return element && element.getWidth() % 8 != 0;
}

/// A scalar or a 1-D vector.
static int64_t roundedSize(Type type, const DataLayout &layout) {
  if (auto vector = dyn_cast<VectorType>(type); vector && isPacked(vector))
    return llvm::PowerOf2Ceil(llvm::divideCeil(
        vector.getNumElements() * uint64_t(vector.getElementTypeBitWidth()),
        8));
  int64_t size = layout.getTypeSize(type).getFixedValue();
  return llvm::alignTo(std::max<int64_t>(size, 1),
                       getElementAlignment(type, layout));
}

int64_t getElementAlignment(Type type, const DataLayout &layout) {
  if (auto complexType = dyn_cast<ComplexType>(type))
    return getElementAlignment(complexType.getElementType(), layout);
  if (auto vector = dyn_cast<VectorType>(type)) {
    if (isPacked(vector))
      return roundedSize(rowOf(vector), layout);
    if (vector.getRank() == 0)
      type = rowOf(vector);
  }
  return std::max<int64_t>(layout.getTypeABIAlignment(type),
                           layout.getTypePreferredAlignment(type));
}

std::optional<int64_t> getElementStride(Type type, const DataLayout &layout) {
  if (isScalar(type))
    return roundedSize(type, layout);
  if (auto complexType = dyn_cast<ComplexType>(type)) {
    if (!isScalar(complexType.getElementType()))
      return std::nullopt;
    return 2 * roundedSize(complexType.getElementType(), layout);
  }
  auto vector = dyn_cast<VectorType>(type);
  if (!vector || vector.isScalable() || !isScalar(vector.getElementType()))
    return std::nullopt;
  VectorType row = rowOf(vector);
  if (vector.getRank() <= 1)
    return roundedSize(row, layout);
  int64_t rows = vector.getNumElements() / row.getNumElements();
  int64_t bytes;
  if (llvm::MulOverflow(rows, roundedSize(row, layout), bytes))
    return std::nullopt;
  return tryAlign(bytes, getElementAlignment(type, layout));
}

std::optional<int64_t> getElementSpan(MemRefType type) {
  if (!type.hasStaticShape())
    return std::nullopt;
  if (llvm::is_contained(type.getShape(), 0))
    return 0;
  SmallVector<int64_t> strides;
  int64_t offset;
  if (type.getLayout().isIdentity()) {
    int64_t elements = 1;
    for (int64_t size : type.getShape())
      if (llvm::MulOverflow(elements, size, elements))
        return std::nullopt;
    return elements;
  }
  if (failed(type.getStridesAndOffset(strides, offset)) || offset != 0)
    return std::nullopt;
  int64_t last = 0;
  for (auto [size, stride] : llvm::zip_equal(type.getShape(), strides)) {
    int64_t step;
    if (ShapedType::isDynamic(stride) || stride < 0 ||
        llvm::MulOverflow(size - 1, stride, step) ||
        llvm::AddOverflow(last, step, last))
      return std::nullopt;
  }
  int64_t span;
  if (llvm::AddOverflow<int64_t>(last, 1, span))
    return std::nullopt;
  return span;
}

bool hasDistinctElements(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  if (type.getLayout().isIdentity())
    return true;
  if (!type.hasStaticShape() ||
      failed(type.getStridesAndOffset(strides, offset)) ||
      ShapedType::isDynamicShape(strides))
    return false;
  // From the closest elements outward, each step must lead beyond all before.
  SmallVector<std::pair<int64_t, int64_t>> steps;
  for (auto [stride, size] : llvm::zip_equal(strides, type.getShape()))
    if (size > 1)
      steps.push_back({stride, size});
  llvm::sort(steps);
  int64_t last = 0;
  for (auto [stride, size] : steps) {
    int64_t span;
    if (stride <= last || llvm::MulOverflow(size - 1, stride, span) ||
        llvm::AddOverflow(last, span, last))
      return false;
  }
  return true;
}

bool hasGaps(MemRefType type) {
  return !type.getLayout().isIdentity() &&
         (!hasDistinctElements(type) ||
          getElementSpan(type) != type.getNumElements());
}

std::optional<int64_t> getByteSize(MemRefType type, const DataLayout &layout) {
  std::optional<int64_t> span = getElementSpan(type);
  std::optional<int64_t> stride =
      getElementStride(type.getElementType(), layout);
  int64_t bytes;
  if (!span || !stride || llvm::MulOverflow(*span, *stride, bytes))
    return std::nullopt;
  return bytes;
}

std::optional<int64_t> tryAlign(int64_t bytes, int64_t alignment) {
  uint64_t aligned = llvm::alignTo(bytes, alignment);
  return aligned > uint64_t(INT64_MAX) ? std::nullopt
                                       : std::optional<int64_t>(aligned);
}

} // namespace idealloc
