//===- CalleeSummaries.cpp - What callees do to their arguments -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Verifier/Interference.h"

#include "Meanings.h"
#include "ProgramPoints.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace idealloc {

/// What one function does to its memrefs, as far as its own body and the
/// summaries of its callees tell.
static std::vector<CalleeEffect> summarise(FunctionOpInterface function,
                                           const CalleeSummaries &callees) {
  std::vector<CalleeEffect> effects(function.getNumArguments());
  if (Operation *sign = callees.getThreads().signOf(function);
      sign && isSuspension(sign)) {
    for (CalleeEffect &effect : effects)
      effect.keeps = explainThreads(sign);
    return effects;
  }
  // Of a gpu.func, memory of its own follows the arguments in its block.
  SmallVector<Value> roots(
      function.getArguments().take_front(function.getNumArguments()));
  OperandUses uses(&callees);
  Meanings meanings(roots, uses);
  for (const MeaningfulValue &value : meanings.getValues())
    for (const auto &[operand, facts] : value.uses) {
      std::string why = facts.refusal;
      // The body of an op that runs on, or nobody knows when.
      for (Operation *body = operand->getOwner()->getParentOp();
           why.empty() && body != function; body = body->getParentOp()) {
        BodyKind kind = bodyKindOf(body);
        if (kind == BodyKind::Unknown)
          why = "how the body of " + quotedName(body) + " runs is not known";
        else if (kind == BodyKind::Deferred && !uses.waitFor(body))
          why = whyNoWait(body);
      }
      if (!facts.isAccess() && !facts.frees && !facts.returns && why.empty())
        continue;
      forEachBuffer(meanings.meaningsOf(value), [&](unsigned number) {
        CalleeEffect &effect = effects[number];
        effect.reads |= facts.reads;
        effect.writes |= facts.writes;
        effect.frees |= facts.frees;
        if (effect.keeps.empty())
          effect.keeps = why;
        if (facts.returns &&
            !llvm::is_contained(effect.results, operand->getOperandNumber()))
          effect.results.push_back(operand->getOperandNumber());
      });
    }
  return effects;
}

CalleeSummaries::CalleeSummaries(Operation *top) : threads(top) {
  SmallVector<FunctionOpInterface> functions = functionsIn(top);
  SymbolTableCollection tables;
  DenseMap<Operation *, SmallVector<FunctionOpInterface>> callersOf;
  DenseMap<Operation *, SmallVector<FunctionOpInterface>> calledBy;
  for (FunctionOpInterface function : functions) {
    function.walk([&](Operation *op) {
      Operation *callee = nullptr;
      if (auto call = dyn_cast<CallOpInterface>(op))
        callee = call.resolveCallableInTable(&tables);
      else if (auto launch = dyn_cast<gpu::LaunchFuncOp>(op))
        callee = tables.lookupNearestSymbolFrom(op, launch.getKernel());
      else
        return;
      calleeOf[op] = callee;
      auto body = dyn_cast_if_present<FunctionOpInterface>(callee);
      if (body && !body.isExternal()) {
        callersOf[callee].push_back(function);
        calledBy[function].push_back(body);
      }
    });
  }
  for (FunctionOpInterface function : functions)
    if (callersOf.contains(function))
      effects[function].resize(function.getNumArguments());
  // Callees first where there is no recursion; then callers again, until
  // nothing changes.
  llvm::SetVector<Operation *> order;
  for (FunctionOpInterface root : functions) {
    SmallVector<std::pair<FunctionOpInterface, size_t>> path = {{root, 0}};
    DenseSet<Operation *> entered;
    while (!path.empty()) {
      auto &[function, next] = path.back();
      const auto &callees = calledBy[function];
      if (order.contains(function) || next == callees.size()) {
        order.insert(function);
        path.pop_back();
      } else if (FunctionOpInterface callee = callees[next++];
                 !order.contains(callee) && entered.insert(callee).second) {
        path.push_back({callee, 0});
      }
    }
  }
  llvm::SetVector<Operation *> worklist;
  for (Operation *function : llvm::reverse(order))
    if (effects.contains(function))
      worklist.insert(function);
  while (!worklist.empty()) {
    Operation *function = worklist.pop_back_val();
    std::vector<CalleeEffect> found =
        summarise(cast<FunctionOpInterface>(function), *this);
    // The first reason stays, or those of recursive calls would grow.
    for (auto [effect, before] : llvm::zip_equal(found, effects[function]))
      if (!before.keeps.empty())
        effect.keeps = before.keeps;
    if (found == effects[function])
      continue;
    effects[function] = std::move(found);
    for (FunctionOpInterface caller : callersOf[function])
      if (effects.contains(caller))
        worklist.insert(caller);
  }
}

CalleeEffect CalleeSummaries::effectOf(const CalleeSummaries *callees,
                                       Operation *call, unsigned number) {
  SymbolRefAttr symbol;
  size_t numPassed;
  if (auto launch = dyn_cast<gpu::LaunchFuncOp>(call)) {
    symbol = launch.getKernel();
    numPassed = launch.getKernelOperands().size();
  } else {
    auto plain = cast<CallOpInterface>(call);
    symbol = dyn_cast_if_present<SymbolRefAttr>(plain.getCallableForCallee());
    numPassed = plain.getArgOperands().size();
  }
  Operation *callee = callees ? callees->calleeOf.lookup(call) : nullptr;
  std::string reason;
  llvm::raw_string_ostream stream(reason);
  stream << "the callee of " << quotedName(call);
  if (symbol)
    stream << ", " << symbol << ",";
  stream << " may keep it";
  CalleeEffect effect;
  auto found = callees ? callees->effects.find(callee)
                       : decltype(callees->effects.begin())();
  bool isKnown = callees && callee && found != callees->effects.end();
  if (isKnown && number < found->second.size()) {
    effect = found->second[number];
    if (effect.frees)
      effect.keeps = reason + ": it frees it";
    else if (!effect.keeps.empty())
      effect.keeps = reason + ": " + effect.keeps;
    if (effect.keeps.empty() || effect.frees)
      return effect;
  } else {
    effect.keeps = reason;
  }
  bool isPromised = call->hasAttr(IdeallocDialect::kNoRetain) ||
                    (callee && callee->hasAttr(IdeallocDialect::kNoRetain));
  if (!isPromised || number >= numPassed) {
    // That of a callee's callee may say so already.
    if (StringRef remedy = "; promise the contrary with idealloc.noretain on "
                           "the call or the function";
        !StringRef(effect.keeps).ends_with(remedy))
      effect.keeps += remedy;
    return effect;
  }
  return {.reads = true, .writes = true, .isPromised = true};
}

} // namespace idealloc
