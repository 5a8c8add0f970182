//===- LowerToMemref.cpp - Storage for arenas, views for slices -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ArenaLowering.h"
#include "Bodies.h"
#include "EntryPoints.h"
#include "idealloc/Conversion/Passes.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/SymbolTable.h"

namespace idealloc {
#define GEN_PASS_DEF_LOWERTOMEMREF
#include "idealloc/Conversion/Passes.h.inc"
} // namespace idealloc

using namespace mlir;
using namespace idealloc;

/// Calls `dealloc` with a builder before each exit of the function.
static void atExits(FunctionOpInterface function,
                    llvm::function_ref<void(OpBuilder &)> dealloc) {
  for (Block &block : function.getFunctionBody())
    if (Operation *terminator = block.getTerminator();
        terminator->hasTrait<OpTrait::ReturnLike>()) {
      OpBuilder builder(terminator);
      dealloc(builder);
    }
}

/// Ops on streams, where the function has some: upstream lowers gpu.alloc only
/// in the form that the function is in.
static bool usesTokens(FunctionOpInterface function) {
  return function
      .walk([](gpu::AsyncOpInterface op) {
        return op.getAsyncToken() ? WalkResult::interrupt()
                                  : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Memory of a device at the start of the function, waited for at once. All
/// that uses it is waited for before an exit, or it would not be planned.
static void lowerToDevice(ArenaOp arena, FunctionOpInterface function,
                          bool isFreed) {
  OpBuilder builder(arena);
  Location loc = arena.getLoc();
  Type token = usesTokens(function)
                   ? gpu::AsyncTokenType::get(arena.getContext())
                   : Type();
  auto begin = [&](OpBuilder &builder) -> SmallVector<Value> {
    if (!token)
      return {};
    return {
        gpu::WaitOp::create(builder, loc, token, ValueRange()).getAsyncToken()};
  };
  auto finish = [&](OpBuilder &builder, Value done) {
    if (token)
      gpu::WaitOp::create(builder, loc, Type(), done);
  };
  auto memory = gpu::AllocOp::create(
      builder, loc, cast<MemRefType>(arena.getType()), token, begin(builder),
      /*dynamicSizes=*/ValueRange(), /*symbolOperands=*/ValueRange());
  finish(builder, memory.getAsyncToken());
  memory->setAttr(IdeallocDialect::kKeep, builder.getUnitAttr());
  if (isFreed)
    atExits(function, [&](OpBuilder &builder) {
      auto dealloc = gpu::DeallocOp::create(builder, loc, token, begin(builder),
                                            memory.getMemref());
      finish(builder, dealloc.getAsyncToken());
    });
  replaceArena(arena, memory.getMemref());
}

static bool isRunByThreads(const ThreadedFunctions &threads,
                           FunctionOpInterface function) {
  Operation *sign = threads.signOf(function);
  return sign && !isSuspension(sign);
}

/// Memory of the workgroup belongs to the kernel.
static void lowerToAttribution(ArenaOp arena) {
  auto function = arena->getParentOfType<gpu::GPUFuncOp>();
  Value memory =
      function.addWorkgroupAttribution(arena.getType(), arena.getLoc());
  function.setWorkgroupAttributionAttr(
      function.getNumWorkgroupAttributions() - 1,
      LLVM::LLVMDialect::getAlignAttrName(), arena.getAlignmentAttr());
  replaceArena(arena, memory);
}

namespace {
struct LowerToMemrefPass
    : idealloc::impl::LowerToMemrefBase<LowerToMemrefPass> {
  using LowerToMemrefBase::LowerToMemrefBase;

  bool canScheduleOn(RegisteredOperationName name) const final {
    return isSymbolTable(name);
  }

  void runOnOperation() final {
    made.clear();
    if (failed(lower()))
      signalPassFailure();
  }

private:
  /// One memory for each run of the function.
  LogicalResult checkArenas() {
    ThreadedFunctions threads(getOperation());
    for (FunctionOpInterface function : functionsIn(getOperation())) {
      WalkResult result = function.walk([&](ArenaOp arena) {
        if (arena.getDevice() &&
            (storage == ArenaStorage::Alloca || isStatic(storage))) {
          arena.emitError("is memory of a device, which is neither on the "
                          "stack nor a global; use storage=alloc or argument");
          return WalkResult::interrupt();
        }
        if (storage == ArenaStorage::Alloca &&
            isRunByThreads(threads, function) && !isAttribution(arena)) {
          arena.emitError("is one for all threads of its function, each of "
                          "which has a stack of its own; use storage=global, "
                          "argument, symbol or address");
          return WalkResult::interrupt();
        }
        if (!function.isExternal() &&
            arena->getBlock() == &function.getFunctionBody().front())
          return WalkResult::advance();
        arena.emitError("must stand in the first block of its function, or it "
                        "would be memory anew for each run of ")
            << (isa<FunctionOpInterface>(arena->getParentOp())
                    ? "its block"
                    : arena->getParentOp()->getName().getStringRef());
        return WalkResult::interrupt();
      });
      if (result.wasInterrupted())
        return failure();
    }
    return success();
  }

  /// Stack memory is given back by the function that holds it, or by none that
  /// is known.
  LogicalResult checkScopes() {
    for (FunctionOpInterface function : functionsIn(getOperation())) {
      auto arenas = function.getFunctionBody().getOps<ArenaOp>();
      if (function->hasTrait<OpTrait::AutomaticAllocationScope>() ||
          arenas.empty())
        continue;
      return (*arenas.begin())->emitError("cannot live on the stack, as '")
             << function->getName()
             << "' does not release stack memory when it ends; use "
                "storage=alloc";
    }
    return success();
  }

  /// What callers have to do with must outlive the function.
  LogicalResult checkLifetimes() {
    if (storage != ArenaStorage::Alloc && storage != ArenaStorage::Alloca)
      return success();
    CallFrames calls(getOperation(), callbacks);
    for (auto &node : calls.getNodes()) {
      FunctionOpInterface function = node->function;
      if (node->arenas.empty())
        continue;
      auto results =
          function->getAttrOfType<StringAttr>(IdeallocDialect::kResults);
      // The caller brings the arena of the program, and outlives the call.
      bool isFit =
          results && results == "program" && CallFrames::takesProgram(*node);
      std::string what;
      if (results && !isFit)
        what = "returns buffers of its arena ('idealloc.results')";
      else if (function->hasAttr(IdeallocDialect::kInputs))
        what = "takes what lies in its arena ('idealloc.inputs')";
      else if (llvm::any_of(node->arenas, [](const OwnArena &arena) {
                 return ArenaOp(arena.op).getState();
               }))
        what = "has an arena that must survive calls ('idealloc.state')";
      if (!what.empty())
        return function.emitError()
               << what << ", which storage=" << toString(storage)
               << " gives back when it returns; use storage=argument, global, "
                  "symbol or address";
    }
    return success();
  }

  LogicalResult lower() {
    if (failed(checkArenas()) || failed(checkLifetimes()))
      return failure();
    if (storage == ArenaStorage::Alloca && failed(checkScopes()))
      return failure();
    if (failed(lowerTo(storage)))
      return failure();
    // What is left are arenas of functions that make their own.
    ThreadedFunctions threads(getOperation());
    for (FunctionOpInterface function : functionsIn(getOperation())) {
      SmallVector<ArenaOp> arenas;
      function.walk([&](ArenaOp arena) { arenas.push_back(arena); });
      for (ArenaOp arena : arenas)
        if (isAttribution(arena))
          lowerToAttribution(arena);
        else
          // What several threads share none of them frees.
          lowerToAllocation(arena, function,
                            deallocArena && !isRunByThreads(threads, function));
      function->removeAttr(IdeallocDialect::kProgram);
    }
    putBackBodies(getOperation());
    return success();
  }

  LogicalResult lowerTo(ArenaStorage storage) {
    if (storage == ArenaStorage::Argument)
      return lowerToArguments();
    if (isStatic(storage))
      return lowerToStaticMemory(getOperation(), storage, callbacks);
    splitEntryPoints(getOperation());
    return passProgramArenas();
  }

  /// Whoever is not given the program's arena makes it, and gives it to those
  /// who need it.
  LogicalResult passProgramArenas() {
    CallFrames calls(getOperation(), callbacks);
    if (failed(calls.computeProgramFrames()))
      return failure();
    eraseSelfCopies(getOperation());
    for (auto &node : calls.getNodes())
      if (CallFrames::takesProgram(*node) ? failed(addArguments(*node))
                                          : (makeProgramArenas(*node), false))
        return failure();
    for (auto &node : calls.getNodes())
      for (const ProgramCalls::Call &call : node->calls->calls)
        if (call.callee) {
          const CallNode &callee = *calls.getNodes()[*call.callee];
          if (CallFrames::takesProgram(callee))
            for (auto &[key, frame] : callee.frames)
              passArgument(call.op, memoryOf(*node, key), 0, frame);
        }
    for (auto &node : calls.getNodes())
      if (CallFrames::takesProgram(*node))
        for (const OwnArena &arena : node->arenas)
          if (arena.key.isProgram)
            useArgument(arena, *node);
    return success();
  }

  /// One arena of the size that the function and its callees need.
  void makeProgramArenas(CallNode &node) {
    for (auto &[key, frame] : node.frames) {
      OpBuilder builder =
          OpBuilder::atBlockBegin(&node.function.getFunctionBody().front());
      auto arena =
          ArenaOp::create(builder, node.function.getLoc(),
                          bytesType(frame.bytes, key.first, &getContext()),
                          builder.getI64IntegerAttr(frame.alignment),
                          frame.device ? builder.getUnitAttr() : UnitAttr(),
                          builder.getUnitAttr(), /*state=*/UnitAttr());
      for (OwnArena &own : node.arenas)
        if (own.key.asPair() == key)
          replaceBy(own.op, arena);
      made[{node.function, key.first}] = arena.getMemory();
    }
  }

  void lowerToAllocation(ArenaOp arena, FunctionOpInterface function,
                         bool isFreed) {
    if (arena.getDevice())
      return lowerToDevice(arena, function, isFreed);
    OpBuilder builder(arena);
    auto type = cast<MemRefType>(arena.getType());
    bool isOnStack = storage == ArenaStorage::Alloca;
    Operation *memory =
        isOnStack ? memref::AllocaOp::create(builder, arena.getLoc(), type,
                                             arena.getAlignmentAttr())
                        .getOperation()
                  : memref::AllocOp::create(builder, arena.getLoc(), type,
                                            arena.getAlignmentAttr())
                        .getOperation();
    // A second run of the pipeline must not plan the plan.
    memory->setAttr(IdeallocDialect::kKeep, builder.getUnitAttr());
    if (!isOnStack && isFreed) {
      // For passes that place deallocations: this one has its own.
      StringAttr isManual =
          builder.getStringAttr("bufferization.manual_deallocation");
      memory->setAttr(isManual, builder.getUnitAttr());
      atExits(function, [&](OpBuilder &builder) {
        memref::DeallocOp::create(builder, memory->getLoc(),
                                  memory->getResult(0))
            ->setAttr(isManual, builder.getUnitAttr());
      });
    }
    replaceArena(arena, memory->getResult(0));
  }

  LogicalResult lowerToArguments() {
    CallFrames calls(getOperation(), callbacks);
    if (failed(calls.computeFrames()))
      return failure();
    eraseSelfCopies(getOperation());
    for (auto &node : calls.getNodes())
      if (failed(addArguments(*node)))
        return failure();
    for (auto &node : calls.getNodes())
      for (const ProgramCalls::Call &call : node->calls->calls)
        for (const PassedFrame &passed : calls.passedBy(*node, call)) {
          CallNode &callee = *calls.getNodes()[*call.callee];
          passArgument(call.op, memoryOf(*node, passed.from.asPair()),
                       passed.offset, callee.frames[passed.to.asPair()]);
        }
    for (auto &node : calls.getNodes())
      for (const OwnArena &arena : node->arenas)
        useArgument(arena, *node);
    return success();
  }

  LogicalResult addArguments(CallNode &node) {
    Builder builder(&getContext());
    for (auto &[key, frame] : node.frames) {
      NamedAttribute size[] = {
          builder.getNamedAttr("alignment",
                               builder.getI64IntegerAttr(frame.alignment)),
          builder.getNamedAttr("bytes",
                               builder.getI64IntegerAttr(frame.bytes))};
      NamedAttrList entries(size);
      if (frame.device)
        entries.append("device", builder.getUnitAttr());
      if (frame.hasStates)
        entries.append("state", builder.getUnitAttr());
      NamedAttribute attr = builder.getNamedAttr(
          IdeallocDialect::kArena, entries.getDictionary(&getContext()));
      FunctionOpInterface function = node.function;
      if (failed(function.insertArgument(
              function.getNumArguments(),
              bytesType(frame.bytes, key.first, &getContext()),
              builder.getDictionaryAttr(attr), function.getLoc())))
        return emitError(function.getLoc())
               << "cannot be given an arena argument";
    }
    return success();
  }

  /// An arena that is as large and may be larger takes the place of another.
  static void replaceBy(ArenaOp arena, ArenaOp larger) {
    for (OpOperand &use : llvm::make_early_inc_range(arena->getUses())) {
      Value memory = larger.getMemory();
      if (!isa<SliceOp>(use.getOwner()) &&
          memory.getType() != arena.getType()) {
        OpBuilder builder(use.getOwner());
        memory = viewAt(builder, arena.getLoc(), memory, 0,
                        cast<MemRefType>(arena.getType()));
      }
      use.set(memory);
    }
    arena->erase();
  }

  /// The argument that is this frame, or the arena that the function has made.
  Value memoryOf(CallNode &node, std::pair<Attribute, unsigned> key) {
    if (Value memory = made.lookup({node.function, key.first}))
      return memory;
    auto args = node.function.getArguments().take_back(node.frames.size());
    size_t index = std::distance(node.frames.begin(), node.frames.find(key));
    return args[index];
  }

  /// Gives a callee its part of the caller's memory.
  void passArgument(CallOpInterface call, Value memory, int64_t offset,
                    const Frame &frame) {
    auto type = cast<MemRefType>(memory.getType());
    if (offset != 0 || type.getNumElements() != frame.bytes) {
      OpBuilder builder(call);
      memory =
          viewAt(builder, call.getLoc(), memory, offset,
                 bytesType(frame.bytes, type.getMemorySpace(), &getContext()));
    }
    call.getArgOperandsMutable().append(memory);
  }

  void useArgument(const OwnArena &arena, CallNode &node) {
    useMemory(arena, memoryOf(node, arena.key.asPair()));
  }

  /// Arenas of the program that functions make for themselves and callees.
  DenseMap<std::pair<Operation *, Attribute>, Value> made;
};
} // namespace
