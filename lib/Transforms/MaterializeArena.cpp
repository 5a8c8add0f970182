//===- MaterializeArena.cpp - From planned allocations to slices ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MaterializeArena.h"
#include "EntryBuffers.h"
#include "VerifiedOffsets.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Lifetimes/AliasFlow.h"
#include "idealloc/Lifetimes/CallSummaries.h"
#include "idealloc/Lifetimes/ExternalModels.h"
#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/MapVector.h"

namespace idealloc {
#define GEN_PASS_DEF_MATERIALIZEARENA
#include "idealloc/Transforms/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

namespace {
/// The rewrite of one function: first all functions are checked, then written.
class Materializer {
public:
  explicit Materializer(FunctionOpInterface function) : function(function) {}

  /// Checks everything but that offsets do not clash. `states` are globals that
  /// have an offset.
  LogicalResult check(const DenseSet<Operation *> &states) {
    return failure(failed(readArenas()) || failed(collectAllocs()) ||
                   failed(collectStates(states)) || failed(collectDeallocs()));
  }

  void write() {
    function.walk([&](DeliverOp op) {
      for (Value input : op.getInputs())
        writtenInputs.insert(input.getDefiningOp<InputOp>().getArgument());
    });
    auto isUnplanned = [](Operation *input) {
      return !input->hasAttr(IdeallocDialect::kOffset);
    };
    dropInputs(function, isUnplanned);
    if (!allocs.empty() || !states.empty())
      rewrite();
    removeArguments();
    dropTicks();
    dropCallSummaries(function);
  }

private:
  struct Arena {
    int64_t bytes;
    int64_t alignment;
    bool isProgram;
    bool hasStates;
    /// Of the first allocation.
    std::optional<bool> isDevice = std::nullopt;
    ArenaOp op = nullptr;
  };

  InFlightDiagnostic stale(Operation *op) {
    return emitError(op->getLoc())
           << "has a stale plan, run idealloc-annotate-lifetimes "
              "and idealloc-assign-offsets again: ";
  }

  LogicalResult readArenas() {
    auto list = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
    if (!list)
      return success();
    int64_t ticks = LogicalTime::count(function);
    for (auto entry : list.getAsRange<DictionaryAttr>()) {
      auto planned = entry.getAs<IntegerAttr>("ticks");
      auto alignment = entry.getAs<IntegerAttr>("alignment");
      if (!planned)
        continue; // Materialised before.
      if (planned.getInt() != ticks)
        return stale(function) << "it was planned with " << planned.getInt()
                               << " ticks and now has " << ticks;
      Attribute space = entry.get("space");
      if (auto number = dyn_cast<IntegerAttr>(space);
          number && number.getInt() == 0)
        space = Attribute();
      arenas[space] = {entry.getAs<IntegerAttr>("bytes").getInt(),
                       alignment ? alignment.getInt() : 1,
                       entry.contains("program"), entry.contains("state")};
    }
    return success();
  }

  /// Where the function gets the address of a state. That its bytes lie in the
  /// arena is proved with the offsets.
  LogicalResult collectStates(const DenseSet<Operation *> &globals) {
    if (globals.empty())
      return success();
    SymbolTableCollection symbols;
    WalkResult result = function.walk([&](memref::GetGlobalOp op) {
      auto global = symbols.lookupNearestSymbolFrom<memref::GlobalOp>(
          op, op.getNameAttr());
      if (!globals.contains(global))
        return WalkResult::advance();
      auto entry = arenas.find(op.getType().getMemorySpace());
      if (entry == arenas.end() || !entry->second.hasStates) {
        stale(op) << "its function has no arena for states";
        return WalkResult::interrupt();
      }
      states.push_back({op, global});
      return WalkResult::advance();
    });
    return failure(result.wasInterrupted());
  }

  LogicalResult collectAllocs() {
    DataLayout layout = DataLayout::closest(function);
    WalkResult result = function.walk([&](Operation *alloc) {
      if (!alloc->hasAttr(IdeallocDialect::kOffset))
        return WalkResult::advance();
      if (std::string why = whyStale(alloc, layout); !why.empty()) {
        stale(alloc) << why;
        return WalkResult::interrupt();
      }
      allocs.push_back(alloc);
      planned.insert(getAllocatedMemory(alloc));
      return WalkResult::advance();
    });
    return failure(result.wasInterrupted());
  }

