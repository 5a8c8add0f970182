//===- CallFrames.cpp - Arenas along calls --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallFrames.h"

#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Threads.h"
#include "idealloc/Lifetimes/UseScreen.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace idealloc {

/// True if the callee, which has no body here, or the call says that it calls
/// no function of this program.
static bool promisesNoCallback(CallOpInterface call, Operation *callee) {
  return call->hasAttr(IdeallocDialect::kNoCallback) ||
         callee->hasAttr(IdeallocDialect::kNoCallback);
}

CallFrames::CallFrames(Operation *top, bool callbacks) {
  ThreadedFunctions threads(top);
  for (FunctionOpInterface function : functionsIn(top)) {
    nodes.push_back(std::make_unique<CallNode>());
    nodes.back()->function = function;
    nodes.back()->sign = threads.signOf(function);
    nodeOf[function] = nodes.back().get();
  }
  for (auto &node : nodes)
    node->function.walk([&](Operation *op) {
      if (auto arena = dyn_cast<ArenaOp>(op))
        node->arenas.push_back({arena});
      if (auto call = dyn_cast<CallOpInterface>(op)) {
        Operation *callee = call.resolveCallableInTable(&symbolTables);
        bool isDeclared = callee && !nodeOf.contains(callee);
        if (!isDeclared || (callbacks && !promisesNoCallback(call, callee)))
          node->calls.push_back({call, nodeOf.lookup(callee)});
      }
    });
  findAddressTaken(top);
}

/// Every symbol use that is not the callee of a call: the function could be
/// called from anywhere with its old type.
void CallFrames::findAddressTaken(Operation *top) {
  top->walk([&](Operation *op) {
    auto call = dyn_cast<CallOpInterface>(op);
    op->getAttrDictionary().walk<WalkOrder::PreOrder>(
        [&](SymbolRefAttr symbol) {
          if (call &&
              call.getCallableForCallee() == CallInterfaceCallable(symbol))
            return WalkResult::skip();
          Operation *target = symbolTables.lookupNearestSymbolFrom(op, symbol);
          if (CallNode *node = nodeOf.lookup(target))
            node->addressTaken = op;
          return WalkResult::skip();
        });
  });
}

/// Why other activations of the callee may be at work while this call is, as a
/// clause; empty if none can.
static std::string whyConcurrent(CallOpInterface call, const CallNode &node) {
  for (Region *region = call->getParentRegion();
       region->getParentOp() != node.function;
       region = region->getParentOp()->getParentRegion()) {
    RegionKind kind = classifyRegion(*region);
    if (kind == RegionKind::Parallel || kind == RegionKind::Opaque)
      return "may run concurrently with itself";
    if (kind == RegionKind::Async)
      return ("may run beside what follows '" +
              region->getParentOp()->getName().getStringRef() + "'")
          .str();
  }
  if (node.sign)
    return explainThreads(node.sign);
  if (!isa_and_nonnull<func::FuncDialect>(call->getDialect()))
    return "may run concurrently with itself";
  return {};
}

static InFlightDiagnostic needsTooMuch(Operation *op) {
  return op->emitError() << "needs arenas of more than 2^63-1 bytes";
}

/// Where a frame ends that begins as soon after `bytes` as its alignment bears;
/// nullopt beyond 2^63-1.
static std::optional<int64_t> endBehind(int64_t bytes, const Frame &frame) {
  int64_t end;
  if (llvm::AddOverflow<int64_t>(llvm::alignTo(bytes, frame.alignment),
                                 frame.bytes, end))
    return std::nullopt;
  return end;
}

/// Fails if the two need memory of a device and of its host.
static LogicalResult unite(Frame &own, const Frame &other, Operation *op) {
  own.alignment = std::max(own.alignment, other.alignment);
  if (other.device)
    own.device = other.device;
  if (other.host)
    own.host = other.host;
  if (!own.device || !own.host)
    return success();
  auto diag = op->emitError()
              << "needs memory of a device and of its host in one memory "
                 "space, which cannot be one argument; use storage=alloc";
  diag.attachNote(own.device.getLoc()) << "of a device here";
  diag.attachNote(own.host.getLoc()) << "of the host here";
  return diag;
}

/// Callees' frames begin behind the function's own bytes; one callee runs at a
/// time, so they share that place.
LogicalResult CallFrames::addCalleeFrames(CallNode &node) {
  for (auto [call, callee] : node.calls) {
    if (!callee || callee->frames.empty())
      continue;
    if (std::string why = whyConcurrent(call, node); !why.empty())
      return call.emitError()
             << why << ", so its callee '" << callee->function.getName()
             << "' cannot take its arena from the caller; use storage=alloc";
    for (auto &[space, frame] : callee->frames) {
      Frame &own = node.frames[space];
      if (failed(unite(own, frame, call)))
        return failure();
      std::optional<int64_t> end = endBehind(own.ownBytes, frame);
      if (!end)
        return needsTooMuch(call);
      own.bytes = std::max(own.bytes, *end);
    }
  }
  return success();
}

