//===- OrderEffects.cpp - What ops do to memory, for orders ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OrderEffects.h"

#include "ProgramPoints.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/PlainData.h"

#include "mlir/Dialect/Bufferization/IR/BufferViewFlowOpInterface.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

namespace idealloc {

OrderEffects::OrderEffects(FunctionOpInterface function,
                           const CalleeSummaries *callees)
    : function(function), operandUses(callees) {
  findRoots(function);
  meanings.emplace(roots, operandUses);
  for (const MeaningfulValue &value : meanings->getValues())
    circles[value.value] = value.circle;
  findExposed();
  findWide();
}

//===----------------------------------------------------------------------===//
// Memories
//===----------------------------------------------------------------------===//

void OrderEffects::addRoot(Value value, Kind kind) {
  if (!isMemoryName(value.getType()) ||
      !numbers.try_emplace(value, roots.size()).second)
    return;
  roots.push_back(value);
  kinds.push_back(kind);
}

/// Of what is no allocation.
OrderEffects::Kind OrderEffects::kindOf(Value value) {
  if (auto get = value.getDefiningOp<memref::GetGlobalOp>()) {
    auto global = symbols.lookupNearestSymbolFrom<memref::GlobalOp>(
        get, get.getNameAttr());
    return global && global.getConstant() ? Kind::Constant : Kind::Outside;
  }
  auto argument = dyn_cast<BlockArgument>(value);
  bool isOwn = argument &&
               argument.getOwner() == &function.getFunctionBody().front() &&
               function.getArgAttr(argument.getArgNumber(), "llvm.noalias");
  return isOwn ? Kind::Buffer : Kind::Outside;
}

/// Memory that names do not get from others, or perhaps not.
void OrderEffects::findRoots(FunctionOpInterface function) {
  DenseSet<Operation *> unclear;
  auto makesAliases = [](Operation *op) {
    return isa<ViewLikeOpInterface, SelectLikeOpInterface, memref::TransposeOp,
               RegionBranchOpInterface,
               bufferization::BufferViewFlowOpInterface>(op);
  };
  function->walk([&](Operation *op) {
    for (OpOperand &operand : op->getOpOperands())
      if (isMemoryName(operand.get().getType()) &&
          !operandUses.read(operand).refusal.empty()) {
        unclear.insert(op);
        if (op->hasTrait<OpTrait::IsTerminator>())
          unclear.insert(op->getParentOp());
      }
  });
  function->walk([&](Operation *op) {
    for (Region &region : op->getRegions())
      for (Block &block : region)
        if (op == function
                ? block.isEntryBlock()
                : block.isEntryBlock() && (!isa<RegionBranchOpInterface>(op) ||
                                           unclear.contains(op)))
          for (Value argument : block.getArguments())
            addRoot(argument, kindOf(argument));
    if (Value memory = getAllocatedMemory(op))
      return addRoot(memory, Kind::Buffer);
    bool isXeGPU = op->getName().getDialectNamespace() == "xegpu";
    if (op != function &&
        (unclear.contains(op) || (!makesAliases(op) && !isXeGPU)))
      for (Value result : op->getResults())
        addRoot(result, kindOf(result));
  });
}

bool OrderEffects::isExposing(const OperandUseFacts &facts,
                              Operation *op) const {
  if (!facts.refusal.empty() || facts.wait || facts.transfers)
    return true;
  if (!facts.isAccess() && !facts.frees)
    return false;
  for (op = op->getParentOp(); op != function; op = op->getParentOp()) {
    BodyKind kind = bodyKindOf(op);
    if (kind == BodyKind::Deferred || kind == BodyKind::Unknown)
      return true;
  }
  return false;
}

/// Buffers that others may know, or access at another time.
void OrderEffects::findExposed() {
  for (const MeaningfulValue &value : meanings->getValues())
    for (const auto &[use, facts] : value.uses)
      if (isExposing(facts, use->getOwner()))
        forEachBuffer(meanings->meaningsOf(value),
                      [&](unsigned root) { kinds[root] = Kind::Outside; });
}

/// Where values that may mean very many buffers make very many pairs of an
/// access and a buffer, what they mean is outside. The limits are above those
/// of who orders, for whom it is outside then, too.
void OrderEffects::findWide() {
  constexpr size_t manyBuffers = 256, mostPairs = size_t(1) << 22;
  size_t numPairs = 0;
  std::vector<const MeaningfulValue *> found;
  for (const MeaningfulValue &value : meanings->getValues()) {
    size_t numAccesses = llvm::count_if(value.uses, [](const auto &use) {
      return use.second.isAccess() || use.second.frees;
    });
    if (numAccesses == 0)
      continue;
    size_t count = 0;
    for (const MeaningWord &word : meanings->meaningsOf(value))
      count += llvm::popcount(word.means);
    if (count <= manyBuffers)
      continue;
    numPairs += numAccesses * count;
    found.push_back(&value);
  }
  if (numPairs <= mostPairs)
    return;
  for (const MeaningfulValue *value : found) {
    wide.insert(value->value);
    forEachBuffer(meanings->meaningsOf(*value),
                  [&](unsigned root) { kinds[root] = Kind::Outside; });
  }
}

unsigned OrderEffects::memoryOf(Operation *allocation) const {
  auto found = numbers.find(allocation->getResult(0));
  return found == numbers.end() || kinds[found->second] != Kind::Buffer
             ? outside
             : found->second + 1;
}

//===----------------------------------------------------------------------===//
// Effects
//===----------------------------------------------------------------------===//

void OrderEffects::add(OpOperand &operand, Effects &effects) {
  OperandUseFacts facts = operandUses.read(operand);
  Effect effect{outside, facts.reads || facts.frees,
                facts.writes || facts.frees, &operand};
  if (!facts.refusal.empty()) {
    effects.isFence = true;
    effect.reads = effect.writes = true;
  }
  if (!effect.reads && !effect.writes)
    return;
  auto circle = circles.find(operand.get());
  if (circle == circles.end() || wide.contains(operand.get())) {
    effects.list.push_back(effect);
    return;
  }
  MeaningfulValue name{operand.get(), circle->second};
  forEachBuffer(meanings->meaningsOf(name), [&](unsigned root) {
    if (kinds[root] == Kind::Constant && !effect.writes)
      return;
    effect.memory = kinds[root] == Kind::Buffer ? root + 1 : outside;
    effects.list.push_back(effect);
  });
}

/// True if an op may do more than access its operands, apart from what is
/// nested in it.
static bool mayDoMore(Operation *op) {
  auto isStrange = [](Type type) {
    return !isMemoryName(type) && !isPlainData(type);
  };
  if (llvm::any_of(op->getOperandTypes(), isStrange) ||
      llvm::any_of(op->getResultTypes(), isStrange) || isCallLike(op) ||
      dmaTagOf(op))
    return true;
  if (isa<RegionBranchTerminatorOpInterface, BranchOpInterface>(op))
    return false;
  auto interface = dyn_cast<MemoryEffectOpInterface>(op);
  if (!interface)
    return !op->hasTrait<OpTrait::HasRecursiveMemoryEffects>();
  SmallVector<MemoryEffects::EffectInstance> effects;
  interface.getEffects(effects);
  for (const MemoryEffects::EffectInstance &effect : effects)
    if (!effect.getValue() || !isMemoryName(effect.getValue().getType()))
      return true;
  return false;
}

OrderEffects::Effects OrderEffects::of(Operation *op) {
  Effects effects;
  op->walk([&](Operation *nested) {
    for (OpOperand &operand : nested->getOpOperands())
      if (isMemoryName(operand.get().getType()))
        add(operand, effects);
    BodyKind kind = nested->getNumRegions() == 0 ? BodyKind::Concurrent
                                                 : bodyKindOf(nested);
    effects.isFence |= mayDoMore(nested) || kind == BodyKind::Deferred ||
                       kind == BodyKind::Unknown;
  });
  if (effects.isFence)
    effects.list.push_back({outside, true, true, nullptr});
  return effects;
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// The elements of a view as ranges in the dimensions of the buffer, read off
/// the strides and the offset of its type. The buffer has no gaps.
static std::optional<SmallVector<std::pair<int64_t, int64_t>>>
rangesOf(MemRefType view, MemRefType buffer) {
  SmallVector<int64_t> strides, steps;
  int64_t offset, start;
  if (!view.hasStaticShape() || !buffer.hasStaticShape() ||
      failed(view.getStridesAndOffset(strides, offset)) ||
      failed(buffer.getStridesAndOffset(steps, start)) || start != 0 ||
      !buffer.getLayout().isIdentity() || buffer.getNumElements() == 0 ||
      ShapedType::isDynamic(offset) || offset < 0 ||
      ShapedType::isDynamicShape(strides))
    return std::nullopt;
  SmallVector<std::pair<int64_t, int64_t>> ranges;
  for (int64_t step : steps) {
    ranges.push_back({offset / step, offset / step + 1});
    offset %= step;
  }
  for (auto [size, stride] : llvm::zip_equal(view.getShape(), strides)) {
    if (size == 0)
      return std::nullopt;
    if (size == 1)
      continue;
    // The outermost dimension of which it is whole steps.
    const auto *step = llvm::find_if(steps, [&, stride = stride](int64_t step) {
      return step <= stride && stride % step == 0;
    });
    if (stride <= 0 || step == steps.end())
      return std::nullopt;
    ranges[step - steps.begin()].second += (size - 1) * (stride / *step);
  }
  // A range that leaves its dimension goes on in the next one.
  for (auto [range, size] : llvm::zip_equal(ranges, buffer.getShape()))
    if (range.second > size)
      return std::nullopt;
  return ranges;
}

bool OrderEffects::areDisjoint(Value a, Value b) {
  // The names from which a name is made by views of known places, itself first.
  auto chainOf = [](Value name) {
    SmallVector<Value> chain = {name};
    while (auto view = name.getDefiningOp<ViewLikeOpInterface>()) {
      if (!isa<memref::SubViewOp, memref::CastOp, memref::ExpandShapeOp,
               memref::CollapseShapeOp, memref::TransposeOp>(
              view.getOperation()))
        break;
      chain.push_back(name = view.getViewSource());
    }
    return chain;
  };
  SmallVector<Value> first = chainOf(a), second = chainOf(b);
  auto buffer = dyn_cast<MemRefType>(first.back().getType());
  if (first.back() != second.back() || !buffer ||
      !first.back().getDefiningOp() ||
      !getAllocatedMemory(first.back().getDefiningOp()))
    return false;
  for (Value left : first)
    for (Value right : second) {
      auto leftType = dyn_cast<MemRefType>(left.getType());
      auto rightType = dyn_cast<MemRefType>(right.getType());
      auto one = leftType ? rangesOf(leftType, buffer) : std::nullopt;
      auto two = rightType ? rangesOf(rightType, buffer) : std::nullopt;
      if (one && two &&
          llvm::any_of(llvm::zip_equal(*one, *two), [](auto pair) {
            auto [x, y] = pair;
            return x.second <= y.first || y.second <= x.first;
          }))
        return true;
    }
  return false;
}

} // namespace idealloc
