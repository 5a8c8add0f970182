//===- AnnotateLifetimes.cpp - Lifetimes of allocations as attributes -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemorySpaces.h"
#include "idealloc/Analysis/ExternalModels.h"
#include "idealloc/Analysis/Functions.h"
#include "idealloc/Analysis/Lifetimes.h"
#include "idealloc/Analysis/Ownership.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "llvm/ADT/SetVector.h"

namespace idealloc {
#define GEN_PASS_DEF_ANNOTATELIFETIMES
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

static Attribute spaceOf(const Root &root) {
  return cast<MemRefType>(root.getMemory().getType()).getMemorySpace();
}

/// Copies the promise of callees to their calls, where passes that may not look
/// at other functions find it. The helper of the deallocation pipeline keeps
/// nothing either.
static void spreadNoRetain(Operation *top) {
  SymbolTableCollection symbolTables;
  top->walk([&](CallOpInterface call) {
    Operation *callee = call.resolveCallableInTable(&symbolTables);
    if ((callee && callee->hasAttr(IdeallocDialect::kNoRetain)) ||
        isDeallocHelperCall(call))
      call->setAttr(IdeallocDialect::kNoRetain,
                    UnitAttr::get(call.getContext()));
  });
}

/// "missed" remark: the reason, its kind, and who is to blame and where.
static void remarkRefusal(const Root &root, StringRef function) {
  const Refusal &refusal = *root.refusal;
  auto remark =
      remark::missed(root.op->getLoc(), remark::RemarkOpts::name("NotPlanned")
                                            .category("idealloc")
                                            .function(function));
  if (!remark)
    return;
  remark << remark::reason("{0}", refusal.reason)
         << remark::metric("Kind", toString(refusal.kind));
  if (refusal.culprit) {
    std::string where;
    llvm::raw_string_ostream(where) << refusal.culprit->getLoc();
    remark << remark::metric("Culprit",
                             refusal.culprit->getName().getStringRef())
           << remark::metric("At", StringRef(where));
  }
}

namespace {
struct AnnotateLifetimesPass
    : idealloc::impl::AnnotateLifetimesBase<AnnotateLifetimesPass> {
  using AnnotateLifetimesBase::AnnotateLifetimesBase;

  void getDependentDialects(DialectRegistry &registry) const final {
    AnnotateLifetimesBase::getDependentDialects(registry);
    registerExternalModels(registry);
  }

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    if (failed(parseOptions()))
      return signalPassFailure();
    spreadNoRetain(getOperation());
    std::vector<std::unique_ptr<Lifetimes>> all;
    for (FunctionOpInterface function : functionsIn(getOperation()))
      all.push_back(std::make_unique<Lifetimes>(function));
    if (failed(selectSpaces(all)))
      return signalPassFailure();
    LogicalResult result = success();
    for (auto &lifetimes : all) {
      applyOptions(*lifetimes);
      lifetimes->refuseSharedDeallocs();
      if (lifetimes->getRoots().empty())
        continue;
      StringRef name = lifetimes->getFunction().getName();
      for (const Root &root : lifetimes->getRoots()) {
        if (failed(annotate(root, lifetimes->getTime().size())))
          result = failure();
        if (root.refusal)
          remarkRefusal(root, name);
      }
    }
    if (failed(result))
      signalPassFailure();
  }

private:
  LogicalResult parseOptions() {
    Location loc = getOperation()->getLoc();
    if (lifetimes != "derive" && lifetimes != "given")
      return emitError(loc)
             << "unknown lifetimes '" << lifetimes << "'; known: derive, given";
    if (minSize < 0)
      return emitError(loc) << "min-size is negative: " << minSize.getValue();
    allSpaces = false;
    spaces.clear();
    for (const std::string &text : memorySpaces) {
      if (text == "all") {
        allSpaces = true;
        continue;
      }
      FailureOr<Attribute> space = parseMemorySpace(text, loc);
      if (failed(space))
        return failure();
      spaces.insert(*space);
    }
    return success();
  }

  /// Without the option, the one space there is.
  LogicalResult selectSpaces(ArrayRef<std::unique_ptr<Lifetimes>> all) {
    if (allSpaces || !spaces.empty())
      return success();
    const Root *first = nullptr;
    for (auto &lifetimes : all)
      for (const Root &root : lifetimes->getRoots()) {
        if (root.refusal)
          continue;
        if (first && spaceOf(*first) != spaceOf(root)) {
          auto diag = root.op->emitError()
                      << "allocations in the memory spaces '"
                      << toText(spaceOf(*first)) << "' and '"
                      << toText(spaceOf(root))
                      << "' could be planned; say which with "
                         "memory-spaces=SPACE,... or memory-spaces=all";
          diag.attachNote(first->op->getLoc())
              << "the other space is used here";
          return diag;
        }
        if (!first)
          first = &root;
      }
    allSpaces = true;
    return success();
  }

  void applyOptions(Lifetimes &lifetimes) {
    for (Root &root : lifetimes.getRoots()) {
      if (root.refusal)
        continue;
      if (!allSpaces && !spaces.contains(spaceOf(root)))
        root.refusal =
            Refusal{RefusalKind::OtherSpace,
                    "memory space '" + toText(spaceOf(root)) +
                        "' is not among those selected by memory-spaces"};
      else if (root.bytes < minSize)
        root.refusal = Refusal{RefusalKind::TooSmall,
                               std::to_string(root.bytes) +
                                   " bytes are fewer than min-size=" +
                                   std::to_string(minSize.getValue())};
    }
  }

  LogicalResult annotate(const Root &root, int64_t ticks) {
    if (root.refusal && root.op->hasAttr(IdeallocDialect::kPin))
      root.op->emitWarning()
          << "is pinned but not planned: " << root.refusal->reason;
    if (lifetimes == "given")
      return checkGiven(root, ticks);
    if (root.refusal)
      root.op->removeAttr(IdeallocDialect::kLifetime);
    else
      root.op->setAttr(
          IdeallocDialect::kLifetime,
          LifetimeAttr::get(&getContext(), {root.begin, root.end}));
    return success();
  }

  /// A front end's lifetime: present where one is needed, absent elsewhere, and
  /// inside the function. That it is true is for idealloc-verify-offsets.
  LogicalResult checkGiven(const Root &root, int64_t ticks) {
    auto given =
        root.op->getAttrOfType<LifetimeAttr>(IdeallocDialect::kLifetime);
    if (!root.refusal && !given)
      return root.op->emitError()
             << "has no 'idealloc.lifetime', which lifetimes=given requires on "
                "every plannable allocation; add it, or 'idealloc.keep'";
    if (!given)
      return success();
    if (root.refusal) {
      switch (root.refusal->kind) {
      case RefusalKind::Kept:
      case RefusalKind::OtherSpace:
      case RefusalKind::TooSmall:
        root.op->removeAttr(IdeallocDialect::kLifetime);
        return success();
      default:
        break;
      }
      auto diag = root.op->emitError()
                  << "has a given lifetime but cannot be planned: "
                  << root.refusal->reason;
      if (root.refusal->culprit)
        diag.attachNote(root.refusal->culprit->getLoc()) << "because of this";
      return diag;
    }
    if (given.getEnd() > ticks)
      return root.op->emitError()
             << "has a stale lifetime: it ends at tick " << given.getEnd()
             << ", the function has " << ticks << " ticks";
    return success();
  }

  bool allSpaces = false;
  llvm::SmallSetVector<Attribute, 4> spaces;
};
} // namespace