/// Behind one another, before any frame of a callee.
static LogicalResult addOwnFrames(CallNode &node) {
  for (OwnArena &arena : node.arenas) {
    auto type = cast<MemRefType>(arena.op.getType());
    Frame &own = node.frames[type.getMemorySpace()];
    Frame frame{type.getNumElements(), int64_t(arena.op.getAlignment())};
    (arena.op.getDevice() ? frame.device : frame.host) = arena.op;
    std::optional<int64_t> end = endBehind(own.ownBytes, frame);
    if (!end)
      return needsTooMuch(arena.op);
    arena.offset = *end - frame.bytes;
    own.bytes = own.ownBytes = *end;
    if (failed(unite(own, frame, arena.op)))
      return failure();
  }
  return success();
}

/// Nodes with callees before callers, without recursion. `backEdges` collects
/// the calls that close a cycle.
static SmallVector<CallNode *>
postOrder(ArrayRef<std::unique_ptr<CallNode>> nodes,
          SmallVectorImpl<std::pair<CallOpInterface, CallNode *>> &backEdges) {
  enum class Mark { New, Open, Done };
  DenseMap<CallNode *, Mark> marks;
  SmallVector<CallNode *> order;
  for (auto &root : nodes) {
    if (marks.lookup(root.get()) != Mark::New)
      continue;
    // A node and the next of its calls.
    SmallVector<std::pair<CallNode *, size_t>> stack{{root.get(), 0}};
    marks[root.get()] = Mark::Open;
    while (!stack.empty()) {
      auto &[node, next] = stack.back();
      if (next == node->calls.size()) {
        marks[node] = Mark::Done;
        order.push_back(node);
        stack.pop_back();
        continue;
      }
      auto edge = node->calls[next++];
      Mark mark = edge.second ? marks.lookup(edge.second) : Mark::Done;
      if (mark == Mark::Open)
        backEdges.push_back(edge);
      if (mark != Mark::New)
        continue;
      marks[edge.second] = Mark::Open;
      stack.push_back({edge.second, 0});
    }
  }
  return order;
}

LogicalResult CallFrames::computeFrames() {
  SmallVector<std::pair<CallOpInterface, CallNode *>> backEdges;
  for (CallNode *node : postOrder(nodes, backEdges)) {
    if (failed(addOwnFrames(*node)) || failed(addCalleeFrames(*node)))
      return failure();
  }
  // The callee of a back edge has all nodes of its cycle below it, so it has a
  // frame if any of them needs one.
  for (auto [call, callee] : backEdges)
    if (!callee->frames.empty())
      return call.emitError()
             << "is recursive: '" << callee->function.getName()
             << "' would need an arena for every activation; use storage=alloc";
  for (auto &node : nodes)
    if (node->addressTaken && !node->frames.empty())
      return node->addressTaken->emitError()
             << "refers to '" << node->function.getName()
             << "' other than by a direct call, so its callers cannot be made "
                "to pass an arena; use storage=alloc";
  return success();
}

/// The first call in `node` or below it, breadth first, that `isWanted`.
static CallOpInterface
findCall(CallNode &start,
         llvm::function_ref<bool(CallOpInterface, CallNode *)> isWanted) {
  DenseSet<CallNode *> seen{&start};
  SmallVector<CallNode *> queue{&start};
  for (size_t i = 0; i < queue.size(); ++i)
    for (auto [call, callee] : queue[i]->calls) {
      if (isWanted(call, callee))
        return call;
      if (callee && seen.insert(callee).second)
        queue.push_back(callee);
    }
  return nullptr;
}

LogicalResult CallFrames::refuseUnknown(CallOpInterface call,
                                        FunctionOpInterface holder) {
  Operation *callee = call.resolveCallableInTable(&symbolTables);
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

LogicalResult CallFrames::checkNoneReachesAnother() {
  CallNode *other = nullptr;
  auto holdsArena = [&](CallOpInterface, CallNode *callee) {
    other = callee;
    return callee && !callee->arenas.empty();
  };
  for (auto &node : nodes) {
    for (auto [call, callee] : node->calls) {
      if (!callee)
        continue;
      std::string why = whyConcurrent(call, *node);
      if (why.empty())
        continue;
      if (!holdsArena(call, callee) && !findCall(*callee, holdsArena))
        continue;
      auto diag = call.emitError()
                  << why << ", so its callee '" << other->function.getName()
                  << "' cannot own a global arena; use storage=alloc";
      diag.attachNote(other->arenas.front().op.getLoc()) << "the arena is here";
      return diag;
    }
    if (node->arenas.empty())
      continue;
    auto isUnknown = [](CallOpInterface, CallNode *callee) { return !callee; };
    if (CallOpInterface call = findCall(*node, isUnknown))
      return refuseUnknown(call, node->function);
    if (CallOpInterface call = findCall(*node, holdsArena)) {
      auto diag = call.emitError()
                  << "reaches '" << other->function.getName()
                  << "', which holds a global arena, from '"
                  << node->function.getName()
                  << "', which holds one too: both would own the memory at the "
                     "same time; use storage=alloc or argument";
      diag.attachNote(other->arenas.front().op.getLoc())
          << "the other arena is here";
      return diag;
    }
  }
  return success();
}

} // namespace idealloc
