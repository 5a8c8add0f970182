//===- MemoryAccesses.cpp - Which op accesses what memory -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryAccesses.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/PlainData.h"
#include "idealloc/Lifetimes/AliasFlow.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

MemoryAccesses::MemoryAccesses(const Lifetimes &lifetimes)
    : lifetimes(lifetimes), facts(lifetimes.getFacts()) {
  findOrigins();
  sets.emplace(origins, facts);
  depths.emplace(lifetimes.getFunction(), origins, *sets, facts);
  for (Value origin : origins)
    places.push_back(placeOf(origin));
  visitAll();
  if (numPairs <= mostPairs)
    return;
  isBlurring = true;
  blurred.resize(sets->numBatches());
  numbers.clear();
  accesses.clear();
  visitAll();
}

void MemoryAccesses::visitAll() {
  // Bodies come before the ops around them.
  FunctionOpInterface function = lifetimes.getFunction();
  function->walk([&](Operation *op) {
    if (op != function)
      visit(op);
    return !isBlurring && numPairs > mostPairs ? WalkResult::interrupt()
                                               : WalkResult::advance();
  });
}

//===----------------------------------------------------------------------===//
// Memories
//===----------------------------------------------------------------------===//

/// Roots, and all names of memory that no other name leads to. What a call
/// returns may be other memory than that of its arguments.
void MemoryAccesses::findOrigins() {
  std::vector<Value> names;
  DenseSet<Value> reached;
  const RootSets &known = lifetimes.getRootSets();
  auto isReturned = [](Value value) {
    Operation *op = value.getDefiningOp();
    return op && isCallLike(op);
  };
  auto addName = [&](Value value) {
    if (!isMemoryName(value.getType()))
      return;
    // All that a root leads to is known, and leads to such names alone.
    if (known.numberOf(value)) {
      if (isReturned(value))
        names.push_back(value);
      return;
    }
    names.push_back(value);
    for (OpOperand &use : value.getUses())
      for (Value alias : aliasesThrough(use, facts))
        if (!isCallLike(use.getOwner()))
          reached.insert(alias);
  };
  FunctionOpInterface function = lifetimes.getFunction();
  function->walk([&](Operation *op) {
    if (op != function)
      llvm::for_each(op->getResults(), addName);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        llvm::for_each(block.getArguments(), addName);
  });
  for (auto [index, root] : llvm::enumerate(lifetimes.getRoots())) {
    origins.push_back(root.getMemory());
    rootAt[root.getMemory()] = index;
  }
  for (Value name : names)
    if (!reached.contains(name) && !rootAt.contains(name))
      origins.push_back(name);
}

MemoryAccesses::Place MemoryAccesses::placeOf(Value origin) {
  if (rootAt.contains(origin))
    return Place::Apart;
  if (auto get = origin.getDefiningOp<memref::GetGlobalOp>()) {
    auto global = symbols.lookupNearestSymbolFrom<memref::GlobalOp>(
        get, get.getNameAttr());
    return global && global.getConstant() ? Place::Constant : Place::Outside;
  }
  auto argument = dyn_cast<BlockArgument>(origin);
  FunctionOpInterface function = lifetimes.getFunction();
  bool isApart = argument && argument.getOwner()->getParentOp() == function &&
                 argument.getOwner()->isEntryBlock() &&
                 function.getArgAttr(argument.getArgNumber(), "llvm.noalias");
  return isApart ? Place::Apart : Place::Outside;
}

/// Others may know the memory, or access it at another time.
void MemoryAccesses::expose(Value value) {
  std::optional<unsigned> number = sets->numberOf(value);
  if (!number)
    return;
  unsigned group = sets->groupOf(*number);
  if (isBlurring && isMany(sets->rootsOf(group)))
    return blur(group);
  for (RootSets::Word word : sets->rootsOf(group))
    for (RootSets::Bits bits = word.bits; bits; bits &= bits - 1)
      places[word.batch * RootSets::batchSize + llvm::countr_zero(bits)] =
          Place::Outside;
}

bool MemoryAccesses::isMany(ArrayRef<RootSets::Word> roots) const {
  size_t count = 0;
  for (RootSets::Word word : roots.take_front(manyRoots + 1))
    count += llvm::popcount(word.bits);
  return count > manyRoots;
}

/// All that the values of a group may refer to.
void MemoryAccesses::blur(unsigned group) {
  if (blurredGroups.insert(group).second)
    for (RootSets::Word word : sets->rootsOf(group))
      blurred[word.batch] |= word.bits;
}

std::optional<unsigned>
MemoryAccesses::memoryOf(const OriginAccess &access) const {
  if (access.origin == none || places[access.origin] == Place::Outside ||
      isBlurred(access.origin))
    return 0;
  if (places[access.origin] == Place::Apart)
    return access.origin + 1;
  // Whoever writes a constant does what he must not do anyway.
  return access.writes ? std::optional(0u) : std::nullopt;
}

