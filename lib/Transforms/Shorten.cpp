//===- Shorten.cpp - Values that live for a shorter time ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shorten.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ExternalModels.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace idealloc {
#define GEN_PASS_DEF_SHORTEN
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

namespace {
struct ShortenPass : idealloc::impl::ShortenBase<ShortenPass> {
  using ShortenBase::ShortenBase;

  void getDependentDialects(DialectRegistry &registry) const final {
    ShortenBase::getDependentDialects(registry);
    registerExternalModels(registry);
  }

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    FailureOr<Selection> selection =
        Selection::parse(llvm::to_vector(ArrayRef<std::string>(memorySpaces)),
                         minSize, getOperation()->getLoc());
    if (failed(selection))
      return signalPassFailure();
    summariseCalls(getOperation());
    ThreadedFunctions threads(getOperation());
    for (FunctionOpInterface function : functionsIn(getOperation()))
      if (!threads.signOf(function) && !threads.callBy(function))
        run(function, *selection);
    dropCallSummaries(getOperation());
  }

private:
  static void run(FunctionOpInterface function, const Selection &selection) {
    // What is known of the function holds until a rewrite has changed it.
    std::optional<BufferUses> uses;
    for (auto rewrite :
         {splitLives, replaceCopiesOfFills, eraseDeadWrites, sinkWrites}) {
      if (!uses)
        uses.emplace(function);
      if (rewrite({*uses, selection}))
        uses.reset();
    }
  }
};
} // namespace
