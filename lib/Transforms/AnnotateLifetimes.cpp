//===- AnnotateLifetimes.cpp - Lifetimes of allocations as attributes -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EntryBuffers.h"
#include "LifetimeAttributes.h"
#include "LifetimeRemarks.h"
#include "Refusals.h"
#include "Selection.h"
#include "States.h"
#include "Unplanned.h"
#include "idealloc/Dialect/CalleeUse.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Names.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ExternalModels.h"
#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Lifetimes/ProgramTime.h"
#include "idealloc/Lifetimes/ReturnedRoots.h"
#include "idealloc/Lifetimes/SizeBounds.h"
#include "idealloc/Transforms/Passes.h"
#include "idealloc/Verifier/Interference.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace idealloc {
#define GEN_PASS_DEF_ANNOTATELIFETIMES
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

static Attribute spaceOf(const Root &root) {
  return root.getType().getMemorySpace();
}

namespace {
struct AnnotateLifetimesPass
    : idealloc::impl::AnnotateLifetimesBase<AnnotateLifetimesPass> {
  using AnnotateLifetimesBase::AnnotateLifetimesBase;

  void getDependentDialects(DialectRegistry &registry) const final {
    AnnotateLifetimesBase::getDependentDialects(registry);
    registerExternalModels(registry);
    registerSizeBoundModels(registry);
  }

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    if (failed(parseOptions()))
      return signalPassFailure();
    SmallVector<std::pair<Operation *, DictionaryAttr>> before;
    getOperation()->walk([&](Operation *op) {
      if (isCallLike(op) || isa<FunctionOpInterface>(op) ||
          op->hasAttr(IdeallocDialect::kLifetime) ||
          op->hasAttr(IdeallocDialect::kState))
        before.push_back({op, op->getDiscardableAttrDictionary()});
    });
    if (succeeded(run()))
      return;
    for (auto [op, attributes] : before)
      op->setDiscardableAttrs(attributes);
    for (FunctionOpInterface function : withInputs)
      dropInputs(function, [](Operation *) { return true; });
    signalPassFailure();
  }

private:
  /// If it fails, calls and functions may be changed, and ops that have a
  /// lifetime.
  LogicalResult run() {
    if (failed(placeResults(getOperation(), results == ResultPlace::Arena)))
      return failure();
    std::string why = whyNoProgram();
    if (why.empty())
      markReturnsToProgram(getOperation());
    summariseCalls(getOperation());
    withInputs.clear();
    if (inputs == InputPlace::Arena)
      withInputs = placeInputs(getOperation(), selection);
    std::vector<std::unique_ptr<Lifetimes>> all;
    ThreadedFunctions threads(getOperation());
    for (FunctionOpInterface function : functionsIn(getOperation())) {
      all.push_back(std::make_unique<Lifetimes>(function));
      all.back()->settleThreads(threads.signOf(function),
                                threads.callBy(function));
    }
    std::vector<State> states = findStates(getOperation());
    if (failed(selection.selectOnlySpace(all)))
      return failure();
    std::optional<CalleeSummaries> callees;
    if (leaveUnverifiable && lifetimes == LifetimeSource::Derive)
      callees.emplace(getOperation());
    LogicalResult result = success();
    for (auto &lifetimes : all) {
      selection.apply(*lifetimes);
      if (callees)
        refuseUnverifiable(*lifetimes, *callees);
      refuseMixedDevices(*lifetimes);
      lifetimes->refuseSharedDeallocs();
    }
    std::optional<ProgramTime> program;
    if (failed(makeProgram(all, states, why, program)))
      return failure();
    if (!program)
      for (auto &lifetimes : all)
        refuseReturned(*lifetimes);
    for (auto &lifetimes : all) {
      FunctionOpInterface function = lifetimes->getFunction();
      if (program)
        function->removeAttr(IdeallocDialect::kProgram);
      if (auto member = program ? program->memberOf(function) : std::nullopt) {
        lifetimes->refuseSharedDeallocs();
        writeMember(function, *member);
      }
      if (program && returnedRoots(*lifetimes).empty() &&
          returnsToProgram(function))
        function->removeAttr(IdeallocDialect::kResults);
      if (this->lifetimes == LifetimeSource::Derive)
        lifetimes->shareSlots(inPlace);
      if (lifetimes->getRoots().empty())
        continue;
      explainBounds(*lifetimes);
      StringRef name = lifetimes->getFunction().getName();
      for (const Root &root : lifetimes->getRoots()) {
        if (failed(annotate(root, lifetimes->getTime().size())))
          result = failure();
        writeProgramLifetime(root, program);
        if (root.refusal)
          remarkRefusal(root, name);
        else if (root.undefinedRead)
          remarkUndefinedRead(root, name);
      }
    }
    writeStates(states, program);
    if (unplanned != UnplannedAction::Ignore && failed(reportUnplanned(all)))
      return failure();
    return result;
  }

