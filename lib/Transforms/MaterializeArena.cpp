//===- MaterializeArena.cpp - From planned allocations to slices ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MaterializeArena.h"
#include "EntryBuffers.h"
#include "PlannedFunction.h"
#include "VerifiedOffsets.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ExternalModels.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Builders.h"

namespace idealloc {
#define GEN_PASS_DEF_MATERIALIZEARENA
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

namespace {
/// Writes what a plan says into its function.
class Materializer {
public:
  explicit Materializer(PlannedFunction &plan)
      : plan(plan), function(plan.function) {}

  void write() {
    function.walk([&](DeliverOp op) {
      for (Value input : op.getInputs())
        writtenInputs.insert(input.getDefiningOp<InputOp>().getArgument());
    });
    auto isUnplanned = [](Operation *input) {
      return !input->hasAttr(IdeallocDialect::kOffset);
    };
    dropInputs(function, isUnplanned);
    if (!plan.allocs.empty() || !plan.states.empty())
      rewrite();
    removeArguments();
    dropTicks();
    dropCallSummaries(function);
  }

private:
  void rewrite() {
    // Behind the arenas of earlier plans: where they become one piece of
    // memory, an arena that ends between two multiples of its alignment is best
    // the last, and plans of large buffers come first.
    Block &entry = function.getFunctionBody().front();
    auto begin = llvm::find_if_not(entry, llvm::IsaPred<ArenaOp>);
    OpBuilder builder(&entry, begin);
    for (auto &[space, arena] : plan.arenas) {
      auto type = MemRefType::get({arena.bytes}, builder.getI8Type(),
                                  MemRefLayoutAttrInterface(), space);
      arenas[space] = ArenaOp::create(
          builder, function.getLoc(), type,
          builder.getI64IntegerAttr(arena.alignment),
          arena.isDevice.value_or(false) ? builder.getUnitAttr() : UnitAttr(),
          arena.isProgram ? builder.getUnitAttr() : UnitAttr(),
          arena.hasStates ? builder.getUnitAttr() : UnitAttr());
    }
    // Allocations of one slot are slices of one slot.
    DenseMap<std::pair<Attribute, Attribute>, int64_t> numbers;
    int64_t next = 0;
    for (Operation *alloc : plan.allocs) {
      int64_t slot = next;
      if (Attribute shared = alloc->getAttr(IdeallocDialect::kSlot)) {
        Attribute space = getAllocatedMemory(alloc).getType().getMemorySpace();
        slot = numbers.try_emplace({space, shared}, next).first->second;
      }
      next += slot == next;
      toSlice(alloc, slot, builder);
    }
    DenseMap<Operation *, int64_t> slotOf;
    for (auto [op, global] : plan.states) {
      auto [slot, isNew] = slotOf.try_emplace(global, next);
      next += isNew;
      builder.setInsertionPoint(op);
      op.getResult().replaceAllUsesWith(
          makeSlice(global, op.getLoc(), op.getType(), slot->second, builder)
              .getResult());
      op.erase();
    }
    for (Operation *dealloc : plan.deallocs) {
      replaceTokens(dealloc, builder);
      dealloc->erase();
    }
  }

  /// Of what the attributes of an allocation or a state say.
  SliceOp makeSlice(Operation *planned, Location loc, MemRefType type,
                    int64_t slot, OpBuilder &builder) {
    ArenaOp arena = arenas.lookup(type.getMemorySpace());
    auto lifetime = planned->getAttrOfType<LifetimeAttr>(
        arena.getProgram() ? IdeallocDialect::kProgramLifetime
                           : IdeallocDialect::kLifetime);
    return SliceOp::create(
        builder, loc, type, arena.getMemory(),
        planned->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset),
        builder.getI64IntegerAttr(slot),
        builder.getDenseI64ArrayAttr(lifetime.getBounds()),
        planned->getAttrOfType<IntegerAttr>("alignment"));
  }

  void toSlice(Operation *alloc, int64_t slot, OpBuilder &builder) {
    builder.setInsertionPoint(alloc);
    Value memory = getAllocatedMemory(alloc);
    auto type = cast<MemRefType>(memory.getType());
    SliceOp slice = makeSlice(alloc, alloc->getLoc(), type, slot, builder);
    if (auto input = dyn_cast<InputOp>(alloc))
      inputs.push_back({input.getArgument(), slice});
    for (NamedAttribute attr : alloc->getDiscardableAttrs())
      if (!attr.getName().strref().starts_with("idealloc."))
        slice->setDiscardableAttr(attr.getName(), attr.getValue());
    memory.replaceAllUsesWith(slice.getResult());
    replaceTokens(alloc, builder);
    alloc->erase();
  }

