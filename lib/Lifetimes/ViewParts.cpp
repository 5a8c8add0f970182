//===- ViewParts.cpp - Which elements of a root a view has ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ViewParts.h"

#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

namespace idealloc {

bool mayOverlap(const Part *a, const Part *b) {
  if (!a || !b)
    return true;
  return llvm::all_of(llvm::zip_equal(*a, *b), [](auto ranges) {
    auto [first, second] = ranges;
    return first.first < second.second && second.first < first.second;
  });
}

bool covers(const Part *a, const Part *b) {
  if (!a || !b)
    return !a;
  return llvm::all_of(llvm::zip_equal(*a, *b), [](auto ranges) {
    auto [outer, inner] = ranges;
    return outer.first <= inner.first && inner.second <= outer.second;
  });
}

const ViewParts::View *ViewParts::viewOf(Value value) {
  if (auto known = views.find(value); known != views.end())
    return known->second.get();
  SmallVector<Value> chain;
  while (!views.contains(value)) {
    chain.push_back(value);
    auto view = value.getDefiningOp<ViewLikeOpInterface>();
    if (!view)
      break;
    value = view.getViewSource();
  }
  for (Value next : llvm::reverse(chain))
    views[next] = makeView(next);
  return views[chain.front()].get();
}

/// That of the source of a view is known already.
std::unique_ptr<ViewParts::View> ViewParts::makeView(Value value) {
  if (roots.contains(value)) {
    auto type = cast<MemRefType>(value.getType());
    if (!type.hasStaticShape() || !hasDistinctElements(type))
      return nullptr;
    View all;
    for (auto [dimension, size] : llvm::enumerate(type.getShape())) {
      all.part.push_back({0, size});
      all.dimensions.push_back(dimension);
    }
    return std::make_unique<View>(std::move(all));
  }
  auto view = value.getDefiningOp<ViewLikeOpInterface>();
  const View *source = view ? views[view.getViewSource()].get() : nullptr;
  // Other views may mean what their source does not.
  if (!source ||
      !isa<memref::SubViewOp, memref::CastOp, memref::ExpandShapeOp,
           memref::CollapseShapeOp, memref::TransposeOp>(view.getOperation()))
    return nullptr;
  View result{source->part, {}};
  if (isa<memref::CastOp>(view)) {
    result.dimensions = source->dimensions;
    return std::make_unique<View>(std::move(result));
  }
  auto subview = dyn_cast<memref::SubViewOp>(view.getOperation());
  bool isKnown = subview && !source->dimensions.empty() &&
                 !ShapedType::isDynamicShape(subview.getStaticOffsets()) &&
                 !ShapedType::isDynamicShape(subview.getStaticSizes()) &&
                 !ShapedType::isDynamicShape(subview.getStaticStrides());
  if (!isKnown)
    return std::make_unique<View>(std::move(result));
  bool isUnit = true;
  llvm::SmallBitVector dropped = subview.getDroppedDims();
  for (auto [index, dimension] : llvm::enumerate(source->dimensions)) {
    int64_t offset = subview.getStaticOffsets()[index],
            size = subview.getStaticSizes()[index],
            stride = subview.getStaticStrides()[index];
    auto [begin, end] = source->part[dimension];
    // Out of bounds in any case: nothing is known.
    if (offset < 0 || size < 1 || stride < 1 || offset >= end - begin ||
        (size - 1) > (end - begin - 1 - offset) / stride)
      return nullptr;
    result.part[dimension] = {begin + offset,
                              begin + offset + (size - 1) * stride + 1};
    isUnit &= stride == 1;
    if (!dropped[index])
      result.dimensions.push_back(dimension);
  }
  if (!isUnit)
    result.dimensions.clear();
  return std::make_unique<View>(std::move(result));
}

} // namespace idealloc
