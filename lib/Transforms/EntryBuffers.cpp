//===- EntryBuffers.cpp - What entry points take and return ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EntryBuffers.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Names.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ProgramCalls.h"
#include "idealloc/Lifetimes/ReturnedRoots.h"

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"

using namespace mlir;

namespace idealloc {

namespace {
/// The functions of a module, and a call of each that is called.
struct Callers {
  explicit Callers(Operation *top) : calls(top) {
    for (const ProgramCalls::Function &function : calls.getFunctions())
      for (const ProgramCalls::Call &call : function.calls)
        if (call.callee)
          calledBy.try_emplace(*call.callee, CallOpInterface(call.op));
  }
  bool isEntry(unsigned number) const {
    return !calledBy.contains(number) &&
           !calls.getFunctions()[number].addressTaken;
  }

  ProgramCalls calls;
  DenseMap<unsigned, Operation *> calledBy;
};
} // namespace

LogicalResult placeResults(Operation *top, bool isInArena) {
  Callers callers(top);
  for (auto [number, function] :
       llvm::enumerate(callers.calls.getFunctions())) {
    FunctionOpInterface op = function.op;
    Operation *call = callers.calledBy.lookup(number);
    if (op->hasAttr(IdeallocDialect::kResults) && !returnsToProgram(op) &&
        call) {
      auto diag = op.emitError()
                  << "has 'idealloc.results', but is called in this module: "
                     "what it returned would not outlive the next call";
      diag.attachNote(placeToShow(call)) << "it is called here";
      return diag;
    }
    if (isInArena && callers.isEntry(number) &&
        llvm::any_of(op.getResultTypes(), llvm::IsaPred<MemRefType>))
      op->setAttr(IdeallocDialect::kResults,
                  StringAttr::get(op->getContext(), "arena"));
  }
  return success();
}

/// Whether the function may write an argument; nullopt if that stays one.
static std::optional<bool> isWrittenInput(FunctionOpInterface function,
                                          unsigned number, const CalleeUse &use,
                                          const Selection &selection) {
  auto type = dyn_cast<MemRefType>(function.getArgumentTypes()[number]);
  std::optional<int64_t> bytes =
      type && type.hasStaticShape()
          ? getByteSize(type, DataLayout::closest(function))
          : std::nullopt;
  if (!bytes || *bytes == 0 || !selection.contains(type, *bytes) ||
      function.getArgAttr(number, IdeallocDialect::kArena))
    return std::nullopt;
  switch (use.arguments[number]) {
  case CalleeUse::Argument::Read:
    return false;
  case CalleeUse::Argument::Write:
  case CalleeUse::Argument::ReadWrite:
    return true;
  default:
    return std::nullopt;
  }
}

/// Returns true if there is one.
static bool placeInputs(FunctionOpInterface function,
                        const Selection &selection) {
  Block &entry = function.getFunctionBody().front();
  if (function.getNumArguments() == 0 ||
      (!entry.empty() && isa<InputOp>(entry.front())))
    return false; // Nothing to do, or an earlier run of the pass has done it.
  CalleeUse use = summariseArguments(function);
  OpBuilder builder = OpBuilder::atBlockBegin(&entry);
  SmallVector<Value> inputs, written;
  for (BlockArgument argument : function.getArguments()) {
    std::optional<bool> isWritten =
        isWrittenInput(function, argument.getArgNumber(), use, selection);
    if (!isWritten)
      continue;
    auto input =
        InputOp::create(builder, argument.getLoc(), argument.getType(),
                        builder.getI64IntegerAttr(argument.getArgNumber()));
    argument.replaceAllUsesWith(input.getMemory());
    inputs.push_back(input.getMemory());
    if (*isWritten)
      written.push_back(input.getMemory());
  }
  if (inputs.empty())
    return false;
  ReceiveOp::create(builder, function.getLoc(), inputs);
  if (written.empty())
    return true;
  for (Block &block : function.getFunctionBody())
    if (Operation *terminator = block.getTerminator();
        terminator->hasTrait<OpTrait::ReturnLike>()) {
      builder.setInsertionPoint(terminator);
      DeliverOp::create(builder, function.getLoc(), written);
    }
  return true;
}

SmallVector<FunctionOpInterface> placeInputs(Operation *top,
                                             const Selection &selection) {
  SmallVector<FunctionOpInterface> changed;
  Callers callers(top);
  for (auto [number, function] : llvm::enumerate(callers.calls.getFunctions()))
    if (callers.isEntry(number) && placeInputs(function.op, selection))
      changed.push_back(function.op);
  return changed;
}

void dropInputs(FunctionOpInterface function,
                llvm::function_ref<bool(Operation *)> isDropped) {
  auto inputs =
      llvm::to_vector(function.getFunctionBody().front().getOps<InputOp>());
  if (inputs.empty())
    return;
  function.walk([](Operation *op) {
    if (isa<ReceiveOp, DeliverOp>(op))
      op->erase();
  });
  for (InputOp input : inputs)
    if (isDropped(input)) {
      input.getMemory().replaceAllUsesWith(
          function.getArgument(input.getArgument()));
      input.erase();
    }
}

} // namespace idealloc
