//===- RegionKinds.cpp - How often and when a region runs -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpFacts.h"

#include "idealloc/Lifetimes/UseScreen.h"

#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

using namespace mlir;

namespace idealloc {

/// Dialects whose region ops run on several threads, devices or lanes, or
/// later, which no interface tells.
static bool hasForeignExecution(Operation *op) {
  return llvm::is_contained({"acc", "async", "gpu", "omp"},
                            op->getName().getDialectNamespace());
}

RegionKinds::RegionKinds() : facts(std::make_unique<OpFacts>()) {}
RegionKinds::~RegionKinds() = default;

RegionKind RegionKinds::of(Region &region) {
  return classifyRegion(region, *facts);
}

/// A region that control leaves for good is not looked for behind the others.
static bool mayRunAgain(RegionBranchOpInterface branch, Region &region) {
  SmallVector<RegionSuccessor> successors;
  branch.getSuccessorRegions(region, successors);
  return !llvm::all_of(successors, [](const RegionSuccessor &successor) {
    return successor.isParent();
  }) && branch.isRepetitiveRegion(region.getRegionNumber());
}

RegionKind classifyRegion(Region &region, OpFacts &facts) {
  Operation *op = region.getParentOp();
  if (isAsynchronous(op))
    return isa<async::ExecuteOp, gpu::LaunchOp>(op) &&
                   facts.completionOf(op).wait
               ? RegionKind::Async
               : RegionKind::Opaque;
  if (isa<gpu::LaunchOp>(op))
    return RegionKind::Parallel;
  // Of one thread after the other, and done when the op is.
  if (isa<omp::CriticalOp>(op))
    return RegionKind::Parallel;
  if (hasForeignExecution(op))
    return RegionKind::Opaque;
  if (op->hasTrait<OpTrait::HasParallelRegion>() ||
      isa<linalg::LinalgOp, memref::GenericAtomicRMWOp, vector::MaskOp>(op))
    return RegionKind::Parallel;
  if (auto branch = dyn_cast<RegionBranchOpInterface>(op))
    return mayRunAgain(branch, region) ? RegionKind::Repeats : RegionKind::Once;
  // A loop that does not say how control flows may run in any order.
  if (isa<LoopLikeOpInterface>(op))
    return RegionKind::Parallel;
  return RegionKind::Opaque;
}

} // namespace idealloc
