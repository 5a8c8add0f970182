//===- VerifyOrder.cpp - Proof that reordered ops read the same -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Names.h"
#include "idealloc/Transforms/Passes.h"
#include "idealloc/Verifier/Order.h"

namespace idealloc {
#define GEN_PASS_DEF_VERIFYORDER
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

static LogicalResult verify(FunctionOpInterface function,
                            const CalleeSummaries *callees) {
  SmallVector<Block *> blocks = findReorderedBlocks(function);
  std::vector<OrderFault> faults = findOrderFaults(function, blocks, callees);
  for (const OrderFault &fault : faults) {
    auto diag = fault.op->emitError() << fault.what;
    if (fault.other)
      diag.attachNote(placeToShow(fault.other)) << fault.note;
  }
  if (!faults.empty())
    return failure();
  for (Block *block : blocks)
    for (Operation &op : *block) {
      op.removeAttr(IdeallocDialect::kOrder);
      op.removeAttr(IdeallocDialect::kClone);
    }
  return success();
}

namespace {
struct VerifyOrderPass : idealloc::impl::VerifyOrderBase<VerifyOrderPass> {
  using VerifyOrderBase::VerifyOrderBase;

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isFunctionOrSymbolTable(name);
  }

  void runOnOperation() final {
    bool isReordered = llvm::any_of(
        functionsIn(getOperation()), [](FunctionOpInterface function) {
          return !findReorderedBlocks(function).empty();
        });
    if (!isReordered)
      return markAllAnalysesPreserved();
    // Other functions may be looked at only from the op that holds them.
    std::optional<CalleeSummaries> callees;
    if (!isa<FunctionOpInterface>(getOperation()))
      callees.emplace(getOperation());
    const CalleeSummaries *summaries = callees ? &*callees : nullptr;
    if (failed(
            forEachFunction(getOperation(), [&](FunctionOpInterface function) {
              return verify(function, summaries);
            })))
      signalPassFailure();
  }
};
} // namespace
