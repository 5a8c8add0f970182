//===- Clones.cpp - Copies in place of clones -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   %c = bufferization.clone %a
//
// may be a copy of %a or another name of it. One may be freed and the other
// used, so it is made what every lowering may make of it:
//
//   %c = memref.alloc()
//   memref.copy %a, %c
//
//===----------------------------------------------------------------------===//

#include "MakeStatic.h"

#include "idealloc/Dialect/MemRefBytes.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

/// The type with rows one behind the other, which an allocation can have; null
/// if the clone cannot be a cast of one.
static MemRefType allocatedType(bufferization::CloneOp clone) {
  auto type = dyn_cast<MemRefType>(clone.getType());
  auto input = dyn_cast<MemRefType>(clone.getInput().getType());
  // A clone may have another type than its input, a copy may not.
  if (!type || !input || type.getElementType() != input.getElementType() ||
      failed(verifyCompatibleShape(type, input)))
    return {};
  auto plain =
      MemRefType::get(type.getShape(), type.getElementType(),
                      MemRefLayoutAttrInterface(), type.getMemorySpace());
  if (plain != type && !memref::CastOp::areCastCompatible(plain, type))
    return {};
  return plain;
}

static void rewrite(bufferization::CloneOp clone, MemRefType type) {
  OpBuilder builder(clone);
  Location loc = clone.getLoc();
  SmallVector<Value> sizes;
  for (auto [i, size] : llvm::enumerate(type.getShape()))
    if (ShapedType::isDynamic(size))
      sizes.push_back(memref::DimOp::create(builder, loc, clone.getInput(), i));
  Value alloc = memref::AllocOp::create(builder, loc, type, sizes);
  memref::CopyOp::create(builder, loc, clone.getInput(), alloc);
  if (type != clone.getType())
    alloc = memref::CastOp::create(builder, loc, clone.getType(), alloc);
  clone.replaceAllUsesWith(alloc);
  clone.erase();
}

bool copyClones(FunctionOpInterface function, const Selection &selection) {
  SmallVector<bufferization::CloneOp> clones;
  function.walk([&](bufferization::CloneOp clone) { clones.push_back(clone); });
  if (clones.empty())
    return false;
  bool hasChanged = false;
  DataLayout layout = DataLayout::closest(function);
  for (bufferization::CloneOp clone : clones) {
    MemRefType type = allocatedType(clone);
    if (!type)
      continue;
    // Of a dynamic shape the bound, which decides, is not known yet.
    std::optional<int64_t> bytes = getByteSize(type, layout);
    if (bytes ? !selection.contains(type, *bytes)
              : !selection.hasSpace(type.getMemorySpace()))
      continue;
    remarkMadeStatic(clone.getLoc(), "clone", bytes.value_or(0),
                     function.getName());
    rewrite(clone, type);
    hasChanged = true;
  }
  return hasChanged;
}

} // namespace idealloc
