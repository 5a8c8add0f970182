//===- AnnotateLifetimes.cpp - Lifetimes of allocations as attributes -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EntryBuffers.h"
#include "LifetimeRemarks.h"
#include "MemorySpaces.h"
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

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
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

/// Adds the bound that is missing to the reasons of dynamic shapes.
static void explainBounds(Lifetimes &lifetimes) {
  std::optional<SizeBounds> bounds;
  for (Root &root : lifetimes.getRoots()) {
    if (!root.refusal || root.refusal->kind != RefusalKind::DynamicShape ||
        !SizeBounds::sizesOf(root.op))
      continue;
    if (!bounds)
      bounds.emplace(lifetimes.getFunction());
    if (std::string why = bounds->explain(root.op); !why.empty())
      root.refusal->reason += ": " + why;
  }
}

/// Refuses what the verifier could not follow, or its errors would cost the
/// module.
static void refuseUnverifiable(Lifetimes &lifetimes,
                               const CalleeSummaries &callees) {
  std::vector<PlacedBuffer> buffers;
  std::vector<Root *> roots;
  // What is returned to the program is no matter of one function.
  SmallVector<size_t, 2> returned = returnedRoots(lifetimes);
  for (auto [index, root] : llvm::enumerate(lifetimes.getRoots()))
    if (!root.refusal && !llvm::is_contained(returned, index)) {
      buffers.push_back({root.op, spaceOf(root)});
      roots.push_back(&root);
    }
  if (buffers.empty())
    return;
  for (const Unverifiable &item :
       findUnverifiable(lifetimes.getFunction(), buffers, &callees))
    roots[item.buffer]->refusal =
        Refusal{RefusalKind::Unverified,
                "it could not be verified: " + item.reason, item.culprit};
}

/// Refuses what a function returns to the program of an earlier plan: that has
/// an arena in which it would outlive the call, and this one has none.
static void refuseReturned(const std::unique_ptr<Lifetimes> &lifetimes) {
  for (size_t index : returnedRoots(*lifetimes))
    lifetimes->getRoots()[index].refusal =
        Refusal{RefusalKind::Escapes, "its function returns it"};
}

