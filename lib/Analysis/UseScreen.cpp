//===- UseScreen.cpp - What a use does to a buffer ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Analysis/UseScreen.h"

#include "idealloc/Analysis/Ownership.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/Bufferization/IR/BufferViewFlowOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

namespace idealloc {

static UseVerdict escape(const Twine &reason) {
  return {UseKind::Escape, reason.str()};
}

static std::string quoted(Operation *op) {
  return ("'" + op->getName().getStringRef() + "'").str();
}

/// Values of these types hold data; any other type could hold a pointer.
static bool isPlainData(Type type) {
  if (auto vector = dyn_cast<VectorType>(type))
    type = vector.getElementType();
  if (auto complexType = dyn_cast<ComplexType>(type))
    type = complexType.getElementType();
  return isa<IntegerType, IndexType, FloatType>(type);
}

/// Dialects whose region ops run on several threads, devices or lanes, or
/// later, which no interface tells.
static bool hasForeignExecution(Operation *op) {
  return llvm::is_contained({"acc", "async", "gpu", "omp"},
                            op->getName().getDialectNamespace());
}

/// True if the op completes after it returns control: its accesses last until
/// a wait that the analysis does not look for.
static bool isAsynchronous(Operation *op) {
  if (isa_and_nonnull<async::AsyncDialect>(op->getDialect()) ||
      op->getName().getStringRef() == "amdgpu.gather_to_lds")
    return true;
  if (isa<memref::DmaStartOp, memref::DmaWaitOp, affine::AffineDmaStartOp,
          affine::AffineDmaWaitOp>(op))
    return true;
  // Tokens and barriers.
  auto isToken = [](Type type) {
    return llvm::is_contained({"async", "gpu", "nvgpu"},
                              type.getDialect().getNamespace());
  };
  return llvm::any_of(op->getResultTypes(), isToken) ||
         llvm::any_of(op->getOperandTypes(), isToken);
}

/// True unless the op declares its effects and none may be on this operand.
static bool mayAccess(OpOperand &use) {
  auto interface = dyn_cast<MemoryEffectOpInterface>(use.getOwner());
  if (!interface)
    return true;
  SmallVector<MemoryEffects::EffectInstance> effects;
  interface.getEffects(effects);
  return llvm::any_of(
      effects, [&](const MemoryEffects::EffectInstance &effect) {
        bool isElsewhere = effect.getValue() || effect.getSymbolRef();
        return !isElsewhere || effect.getValue() == use.get();
      });
}

/// Ops with a meaning of their own that interfaces do not tell.
static std::optional<UseVerdict> classifyByName(OpOperand &use) {
  Operation *op = use.getOwner();
  if (isa<memref::DeallocOp>(op))
    return UseVerdict{UseKind::Free};
  if (isa<memref::ReallocOp>(op))
    return escape("'memref.realloc' frees and replaces it; run "
                  "-expand-realloc first");
  if (isa<bufferization::DeallocOp>(op))
    return escape("'bufferization.dealloc' compares its address at run time; "
                  "run -bufferization-lower-deallocations first, or plan "
                  "before the deallocation pipeline");
  if (isa<memref::ExtractAlignedPointerAsIndexOp>(op)) {
    if (isOwnershipBookkeeping(op))
      return UseVerdict{UseKind::None};
    return escape(
        "'memref.extract_aligned_pointer_as_index' takes its address");
  }
  if (isa<memref::DistinctObjectsOp>(op))
    return escape("'memref.distinct_objects' promises that it shares no "
                  "allocation with others, which an arena breaks");
  if (isa<memref::PrefetchOp, affine::AffinePrefetchOp>(op))
    return UseVerdict{UseKind::Access};
  if (isa<memref::DimOp, memref::RankOp>(op))
    return UseVerdict{UseKind::None};
  return std::nullopt;
}

/// Operands of terminators and region ops: forwarded along control flow, or
/// not understood.
static std::optional<UseVerdict> classifyControlFlow(OpOperand &use) {
  Operation *op = use.getOwner();
  if (op->hasTrait<OpTrait::ReturnLike>() &&
      isa<FunctionOpInterface>(op->getParentOp()))
    return escape(quoted(op) + " returns it");
  if (auto branch = dyn_cast<BranchOpInterface>(op)) {
    if (branch.getSuccessorBlockArgument(use.getOperandNumber()))
      return UseVerdict{UseKind::Forward};
    return escape(quoted(op) + " takes it and does not say where it goes");
  }
  if (isa<RegionBranchTerminatorOpInterface>(op)) {
    if (isa<RegionBranchOpInterface>(op->getParentOp()))
      return UseVerdict{UseKind::Forward};
    return escape(quoted(op) + " passes it to " + quoted(op->getParentOp()) +
                  ", which does not say where it goes");
  }
  if (auto branch = dyn_cast<RegionBranchOpInterface>(op)) {
    SmallVector<RegionSuccessor> successors;
    branch.getEntrySuccessorRegions(
        SmallVector<Attribute>(op->getNumOperands()), successors);
    for (const RegionSuccessor &successor : successors) {
      OperandRange forwarded = branch.getEntrySuccessorOperands(successor);
      unsigned first = forwarded.getBeginOperandIndex();
      if (use.getOperandNumber() >= first &&
          use.getOperandNumber() < first + forwarded.size())
        return UseVerdict{UseKind::Forward};
    }
    return escape(quoted(op) + " takes it and does not say where it goes");
  }
  return std::nullopt;
}

static UseVerdict classifyCall(Operation *op) {
  // Results that are memrefs are followed.
  for (Type type : op->getResultTypes())
    if (!isa<BaseMemRefType>(type) && !isPlainData(type))
      return escape(quoted(op) + " may forward it through its result");
  if (op->hasAttr(IdeallocDialect::kNoRetain))
    return {UseKind::Access};
  return escape("the callee of " + quoted(op) +
                " may retain it; promise the contrary with idealloc.noretain "
                "on the call or the function");
}

/// Everything else, by declared memory effects.
static UseVerdict classifyByEffects(OpOperand &use) {
  Operation *op = use.getOwner();
  auto interface = dyn_cast<MemoryEffectOpInterface>(op);
  if (!interface)
    return escape(quoted(op) + " is unknown: it declares no memory effects");
  for (Type type : op->getResultTypes())
    if (!isPlainData(type))
      return escape(quoted(op) + " may forward it through its result");
  SmallVector<MemoryEffects::EffectInstance> effects;
  interface.getEffectsOnValue(use.get(), effects);
  if (effects.empty())
    return escape(quoted(op) + " takes it without reading or writing it");
  for (const MemoryEffects::EffectInstance &effect : effects)
    if (!isa<MemoryEffects::Read, MemoryEffects::Write>(effect.getEffect()))
      return escape(quoted(op) + " allocates or frees it");
  return {UseKind::Access};
}

UseVerdict classifyUse(OpOperand &use) {
  Operation *op = use.getOwner();
  if (isAsynchronous(op))
    return escape(quoted(op) + " may access it until a later wait, which is "
                               "not followed");
  if (std::optional<UseVerdict> verdict = classifyByName(use))
    return *verdict;
  UseKind forward = mayAccess(use) ? UseKind::Access : UseKind::Forward;
  if (isa<bufferization::BufferViewFlowOpInterface>(op))
    return {forward};
  if (auto view = dyn_cast<ViewLikeOpInterface>(op))
    // A memref that is no source describes the view (memref.reshape's shape).
    return {view.getViewSource() == use.get() ? forward : UseKind::Access};
  if (std::optional<UseVerdict> verdict = classifyControlFlow(use))
    return *verdict;
  if (isa<CallOpInterface>(op))
    return classifyCall(op);
  return classifyByEffects(use);
}

RegionKind classifyRegion(Region &region) {
  Operation *op = region.getParentOp();
  if (isAsynchronous(op) || hasForeignExecution(op))
    return RegionKind::Opaque;
  if (op->hasTrait<OpTrait::HasParallelRegion>() ||
      isa<linalg::LinalgOp, memref::GenericAtomicRMWOp>(op))
    return RegionKind::Parallel;
  if (auto branch = dyn_cast<RegionBranchOpInterface>(op))
    return branch.isRepetitiveRegion(region.getRegionNumber())
               ? RegionKind::Repeats
               : RegionKind::Once;
  // A loop that does not say how control flows may run in any order.
  if (isa<LoopLikeOpInterface>(op))
    return RegionKind::Parallel;
  return RegionKind::Opaque;
}

} // namespace idealloc