  /// What the annotations of a planned allocation no longer agree with; empty
  /// if they are fit to be materialised.
  std::string whyStale(Operation *alloc, const DataLayout &layout) {
    std::string why;
    llvm::raw_string_ostream stream(why);
    MemRefType type = getAllocatedMemory(alloc).getType();
    int64_t offset =
        alloc->getAttrOfType<IntegerAttr>(IdeallocDialect::kOffset).getInt();
    auto entry = arenas.find(type.getMemorySpace());
    std::optional<int64_t> bytes = getByteSize(type, layout);
    if (!alloc->hasAttrOfType<LifetimeAttr>(IdeallocDialect::kLifetime)) {
      stream << "it has an offset and no lifetime";
    } else if (entry != arenas.end() && entry->second.isProgram &&
               !alloc->hasAttrOfType<LifetimeAttr>(
                   IdeallocDialect::kProgramLifetime)) {
      stream << "it has an offset in the program's arena and no lifetime there";
    } else if (entry == arenas.end()) {
      stream << "the function has no arena in its memory space";
    } else if (!bytes) {
      stream << "it has no known size";
    } else {
      Arena &arena = entry->second;
      bool isDevice = isa<gpu::AllocOp>(alloc);
      if (arena.isDevice.value_or(isDevice) != isDevice)
        stream << "its arena would be memory both of a device and of its host";
      arena.isDevice = isDevice;
      int64_t alignment =
          std::max(getElementAlignment(type.getElementType(), layout),
                   getStatedAlignment(alloc));
      if (!why.empty())
        return why;
      if (*bytes > arena.bytes || offset > arena.bytes - *bytes)
        stream << "its " << *bytes << " bytes at offset " << offset
               << " do not lie inside the arena of " << arena.bytes << " bytes";
      else if (offset % alignment)
        stream << "its offset " << offset << " is not aligned to " << alignment
               << " bytes";
      else if (arena.alignment % alignment)
        stream << "its alignment " << alignment
               << " exceeds that of the arena, " << arena.alignment;
    }
    return why;
  }

  /// A deallocation of planned memory goes; one that may also free something
  /// else makes the plan stale.
  LogicalResult collectDeallocs() {
    DenseSet<Value> aliases;
    aliases.insert_range(allAliasesOf(llvm::to_vector(planned)));
    std::unique_ptr<BufferViewFlowAnalysis> flow;
    auto isPlanned = [&](Value value) { return planned.contains(value); };
    WalkResult result = function.walk([&](Operation *dealloc) {
      Value freed = getFreedMemory(dealloc);
      if (!freed || !aliases.contains(freed))
        return WalkResult::advance();
      if (!flow && !isPlanned(freed))
        flow = std::make_unique<BufferViewFlowAnalysis>(function);
      if (!isPlanned(freed) && !freesOnly(freed, *flow, isPlanned)) {
        stale(dealloc) << "it may free both planned and unplanned memory";
        return WalkResult::interrupt();
      }
      deallocs.push_back(dealloc);
      return WalkResult::advance();
    });
    return failure(result.wasInterrupted());
  }

  void rewrite() {
    // Behind the arenas of earlier plans: where they become one piece of
    // memory, an arena that ends between two multiples of its alignment is best
    // the last, and plans of large buffers come first.
    Block &entry = function.getFunctionBody().front();
    auto begin = llvm::find_if_not(entry, llvm::IsaPred<ArenaOp>);
    OpBuilder builder(&entry, begin);
    for (auto &[space, arena] : arenas) {
      auto type = MemRefType::get({arena.bytes}, builder.getI8Type(),
                                  MemRefLayoutAttrInterface(), space);
      arena.op = ArenaOp::create(
          builder, function.getLoc(), type,
          builder.getI64IntegerAttr(arena.alignment),
          arena.isDevice.value_or(false) ? builder.getUnitAttr() : UnitAttr(),
          arena.isProgram ? builder.getUnitAttr() : UnitAttr(),
          arena.hasStates ? builder.getUnitAttr() : UnitAttr());
    }
    // Allocations of one slot are slices of one slot.
    DenseMap<std::pair<Attribute, Attribute>, int64_t> numbers;
    int64_t next = 0;
    for (Operation *alloc : allocs) {
      int64_t slot = next;
      if (Attribute shared = alloc->getAttr(IdeallocDialect::kSlot)) {
        Attribute space = getAllocatedMemory(alloc).getType().getMemorySpace();
        slot = numbers.try_emplace({space, shared}, next).first->second;
      }
      next += slot == next;
      toSlice(alloc, slot, builder);
    }
    DenseMap<Operation *, int64_t> slotOf;
    for (auto [op, global] : states) {
      auto [slot, isNew] = slotOf.try_emplace(global, next);
      next += isNew;
      builder.setInsertionPoint(op);
      op.getResult().replaceAllUsesWith(
          makeSlice(global, op.getLoc(), op.getType(), slot->second, builder)
              .getResult());
      op.erase();
    }
    for (Operation *dealloc : deallocs) {
      replaceTokens(dealloc, builder);
      dealloc->erase();
    }
  }

  /// Of what the attributes of an allocation or a state say.
  SliceOp makeSlice(Operation *planned, Location loc, MemRefType type,
                    int64_t slot, OpBuilder &builder) {
    Arena &arena = arenas.find(type.getMemorySpace())->second;
    auto lifetime = planned->getAttrOfType<LifetimeAttr>(
        arena.isProgram ? IdeallocDialect::kProgramLifetime
                        : IdeallocDialect::kLifetime);
    return SliceOp::create(
        builder, loc, type, arena.op.getMemory(),
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

  FunctionOpInterface function;
  llvm::MapVector<Attribute, Arena> arenas;
  SmallVector<Operation *> allocs;
  DenseSet<Value> planned;
  SmallVector<Operation *> deallocs;
  SmallVector<std::pair<memref::GetGlobalOp, Operation *>> states;
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
  std::vector<Materializer> functions;
  for (FunctionOpInterface function : functionsIn(top)) {
    functions.emplace_back(function);
    if (failed(functions.back().check(states)))
      return failure();
  }
  if (!isSound())
    return failure();
  for (Materializer &materializer : functions)
    materializer.write();
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