/// Of a space that the function allocates both by gpu.alloc and otherwise, the
/// former stay: memory of the device and memory of the host make no one arena.
/// Inputs give way to both.
static void refuseMixedDevices(Lifetimes &lifetimes) {
  DenseMap<Attribute, Operation *> onHost, onDevice;
  for (const Root &root : lifetimes.getRoots())
    if (!root.refusal && !isa<InputOp>(root.op))
      (isa<gpu::AllocOp>(root.op) ? onDevice : onHost)
          .try_emplace(spaceOf(root), root.op);
  for (Root &root : lifetimes.getRoots())
    if (Operation *other = onDevice.lookup(spaceOf(root));
        other && !root.refusal && isa<InputOp>(root.op))
      root.refusal =
          Refusal{RefusalKind::OtherSpace,
                  "memory of a device is planned in its memory space", other};
  for (Root &root : lifetimes.getRoots())
    if (Operation *other = onHost.lookup(spaceOf(root));
        other && !root.refusal && isa<gpu::AllocOp>(root.op))
      root.refusal = Refusal{RefusalKind::OtherSpace,
                             "it is memory of a device, with which '" +
                                 other->getName().getStringRef().str() +
                                 "' in the same memory space shares no arena",
                             other};
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
    if (failed(selectSpaces(all)))
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
      llvm::for_each(all, refuseReturned);
    for (auto &lifetimes : all) {
      FunctionOpInterface function = lifetimes->getFunction();
      if (program)
        function->removeAttr(IdeallocDialect::kProgram);
      if (auto member = program ? program->memberOf(function) : std::nullopt) {
        lifetimes->refuseSharedDeallocs();
        function->setAttr(IdeallocDialect::kProgram, describe(*member));
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
        annotateProgram(root, program);
        if (root.refusal)
          remarkRefusal(root, name);
        else if (root.undefinedRead)
          remarkUndefinedRead(root, name);
      }
    }
    annotateStates(states, program);
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

  /// Writes when states live; says which ones stay globals.
  void annotateStates(ArrayRef<State> states,
                      const std::optional<ProgramTime> &program) {
    for (const State &state : states) {
      Operation *global = memref::GlobalOp(state.global);
      global->removeAttr(IdeallocDialect::kProgramLifetime);
      global->removeAttr(IdeallocDialect::kOffset);
      if (state.refusal.empty()) {
        global->setAttr(IdeallocDialect::kProgramLifetime,
                        LifetimeAttr::get(&getContext(), {0, program->size()}));
        continue;
      }
      auto diag = global->emitWarning()
                  << "is 'idealloc.state' but not planned: " << state.refusal;
      if (state.culprit)
        diag.attachNote(state.culprit->getLoc()) << "because of this";
    }
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
    return selection.checkSpacesAreUsed(getOperation());
  }

  /// Without the option, the one space there is.
  LogicalResult selectSpaces(ArrayRef<std::unique_ptr<Lifetimes>> all) {
    if (!selection.isOpen())
      return success();
    const Root *first = nullptr;
    for (auto &lifetimes : all)
      for (const Root &root : lifetimes->getRoots())
        if (!first && !root.refusal && !isa<InputOp>(root.op))
          first = &root;
    for (auto &lifetimes : all)
      for (Root &root : lifetimes->getRoots()) {
        if (root.refusal)
          continue;
        if (first && spaceOf(*first) != spaceOf(root) &&
            isa<InputOp>(root.op) && !isa<InputOp>(first->op)) {
          root.refusal =
              Refusal{RefusalKind::OtherSpace,
                      "no allocation of its memory space is planned"};
          continue;
        }
        if (first && spaceOf(*first) != spaceOf(root)) {
          auto diag = root.op->emitError()
                      << "allocations in the memory spaces '"
                      << toText(spaceOf(*first)) << "' and '"
                      << toText(spaceOf(root))
                      << "' could be planned; say which with "
                         "memory-spaces=SPACE,... or memory-spaces=all";
          diag.attachNote(placeToShow(first->op))
              << "the other space is used here";
          return diag;
        }
        if (!first)
          first = &root;
      }
    return success();
  }

  static bool hasArena(Operation *top, bool ofProgram) {
    return top
        ->walk([&](ArenaOp arena) {
          return arena.getProgram() || !ofProgram ? WalkResult::interrupt()
                                                  : WalkResult::advance();
        })
        .wasInterrupted();
  }

  Attribute describe(const ProgramTime::Member &member) {
    Builder builder(&getContext());
    NamedAttrList entries;
    entries.append("number", builder.getI64IntegerAttr(member.program));
    if (member.isOutlined)
      entries.append("outlined", builder.getUnitAttr());
    if (member.isOwn)
      entries.append("own", builder.getUnitAttr());
    if (member.party)
      entries.append("party", builder.getI64IntegerAttr(member.party));
    return entries.getDictionary(&getContext());
  }

  void annotateProgram(const Root &root,
                       const std::optional<ProgramTime> &program) {
    root.op->removeAttr(IdeallocDialect::kProgramLifetime);
    const LiveSet *live = program ? program->liveSetOf(root.op) : nullptr;
    if (root.refusal || !live)
      return;
    SmallVector<int64_t> bounds = live->toBounds();
    root.op->setAttr(IdeallocDialect::kProgramLifetime,
                     LifetimeAttr::get(&getContext(), bounds));
  }

  LogicalResult annotate(const Root &root, int64_t ticks) {
    if (root.refusal && root.op->hasAttr(IdeallocDialect::kPin))
      root.op->emitWarning()
          << "is pinned but not planned: " << root.refusal->reason;
    if (lifetimes == LifetimeSource::Given)
      return checkGiven(root, ticks);
    root.op->removeAttr(IdeallocDialect::kLifetime);
    root.op->removeAttr(IdeallocDialect::kSlot);
    if (root.refusal)
      return success();
    Builder builder(&getContext());
    SmallVector<int64_t> bounds = root.live.toBounds();
    root.op->setAttr(IdeallocDialect::kLifetime,
                     LifetimeAttr::get(&getContext(), bounds));
    if (root.slot >= 0)
      root.op->setAttr(IdeallocDialect::kSlot,
                       builder.getI64IntegerAttr(root.slot));
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
        diag.attachNote(placeToShow(root.refusal->culprit))
            << "because of this";
      return diag;
    }
    if (given.getEnd() > ticks)
      return root.op->emitError()
             << "has a stale lifetime: it ends at tick " << given.getEnd()
             << ", the function has " << ticks << " ticks";
    return success();
  }

  Selection selection;
  /// Those whose arguments have become inputs.
  SmallVector<FunctionOpInterface> withInputs;
};
} // namespace
