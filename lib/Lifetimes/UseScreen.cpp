//===- UseScreen.cpp - What a use does to a buffer ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/UseScreen.h"

#include "OpFacts.h"
#include "WholeAccess.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/PlainData.h"
#include "idealloc/Lifetimes/AliasFlow.h"
#include "idealloc/Lifetimes/Ownership.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/Bufferization/IR/BufferViewFlowOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/XeGPU/IR/XeGPU.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
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

/// True unless the op declares its effects and none may be on this operand.
static bool mayAccess(OpOperand &use, OpFacts &facts) {
  auto effects = facts.effectsOn(use.getOwner(), use.get());
  return !effects || effects->any;
}

/// Loads and stores of XeGPU, through a memref or a descriptor: they declare
/// effects, on no value in particular.
static std::optional<UseVerdict> classifyXeGPU(Operation *op) {
  if (isa<xegpu::LoadNdOp, xegpu::LoadGatherOp, xegpu::PrefetchNdOp,
          xegpu::PrefetchOp>(op))
    return UseVerdict{UseKind::Access, {}, /*reads=*/true, /*writes=*/false};
  if (isa<xegpu::StoreNdOp, xegpu::StoreScatterOp>(op))
    return UseVerdict{UseKind::Access, {}, /*reads=*/false, /*writes=*/true};
  if (isa<xegpu::AtomicRMWOp>(op))
    return UseVerdict{UseKind::Access};
  if (isa<xegpu::UpdateOffsetOp, xegpu::UpdateNdOffsetOp>(op))
    return UseVerdict{UseKind::Forward};
  return std::nullopt;
}

/// Ops with a meaning of their own that interfaces do not tell.
static std::optional<UseVerdict> classifyByName(OpOperand &use) {
  Operation *op = use.getOwner();
  if (getFreedMemory(op) == use.get())
    return UseVerdict{UseKind::Free};
  if (isa<memref::DmaWaitOp, affine::AffineDmaWaitOp>(op))
    return UseVerdict{UseKind::Access};
  if (isa<memref::ReallocOp>(op))
    return escape("'memref.realloc' frees and replaces it; run "
                  "-expand-realloc first");
  if (isa<bufferization::DeallocOp>(op))
    return escape("'bufferization.dealloc' compares its address at run time; "
                  "run -bufferization-lower-deallocations first, or plan "
                  "before the deallocation pipeline");
  if (isa<bufferization::CloneOp>(op))
    return escape("'bufferization.clone' may copy it or be another name of it; "
                  "run -idealloc-make-static first");
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
  // What the caller reads there is what is in it then.
  if (op->hasTrait<OpTrait::ReturnLike>() &&
      op->getParentOp()->hasAttr(IdeallocDialect::kResults) &&
      isa<FunctionOpInterface>(op->getParentOp()))
    return UseVerdict{UseKind::Access, {}, /*reads=*/true, /*writes=*/false};
  return classifyXeGPU(op);
}

/// Operands of terminators and region ops: forwarded along control flow, or
/// not understood.
static std::optional<UseVerdict> classifyControlFlow(OpOperand &use,
                                                     OpFacts &facts) {
  Operation *op = use.getOwner();
  if (op->hasTrait<OpTrait::ReturnLike>() &&
      isa<FunctionOpInterface>(op->getParentOp()))
    return escape(quoted(op) + " returns it");
  if (auto branch = dyn_cast<BranchOpInterface>(op)) {
    if (facts.targetOf(branch, use.getOperandNumber()))
      return UseVerdict{UseKind::Forward};
    return escape(quoted(op) + " takes it and does not say where it goes");
  }
  if (auto terminator = dyn_cast<RegionBranchTerminatorOpInterface>(op)) {
    if (isPassedOn(use, terminator))
      return UseVerdict{UseKind::Forward};
    return escape(quoted(op) + " passes it to " + quoted(op->getParentOp()) +
                  ", which does not say where it goes");
  }
  if (auto branch = dyn_cast<RegionBranchOpInterface>(op)) {
    for (const RegionSuccessor &successor : facts.entriesOf(branch)) {
      OperandRange forwarded = branch.getEntrySuccessorOperands(successor);
      if (forwarded.empty())
        continue; // It has no begin.
      unsigned first = forwarded.getBeginOperandIndex();
      if (use.getOperandNumber() >= first &&
          use.getOperandNumber() < first + forwarded.size())
        return UseVerdict{UseKind::Forward};
    }
    return escape(quoted(op) + " takes it and does not say where it goes");
  }
  return std::nullopt;
}

