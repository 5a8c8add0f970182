//===- MakeStatic.cpp - Static allocations in place of others -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MakeStatic.h"
#include "MemoryAccounts.h"
#include "States.h"

#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ExternalModels.h"
#include "idealloc/Lifetimes/SizeBounds.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Remarks.h"

namespace idealloc {
#define GEN_PASS_DEF_MAKESTATIC
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

void idealloc::remarkMadeStatic(Location loc, StringRef kind, int64_t bytes,
                                StringRef function) {
  auto remark = remark::passed(loc, remark::RemarkOpts::name("MadeStatic")
                                        .category("idealloc")
                                        .function(function));
  if (remark)
    remark << remark::metric("Kind", kind) << remark::metric("Bytes", bytes);
}

SmallVector<NamedAttribute> idealloc::attributesToKeep(Operation *allocation) {
  SmallVector<NamedAttribute> kept;
  for (NamedAttribute attribute : allocation->getDiscardableAttrs())
    // A promise on an op that takes sizes; the new one takes none.
    if (attribute.getName() != IdeallocDialect::kLifetime &&
        attribute.getName() != IdeallocDialect::kOffset &&
        attribute.getName() != IdeallocDialect::kNoRetain)
      kept.push_back(attribute);
  return kept;
}

MemRefType idealloc::bytesType(int64_t bytes, MemRefType like) {
  return MemRefType::get({bytes}, IntegerType::get(like.getContext(), 8),
                         MemRefLayoutAttrInterface(), like.getMemorySpace());
}

/// Whether any rewrite could apply; spares most functions the analysis.
static bool mayHaveWork(FunctionOpInterface function) {
  return function
      .walk([&](Operation *op) {
        bool isDone =
            !isa<memref::AllocOp, memref::AllocaOp>(op)
                ? !isa<BufferUseOpInterface, bufferization::CloneOp>(op)
                : op->getParentOp() == function &&
                      cast<MemRefType>(op->getResult(0).getType())
                          .hasStaticShape();
        return isDone ? WalkResult::advance() : WalkResult::interrupt();
      })
      .wasInterrupted();
}

/// Each pass moves generations out of one loop, into the next one around it.
static constexpr int maxCarryingLoops = 8;

namespace {
struct MakeStaticPass : idealloc::impl::MakeStaticBase<MakeStaticPass> {
  using MakeStaticBase::MakeStaticBase;

  void getDependentDialects(DialectRegistry &registry) const final {
    MakeStaticBase::getDependentDialects(registry);
    registerExternalModels(registry);
    registerSizeBoundModels(registry);
  }

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    FailureOr<Selection> selection = parseOptions();
    auto parsed = readCapacities(
        getOperation(), getAnalysis<ProgramSpaces>(),
        {.file = memories, .capacities = {capacity.begin(), capacity.end()}});
    if (failed(selection) || failed(parsed) ||
        failed(selection->check(getAnalysis<ProgramSpaces>())))
      return signalPassFailure();
    capacities = *parsed;
    FailureOr<bool> hasChanged = makeStateGlobals(getOperation());
    if (failed(hasChanged))
      return signalPassFailure();
    SmallVector<FunctionOpInterface> functions = functionsIn(getOperation());
    llvm::erase_if(functions, std::not_fn(mayHaveWork));
    // What callees keep decides whether a call is in the way.
    if (!functions.empty())
      summariseCalls(getOperation());
    for (FunctionOpInterface function : functions) {
      FailureOr<bool> isRewritten = run(function, *selection);
      if (failed(isRewritten))
        return signalPassFailure();
      *hasChanged |= *isRewritten;
    }
    if (!functions.empty())
      dropCallSummaries(getOperation());
    // Then MLIR does not verify all of it once more, either.
    if (!*hasChanged)
      markAllAnalysesPreserved();
  }

private:
  FailureOr<Selection> parseOptions() {
    Location loc = getOperation()->getLoc();
    if (boundBytes < 0)
      return emitError(loc)
             << "bound-bytes is negative: " << boundBytes.getValue();
    if (instanceBytes < 0)
      return emitError(loc)
             << "instance-bytes is negative: " << instanceBytes.getValue();
    return Selection::parse(
        llvm::to_vector(ArrayRef<std::string>(memorySpaces)), minSize, loc);
  }

  /// Returns whether it changed the function.
  FailureOr<bool> run(FunctionOpInterface function,
                      const Selection &selection) {
    FailureOr<bool> hasChanged = allocateScratch(function, selection);
    if (failed(hasChanged))
      return failure();
    *hasChanged |= copyClones(function, selection);
    // Shapes come first: the other rewrites want static ones.
    BoundedShapes shapes(function, selection, boundBytes, capacities);
    auto lifetimes = std::make_unique<Lifetimes>(function);
    bool isStale = shapes.tryAll(*lifetimes);
    *hasChanged |= isStale;
    auto keep = [&](Operation *alloc) { shapes.keep(alloc); };
    for (int loop = 0; loop < maxCarryingLoops; ++loop) {
      if (isStale)
        lifetimes = std::make_unique<Lifetimes>(function);
      isStale = rewriteGenerations(*lifetimes, selection, keep);
      if (!isStale)
        break;
      *hasChanged = true;
    }
    if (instanceBytes > 0) {
      if (isStale)
        lifetimes = std::make_unique<Lifetimes>(function);
      isStale = rewriteInstances(*lifetimes, selection, instanceBytes, keep);
      *hasChanged |= isStale;
    }
    if (instances == InstancePlace::Body) {
      if (isStale)
        lifetimes = std::make_unique<Lifetimes>(function);
      *hasChanged |= outlineBodies(*lifetimes, selection, keep);
    }
    shapes.settle();
    return hasChanged;
  }

  DenseMap<Attribute, int64_t> capacities;
};
} // namespace
