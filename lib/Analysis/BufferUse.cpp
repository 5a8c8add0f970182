//===- BufferUse.cpp - What an op does to a placed buffer -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferUse.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
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

std::string quotedName(Operation *op) {
  return ("'" + op->getName().getStringRef() + "'").str();
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

/// Dialects whose region ops run when and how often no interface tells: on
/// several threads, devices or lanes, or later.
static bool hasForeignExecution(Operation *op) {
  return llvm::is_contained({"acc", "async", "gpu", "omp"},
                            op->getName().getDialectNamespace());
}

RegionFlow classifyRegions(Operation *op) {
  if (hasForeignExecution(op))
    return RegionFlow::Unknown;
  if (op->hasTrait<OpTrait::HasParallelRegion>() ||
      isa<linalg::LinalgOp, memref::GenericAtomicRMWOp>(op))
    return RegionFlow::Concurrent;
  auto branch = dyn_cast<RegionBranchOpInterface>(op);
  if (!branch) // affine.parallel is a loop without control flow.
    return isa<LoopLikeOpInterface>(op) ? RegionFlow::Concurrent
                                        : RegionFlow::Unknown;
  for (Region &region : op->getRegions()) {
    if (region.empty())
      continue;
    SmallVector<RegionSuccessor> successors;
    branch.getSuccessorRegions(region, successors);
    if (!region.hasOneBlock() ||
        llvm::any_of(successors, [](const RegionSuccessor &successor) {
          return !successor.isParent();
        }))
      return RegionFlow::Cyclic;
  }
  return RegionFlow::Exclusive;
}

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

/// Tokens and barriers: an op that takes or gives one may return before its
/// accesses are done. They catch the ops whose names are not known.
static bool isToken(Type type) {
  return llvm::is_contained({"async", "gpu", "nvgpu"},
                            type.getDialect().getNamespace());
}

/// The known ops that return before their accesses are done.
static bool isKnownToRunOn(Operation *op) {
  return isa<memref::DmaStartOp, memref::DmaWaitOp, affine::AffineDmaStartOp,
             affine::AffineDmaWaitOp>(op) ||
         op->getName().getDialectNamespace() == "async" ||
         op->getName().getStringRef() == "amdgpu.gather_to_lds";
}

static BufferUse refuseRunningOn(Operation *op) {
  return refuse(quotedName(op) +
                " may access it until a wait, which is not followed");
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
  BufferUse use;
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
  BufferUse use;
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
  BufferUse use;
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

/// A call that promises to keep no pointer may still return one it was given.
static BufferUse examineCall(Operation *op) {
  if (!op->hasAttr(IdeallocDialect::kNoRetain))
    return refuse("the callee of " + quotedName(op) + " may keep it");
  BufferUse use{.reads = true, .writes = true};
  for (Value result : op->getResults())
    if (isa<BaseMemRefType>(result.getType()))
      use.aliases.push_back(result);
    else if (isToken(result.getType()))
      return refuseRunningOn(op);
    else if (!isNumber(result.getType()))
      return refuse(quotedName(op) + " may give it away by its results");
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

/// Views pass their source on; whatever else they take describes the view.
static BufferUse examineView(OpOperand &operand, bool isSource) {
  Operation *op = operand.getOwner();
  BufferUse use;
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

/// Everything else: an op that says what it reads and writes, and gives nothing
/// but numbers.
static BufferUse examineAccess(OpOperand &operand) {
  Operation *op = operand.getOwner();
  auto effects = dyn_cast<MemoryEffectOpInterface>(op);
  if (llvm::any_of(op->getOperandTypes(), isToken) ||
      llvm::any_of(op->getResultTypes(), isToken))
    return refuseRunningOn(op);
  if (!effects)
    return refuse("what " + quotedName(op) + " does to it is not known");
  if (!llvm::all_of(op->getResultTypes(), isNumber))
    return refuse(quotedName(op) + " may give it away by its results");
  BufferUse use;
  bool isNamed;
  if (!addEffects(operand, effects, use, isNamed))
    return refuse(quotedName(op) + " allocates or frees it");
  if (!isNamed)
    return refuse(quotedName(op) + " takes it and neither reads nor writes it");
  return use;
}

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

/// The function that -bufferization-lower-deallocations generates: it compares
/// the addresses in two lists and answers with flags that guard deallocations.
/// Whether these happen changes no value that is read.
static bool isDeallocHelper(Operation *op) {
  auto call = dyn_cast<func::CallOp>(op);
  if (!call || !call.getCallee().starts_with("dealloc_helper") ||
      !call->hasAttr(IdeallocDialect::kNoRetain) || call->getNumResults() ||
      call->getNumOperands() != 5)
    return false;
  return llvm::all_of(llvm::enumerate(call.getOperandTypes()), [](auto item) {
    auto list = dyn_cast<MemRefType>(item.value());
    return list && list.getRank() == 1 &&
           (item.index() < 2 ? list.getElementType().isIndex()
                             : list.getElementType().isInteger(1));
  });
}

/// True if the list is only stored to, freed and given to that function.
static bool isReadByDeallocHelperOnly(Value list) {
  if (!list.getDefiningOp<memref::AllocOp>())
    return false;
  SmallVector<Value> worklist = {list};
  while (!worklist.empty()) {
    Value alias = worklist.pop_back_val();
    for (Operation *user : alias.getUsers()) {
      if (isa<memref::CastOp>(user))
        worklist.push_back(user->getResult(0));
      else if (!isa<memref::StoreOp, memref::DeallocOp>(user) &&
               !isDeallocHelper(user))
        return false;
    }
  }
  return true;
}

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

//===----------------------------------------------------------------------===//
// All uses
//===----------------------------------------------------------------------===//

BufferUse UseExaminer::examine(OpOperand &operand) {
  Operation *op = operand.getOwner();
  if (isa<memref::DimOp, memref::RankOp, memref::DeallocOp>(op))
    return {};
  if (isKnownToRunOn(op))
    return refuseRunningOn(op);
  if (isa<memref::DistinctObjectsOp>(op))
    return refuse(quotedName(op) + " denies that it shares its memory");
  if (isa<memref::ExtractAlignedPointerAsIndexOp>(op)) {
    if (isAddressForDeallocHelper(op->getResult(0)))
      return {};
    return refuse(quotedName(op) + " takes its address");
  }
  if (isa<memref::PrefetchOp, affine::AffinePrefetchOp>(op))
    return {.reads = true};
  if (auto view = dyn_cast<ViewLikeOpInterface>(op))
    return examineView(operand, view.getViewSource() == operand.get());
  if (isa<SelectLikeOpInterface, memref::TransposeOp>(op))
    return examineView(operand, /*isSource=*/true);
  if (std::optional<BufferUse> use = examineControlFlow(operand))
    return *use;
  if (isa<CallOpInterface>(op))
    return examineCall(op);
  return examineAccess(operand);
}

} // namespace idealloc
