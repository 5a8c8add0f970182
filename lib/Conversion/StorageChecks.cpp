//===- StorageChecks.cpp - Whether arenas fit a storage -------------------===//
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

using namespace mlir;
using namespace idealloc;

/// One memory for each run of the function.
static LogicalResult checkArenas(Operation *top, ArenaStorage storage) {
  ThreadedFunctions threads(top);
  for (FunctionOpInterface function : functionsIn(top)) {
    WalkResult result = function.walk([&](ArenaOp arena) {
      if (arena.getDevice() &&
          (storage == ArenaStorage::Alloca || isStatic(storage))) {
        arena.emitError("is memory of a device, which is neither on the "
                        "stack nor a global; use storage=alloc or argument");
        return WalkResult::interrupt();
      }
      if (storage == ArenaStorage::Alloca && threads.isRunByThreads(function) &&
          !isAttribution(arena)) {
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
static LogicalResult checkScopes(Operation *top) {
  for (FunctionOpInterface function : functionsIn(top)) {
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
static LogicalResult checkLifetimes(Operation *top, ArenaStorage storage,
                                    bool callbacks) {
  if (storage != ArenaStorage::Alloc && storage != ArenaStorage::Alloca)
    return success();
  CallFrames calls(top, callbacks);
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

LogicalResult idealloc::checkStorage(Operation *top, ArenaStorage storage,
                                     bool callbacks) {
  if (failed(checkArenas(top, storage)) ||
      failed(checkLifetimes(top, storage, callbacks)))
    return failure();
  return storage == ArenaStorage::Alloca ? checkScopes(top) : success();
}
