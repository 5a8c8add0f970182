//===- BoundedShapes.cpp - Bytes for shapes that are not constant ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   %a = memref.alloc(%m) : memref<?x16xf32>
//
// becomes, where %m is at most 8,
//
//   %b = memref.alloc() {alignment = 4 : i64} : memref<512xi8>
//   %a = memref.view %b[%c0][%m] : memref<512xi8> to memref<?x16xf32>
//
// The view has the same type, sizes and strides as the allocation had, and it
// begins at the first byte. The last byte that it can touch is that of the
// largest shape, for which there are bytes: SizeBounds.h.
//
//===----------------------------------------------------------------------===//

#include "MakeStatic.h"
#include "MemorySpaces.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Lifetimes/SizeBounds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

bool BoundedShapes::tryAll(const Lifetimes &lifetimes) {
  // All bounds before the first rewrite: they hold for the IR as it is.
  SizeBounds bounds(function);
  DataLayout layout = DataLayout::closest(function);
  std::vector<Bounded> found;
  for (const Root &root : lifetimes.getRoots()) {
    if (!SizeBounds::sizesOf(root.op) || !root.refusal ||
        root.refusal->kind != RefusalKind::DynamicShape ||
        root.op->hasAttr(IdeallocDialect::kKeep) ||
        !selection.hasSpace(root.getType().getMemorySpace()))
      continue;
    std::optional<int64_t> bytes = bounds.getByteBound(root.op, layout);
    if (bytes && *bytes > 0 && *bytes <= maxBytes &&
        selection.contains(root.getType(), *bytes))
      found.push_back({root.op, *bytes,
                       !capacities.empty() && bounds.isOnlyWidth(root.op)});
  }
  dropWhatMayNotFit(lifetimes, found);
  for (const Bounded &item : found)
    rewrite(item.alloc, item.bytes, layout);
  return !found.empty();
}

/// What all buffers of a function take that share no byte, at the default
/// alignment, by memory space.
void BoundedShapes::dropWhatMayNotFit(const Lifetimes &lifetimes,
                                      std::vector<Bounded> &found) {
  constexpr int64_t alignment = 64;
  DenseMap<Attribute, APInt> sums;
  auto add = [&](Operation *alloc, int64_t bytes, int64_t stated) {
    Attribute space = canonicalSpace(
        cast<MemRefType>(alloc->getResult(0).getType()).getMemorySpace());
    APInt &sum = sums.try_emplace(space, 128, 0).first->second;
    sum += llvm::alignTo(bytes, std::max(alignment, stated));
  };
  for (const Root &root : lifetimes.getRoots())
    if (!root.refusal && selection.contains(root.getType(), root.bytes))
      add(root.op, root.bytes, root.alignment);
  for (const Bounded &item : found)
    add(item.alloc, item.bytes, 1);
  llvm::erase_if(found, [&](const Bounded &item) {
    Attribute space = canonicalSpace(
        cast<MemRefType>(item.alloc->getResult(0).getType()).getMemorySpace());
    auto capacity = capacities.find(space);
    return item.isOnlyWidth && capacity != capacities.end() &&
           sums.find(space)->second.ugt(capacity->second);
  });
}

/// An alloca stays one, in case nothing comes of it but a smaller frame.
void BoundedShapes::rewrite(Operation *alloc, int64_t bytes,
                            const DataLayout &layout) {
  auto type = cast<MemRefType>(alloc->getResult(0).getType());
  OpBuilder builder(alloc);
  IntegerAttr alignment = builder.getI64IntegerAttr(
      std::max(getStatedAlignment(alloc),
               getElementAlignment(type.getElementType(), layout)));
  Operation *memory;
  if (isa<memref::AllocaOp>(alloc))
    memory = memref::AllocaOp::create(builder, alloc->getLoc(),
                                      bytesType(bytes, type), alignment);
  else
    memory = memref::AllocOp::create(builder, alloc->getLoc(),
                                     bytesType(bytes, type), alignment);
  memory->setDiscardableAttrs(
      builder.getDictionaryAttr(attributesToKeep(alloc)));
  Value zero = arith::ConstantIndexOp::create(builder, alloc->getLoc(), 0);
  auto view = memref::ViewOp::create(builder, alloc->getLoc(), type,
                                     memory->getResult(0), zero,
                                     *SizeBounds::sizesOf(alloc));
  trialOf[memory] = trials.size();
  trials.push_back({memory, view, llvm::to_vector(alloc->getAttrs())});
  alloc->replaceAllUsesWith(view);
  alloc->erase();
}

void BoundedShapes::report(Operation *bytes) {
  auto type = cast<MemRefType>(bytes->getResult(0).getType());
  remarkMadeStatic(bytes->getLoc(), "bounded", type.getDimSize(0),
                   function.getName());
}

void BoundedShapes::takeBack(const Trial &trial) {
  memref::ViewOp view = trial.view;
  OpBuilder builder(view);
  Operation *alloc = builder.create(
      view.getLoc(), trial.bytes->getName().getIdentifier(), view.getSizes(),
      TypeRange(view.getType()), trial.attributes);
  Operation *zero = view.getByteShift().getDefiningOp();
  view.replaceAllUsesWith(alloc->getResult(0));
  view.erase();
  zero->erase();
  trial.bytes->erase();
}

void BoundedShapes::keep(Operation *alloc) {
  auto it = trialOf.find(alloc);
  if (it == trialOf.end())
    return;
  report(alloc);
  trials[it->second].isKept = true;
  trialOf.erase(it);
}

void BoundedShapes::settle() {
  if (trialOf.empty())
    return;
  Lifetimes lifetimes(function);
  selection.apply(lifetimes);
  lifetimes.refuseSharedDeallocs();
  llvm::SmallPtrSet<Operation *, 8> refused;
  for (const Root &root : lifetimes.getRoots())
    if (root.refusal)
      refused.insert(root.op);
  for (const Trial &trial : trials) {
    if (trial.isKept)
      continue;
    // What went elsewhere, with the body of a loop, had another fault.
    if (refused.contains(trial.bytes) || !function->isAncestor(trial.bytes))
      takeBack(trial);
    else
      report(trial.bytes);
  }
}

} // namespace idealloc
