//===- Instances.cpp - One buffer for the instances of a parallel body ----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   scf.forall (%i) in (16) {
//     %t = memref.alloc() : memref<16xf32>
//
// becomes
//
//   %all = memref.alloc() {alignment = 64 : i64} : memref<1024xi8>
//   scf.forall (%i) in (16) {
//     %t = memref.view %all[%i * 64][] : memref<1024xi8> to memref<16xf32>
//
// Instances of all parallel loops around the allocation, up to the outermost
// one, are numbered: the number is the same for no two that may run at the same
// time, and below the product of the trip counts. What an instance allocates is
// dead when it ends, and a sequential loop in between has one buffer for all of
// its iterations: that the allocation has no other fault than its place says
// both. So instances of one number use the bytes in turn, others use other
// bytes. The bytes of an instance begin at a multiple of the alignment, and of
// a cache line, which no two instances share.
//
// Bodies that run on other threads, lanes or devices, or have a mapping to
// them, keep their allocations: memory of their own may be what is meant.
//
//===----------------------------------------------------------------------===//

#include "MakeStatic.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/RegionKinds.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace idealloc {

/// Bytes that instances keep apart, so that no two write to one cache line.
static constexpr int64_t cacheLine = 64;

namespace {
/// One dimension of a parallel loop, with constant bounds.
struct Dimension {
  Value iv;
  int64_t lower, step, trips;
};

/// An allocation and the dimensions of all parallel loops around it.
struct Instances {
  memref::AllocOp alloc;
  Operation *outermost = nullptr;
  SmallVector<Dimension> dimensions;
  SmallVector<Operation *> deallocs;
  int64_t stride = 0, bytes = 0, alignment = 0;
};
} // namespace

/// Appends the dimensions of a loop; false if they are not constant.
static bool addDimensions(ValueRange ivs, ArrayRef<OpFoldResult> lowers,
                          ArrayRef<OpFoldResult> uppers,
                          ArrayRef<OpFoldResult> steps,
                          SmallVectorImpl<Dimension> &dimensions) {
  for (auto [iv, low, high, by] : llvm::zip_equal(ivs, lowers, uppers, steps)) {
    std::optional<int64_t> lower = getConstantIntValue(low);
    std::optional<int64_t> upper = getConstantIntValue(high);
    std::optional<int64_t> step = getConstantIntValue(by);
    int64_t extent;
    if (!lower || !upper || !step || *step <= 0 || *upper <= *lower ||
        llvm::SubOverflow(*upper, *lower, extent))
      return false;
    dimensions.push_back(
        {iv, *lower, *step, llvm::divideCeilSigned(extent, *step)});
  }
  return true;
}

static bool addDimensions(Operation *op,
                          SmallVectorImpl<Dimension> &dimensions) {
  if (op->hasAttr("mapping"))
    return false;
  if (isa<scf::ForallOp, scf::ParallelOp>(op)) {
    auto loop = cast<LoopLikeOpInterface>(op);
    return addDimensions(*loop.getLoopInductionVars(),
                         *loop.getLoopLowerBounds(), *loop.getLoopUpperBounds(),
                         *loop.getLoopSteps(), dimensions);
  }
  auto parallel = dyn_cast<affine::AffineParallelOp>(op);
  if (!parallel)
    return false;
  Builder builder(op);
  SmallVector<OpFoldResult> bounds[3];
  for (unsigned i = 0; i < parallel.getNumDims(); ++i) {
    AffineMap maps[] = {parallel.getLowerBoundMap(i),
                        parallel.getUpperBoundMap(i)};
    for (int end : {0, 1}) {
      if (!maps[end].isSingleConstant())
        return false;
      bounds[end].push_back(
          builder.getIndexAttr(maps[end].getSingleConstantResult()));
    }
    bounds[2].push_back(builder.getIndexAttr(parallel.getSteps()[i]));
  }
  return addDimensions(parallel.getIVs(), bounds[0], bounds[1], bounds[2],
                       dimensions);
}

/// Finds the parallel loops around an allocation. False if there is one, or
/// another op, that is not understood.
static bool findLoops(Instances &all, RegionKinds &kinds) {
  SmallVector<Operation *> loops;
  for (Operation *op = all.alloc;;) {
    Region *region = op->getParentRegion();
    op = region->getParentOp();
    if (isa<FunctionOpInterface>(op))
      break;
    switch (kinds.of(*region)) {
    case RegionKind::Once:
    case RegionKind::Repeats:
      continue;
    case RegionKind::Parallel:
      loops.push_back(op);
      continue;
    default:
      return false;
    }
  }
  for (Operation *loop : llvm::reverse(loops))
    if (!addDimensions(loop, all.dimensions))
      return false;
  if (!loops.empty())
    all.outermost = loops.back();
  return all.outermost;
}

