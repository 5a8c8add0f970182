//===- CallFrames.cpp - Arenas along calls --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallFrames.h"

#include "idealloc/Dialect/Bodies.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Dialect/Names.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace idealloc {

bool isAttribution(ArenaOp arena) {
  return isa<gpu::GPUFuncOp>(arena->getParentOp()) && !arena.getProgram();
}

CallFrames::CallFrames(Operation *top, bool callbacks)
    : calls(top), callbacks(callbacks) {
  for (const ProgramCalls::Function &function : calls.getFunctions()) {
    CallNode &node = *nodes.emplace_back(std::make_unique<CallNode>());
    node.function = function.op;
    node.calls = &function;
    auto program =
        node.function->getAttrOfType<DictionaryAttr>(IdeallocDialect::kProgram);
    node.isOwn = program && program.contains("own");
    node.function.walk([&](ArenaOp arena) {
      if (isAttribution(arena))
        return;
      Attribute space = cast<MemRefType>(arena.getType()).getMemorySpace();
      node.arenas.push_back({arena, {space, arena.getProgram()}});
    });
  }
  for (const ProgramCalls::Function &function : calls.getFunctions())
    for (const Call &call : function.calls)
      if (CallNode *callee = calleeOf(call)) {
        callee->isCalled = true;
        callee->isBesideOthers |= !call.whyConcurrent.empty();
      }
}

/// True if the call may call any function here.
bool CallFrames::isUnknown(const Call &call) const {
  if (call.callee)
    return false;
  CallOpInterface op = call.op;
  return !call.target ||
         (callbacks && !op->hasAttr(IdeallocDialect::kNoCallback) &&
          !call.target->hasAttr(IdeallocDialect::kNoCallback));
}

static InFlightDiagnostic needsTooMuch(Operation *op) {
  return op->emitError() << "needs arenas of more than 2^63-1 bytes";
}

/// Where a frame ends that begins as soon after `bytes` as its alignment
/// allows; nullopt beyond 2^63-1.
static std::optional<int64_t> endBehind(int64_t bytes, const Frame &frame) {
  std::optional<int64_t> begin = tryAlign(bytes, frame.alignment);
  int64_t end;
  if (!begin || llvm::AddOverflow(*begin, frame.bytes, end))
    return std::nullopt;
  return end;
}

/// Fails if the two need memory of a device and of its host.
static LogicalResult unite(Frame &own, const Frame &other, Operation *op) {
  own.alignment = std::max(own.alignment, other.alignment);
  own.hasStates |= other.hasStates;
  if (other.device)
    own.device = other.device;
  if (other.host)
    own.host = other.host;
  if (!own.device || !own.host)
    return success();
  auto diag = op->emitError()
              << "needs memory of a device and of its host in one memory "
                 "space, which cannot be one argument; use storage=alloc";
  diag.attachNote(placeToShow(own.device)) << "of a device here";
  diag.attachNote(placeToShow(own.host)) << "of the host here";
  return diag;
}

SmallVector<PassedFrame> CallFrames::passedBy(const CallNode &caller,
                                              const Call &call) const {
  SmallVector<PassedFrame> passed;
  CallNode *callee = calleeOf(call);
  if (!callee)
    return passed;
  // One callee runs at a time, so all begin behind the caller's own bytes.
  DenseMap<Attribute, int64_t> ends;
  for (auto &[key, frame] : callee->frames) {
    auto [space, isProgram] = key;
    if (isProgram && !callee->isOwn) {
      passed.push_back({{space, true}, {space, true}, 0});
      continue;
    }
    auto own = caller.frames.find({space, false});
    int64_t begin = ends.lookup(space);
    if (own != caller.frames.end())
      begin = std::max(begin, own->second.ownBytes);
    // What has no end is refused by who adds it.
    ends[space] = endBehind(begin, frame).value_or(INT64_MAX);
    begin = tryAlign(begin, frame.alignment).value_or(INT64_MAX);
    passed.push_back({{space, false}, {space, isProgram != 0}, begin});
  }
  return passed;
}

