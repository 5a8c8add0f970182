//===- EntryPoints.cpp - Entry points that are called, too ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EntryPoints.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/ProgramCalls.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;

namespace idealloc {

/// Functions that hold the program's arena, or hand it to one that does.
static std::vector<bool> needArena(const ProgramCalls &calls) {
  std::vector<bool> needs(calls.getFunctions().size());
  SmallVector<ProgramCalls::Call> backEdges;
  for (unsigned number : calls.postOrder(backEdges)) {
    const ProgramCalls::Function &function = calls.getFunctions()[number];
    FunctionOpInterface op = function.op;
    op.walk([&](ArenaOp arena) {
      if (arena.getProgram())
        needs[number] = true;
    });
    for (const ProgramCalls::Call &call : function.calls)
      if (call.callee && needs[*call.callee])
        needs[number] = true;
  }
  return needs;
}

static void split(func::FuncOp function, ArrayRef<CallOpInterface> callers,
                  SymbolTable &symbols) {
  OpBuilder builder(function);
  auto inner = func::FuncOp::create(builder, function.getLoc(),
                                    (function.getName() + "__in_arena").str(),
                                    function.getFunctionType());
  inner.setPrivate();
  symbols.insert(inner);
  if (auto program = function->getAttr(IdeallocDialect::kProgram))
    inner->setAttr(IdeallocDialect::kProgram, program);
  inner.getBody().takeBody(function.getBody());
  builder.setInsertionPointToStart(function.addEntryBlock());
  auto call = func::CallOp::create(builder, function.getLoc(), inner,
                                   function.getArguments());
  func::ReturnOp::create(builder, function.getLoc(), call.getResults());
  for (CallOpInterface caller : callers)
    caller.setCalleeFromCallable(SymbolRefAttr::get(inner));
}

void splitEntryPoints(Operation *top) {
  ProgramCalls calls(top);
  std::vector<bool> needs = needArena(calls);
  std::vector<SmallVector<CallOpInterface>> callers(needs.size());
  std::vector<bool> isBesideOthers(needs.size());
  for (const ProgramCalls::Function &function : calls.getFunctions())
    for (const ProgramCalls::Call &call : function.calls)
      if (call.callee) {
        callers[*call.callee].push_back(call.op);
        if (!call.whyConcurrent.empty())
          isBesideOthers[*call.callee] = true;
      }
  SymbolTableCollection symbols;
  for (auto [number, function] : llvm::enumerate(calls.getFunctions())) {
    FunctionOpInterface op = function.op;
    auto plain = dyn_cast<func::FuncOp>(op.getOperation());
    auto program = op->getAttrOfType<DictionaryAttr>(IdeallocDialect::kProgram);
    if (plain && !plain.isPrivate() && needs[number] &&
        !callers[number].empty() && !isBesideOthers[number] &&
        !function.addressTaken && !(program && program.contains("own")))
      split(plain, callers[number],
            symbols.getSymbolTable(
                op->getParentWithTrait<OpTrait::SymbolTable>()));
  }
}

} // namespace idealloc
