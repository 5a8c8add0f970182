//===- OperandUses.cpp - What an op does to one operand -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OperandUses.h"

#include "ProgramPoints.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/PlainData.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Bufferization/IR/BufferViewFlowOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/XeGPU/IR/XeGPU.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace idealloc {

using Facts = OperandUseFacts;

static Facts refuse(const Twine &reason) {
  Facts facts;
  facts.refusal = reason.str();
  return facts;
}

std::string whyNoWait(Operation *op) {
  std::string what = quotedName(op) + " may access it until a wait, ";
  return what + (startsDma(op) ? "and it is not certain that one comes"
                               : "which its block does not have");
}

static bool givesToken(Operation *op) {
  return llvm::any_of(op->getResultTypes(), isToken);
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

/// Adds the value that control flow makes of the operand, if it is forwarded.
static void addForwarded(OpOperand &use, OperandRange forwarded,
                         ValueRange targets, Facts &facts) {
  if (forwarded.empty() ||
      use.getOperandNumber() < forwarded.getBeginOperandIndex())
    return;
  size_t number = use.getOperandNumber() - forwarded.getBeginOperandIndex();
  if (number < std::min<size_t>(forwarded.size(), targets.size()))
    facts.aliases.push_back(targets[number]);
}

/// By operand, the block argument that it becomes.
static std::vector<Value> readBranch(BranchOpInterface branch) {
  std::vector<Value> arguments(branch->getNumOperands());
  for (unsigned i = 0; i != branch->getNumSuccessors(); ++i) {
    SuccessorOperands passed = branch.getSuccessorOperands(i);
    for (unsigned number = passed.getProducedOperandCount();
         number != passed.size(); ++number)
      arguments[passed.getOperandIndex(number)] =
          branch->getSuccessor(i)->getArgument(number);
  }
  return arguments;
}

/// Nullopt if the op is no control flow.
std::optional<Facts> OperandUses::readControlFlow(OpOperand &use) {
  Operation *op = use.getOwner();
  Facts facts{.keepsExtent = true};
  SmallVector<RegionSuccessor> successors;
  if (auto branch = dyn_cast<BranchOpInterface>(op)) {
    auto [it, isNew] = branches.try_emplace(op);
    if (isNew)
      it->second = readBranch(branch);
    if (Value argument = it->second[use.getOperandNumber()])
      facts.aliases.push_back(argument);
  } else if (auto branch = dyn_cast<RegionBranchOpInterface>(op)) {
    branch.getSuccessorRegions(RegionBranchPoint::parent(), successors);
    for (const RegionSuccessor &successor : successors)
      addForwarded(use, branch.getEntrySuccessorOperands(successor),
                   successor.getSuccessorInputs(), facts);
  } else if (op->hasTrait<OpTrait::IsTerminator>()) {
    if (isa<FunctionOpInterface>(op->getParentOp())) {
      auto results = op->getParentOp()->getAttrOfType<StringAttr>(
          IdeallocDialect::kResults);
      return results && results == "arena" ? Facts{.reads = true}
                                           : Facts{.returns = true};
    }
    auto exit = dyn_cast<RegionBranchTerminatorOpInterface>(op);
    auto parent = dyn_cast<RegionBranchOpInterface>(op->getParentOp());
    // A terminator with a body does more than to forward (scf.reduce).
    if (exit && parent && op->getNumRegions() == 0) {
      parent.getSuccessorRegions(RegionBranchPoint(exit), successors);
      for (const RegionSuccessor &successor : successors)
        addForwarded(use, exit.getSuccessorOperands(successor),
                     successor.getSuccessorInputs(), facts);
    }
  } else {
    return std::nullopt;
  }
  if (facts.aliases.empty())
    return refuse("where " + quotedName(op) + " takes it is not known");
  return facts;
}

//===----------------------------------------------------------------------===//
// Effects and views
//===----------------------------------------------------------------------===//

/// Calls `visit` with the value of each effect, null for one on no value in
/// particular, and whether it reads or writes.
static void forEachEffect(Operation *op,
                          function_ref<void(Value, bool, bool)> visit) {
  SmallVector<MemoryEffects::EffectInstance> effects;
  if (auto interface = dyn_cast<MemoryEffectOpInterface>(op))
    interface.getEffects(effects);
  for (const MemoryEffects::EffectInstance &effect : effects)
    if (effect.getValue() || !effect.getSymbolRef())
      visit(effect.getValue(), isa<MemoryEffects::Read>(effect.getEffect()),
            isa<MemoryEffects::Write>(effect.getEffect()));
}

/// Adds the effects on the operand, and those on no value in particular, which
/// may be this one. Returns false if it may be allocated or freed.
bool OperandUses::addEffects(OpOperand &use, Facts &facts, bool &isNamed) {
  Effects here;
  auto merge = [](Effects &effects, bool reads, bool writes) {
    effects.reads |= reads;
    effects.writes |= writes;
    effects.isOther |= !reads && !writes;
  };
  Operation *op = use.getOwner();
  if (op->getNumOperands() <= manyOperands) {
    Effects none;
    forEachEffect(op, [&](Value value, bool reads, bool writes) {
      if (value && value != use.get())
        return;
      here.isNamed |= bool(value);
      merge(value ? here : none, reads, writes);
    });
    here.reads |= none.reads;
    here.writes |= none.writes;
  } else {
    auto [it, isNew] = effects.try_emplace(op);
    auto &table = it->second;
    if (isNew)
      forEachEffect(op, [&](Value value, bool reads, bool writes) {
        merge(table[value], reads, writes);
        table[value].isNamed = bool(value);
      });
    Effects none = table.lookup(Value());
    here = table.lookup(use.get());
    here.reads |= none.reads;
    here.writes |= none.writes;
  }
  isNamed = here.isNamed;
  facts.reads |= here.reads;
  facts.writes |= here.writes;
  return !here.isOther;
}

/// Views and selects: the results mean the source.
Facts OperandUses::readView(OpOperand &use) {
  Operation *op = use.getOwner();
  bool isSelect = isa<SelectLikeOpInterface>(op), isNamed;
  Facts facts{.keepsExtent =
                  isSelect ||
                  isa<memref::CastOp, memref::ExpandShapeOp,
                      memref::CollapseShapeOp, memref::TransposeOp,
                      memref::MemorySpaceCastOp, memref::AssumeAlignmentOp>(op),
              .isCertain = !isSelect};
  if (!addEffects(use, facts, isNamed))
    return refuse(quotedName(op) + " allocates or frees it");
  if (auto stated = dyn_cast<BufferUseOpInterface>(op)) {
    facts.reads |= stated.getOperandUse(use).reads;
    facts.writes |= stated.getOperandUse(use).writes;
  }
  auto view = dyn_cast<ViewLikeOpInterface>(op);
  if (view && view.getViewSource() != use.get()) {
    facts.reads = true; // It describes the view: the shape of memref.reshape.
    return facts;
  }
  for (Value result : op->getResults())
    if (isMemoryName(result.getType()))
      facts.aliases.push_back(result);
  if (facts.aliases.empty() || !llvm::all_of(op->getResultTypes(), [](Type t) {
        return isMemoryName(t) || isPlainData(t);
      }))
    return refuse(quotedName(op) +
                  " turns it into something that is not followed");
  return facts;
}

/// Finds where an op is done that may not be done when it returns.
Facts OperandUses::settle(Operation *op, Facts facts, bool isAsynchronous) {
  if (!isAsynchronous || (facts.wait = waits.waitFor(op)))
    return facts;
  if (startsDma(op) && (facts.transfers = waits.transfersOf(op)))
    return facts;
  return refuse(whyNoWait(op));
}

/// True if tokens show that the op may go on after it returns.
bool OperandUses::mayGoOn(Operation *op) {
  auto read = [&] {
    return givesToken(op) || (llvm::any_of(op->getOperandTypes(), isToken) &&
                              !isa<gpu::AsyncOpInterface>(op));
  };
  if (std::max(op->getNumOperands(), op->getNumResults()) <= manyOperands)
    return read();
  auto [it, isNew] = goOn.try_emplace(op);
  if (isNew)
    it->second = read();
  return it->second;
}

/// An op that says what it reads and writes, and gives nothing but numbers and
/// tokens.
Facts OperandUses::readEffects(OpOperand &use) {
  Operation *op = use.getOwner();
  Facts facts;
  // A promise: whatever it does, it is done when it returns.
  bool isPromised = op->hasAttr(IdeallocDialect::kNoRetain);
  if (!isPromised && !isa<MemoryEffectOpInterface>(op))
    return refuse("what " + quotedName(op) + " does to it is not known");
  if (!llvm::all_of(op->getResultTypes(), [](Type type) {
        return isPlainData(type) || isToken(type);
      }))
    return refuse(quotedName(op) + " may give it away by its results");
  bool isNamed;
  if (!addEffects(use, facts, isNamed)) {
    if (getFreedMemory(op) == use.get())
      return {.frees = true};
    return refuse(quotedName(op) + " allocates or frees it");
  }
  if (!isNamed && isPromised)
    facts.reads = facts.writes = true;
  else if (!isNamed)
    return refuse(quotedName(op) + " takes it and neither reads nor writes it");
  return settle(op, facts, mayGoOn(op));
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// The helper that -bufferization-lower-deallocations generates, by its name
/// and type: it compares addresses and answers with flags for deallocations.
static bool isDeallocHelper(Operation *op) {
  auto call = dyn_cast<func::CallOp>(op);
  if (!call || !call.getCallee().starts_with("dealloc_helper") ||
      call->getNumResults() || call->getNumOperands() != 5)
    return false;
  return llvm::all_of(llvm::enumerate(call.getOperandTypes()), [](auto item) {
    auto list = dyn_cast<MemRefType>(item.value());
    return list && list.getRank() == 1 &&
           (item.index() < 2 ? list.getElementType().isIndex()
                             : list.getElementType().isInteger(1));
  });
}

/// True if the list of addresses is stored to, freed, and given to the helper,
/// no more. Whether buffers are freed changes no value that is read.
bool OperandUses::isListOfOwners(Value list) {
  auto [known, isNew] = lists.try_emplace(list, false);
  if (!isNew)
    return known->second;
  SmallVector<Value> worklist = {list};
  bool isFit = list.getDefiningOp<memref::AllocOp>() != nullptr;
  while (isFit && !worklist.empty())
    for (Operation *user : worklist.pop_back_val().getUsers()) {
      if (isa<memref::CastOp>(user))
        worklist.push_back(user->getResult(0));
      else
        isFit &= isa<memref::StoreOp, memref::DeallocOp>(user) ||
                 isDeallocHelper(user);
    }
  return lists[list] = isFit;
}

Facts OperandUses::readCall(OpOperand &use) {
  Operation *call = use.getOwner();
  if (isDeallocHelper(call))
    return {.reads = true, .writes = true};
  auto launch = dyn_cast<gpu::LaunchFuncOp>(call);
  OperandRange passed = launch ? launch.getKernelOperands()
                               : cast<CallOpInterface>(call).getArgOperands();
  unsigned number =
      passed.empty() ? ~0u
                     : use.getOperandNumber() - passed.getBeginOperandIndex();
  CalleeEffect effect = CalleeSummaries::effectOf(callees, call, number);
  if (!effect.keeps.empty())
    return {.frees = effect.frees, .refusal = effect.keeps};
  Facts facts{.reads = effect.reads, .writes = effect.writes};
  if (effect.isPromised)
    llvm::copy_if(
        call->getResults(), std::back_inserter(facts.aliases),
        [](Value result) { return isa<BaseMemRefType>(result.getType()); });
  for (unsigned number : effect.results) {
    if (launch)
      break; // It gives a token, no result of the kernel.
    Value result = call->getResult(number);
    if (!isa<BaseMemRefType>(result.getType()))
      return refuse(quotedName(call) + " may give it away by its results");
    facts.aliases.push_back(result);
  }
  return settle(call, facts, mayGoOn(call));
}

//===----------------------------------------------------------------------===//
// All uses
//===----------------------------------------------------------------------===//

/// What XeGPU does through a memref or a descriptor of one; its effects name no
/// operand. Nullopt for other ops, and for those that make a descriptor.
static std::optional<Facts> readXeGPU(Operation *op) {
  using Result = std::optional<Facts>;
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<xegpu::LoadNdOp, xegpu::LoadGatherOp, xegpu::PrefetchNdOp,
            xegpu::PrefetchOp>(
          [](auto) -> Result { return Facts{.reads = true}; })
      .Case<xegpu::StoreNdOp, xegpu::StoreScatterOp>(
          [](auto) -> Result { return Facts{.writes = true}; })
      .Case<xegpu::AtomicRMWOp>(
          [](auto) -> Result { return Facts{.reads = true, .writes = true}; })
      .Case<xegpu::UpdateNdOffsetOp, xegpu::UpdateOffsetOp>(
          [](auto move) -> Result {
            Facts facts;
            facts.aliases.push_back(move->getResult(0));
            return facts;
          })
      .Default([](Operation *) -> Result { return std::nullopt; });
}

Facts OperandUses::read(OpOperand &use) {
  Operation *op = use.getOwner();
  if (std::optional<Facts> facts = readXeGPU(op))
    return *facts;
  if (isa<memref::DimOp, memref::RankOp>(op))
    return {};
  if (isa<memref::DeallocOp>(op))
    return {.frees = true};
  if (isa<memref::ReallocOp, bufferization::DeallocOp>(op))
    return {.frees = true, .refusal = quotedName(op) + " may free it"};
  if (OpOperand *tag = dmaTagOf(op)) {
    if (!startsDma(op))
      return {.reads = true, .writes = true}; // A wait, of its tag.
    bool isSource = op->getOperand(0) == use.get(), isTag = tag == &use;
    bool isTarget = use.getOperandNumber() != 0;
    return settle(op, {.reads = isSource || isTag, .writes = isTarget || isTag},
                  /*isAsynchronous=*/true);
  }
  if (op->getName().getStringRef() == "amdgpu.gather_to_lds")
    return refuse(whyNoWait(op));
  if (isa<memref::DistinctObjectsOp>(op))
    return refuse(quotedName(op) + " denies that it shares its memory");
  if (isa<memref::ExtractAlignedPointerAsIndexOp>(op)) {
    bool isForOwners =
        !op->use_empty() && llvm::all_of(op->getUses(), [&](OpOperand &use) {
          auto store = dyn_cast<memref::StoreOp>(use.getOwner());
          return store && use.getOperandNumber() == 0 &&
                 isListOfOwners(store.getMemRef());
        });
    return isForOwners ? Facts()
                       : refuse(quotedName(op) + " takes its address");
  }
  if (isa<memref::PrefetchOp, affine::AffinePrefetchOp>(op))
    return {.reads = true};
  if (isa<ViewLikeOpInterface, SelectLikeOpInterface, memref::TransposeOp>(op))
    return readView(use);
  if (std::optional<Facts> facts = readControlFlow(use))
    return *facts;
  if (auto stated = dyn_cast<BufferUseOpInterface>(op)) {
    Facts facts{.reads = stated.getOperandUse(use).reads,
                .writes = stated.getOperandUse(use).writes};
    if (auto flow = dyn_cast<bufferization::BufferViewFlowOpInterface>(*op))
      flow.populateDependencies([&](ValueRange from, ValueRange to) {
        if (llvm::is_contained(from, use.get()))
          llvm::append_range(facts.aliases, to);
      });
    return facts;
  }
  return isa<CallOpInterface, gpu::LaunchFuncOp>(op) ? readCall(use)
                                                     : readEffects(use);
}

} // namespace idealloc
