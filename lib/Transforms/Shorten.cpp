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
    // Asked here, the spaces of what is erased stay known.
    if (failed(selection) ||
        failed(selection->check(getAnalysis<ProgramSpaces>())))
      return signalPassFailure();
    if (foldBytes < 0) {
      emitError(getOperation()->getLoc())
          << "fold-bytes is negative: " << foldBytes.getValue();
      return signalPassFailure();
    }
    ShortenLimits limits{.selection = *selection,
                         .views = views,
                         .inPlace = inPlace,
                         .foldBytes = foldBytes};
    if (views == ReadViews::All)
      findSharedArguments(getOperation(), limits);
    bool hasCalls = summariseCalls(getOperation());
    ThreadedFunctions threads(getOperation(), hasCalls);
    bool hasChanged = false;
    for (FunctionOpInterface function : functionsIn(getOperation()))
      if (!threads.signOf(function) && !threads.callBy(function))
        hasChanged |= run(function, limits);
    if (hasCalls)
      dropCallSummaries(getOperation());
    eraseUnusedConstants(getOperation(), limits);
    // Then MLIR does not verify all of it once more, either.
    if (!hasChanged)
      markAllAnalysesPreserved();
  }

private:
  /// Returns whether it changed the function.
  static bool run(FunctionOpInterface function, ShortenLimits &limits) {
    using Rewrite = bool (*)(const ShortenScope &);
    // Of two broadcasts for one op, one comes next when the other has gone.
    constexpr Rewrite rewrites[] = {
        splitLives,           readBroadcasts,       writeReturned,
        replaceCopiesOfFills, foldConstants,        readThrough,
        readBroadcasts,       readBroadcastsLonger, readThroughLonger,
        writeThrough,         eraseDeadWrites,      sinkWrites};
    bool isShortened = false;
    std::optional<ShortenFacts> facts;
    for (const Rewrite &rewrite : rewrites) {
      if (!facts)
        facts.emplace(BufferUses(function, limits.symbols));
      if (!rewrite({function, *facts, limits}))
        continue;
      isShortened = true;
      if (&rewrite == std::prev(std::end(rewrites)))
        break;
      if (!facts->uses.refresh())
        facts.reset();
    }
    return isShortened;
  }
};
} // namespace