SmallVector<unsigned, 1> MemoryAccesses::rootsOf(Value value) const {
  SmallVector<unsigned, 1> result;
  if (std::optional<unsigned> number = sets->numberOf(value))
    for (RootSets::Word word : sets->rootsOf(sets->groupOf(*number))) {
      if (isBlurring)
        word.bits &= ~blurred[word.batch];
      for (RootSets::Bits bits = word.bits; bits; bits &= bits - 1) {
        unsigned origin =
            word.batch * RootSets::batchSize + llvm::countr_zero(bits);
        if (origin < lifetimes.getRoots().size())
          result.push_back(origin);
      }
    }
  return result;
}

std::optional<unsigned> MemoryAccesses::wholeRootOf(Value value) {
  auto found = rootAt.find(sources.of(value));
  if (found == rootAt.end() ||
      hasGaps(lifetimes.getRoots()[found->second].getType()))
    return std::nullopt;
  return found->second;
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

/// An access through a value, to each origin that it may refer to.
void MemoryAccesses::add(Value value, const OriginAccess &access,
                         OpAccesses &result) {
  std::optional<unsigned> number = sets->numberOf(value);
  bool refersToMany = number && isMany(sets->rootsOf(sets->groupOf(*number)));
  if (!number || (isBlurring && refersToMany)) {
    if (number)
      blur(sets->groupOf(*number));
    result.list.push_back(access);
    result.list.back().origin = none;
    return;
  }
  const Part *part = parts.of(value);
  std::optional<unsigned> whole;
  if (access.overwrites)
    whole = wholeRootOf(value);
  for (RootSets::Word word : sets->rootsOf(sets->groupOf(*number)))
    for (RootSets::Bits bits = word.bits; bits; bits &= bits - 1) {
      result.list.push_back(access);
      OriginAccess &added = result.list.back();
      added.origin = word.batch * RootSets::batchSize + llvm::countr_zero(bits);
      added.part = part;
      added.overwrites &= whole == added.origin;
      numPairs += refersToMany;
    }
}

void MemoryAccesses::visitUse(OpOperand &use, OpAccesses &result) {
  UseVerdict verdict = facts.verdictOf(use);
  Operation *op = use.getOwner();
  switch (verdict.kind) {
  case UseKind::None:
  case UseKind::Forward:
    return;
  case UseKind::Escape:
    // What a function returns is its own until then.
    if (op->hasTrait<OpTrait::ReturnLike>() &&
        op->getParentOp() == lifetimes.getFunction())
      return;
    expose(use.get());
    add(use.get(), {.reads = true, .writes = true}, result);
    result.isFence = true;
    return;
  case UseKind::Free:
    return add(use.get(), {.reads = true, .writes = true}, result);
  case UseKind::Access:
    OriginAccess access{.reads = verdict.reads,
                        .writes = verdict.writes,
                        .overwrites = verdict.overwrites};
    add(use.get(), access, result);
    if (!verdict.goesOn())
      return;
    // Its start and its waits are fences.
    expose(use.get());
    access.overwrites = false;
    if (verdict.wait)
      add(use.get(), access, accessesOf(verdict.wait));
  }
}

/// True if the op itself may do more than what is known of its operands.
bool MemoryAccesses::isFence(Operation *op) {
  auto isUnderstood = [](Type type) {
    return isMemoryName(type) || isPlainData(type);
  };
  if (!llvm::all_of(op->getOperandTypes(), isUnderstood) ||
      !llvm::all_of(op->getResultTypes(), isUnderstood))
    return true;
  // They declare effects on their operands, and no others.
  if (isa<memref::CopyOp>(op) ||
      isa_and_nonnull<linalg::LinalgDialect, arith::ArithDialect>(
          op->getDialect()))
    return false;
  if (facts.isAsynchronous(op) || tagMemoryOf(op))
    return true;
  auto interface = dyn_cast<MemoryEffectOpInterface>(op);
  if (!interface)
    return !op->hasTrait<OpTrait::HasRecursiveMemoryEffects>();
  SmallVector<MemoryEffects::EffectInstance> effects;
  interface.getEffects(effects);
  return llvm::any_of(effects, [](const MemoryEffects::EffectInstance &effect) {
    Value value = effect.getValue();
    return !value || !isMemoryName(value.getType());
  });
}

/// Until the next op is added.
OpAccesses &MemoryAccesses::accessesOf(Operation *op) {
  auto [it, isNew] = numbers.try_emplace(op, accesses.size());
  if (isNew)
    accesses.emplace_back();
  return accesses[it->second];
}

void MemoryAccesses::visit(Operation *op) {
  OpAccesses result;
  if (auto waited = numbers.find(op); waited != numbers.end())
    result = std::move(accesses[waited->second]);
  for (OpOperand &use : op->getOpOperands())
    if (isMemoryName(use.get().getType()))
      visitUse(use, result);
  result.own = result.list.size();
  if (op->getNumRegions() != 0)
    addBody(op, result);
  bool isControlFlow =
      op->hasTrait<OpTrait::IsTerminator>() &&
      isa<RegionBranchTerminatorOpInterface, BranchOpInterface>(op);
  if (!isControlFlow && isFence(op))
    result.isFence = true;
  if (result.isFence)
    result.list.push_back({.origin = none, .reads = true, .writes = true});
  if (!result.list.empty())
    accessesOf(op) = std::move(result);
}

} // namespace idealloc
