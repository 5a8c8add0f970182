//===- OwnMemory.cpp - Memory that a function makes itself ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ArenaLowering.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/Threads.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

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

static void lowerToAllocation(ArenaOp arena, FunctionOpInterface function,
                              bool isOnStack, bool isFreed) {
  if (arena.getDevice())
    return lowerToDevice(arena, function, isFreed);
  OpBuilder builder(arena);
  auto type = cast<MemRefType>(arena.getType());
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
      memref::DeallocOp::create(builder, memory->getLoc(), memory->getResult(0))
          ->setAttr(isManual, builder.getUnitAttr());
    });
  }
  replaceArena(arena, memory->getResult(0));
}

void idealloc::lowerToOwnMemory(Operation *top, bool isOnStack, bool isFreed) {
  ThreadedFunctions threads(top);
  for (FunctionOpInterface function : functionsIn(top)) {
    SmallVector<ArenaOp> arenas;
    function.walk([&](ArenaOp arena) { arenas.push_back(arena); });
    // What several threads share none of them frees.
    bool isFreedHere = isFreed && !threads.isRunByThreads(function);
    for (ArenaOp arena : arenas)
      if (isAttribution(arena))
        lowerToAttribution(arena);
      else
        lowerToAllocation(arena, function, isOnStack, isFreedHere);
  }
}