LogicalResult CallFrames::addCalleeFrames(CallNode &node) {
  for (const Call &call : node.calls->calls) {
    CallNode *callee = calleeOf(call);
    if (!callee || callee->frames.empty())
      continue;
    CallOpInterface op = call.op;
    if (!call.whyConcurrent.empty())
      return op.emitError()
             << call.whyConcurrent << ", so its callee '"
             << callee->function.getName()
             << "' cannot take its arena from the caller; use storage=alloc";
    for (const PassedFrame &passed : passedBy(node, call)) {
      // A copy: a recursive function is its own callee.
      const Frame frame = callee->frames[passed.to.asPair()];
      Frame &own = node.frames[passed.from.asPair()];
      if (failed(unite(own, frame, op)))
        return failure();
      std::optional<int64_t> end = endBehind(passed.offset, frame);
      if (!end)
        return needsTooMuch(op);
      own.bytes = std::max(own.bytes, *end);
    }
  }
  return success();
}

/// Behind one another, before any frame of a callee; the program's all at 0.
LogicalResult CallFrames::addOwnFrames(CallNode &node, bool programOnly) {
  for (OwnArena &arena : node.arenas) {
    if (programOnly && !arena.key.isProgram)
      continue;
    Frame &own = node.frames[arena.key.asPair()];
    Frame frame{cast<MemRefType>(arena.op.getType()).getNumElements(),
                int64_t(arena.op.getAlignment())};
    (arena.op.getDevice() ? frame.device : frame.host) = arena.op;
    frame.hasStates = arena.op.getState();
    std::optional<int64_t> end = endBehind(own.ownBytes, frame);
    if (!end)
      return needsTooMuch(arena.op);
    arena.offset = *end - frame.bytes;
    own.bytes = std::max(own.bytes, *end);
    if (!arena.key.isProgram)
      own.ownBytes = *end;
    if (failed(unite(own, frame, arena.op)))
      return failure();
  }
  return success();
}

void CallFrames::leaveBodies() {
  auto isBody = [](const CallNode &node) {
    return node.calls->op->hasAttr(bodyAttribute);
  };
  auto needsMore = [&](const Call &, CallNode *callee) {
    return callee && !callee->arenas.empty() && !isBody(*callee);
  };
  for (auto &node : nodes)
    if (isBody(*node) && !findCall(*node, needsMore))
      node->arenas.clear();
}

LogicalResult CallFrames::computeFrames() {
  leaveBodies();
  SmallVector<Call> backEdges;
  for (unsigned number : calls.postOrder(backEdges))
    if (failed(addOwnFrames(*nodes[number], /*programOnly=*/false)) ||
        failed(addCalleeFrames(*nodes[number])))
      return failure();
  // The callee of a back edge has all nodes of its cycle below it, so it has a
  // frame if any of them needs one.
  for (Call &call : backEdges)
    if (CallNode *callee = calleeOf(call); !callee->frames.empty())
      return call.op.emitError()
             << "is recursive: '" << callee->function.getName()
             << "' would need an arena for every activation; use storage=alloc";
  for (auto &node : nodes)
    if (node->calls->addressTaken && !node->frames.empty())
      return node->calls->addressTaken->emitError()
             << "refers to '" << node->function.getName()
             << "' other than by a direct call, so its callers cannot be made "
                "to pass an arena; use storage=alloc";
  return success();
}

bool CallFrames::takesProgram(const CallNode &node) {
  return node.isCalled && !node.isOwn && !node.isBesideOthers &&
         !node.calls->addressTaken &&
         SymbolTable::getSymbolVisibility(node.calls->op) ==
             SymbolTable::Visibility::Private;
}

LogicalResult CallFrames::computeProgramFrames() {
  SmallVector<Call> backEdges;
  for (unsigned number : calls.postOrder(backEdges)) {
    CallNode &node = *nodes[number];
    if (failed(addOwnFrames(node, /*programOnly=*/true)))
      return failure();
    for (const Call &call : node.calls->calls)
      if (CallNode *callee = calleeOf(call); callee && takesProgram(*callee))
        for (auto &[key, frame] : callee->frames) {
          Frame &own = node.frames[key];
          own.bytes = std::max(own.bytes, frame.bytes);
          if (failed(unite(own, frame, CallOpInterface(call.op))))
            return failure();
        }
  }
  return success();
}