/// Why a call may keep what is passed to it; names the callee if that is known.
static std::string whyRetained(Operation *call) {
  std::string reason;
  llvm::raw_string_ostream stream(reason);
  stream << "the callee of " << quoted(call) << " may retain it";
  StringRef why = CalleeUse::whyNone(call);
  SymbolRefAttr symbol = getCalledSymbol(call);
  if (!why.empty())
    stream << ": " << why;
  else if (symbol)
    stream << ": " << symbol;
  stream << "; promise the contrary with idealloc.noretain on the call or the "
            "function";
  return reason;
}

/// By the summary of the callee. A result that is a memref is followed; a
/// promise says nothing of what else results may carry.
static UseVerdict classifyCall(OpOperand &use, OpFacts &facts) {
  Operation *call = use.getOwner();
  OperandRange passed = getPassedOperands(call);
  int64_t number = passed.empty() ? -1
                                  : int64_t(use.getOperandNumber()) -
                                        passed.getBeginOperandIndex();
  const OpFacts::Callee *callee = facts.calleeOf(call);
  if (!callee || number < 0 || number >= int64_t(passed.size()) ||
      callee->use.arguments[number] == CalleeUse::Argument::Keep)
    return escape(whyRetained(call));
  if (callee->use.arguments[number] == CalleeUse::Argument::Free)
    return escape("the callee of " + quoted(call) + " may free it");
  ArrayRef<unsigned> results = callee->resultsOf[number];
  if (facts.hasOpaqueResult(call) &&
      (call->hasAttr(IdeallocDialect::kNoRetain) ||
       llvm::any_of(results, [&](unsigned result) {
         Type type = call->getResult(result).getType();
         return !isa<BaseMemRefType>(type) && !isPlainData(type);
       })))
    return escape(quoted(call) + " may forward it through its result");
  CalleeUse::Argument argument = callee->use.arguments[number];
  if (argument != CalleeUse::Argument::None)
    return {UseKind::Access,
            {},
            /*reads=*/argument != CalleeUse::Argument::Write,
            /*writes=*/argument != CalleeUse::Argument::Read};
  return {results.empty() ? UseKind::None : UseKind::Forward};
}

/// True if the operand is the value that the op writes to another one.
static bool isStoredValue(OpOperand &use) {
  return isa<memref::StoreOp, affine::AffineStoreOp, memref::AtomicRMWOp>(
             use.getOwner()) &&
         use.getOperandNumber() == 0;
}

/// Everything else, by declared memory effects. The results of an op that is
/// waited for are tokens.
static UseVerdict classifyByEffects(OpOperand &use, bool isWaitedFor,
                                    OpFacts &facts) {
  Operation *op = use.getOwner();
  auto effects = facts.effectsOn(op, use.get());
  bool isPromised = op->hasAttr(IdeallocDialect::kNoRetain);
  if (!effects && !isPromised)
    return escape(quoted(op) + " is unknown: it declares no memory effects; "
                               "promise with idealloc.noretain that it does "
                               "not retain it");
  if (!isWaitedFor &&
      (facts.hasOpaqueResult(op) ||
       llvm::any_of(op->getResultTypes(), llvm::IsaPred<BaseMemRefType>)))
    return escape(quoted(op) + " may forward it through its result");
  if (!effects)
    return {UseKind::Access};
  if (effects->allocatesOrFrees)
    return escape(quoted(op) + " allocates or frees it");
  if (!effects->isNamed && isPromised)
    return {UseKind::Access};
  if (!effects->isNamed && isStoredValue(use))
    return escape(quoted(op) + " stores it in another memref, and who loads it "
                               "from there is not followed");
  if (!effects->isNamed)
    return escape(quoted(op) + " takes it without reading or writing it");
  return {UseKind::Access,
          {},
          effects->reads,
          effects->writes,
          overwritesWhole(use)};
}

