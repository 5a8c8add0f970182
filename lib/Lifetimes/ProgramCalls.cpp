//===- ProgramCalls.cpp - Who calls whom, and one at a time ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/ProgramCalls.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/SymbolNames.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Lifetimes/RegionKinds.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;

namespace idealloc {

static std::string whyConcurrent(CallOpInterface call,
                                 const ProgramCalls::Function &caller,
                                 RegionKinds &kinds) {
  for (Region *region = call->getParentRegion();
       region->getParentOp() != caller.op;
       region = region->getParentOp()->getParentRegion()) {
    RegionKind kind = kinds.of(*region);
    if (kind == RegionKind::Parallel || kind == RegionKind::Opaque)
      return "may run concurrently with itself";
    if (kind == RegionKind::Async)
      return ("may run beside what follows '" +
              region->getParentOp()->getName().getStringRef() + "'")
          .str();
  }
  if (caller.sign)
    return explainThreads(caller.sign);
  if (!isa_and_nonnull<func::FuncDialect>(call->getDialect()))
    return "may run concurrently with itself";
  return {};
}

ProgramCalls::ProgramCalls(Operation *top) {
  SymbolTableCollection symbols;
  ThreadedFunctions threads(top);
  for (FunctionOpInterface function : functionsIn(top)) {
    numbers[function] = functions.size();
    functions.push_back({.op = function, .sign = threads.signOf(function)});
  }
  RegionKinds kinds;
  for (Function &function : functions)
    function.op.walk([&](CallOpInterface call) {
      Operation *target = call.resolveCallableInTable(&symbols);
      function.calls.push_back({call, target, numberOf(target),
                                whyConcurrent(call, function, kinds)});
    });
  findAddressTaken(top, symbols);
}

std::optional<unsigned> ProgramCalls::numberOf(Operation *function) const {
  auto found = numbers.find(function);
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

void ProgramCalls::findAddressTaken(Operation *top,
                                    SymbolTableCollection &symbols) {
  top->walk([&](Operation *op) {
    DictionaryAttr named = attributesWithSymbols(op);
    if (named.empty())
      return;
    auto call = dyn_cast<CallOpInterface>(op);
    named.walk<WalkOrder::PreOrder>([&](SymbolRefAttr symbol) {
      if (call && call.getCallableForCallee() == CallInterfaceCallable(symbol))
        return WalkResult::skip();
      if (auto number = numberOf(symbols.lookupNearestSymbolFrom(op, symbol)))
        functions[*number].addressTaken = op;
      return WalkResult::skip();
    });
  });
}

SmallVector<unsigned>
ProgramCalls::postOrder(SmallVectorImpl<Call> &backEdges) const {
  enum class Mark { New, Open, Done };
  std::vector<Mark> marks(functions.size(), Mark::New);
  SmallVector<unsigned> order;
  for (unsigned root = 0; root != functions.size(); ++root) {
    if (marks[root] != Mark::New)
      continue;
    // A function and the next of its calls.
    SmallVector<std::pair<unsigned, size_t>> stack{{root, 0}};
    marks[root] = Mark::Open;
    while (!stack.empty()) {
      auto &[number, next] = stack.back();
      if (next == functions[number].calls.size()) {
        marks[number] = Mark::Done;
        order.push_back(number);
        stack.pop_back();
        continue;
      }
      const Call &call = functions[number].calls[next++];
      Mark mark = call.callee ? marks[*call.callee] : Mark::Done;
      if (mark == Mark::Open)
        backEdges.push_back(call);
      if (mark != Mark::New)
        continue;
      marks[*call.callee] = Mark::Open;
      stack.push_back({*call.callee, 0});
    }
  }
  return order;
}

} // namespace idealloc