/// The first call in `start` or below it, breadth first, that `isWanted`.
const ProgramCalls::Call *CallFrames::findCall(
    CallNode &start,
    llvm::function_ref<bool(const Call &, CallNode *)> isWanted) const {
  DenseSet<CallNode *> seen{&start};
  SmallVector<CallNode *> queue{&start};
  for (size_t i = 0; i < queue.size(); ++i)
    for (const Call &call : queue[i]->calls->calls) {
      CallNode *callee = calleeOf(call);
      if (isWanted(call, callee))
        return &call;
      if (callee && seen.insert(callee).second)
        queue.push_back(callee);
    }
  return nullptr;
}

LogicalResult CallFrames::refuseUnknown(CallOpInterface call,
                                        FunctionOpInterface holder) {
  SymbolTableCollection symbols;
  Operation *callee = call.resolveCallableInTable(&symbols);
  InFlightDiagnostic diag = call.emitError();
  if (callee)
    return diag << "calls '" << SymbolTable::getSymbolName(callee).getValue()
                << "', which has no body here and may call back, while '"
                << holder.getName()
                << "' holds a global arena; promise the contrary with "
                   "idealloc.nocallback on the call or the function, or with "
                   "callbacks=false for all, or use storage=alloc or argument";
  return diag << "calls an unknown function while '" << holder.getName()
              << "' holds a global arena; use storage=alloc or argument";
}

/// True if the callee, whose caller is at work beside a holder of an arena,
/// would use the bytes of that for something else.
bool CallFrames::wouldShare(const CallNode &holder, CallNode *callee) const {
  if (!callee)
    return false;
  if (callee->arenas.empty()) {
    // Own: what it calls uses memory of another activation.
    auto holdsAny = [](const Call &, CallNode *below) {
      return below && !below->arenas.empty();
    };
    return callee->isOwn && findCall(*callee, holdsAny);
  }
  auto sharesWith = [&](const OwnArena &arena) {
    return llvm::any_of(holder.arenas, [&](const OwnArena &other) {
      return arena.key.space == other.key.space &&
             !(arena.key.isProgram && other.key.isProgram);
    });
  };
  return callee == &holder || callee->isOwn ||
         llvm::any_of(callee->arenas, sharesWith);
}

LogicalResult CallFrames::checkConcurrentCalls(CallNode &node) {
  CallNode *other = nullptr;
  auto holdsArena = [&](const Call &, CallNode *callee) {
    other = callee;
    return callee && !callee->arenas.empty();
  };
  for (const Call &call : node.calls->calls) {
    CallNode *callee = calleeOf(call);
    if (!callee)
      continue;
    if (call.whyConcurrent.empty() ||
        (!holdsArena(call, callee) && !findCall(*callee, holdsArena)))
      continue;
    auto diag = CallOpInterface(call.op).emitError()
                << call.whyConcurrent << ", so its callee '"
                << other->function.getName()
                << "' cannot own a global arena; use storage=alloc";
    diag.attachNote(placeToShow(other->arenas.front().op))
        << "the arena is here";
    return diag;
  }
  return success();
}

LogicalResult CallFrames::checkNoneReachesAnother() {
  leaveBodies();
  for (auto &node : nodes) {
    if (failed(checkConcurrentCalls(*node)))
      return failure();
    if (node->arenas.empty())
      continue;
    auto isUnknown = [&](const Call &call, CallNode *) {
      return this->isUnknown(call);
    };
    if (const Call *call = findCall(*node, isUnknown))
      return refuseUnknown(call->op, node->function);
    CallNode *other = nullptr;
    auto sharesWrongly = [&](const Call &, CallNode *callee) {
      other = callee;
      return wouldShare(*node, callee);
    };
    if (const Call *call = findCall(*node, sharesWrongly)) {
      auto diag = CallOpInterface(call->op).emitError()
                  << "reaches '" << other->function.getName()
                  << "', which holds a global arena, from '"
                  << node->function.getName()
                  << "', which holds one too: both would own the memory at the "
                     "same time; use storage=alloc or argument";
      if (!other->arenas.empty())
        diag.attachNote(placeToShow(other->arenas.front().op))
            << "the other arena is here";
      return diag;
    }
  }
  return success();
}

} // namespace idealloc