  /// Why functions are not planned together; empty if they are.
  std::string whyNoProgram() {
    if (!program)
      return "program=false plans each function alone";
    if (lifetimes == LifetimeSource::Given)
      return "lifetimes=given are those of one function";
    if (hasArena(getOperation(), /*ofProgram=*/true))
      return "an earlier plan has made a program of the functions";
    return "";
  }

  /// Fails if functions cannot be kept apart as they must.
  LogicalResult makeProgram(ArrayRef<std::unique_ptr<Lifetimes>> all,
                            std::vector<State> &states, const std::string &why,
                            std::optional<ProgramTime> &program) {
    FailureOr<ProgramBonds> bonds = collectBonds(
        getOperation(), llvm::to_vector(ArrayRef<std::string>(concurrent)));
    if (failed(bonds))
      return failure();
    std::string whyNotBound = why;
    if (why.empty() && hasArena(getOperation(), /*ofProgram=*/false))
      whyNotBound = "an earlier plan has left an arena in the module";
    if (!whyNotBound.empty() && !bonds->concurrent.empty())
      return bonds->concurrent.front().emitError()
             << "cannot be kept apart from what runs at the same time: "
             << whyNotBound;
    selectStates(states, all, selection, whyNotBound);
    for (State &state : states)
      if (state.refusal.empty())
        llvm::append_range(bonds->statefulFunctions, state.users);
    if (!why.empty())
      return success();
    program.emplace(getOperation(), all, *bonds);
    for (const ProgramTime::Joined &joined : program->getJoined())
      remarkJoined(joined);
    if (std::optional<ProgramTime::Tie> tie = program->findTie()) {
      auto diag = tie->second.emitError()
                  << "may run at the same time as '" << tie->first.getName()
                  << "', but the buffers of '" << tie->common.getName()
                  << "' belong to both";
      diag.attachNote(tie->common.getLoc()) << "it is here";
      return diag;
    }
    for (State &state : states)
      for (FunctionOpInterface user : state.users)
        if (!program->sharesMemory(user))
          state.refuse("activations of '" + user.getName() +
                           "' have memory of their own",
                       user);
    return success();
  }

  /// The option `unplanned`. Without `memory-spaces` the planned spaces are
  /// those of which something is planned, or all if nothing is.
  LogicalResult
  reportUnplanned(ArrayRef<std::unique_ptr<Lifetimes>> all) const {
    DenseSet<Attribute> planned;
    for (auto &lifetimes : all)
      for (const Root &root : lifetimes->getRoots())
        if (!root.refusal)
          planned.insert(spaceOf(root));
    LogicalResult result = success();
    for (auto &lifetimes : all)
      for (const Root &root : lifetimes->getRoots()) {
        bool isPlanned =
            selection.isOpen()
                ? planned.empty() || planned.contains(spaceOf(root))
                : selection.hasSpace(spaceOf(root));
        if (!root.refusal || !isPlanned || isByChoice(root.refusal->kind) ||
            isa<InputOp>(root.op))
          continue;
        emitUnplanned(root, unplanned == UnplannedAction::Error);
        if (unplanned == UnplannedAction::Error)
          result = failure();
      }
    return result;
  }

  LogicalResult parseOptions() {
    Location loc = getOperation()->getLoc();
    FailureOr<Selection> parsed = Selection::parse(
        llvm::to_vector(ArrayRef<std::string>(memorySpaces)), minSize, loc);
    if (failed(parsed))
      return failure();
    selection = *parsed;
    return selection.check(getAnalysis<ProgramSpaces>());
  }

  static bool hasArena(Operation *top, bool ofProgram) {
    return top
        ->walk([&](ArenaOp arena) {
          return arena.getProgram() || !ofProgram ? WalkResult::interrupt()
                                                  : WalkResult::advance();
        })
        .wasInterrupted();
  }

  /// `ticks` are those of the function.
  LogicalResult annotate(const Root &root, int64_t ticks) {
    if (root.refusal && root.op->hasAttr(IdeallocDialect::kPin))
      root.op->emitWarning()
          << "is pinned but not planned: " << root.refusal->reason;
    if (lifetimes == LifetimeSource::Given)
      return checkGivenLifetime(root, ticks);
    writeLifetime(root);
    return success();
  }

  Selection selection;
  /// Those whose arguments have become inputs.
  SmallVector<FunctionOpInterface> withInputs;
};
} // namespace
