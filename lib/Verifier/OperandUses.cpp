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
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/XeGPU/IR/XeGPU.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace idealloc {

using Facts = OperandUseFacts;

std::string whyNoWait(Operation *op) {
  std::string what = quotedName(op) + " may access it until a wait, ";
  return what + (startsDma(op) ? "and it is not certain that one comes"
                               : "which its block does not have");
}

static bool givesToken(Operation *op) {
  return llvm::any_of(op->getResultTypes(), isToken);
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
    return Facts::refused(quotedName(op) + " allocates or frees it");
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
    return Facts::refused(quotedName(op) +
                          " turns it into something that is not followed");
  return facts;
}

/// Finds where an op is done that may not be done when it returns.
Facts OperandUses::settle(Operation *op, Facts facts, bool isAsynchronous) {
  if (!isAsynchronous || (facts.wait = waits.waitFor(op)))
    return facts;
  if (startsDma(op) && (facts.transfers = waits.transfersOf(op)))
    return facts;
  return Facts::refused(whyNoWait(op));
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
    return Facts::refused("what " + quotedName(op) +
                          " does to it is not known");
  if (!llvm::all_of(op->getResultTypes(), [](Type type) {
        return isPlainData(type) || isToken(type);
      }))
    return Facts::refused(quotedName(op) + " may give it away by its results");
  bool isNamed;
  if (!addEffects(use, facts, isNamed)) {
    if (getFreedMemory(op) == use.get())
      return {.frees = true};
    return Facts::refused(quotedName(op) + " allocates or frees it");
  }
  if (!isNamed && isPromised)
    facts.reads = facts.writes = true;
  else if (!isNamed)
    return Facts::refused(quotedName(op) +
                          " takes it and neither reads nor writes it");
  return settle(op, facts, mayGoOn(op));
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
    return Facts::refused(whyNoWait(op));
  if (isa<memref::DistinctObjectsOp>(op))
    return Facts::refused(quotedName(op) + " denies that it shares its memory");
  if (isa<memref::ExtractAlignedPointerAsIndexOp>(op)) {
    bool isForOwners =
        !op->use_empty() && llvm::all_of(op->getUses(), [&](OpOperand &use) {
          auto store = dyn_cast<memref::StoreOp>(use.getOwner());
          return store && use.getOperandNumber() == 0 &&
                 isListOfOwners(store.getMemRef());
        });
    return isForOwners ? Facts()
                       : Facts::refused(quotedName(op) + " takes its address");
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