/// Computes stride and bytes; false if they exceed 2^63-1.
static bool measure(Instances &all, const Root &root) {
  all.alignment = std::max(root.alignment, cacheLine);
  if (root.bytes > std::numeric_limits<int64_t>::max() - all.alignment)
    return false;
  all.stride = llvm::alignTo(root.bytes, all.alignment);
  all.bytes = all.stride;
  for (const Dimension &dimension : all.dimensions)
    if (llvm::MulOverflow(all.bytes, dimension.trips, all.bytes))
      return false;
  return true;
}

/// Finds what frees the allocation; false if it may free anything else.
static bool findDeallocs(Instances &all, BufferViewFlowAnalysis &flow) {
  Value memory = all.alloc.getResult();
  for (Value alias : flow.resolve(memory))
    for (Operation *user : alias.getUsers()) {
      if (!getFreedMemory(user))
        continue;
      if (!isa<memref::DeallocOp>(user) ||
          !freesOnly(alias, flow, [&](Value freed) { return freed == memory; }))
        return false;
      all.deallocs.push_back(user);
    }
  return true;
}

/// The number of the running instance times the stride.
static Value createShift(OpBuilder &builder, const Instances &all) {
  Location loc = memref::AllocOp(all.alloc).getLoc();
  auto constant = [&](int64_t number) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, number);
  };
  Value number;
  for (auto [iv, lower, step, trips] : all.dimensions) {
    Value own = iv;
    if (lower != 0)
      own = arith::SubIOp::create(builder, loc, own, constant(lower));
    if (step != 1)
      own = arith::DivUIOp::create(builder, loc, own, constant(step));
    if (number) {
      number = arith::MulIOp::create(builder, loc, number, constant(trips));
      own = arith::AddIOp::create(builder, loc, number, own);
    }
    number = own;
  }
  return arith::MulIOp::create(builder, loc, number, constant(all.stride));
}

static void rewrite(const Instances &all) {
  memref::AllocOp alloc = all.alloc;
  MemRefType type = alloc.getType();
  OpBuilder builder(all.outermost);
  auto memory = memref::AllocOp::create(
      builder, alloc.getLoc(), bytesType(all.bytes, type),
      builder.getI64IntegerAttr(all.alignment));
  memory->setDiscardableAttrs(
      builder.getDictionaryAttr(attributesToKeep(alloc)));
  if (!all.deallocs.empty()) {
    builder.setInsertionPointAfter(all.outermost);
    memref::DeallocOp::create(builder, all.deallocs.front()->getLoc(), memory);
  }
  for (Operation *dealloc : all.deallocs)
    dealloc->erase();
  builder.setInsertionPoint(alloc);
  auto view = memref::ViewOp::create(builder, alloc.getLoc(), type, memory,
                                     createShift(builder, all), ValueRange());
  alloc.replaceAllUsesWith(view.getResult());
  alloc.erase();
}

bool rewriteInstances(const Lifetimes &lifetimes, const Selection &selection,
                      int64_t maxBytes, OnRewrite onRewrite) {
  std::vector<Instances> found;
  std::optional<BufferViewFlowAnalysis> flow;
  RegionKinds kinds;
  for (const Root &root : lifetimes.getRoots()) {
    auto alloc = dyn_cast<memref::AllocOp>(root.op);
    if (!alloc || !root.refusal ||
        root.refusal->kind != RefusalKind::Parallel ||
        !root.refusal->isOnlyKind ||
        root.refusal->culprit == lifetimes.getFunction() ||
        alloc->hasAttr(IdeallocDialect::kPin) ||
        !alloc.getType().getLayout().isIdentity())
      continue;
    Instances all;
    all.alloc = alloc;
    if (!findLoops(all, kinds) || !measure(all, root) || all.bytes > maxBytes ||
        !selection.contains(alloc.getType(), all.bytes))
      continue;
    if (!flow)
      flow.emplace(lifetimes.getFunction());
    if (findDeallocs(all, *flow))
      found.push_back(std::move(all));
  }
  for (const Instances &all : found) {
    remarkMadeStatic(memref::AllocOp(all.alloc).getLoc(), "instances",
                     all.bytes,
                     FunctionOpInterface(lifetimes.getFunction()).getName());
    onRewrite(all.alloc);
    rewrite(all);
  }
  return !found.empty();
}

} // namespace idealloc