/// Ops that describe themselves.
static UseVerdict classifyByInterface(OpOperand &use, BufferUseOpInterface op) {
  OperandUse stated = op.getOperandUse(use);
  if (stated.reads || stated.writes)
    return {UseKind::Access,
            {},
            stated.reads,
            stated.writes,
            stated.overwrites && !stated.reads};
  return {isa<ViewLikeOpInterface, bufferization::BufferViewFlowOpInterface>(
              op.getOperation())
              ? UseKind::Forward
              : UseKind::None};
}

/// What the declared effects of a copy or a linalg op on the memory of one of
/// its operands come to, without a list of all of them; nullopt if there are so
/// many operands that comparing all of them would cost more, or the op
/// describes itself.
static std::optional<UseVerdict> classifyUsual(OpOperand &use) {
  Operation *op = use.getOwner();
  if (auto copy = dyn_cast<memref::CopyOp>(op)) {
    bool isWritten = use.getOperandNumber() == 1;
    if (copy.getSource() == copy.getTarget())
      return std::nullopt;
    return UseVerdict{
        UseKind::Access, {}, !isWritten, isWritten, overwritesWhole(use)};
  }
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!linalgOp || op->getNumResults() != 0 || op->getNumOperands() > 8 ||
      !isa<MemRefType>(use.get().getType()) || isa<BufferUseOpInterface>(op))
    return std::nullopt;
  UseVerdict verdict{UseKind::Access, {}, /*reads=*/false, /*writes=*/false};
  for (OpOperand &operand : op->getOpOperands()) {
    if (operand.get() != use.get())
      continue;
    bool isWritten = isOutput(operand);
    verdict.writes |= isWritten;
    verdict.reads |= !isWritten || readsInBody(operand);
  }
  verdict.overwrites = verdict.writes && overwritesWhole(use);
  return verdict;
}

static UseVerdict classifySynchronous(OpOperand &use, bool isWaitedFor,
                                      OpFacts &facts) {
  Operation *op = use.getOwner();
  if (auto interface = dyn_cast<BufferUseOpInterface>(op))
    return classifyByInterface(use, interface);
  UseKind forward = mayAccess(use, facts) ? UseKind::Access : UseKind::Forward;
  if (isa<bufferization::BufferViewFlowOpInterface>(op))
    return {forward};
  if (auto view = dyn_cast<ViewLikeOpInterface>(op)) {
    // A memref that is no source describes the view (memref.reshape's shape).
    if (view.getViewSource() != use.get())
      return {UseKind::Access};
    for (Type type : op->getResultTypes())
      if (!isMemoryName(type) && !isPlainData(type))
        return escape(quoted(op) + " makes it something that is not followed");
    return {forward};
  }
  if (std::optional<UseVerdict> verdict = classifyControlFlow(use, facts))
    return *verdict;
  if (isCallLike(op))
    return classifyCall(use, facts);
  return classifyByEffects(use, isWaitedFor, facts);
}

UseVerdict classifyUse(OpOperand &use, OpFacts &facts) {
  Operation *op = use.getOwner();
  if (std::optional<UseVerdict> verdict = classifyUsual(use))
    return *verdict;
  if (std::optional<UseVerdict> verdict = classifyByName(use))
    return *verdict;
  if (!facts.isAsynchronous(op)) {
    if (isa_and_nonnull<async::AsyncDialect>(op->getDialect()))
      return escape(quoted(op) + " takes it along, which is not followed");
    return classifySynchronous(use, /*isWaitedFor=*/false, facts);
  }
  const Completion &completion = facts.completionOf(op);
  if (!completion.wait && !completion.flight)
    return escape(completion.problem);
  UseVerdict verdict =
      isa<memref::DmaStartOp, affine::AffineDmaStartOp>(op)
          ? UseVerdict{UseKind::Access}
          : classifySynchronous(use, /*isWaitedFor=*/true, facts);
  if (verdict.kind != UseKind::Access && verdict.kind != UseKind::Escape)
    return escape(quoted(op) + " passes it on asynchronously");
  verdict.overwrites = false;
  verdict.wait = completion.wait;
  verdict.flight = completion.flight.get();
  return verdict;
}

} // namespace idealloc
