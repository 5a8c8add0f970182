//===- ShortenArguments.cpp - Calls that pass one buffer twice ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `views=all` promises that no caller passes memory to two arguments. Callers
// outside of the module cannot be asked. Those inside can: one that passes the
// same buffer, or views of it, twice breaks the promise, and so does one that
// passes on two arguments of a function of which it is broken.
//
//===----------------------------------------------------------------------===//

#include "Shorten.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/CallInterfaces.h"

using namespace mlir;

namespace idealloc {

namespace {
struct KnownCall {
  CallOpInterface call;
  FunctionOpInterface caller, callee;
};
} // namespace

static SmallVector<KnownCall> findCalls(Operation *top,
                                        SymbolTableCollection &symbols) {
  SmallVector<KnownCall> calls;
  top->walk([&](CallOpInterface call) {
    auto callee = dyn_cast_or_null<FunctionOpInterface>(
        call.resolveCallableInTable(&symbols));
    auto caller = call->getParentOfType<FunctionOpInterface>();
    if (callee && caller)
      calls.push_back({call, caller, callee});
  });
  return calls;
}

/// True if two operands are one buffer, or may be, as arguments of a caller
/// that is itself called so.
static bool passesTwice(KnownCall &known, bool isCallerSharing) {
  llvm::SmallDenseSet<Value> bases;
  for (Value operand : known.call.getArgOperands()) {
    if (!isa<BaseMemRefType>(operand.getType()))
      continue;
    Value base = getBase(operand);
    bool isArgument =
        isa<BlockArgument>(base) &&
        base.getParentBlock() == &known.caller.getFunctionBody().front();
    // All such arguments count as one.
    if (!bases.insert(isArgument && isCallerSharing ? Value() : base).second)
      return true;
  }
  return false;
}

static void remarkCall(KnownCall &known) {
  auto remark = remark::missed(known.call->getLoc(),
                               remark::RemarkOpts::name("SharedArguments")
                                   .category("idealloc")
                                   .function(known.caller.getName()));
  if (remark)
    remark << remark::reason("views=all is not believed of the arguments of "
                             "'{0}': this call may pass one buffer twice",
                             known.callee.getName());
}

void findSharedArguments(Operation *top, ShortenLimits &limits) {
  SmallVector<KnownCall> calls = findCalls(top, limits.symbols);
  llvm::SmallPtrSet<Operation *, 4> told;
  DenseMap<Operation *, SmallVector<KnownCall *, 1>> callsIn;
  SmallVector<Operation *> worklist;
  auto check = [&](KnownCall &known) {
    if (!passesTwice(known, limits.sharing.contains(known.caller)) ||
        !told.insert(known.call).second)
      return;
    remarkCall(known);
    if (limits.sharing.insert(known.callee).second)
      worklist.push_back(known.callee);
  };
  for (KnownCall &known : calls) {
    callsIn[known.caller].push_back(&known);
    check(known);
  }
  while (!worklist.empty())
    for (KnownCall *known : callsIn.lookup(worklist.pop_back_val()))
      check(*known);
}

} // namespace idealloc
