//===- BufferUse.cpp - What an op does to a placed buffer -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferUse.h"

#include "DeallocHelper.h"
#include "OpOrder.h"
#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/CalleeUse.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Bufferization/IR/BufferViewFlowOpInterface.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

namespace idealloc {

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

static BufferUse refuse(const Twine &reason) {
  BufferUse use;
  use.refusal = reason.str();
  return use;
}

/// Numbers, and vectors of them: values that hold no pointer and no promise.
static bool isNumber(Type type) {
  if (auto vector = dyn_cast<VectorType>(type))
    type = vector.getElementType();
  if (auto complexType = dyn_cast<ComplexType>(type))
    type = complexType.getElementType();
  return type.isIntOrIndexOrFloat();
}

std::string noWaitReason(Operation *op) {
  return quotedName(op) +
         " may access it until a wait, which its block does not have";
}

/// Aliases among `inputs` of the operand at `number`, if `operands` has it.
static void follow(unsigned number, OperandRange operands, ValueRange inputs,
                   BufferUse &use) {
  if (operands.empty() || number < operands.getBeginOperandIndex())
    return;
  unsigned index = number - operands.getBeginOperandIndex();
  if (index < operands.size() && index < inputs.size())
    use.aliases.push_back(inputs[index]);
}

static BufferUse followEntry(OpOperand &operand, RegionBranchOpInterface op) {
  BufferUse use{.keepsExtent = true};
  SmallVector<RegionSuccessor> successors;
  op.getSuccessorRegions(RegionBranchPoint::parent(), successors);
  for (const RegionSuccessor &successor : successors)
    follow(operand.getOperandNumber(), op.getEntrySuccessorOperands(successor),
           successor.getSuccessorInputs(), use);
  return use;
}

static BufferUse followExit(OpOperand &operand,
                            RegionBranchTerminatorOpInterface op,
                            RegionBranchOpInterface parent) {
  BufferUse use{.keepsExtent = true};
  SmallVector<RegionSuccessor> successors;
  parent.getSuccessorRegions(RegionBranchPoint(op), successors);
  for (const RegionSuccessor &successor : successors)
    follow(operand.getOperandNumber(), op.getSuccessorOperands(successor),
           successor.getSuccessorInputs(), use);
  return use;
}

/// Uses that pass the buffer on along control flow; nullopt for ops that are
/// not control flow.
static std::optional<BufferUse> examineControlFlow(OpOperand &operand) {
  Operation *op = operand.getOwner();
  BufferUse use{.keepsExtent = true};
  if (auto branch = dyn_cast<BranchOpInterface>(op)) {
    if (auto argument =
            branch.getSuccessorBlockArgument(operand.getOperandNumber()))
      use.aliases.push_back(*argument);
  } else if (auto region = dyn_cast<RegionBranchOpInterface>(op)) {
    use = followEntry(operand, region);
  } else if (op->hasTrait<OpTrait::IsTerminator>()) {
    if (isa<FunctionOpInterface>(op->getParentOp()))
      return refuse(quotedName(op) + " returns it");
    auto exit = dyn_cast<RegionBranchTerminatorOpInterface>(op);
    auto parent = dyn_cast<RegionBranchOpInterface>(op->getParentOp());
    if (exit && parent)
      use = followExit(operand, exit, parent);
  } else {
    return std::nullopt;
  }
  if (use.aliases.empty())
    return refuse("where " + quotedName(op) + " takes it is not known");
  return use;
}

/// Adds the declared effects on the operand; false if something else than
/// reading and writing may happen to it. An effect on no value in particular
/// may be one on this value.
static bool addEffects(OpOperand &operand, MemoryEffectOpInterface op,
                       BufferUse &use, bool &isNamed) {
  SmallVector<MemoryEffects::EffectInstance> effects;
  op.getEffects(effects);
  isNamed = false;
  for (const MemoryEffects::EffectInstance &effect : effects) {
    bool named = effect.getValue() == operand.get();
    if (!named && (effect.getValue() || effect.getSymbolRef()))
      continue;
    isNamed |= named;
    if (isa<MemoryEffects::Read>(effect.getEffect()))
      use.reads = true;
    else if (isa<MemoryEffects::Write>(effect.getEffect()))
      use.writes = true;
    else if (named)
      return false;
  }
  return true;
}

/// Views that mean the same elements as their source.
static bool keepsExtent(Operation *op) {
  return isa<memref::CastOp, memref::ExpandShapeOp, memref::CollapseShapeOp,
             memref::TransposeOp, memref::MemorySpaceCastOp,
             memref::AssumeAlignmentOp, SelectLikeOpInterface>(op);
}

/// Views pass their source on; whatever else they take describes the view.
static BufferUse examineView(OpOperand &operand, bool isSource) {
  Operation *op = operand.getOwner();
  BufferUse use{.keepsExtent = keepsExtent(op),
                .isCertain = !isa<SelectLikeOpInterface>(op)};
  bool isNamed;
  if (auto effects = dyn_cast<MemoryEffectOpInterface>(op))
    if (!addEffects(operand, effects, use, isNamed))
      return refuse(quotedName(op) + " allocates or frees it");
  if (!isSource) {
    use.reads = true; // The shape of memref.reshape.
    return use;
  }
  for (Value result : op->getResults())
    if (isa<BaseMemRefType>(result.getType()))
      use.aliases.push_back(result);
    else if (!isNumber(result.getType()))
      return refuse(quotedName(op) + " turns it into something that is not "
                                     "followed");
  if (use.aliases.empty())
    return refuse(quotedName(op) + " turns it into something that is not "
                                   "followed");
  return use;
}

/// Ops that speak for themselves.
static BufferUse examineInterface(OpOperand &operand, BufferUseOpInterface op) {
  OperandUse stated = op.getOperandUse(operand);
  BufferUse use{.reads = stated.reads, .writes = stated.writes};
  if (auto flow = dyn_cast<bufferization::BufferViewFlowOpInterface>(*op))
    flow.populateDependencies([&](ValueRange from, ValueRange to) {
      if (llvm::is_contained(from, operand.get()))
        llvm::append_range(use.aliases, to);
    });
  return use;
}

/// Finds the wait of an op that gives tokens.
BufferUse &UseExaminer::settleTokens(Operation *op, BufferUse &use) {
  bool givesToken = llvm::any_of(op->getResultTypes(), isToken);
  if (!givesToken && (isa<gpu::AsyncOpInterface>(op) ||
                      !llvm::any_of(op->getOperandTypes(), isToken)))
    return use; // It returns when it is done.
  use.wait = givesToken ? waits.waitFor(op) : nullptr;
  if (!use.wait)
    use = refuse(noWaitReason(op));
  return use;
}

BufferUse UseExaminer::examineDma(OpOperand &operand) {
  Operation *op = operand.getOwner();
  if (!startsDma(op))
    return {.reads = true, .writes = true}; // A wait, of its tag.
  Value source = op->getOperand(0);         // Of both kinds of op.
  bool isTag = getDmaTag(op) == &operand;
  bool isSource = operand.getOperandNumber() == 0;
  BufferUse use{.reads = isSource || isTag, .writes = !isSource || isTag};
  if (source == operand.get())
    use.reads = true;
  use.wait = waits.waitFor(op);
  return use.wait ? use : refuse(noWaitReason(op));
}

/// What a summary says; a call that keeps no pointer may return one.
BufferUse UseExaminer::examineCall(OpOperand &operand) {
  auto call = cast<CallOpInterface>(operand.getOwner());
  std::optional<CalleeUse> callee = CalleeUse::get(call);
  OperandRange arguments = call.getArgOperands();
  unsigned number = arguments.empty() ? ~0u
                                      : operand.getOperandNumber() -
                                            arguments.getBeginOperandIndex();
  if (!callee || number >= arguments.size() ||
      callee->arguments[number] == CalleeUse::Argument::Keep) {
    StringRef why = callee ? StringRef() : CalleeUse::whyNone(call);
    return refuse("the callee of " + quotedName(call) + " may keep it" +
                  (why.empty() ? "" : ": ") + why);
  }
  using Argument = CalleeUse::Argument;
  Argument argument = callee->arguments[number];
  BufferUse use;
  use.reads = argument == Argument::Read || argument == Argument::ReadWrite;
  use.writes = argument == Argument::Write || argument == Argument::ReadWrite;
  for (auto [result, operands] :
       llvm::zip_equal(call->getResults(), callee->results)) {
    bool isAlias = llvm::is_contained(operands, int64_t(number));
    if (isa<BaseMemRefType>(result.getType())) {
      if (isAlias)
        use.aliases.push_back(result);
    } else if (isAlias ||
               (!isNumber(result.getType()) && !isToken(result.getType()))) {
      return refuse(quotedName(call) + " may give it away by its results");
    }
  }
  return settleTokens(call, use);
}

/// Everything else: an op that says what it reads and writes, and gives nothing
/// but numbers and tokens.
BufferUse UseExaminer::examineAccess(OpOperand &operand) {
  Operation *op = operand.getOwner();
  BufferUse use;
  if (isa<gpu::LaunchFuncOp>(op)) {
    use.reads = use.writes = true;
    return settleTokens(op, use);
  }
  auto effects = dyn_cast<MemoryEffectOpInterface>(op);
  if (!effects)
    return refuse("what " + quotedName(op) + " does to it is not known");
  if (!llvm::all_of(op->getResultTypes(),
                    [](Type type) { return isNumber(type) || isToken(type); }))
    return refuse(quotedName(op) + " may give it away by its results");
  bool isNamed;
  if (!addEffects(operand, effects, use, isNamed))
    return getFreedMemory(op) == operand.get()
               ? BufferUse()
               : refuse(quotedName(op) + " allocates or frees it");
  if (!isNamed)
    return refuse(quotedName(op) + " takes it and neither reads nor writes it");
  return settleTokens(op, use);
}

//===----------------------------------------------------------------------===//
// All uses
//===----------------------------------------------------------------------===//

bool UseExaminer::isAddressForDeallocHelper(Value address) {
  return !address.use_empty() &&
         llvm::all_of(address.getUses(), [&](OpOperand &use) {
           auto store = dyn_cast<memref::StoreOp>(use.getOwner());
           if (!store || use.getOperandNumber() != 0) // Not the value to store.
             return false;
           auto [it, isNew] = lists.try_emplace(store.getMemRef());
           if (isNew)
             it->second = isReadByDeallocHelperOnly(store.getMemRef());
           return it->second;
         });
}

BufferUse UseExaminer::examine(OpOperand &operand) {
  Operation *op = operand.getOwner();
  if (isa<memref::DimOp, memref::RankOp, memref::DeallocOp>(op))
    return {};
  if (getDmaTag(op))
    return examineDma(operand);
  if (op->getName().getStringRef() == "amdgpu.gather_to_lds")
    return refuse(noWaitReason(op));
  if (isa<memref::DistinctObjectsOp>(op))
    return refuse(quotedName(op) + " denies that it shares its memory");
  if (isa<memref::ExtractAlignedPointerAsIndexOp>(op)) {
    if (isAddressForDeallocHelper(op->getResult(0)))
      return {};
    return refuse(quotedName(op) + " takes its address");
  }
  if (isa<memref::PrefetchOp, affine::AffinePrefetchOp>(op))
    return {.reads = true};
  if (auto view = dyn_cast<ViewLikeOpInterface>(op)) {
    auto stated = dyn_cast<BufferUseOpInterface>(op);
    BufferUse use = examineView(operand, view.getViewSource() == operand.get());
    use.reads |= stated && stated.getOperandUse(operand).reads;
    use.writes |= stated && stated.getOperandUse(operand).writes;
    return use;
  }
  if (isa<SelectLikeOpInterface, memref::TransposeOp>(op))
    return examineView(operand, /*isSource=*/true);
  if (std::optional<BufferUse> use = examineControlFlow(operand))
    return *use;
  if (auto stated = dyn_cast<BufferUseOpInterface>(op))
    return examineInterface(operand, stated);
  if (isa<CallOpInterface>(op))
    return examineCall(operand);
  return examineAccess(operand);
}

} // namespace idealloc
