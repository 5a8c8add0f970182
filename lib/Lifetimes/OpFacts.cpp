//===- OpFacts.cpp - What ops declare, read once --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpFacts.h"

#include "WholeAccess.h"

#include "idealloc/Dialect/PlainData.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

/// What is read of an op with fewer operands or results is not worth keeping.
static constexpr unsigned minKept = 9;

OpFacts::Effects &OpFacts::Effects::operator|=(const Effects &other) {
  any |= other.any;
  reads |= other.reads;
  writes |= other.writes;
  isNamed |= other.isNamed;
  allocatesOrFrees |= other.allocatesOrFrees;
  return *this;
}

/// Calls `visit` with each effect and the value that it names, or null. Returns
/// false if the op declares no effects.
static bool
forEachEffect(Operation *op,
              llvm::function_ref<void(Value, OpFacts::Effects)> visit) {
  auto interface = dyn_cast<MemoryEffectOpInterface>(op);
  if (!interface)
    return false;
  SmallVector<MemoryEffects::EffectInstance> list;
  interface.getEffects(list);
  for (const MemoryEffects::EffectInstance &effect : list) {
    Value value = effect.getValue();
    if (!value && effect.getSymbolRef())
      continue;
    bool reads = isa<MemoryEffects::Read>(effect.getEffect());
    bool writes = isa<MemoryEffects::Write>(effect.getEffect());
    visit(value, {.any = true,
                  .reads = reads,
                  .writes = writes,
                  .isNamed = bool(value),
                  .allocatesOrFrees = value && !reads && !writes});
  }
  return true;
}

std::optional<OpFacts::Effects> OpFacts::effectsOn(Operation *op, Value value) {
  if (op->getNumOperands() < minKept) {
    Effects result;
    auto add = [&](Value named, Effects effect) {
      if (!named || named == value)
        result |= effect;
    };
    return forEachEffect(op, add) ? std::optional(result) : std::nullopt;
  }
  auto [it, isNew] = effects.try_emplace(op);
  EffectTable &table = it->second;
  if (isNew)
    table.isDeclared = forEachEffect(op, [&](Value named, Effects effect) {
      (named ? table.named[named] : table.onNone) |= effect;
    });
  if (!table.isDeclared)
    return std::nullopt;
  Effects result = table.named.lookup(value);
  return result |= table.onNone;
}

const OpFacts::Callee *OpFacts::calleeOf(Operation *call) {
  auto [it, isNew] = callees.try_emplace(call);
  if (!isNew)
    return it->second.get();
  std::optional<CalleeUse> use = CalleeUse::get(call);
  if (!use)
    return nullptr;
  std::vector<SmallVector<unsigned, 1>> results(use->arguments.size());
  for (auto [result, operands] : llvm::enumerate(use->results))
    for (int64_t operand : operands)
      results[operand].push_back(result);
  it->second =
      std::make_unique<Callee>(Callee{std::move(*use), std::move(results)});
  return it->second.get();
}

Value OpFacts::targetOf(BranchOpInterface branch, unsigned operand) {
  auto [it, isNew] = targets.try_emplace(branch);
  std::vector<Value> &list = it->second;
  if (isNew) {
    list.resize(branch->getNumOperands());
    for (auto [number, block] : llvm::enumerate(branch->getSuccessors())) {
      SuccessorOperands operands = branch.getSuccessorOperands(number);
      OperandRange forwarded = operands.getForwardedOperands();
      for (unsigned i = 0; i != forwarded.size(); ++i)
        if (Value &target = list[forwarded.getBeginOperandIndex() + i]; !target)
          target = block->getArgument(operands.getProducedOperandCount() + i);
    }
  }
  return list[operand];
}

ArrayRef<RegionSuccessor> OpFacts::entriesOf(RegionBranchOpInterface branch) {
  auto [it, isNew] = entries.try_emplace(branch);
  if (isNew)
    branch.getEntrySuccessorRegions(
        SmallVector<Attribute>(branch->getNumOperands()), it->second);
  return it->second;
}

OpFacts::ResultKinds OpFacts::resultsOf(Operation *op) {
  auto read = [&] {
    return ResultKinds{idealloc::isAsynchronous(op),
                       llvm::any_of(op->getResultTypes(), [](Type type) {
                         return !isa<BaseMemRefType>(type) &&
                                !isPlainData(type);
                       })};
  };
  if (op->getNumResults() < minKept)
    return read();
  auto [it, isNew] = resultKinds.try_emplace(op);
  if (isNew)
    it->second = read();
  return it->second;
}

const Completion &OpFacts::completionOf(Operation *start) {
  auto it = completions.find(start);
  if (it != completions.end())
    return *it->second;
  auto keep = [&](Operation *op, Completion completion) {
    completions[op] = std::make_unique<Completion>(std::move(completion));
  };
  if (isDmaStart(start))
    findDmaCompletions(tagMemoryOf(start), *this, keep);
  else
    keep(start, tokens.of(start));
  return *completions[start];
}

UseVerdict OpFacts::verdictOf(OpOperand &use) {
  auto known = verdicts.find(&use);
  if (known != verdicts.end()) {
    const PlainVerdict &plain = known->second;
    return {plain.kind, {}, plain.reads, plain.writes, plain.overwrites};
  }
  UseVerdict verdict = classifyUse(use, *this);
  if (verdict.reason.empty() && !verdict.goesOn())
    verdicts[&use] = {verdict.kind, verdict.reads, verdict.writes,
                      verdict.overwrites};
  return verdict;
}

bool OpFacts::canBeInPlace(OpOperand &read, OpOperand &written) {
  auto [it, isNew] = pairs.try_emplace({&read, &written});
  if (isNew)
    it->second = idealloc::canBeInPlace(read, written);
  return it->second;
}

void OpFacts::forget(Operation *op) {
  for (OpOperand &operand : op->getOpOperands()) {
    verdicts.erase(&operand);
    for (OpOperand &other : op->getOpOperands())
      pairs.erase({&operand, &other});
  }
  effects.erase(op);
  callees.erase(op);
  targets.erase(op);
  entries.erase(op);
  resultKinds.erase(op);
}

} // namespace idealloc
