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
  LogicalResult lower() {
    if (failed(checkStorage(getOperation(), storage, callbacks)) ||
        failed(lowerTo(storage)))
      return failure();
    // What is left are arenas of functions that make their own.
    lowerToOwnMemory(getOperation(), storage == ArenaStorage::Alloca,
                     deallocArena);
    for (FunctionOpInterface function : functionsIn(getOperation()))
      function->removeAttr(IdeallocDialect::kProgram);
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