  /// What waited for an asynchronous op that is gone waits for what that op
  /// waited for.
  static void replaceTokens(Operation *op, OpBuilder &builder) {
    auto async = dyn_cast<gpu::AsyncOpInterface>(op);
    if (!async || !async.getAsyncToken())
      return;
    builder.setInsertionPoint(op);
    auto wait = gpu::WaitOp::create(builder, op->getLoc(),
                                    async.getAsyncToken().getType(),
                                    async.getAsyncDependencies());
    async.getAsyncToken().replaceAllUsesWith(wait.getAsyncToken());
  }

  /// Arguments that lie in the arena now are none any more.
  void removeArguments() {
    if (inputs.empty())
      return;
    Builder builder(function->getContext());
    BitVector removed(function.getNumArguments());
    SmallVector<Attribute> entries;
    for (auto [number, slice] : inputs) {
      removed.set(number);
      NamedAttrList entry;
      auto add = [&](StringRef key, int64_t value) {
        entry.append(key, builder.getI64IntegerAttr(value));
      };
      auto type = cast<MemRefType>(slice.getType());
      add("argument", number);
      add("bytes", *getByteSize(type, DataLayout::closest(function)));
      add("offset", slice.getOffset());
      // Whoever reads what is lowered need not know the dialect.
      entry.append("lifetime", builder.getDenseI64ArrayAttr(slice.getLive()));
      entry.append("space", type.getMemorySpace()
                                ? type.getMemorySpace()
                                : builder.getI64IntegerAttr(0));
      if (writtenInputs.contains(number))
        entry.append("written", builder.getUnitAttr());
      entries.push_back(entry.getDictionary(function->getContext()));
    }
    function->setAttr(IdeallocDialect::kInputs, builder.getArrayAttr(entries));
    (void)function.eraseArguments(removed);
  }

  /// The ticks of the plan are not those of the rewritten function.
  void dropTicks() {
    auto list = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
    if (!list)
      return;
    SmallVector<Attribute> entries;
    for (auto entry : list.getAsRange<DictionaryAttr>()) {
      NamedAttrList attrs(entry);
      attrs.erase("ticks");
      entries.push_back(attrs.getDictionary(function->getContext()));
    }
    function->setAttr(IdeallocDialect::kArenas,
                      ArrayAttr::get(function->getContext(), entries));
  }

  PlannedFunction &plan;
  FunctionOpInterface function;
  DenseMap<Attribute, ArenaOp> arenas;
  /// Arguments that are slices; those that the function writes.
  SmallVector<std::pair<uint64_t, SliceOp>> inputs;
  DenseSet<uint64_t> writtenInputs;
};
} // namespace

LogicalResult idealloc::materializeArenas(Operation *top,
                                          function_ref<bool()> isSound) {
  DenseSet<Operation *> states;
  top->walk([&](memref::GlobalOp global) {
    if (global->hasAttr(IdeallocDialect::kOffset))
      states.insert(global);
  });
  std::vector<PlannedFunction> plans;
  SymbolTableCollection symbols;
  for (FunctionOpInterface function : functionsIn(top)) {
    FailureOr<PlannedFunction> plan =
        PlannedFunction::read(function, states, symbols);
    if (failed(plan))
      return failure();
    plans.push_back(std::move(*plan));
  }
  if (!isSound())
    return failure();
  for (PlannedFunction &plan : plans)
    Materializer(plan).write();
  for (Operation *state : states)
    state->erase();
  return success();
}

namespace {
struct MaterializeArenaPass
    : idealloc::impl::MaterializeArenaBase<MaterializeArenaPass> {
  using MaterializeArenaBase::MaterializeArenaBase;

  void getDependentDialects(DialectRegistry &registry) const final {
    MaterializeArenaBase::getDependentDialects(registry);
    registerExternalModels(registry);
  }

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isFunctionOrSymbolTable(name);
  }

  void runOnOperation() final {
    // A pass after the proof may have moved or added a use.
    auto isSound = [&] { return getAnalysis<VerifiedOffsets>().isSound; };
    if (failed(materializeArenas(getOperation(), isSound)))
      signalPassFailure();
  }
};
} // namespace
