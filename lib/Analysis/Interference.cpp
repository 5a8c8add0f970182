//===- Interference.cpp - Which placed buffers clash ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Analysis/Interference.h"

#include "BufferUse.h"
#include "ClashSweep.h"

#include "mlir/IR/Visitors.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;

namespace idealloc {

namespace {
/// What is known of the ops of a function: their order, which is pre-order, how
/// their regions run, and what they do with buffers.
class Order {
public:
  explicit Order(Operation *function) {
    size_t next = 0;
    function->walk([&](Operation *op, const WalkStage &stage) {
      if (stage.isBeforeAllRegions())
        spans[op] = {next++, 0};
      if (stage.isAfterAllRegions())
        spans[op].end = next;
    });
  }

  /// Positions [begin, end): an op, then what is nested in it.
  struct Span {
    size_t begin = 0;
    size_t end = 0;
  };
  Span spanOf(Operation *op) const { return spans.find(op)->second; }
  Span spanOf(Block *block) const {
    return {spanOf(&block->front()).begin, spanOf(&block->back()).end};
  }

  RegionFlow flowOf(Operation *op) {
    auto [it, isNew] = flows.try_emplace(op);
    if (isNew)
      it->second = classifyRegions(op);
    return it->second;
  }

  BufferUse examine(OpOperand &use) { return examiner.examine(use); }

private:
  DenseMap<Operation *, Span> spans;
  DenseMap<Operation *, RegionFlow> flows;
  UseExaminer examiner;
};

/// An op that accesses the buffer, and its place in the frame: the exclusive
/// ops around it, outermost first, down to the access or to a cyclic op around
/// it.
struct Access {
  Operation *op;
  bool reads;
  bool writes;
  SmallVector<Operation *, 2> path = {};
};

/// Steps 1 to 4 of the header for one buffer.
class Tracer {
public:
  Tracer(Operation *function, const PlacedBuffer &buffer, Order &order)
      : function(function), buffer(buffer), order(order),
        frame(buffer.alloc->getBlock()) {}

  void run() {
    checkPlace();
    followAliases();
    checkGenerations();
    if (culprit)
      return;
    for (Access &access : accesses)
      placeInFrame(access);
    if (culprit || accesses.empty())
      return;
    llvm::sort(accesses, [&](const Access &a, const Access &b) {
      return positionOf(a) < positionOf(b);
    });
    findLiveRuns(accesses, /*depth=*/0, order.spanOf(frame), /*before=*/false,
                 /*after=*/false);
  }

  /// Results: why not, or the rest.
  Operation *culprit = nullptr;
  std::string reason;
  std::vector<Access> accesses;
  std::vector<Order::Span> live;

  /// True if control may flow from one op to another in one run of the frame.
  bool mayFollow(Operation *from, Operation *to) const;

private:
  void blame(Operation *op, const Twine &text) {
    if (culprit && order.spanOf(culprit).begin <= order.spanOf(op).begin)
      return;
    culprit = op;
    reason = text.str();
  }

  size_t positionOf(const Access &access) const {
    return order.spanOf(access.op).begin;
  }

  void checkPlace();
  void followAliases();
  void widenFrame(Block *block);
  void checkGenerations();
  void placeInFrame(Access &access);
  void findLiveRuns(ArrayRef<Access> list, size_t depth, Order::Span range,
                    bool before, bool after);
  void findLiveRunsIn(Operation *exclusive, ArrayRef<Access> list, size_t depth,
                      bool before, bool after);
  void addLive(size_t begin, size_t end);

  Operation *function;
  const PlacedBuffer &buffer;
  Order &order;
  /// Null if there is none.
  Block *frame;
  SmallVector<BlockArgument, 2> arguments;
};
} // namespace

/// Every run of the allocation is one after another.
void Tracer::checkPlace() {
  if (llvm::is_contained({"async", "gpu", "spirv"},
                         function->getName().getDialectNamespace()))
    blame(function,
          "instances of " + quotedName(function) + " may run concurrently");
  for (Operation *op = buffer.alloc->getParentOp(); op != function;
       op = op->getParentOp()) {
    RegionFlow flow = order.flowOf(op);
    if (flow == RegionFlow::Concurrent)
      blame(op, "instances of the body of " + quotedName(op) +
                    " may run concurrently");
    else if (flow == RegionFlow::Unknown)
      blame(op, "how the body of " + quotedName(op) + " runs is not known");
  }
}

void Tracer::followAliases() {
  DenseSet<Value> known = {buffer.getMemory()};
  SmallVector<Value> worklist = {buffer.getMemory()};
  while (!worklist.empty()) {
    Value alias = worklist.pop_back_val();
    widenFrame(alias.getParentBlock());
    if (auto argument = dyn_cast<BlockArgument>(alias))
      arguments.push_back(argument);
    for (OpOperand &operand : alias.getUses()) {
      Operation *op = operand.getOwner();
      BufferUse use = order.examine(operand);
      if (!use.refusal.empty())
        blame(op, use.refusal);
      if (use.reads || use.writes)
        accesses.push_back({op, use.reads, use.writes});
      for (Value next : use.aliases)
        if (known.insert(next).second)
          worklist.push_back(next);
    }
  }
}

void Tracer::widenFrame(Block *block) {
  if (!frame || block == frame)
    return;
  Operation *op = block->getParentOp();
  while (!frame->findAncestorOpInBlock(*op)) {
    Operation *parent = frame->getParentOp();
    if (parent->getBlock() == block || parent == function) {
      frame = parent == function ? nullptr : block;
      return;
    }
    frame = parent->getBlock();
  }
}

void Tracer::checkGenerations() {
  if (!frame || !frame->getParent()->hasOneBlock()) {
    Operation *parent = frame ? frame->getParentOp() : function;
    return blame(parent,
                 "the body of " + quotedName(parent) + " has several blocks");
  }
  for (Block *block = buffer.alloc->getBlock(); block != frame;) {
    Operation *op = block->getParentOp();
    if (order.flowOf(op) != RegionFlow::Exclusive)
      blame(op, "it leaves the iteration of " + quotedName(op) +
                    " that allocates it, so two generations may be alive");
    block = op->getBlock();
  }
  for (BlockArgument argument : arguments)
    if (argument.getOwner() == frame)
      blame(frame->getParentOp(), "it is carried to the next iteration of " +
                                      quotedName(frame->getParentOp()) +
                                      ", so two generations may be alive");
}

/// Finds the path, and the op that the access counts for.
void Tracer::placeInFrame(Access &access) {
  access.path = {access.op};
  for (Operation *op = access.op; op->getBlock() != frame;) {
    op = op->getParentOp();
    switch (order.flowOf(op)) {
    case RegionFlow::Exclusive:
      access.path.push_back(op);
      break;
    case RegionFlow::Cyclic:
      access.path = {op};
      break;
    case RegionFlow::Concurrent:
      access.path = {op};
      access.op = op;
      break;
    case RegionFlow::Unknown:
      return blame(op, "how the body of " + quotedName(op) +
                           ", which accesses it, runs is not known");
    }
  }
  std::reverse(access.path.begin(), access.path.end());
}

/// Adds what is live in `range`, the positions of one block, given its accesses
/// and whether a write before it may reach it and a read after it be reached.
void Tracer::findLiveRuns(ArrayRef<Access> list, size_t depth,
                          Order::Span range, bool before, bool after) {
  auto reads = [](const Access &access) { return access.reads; };
  auto writes = [](const Access &access) { return access.writes; };
  size_t readsLeft = llvm::count_if(list, reads);
  size_t position = range.begin;
  while (!list.empty()) {
    Operation *op = list.front().path[depth];
    ArrayRef<Access> here = list.take_while(
        [&](const Access &access) { return access.path[depth] == op; });
    list = list.drop_front(here.size());
    Order::Span span = order.spanOf(op);
    if (before && (after || readsLeft))
      addLive(position, span.begin);
    size_t readsHere = llvm::count_if(here, reads);
    readsLeft -= readsHere;
    bool isWritten = llvm::any_of(here, writes);
    bool isReadLater = after || readsLeft;
    if (here.front().path.size() > depth + 1) {
      findLiveRunsIn(op, here, depth + 1, before, isReadLater);
    } else {
      bool isCyclic = here.front().op != op;
      if ((before || (isCyclic && isWritten)) &&
          (isReadLater || (isCyclic && readsHere)))
        addLive(span.begin, span.end);
    }
    before |= isWritten;
    position = span.end;
  }
  if (before && after)
    addLive(position, range.end);
}

/// The same for the regions of an exclusive op, each with the same context.
void Tracer::findLiveRunsIn(Operation *exclusive, ArrayRef<Access> list,
                            size_t depth, bool before, bool after) {
  Order::Span span = order.spanOf(exclusive);
  bool isLive = before && after;
  size_t position = span.begin;
  while (!list.empty()) {
    Block *block = list.front().path[depth]->getBlock();
    ArrayRef<Access> here = list.take_while([&](const Access &access) {
      return access.path[depth]->getBlock() == block;
    });
    list = list.drop_front(here.size());
    Order::Span range = order.spanOf(block);
    if (isLive)
      addLive(position, range.begin);
    findLiveRuns(here, depth, range, before, after);
    position = range.end;
  }
  if (isLive)
    addLive(position, span.end);
}

/// Runs come in order; those that touch become one.
void Tracer::addLive(size_t begin, size_t end) {
  if (begin == end)
    return;
  if (!live.empty() && live.back().end == begin)
    live.back().end = end;
  else
    live.push_back({begin, end});
}

bool Tracer::mayFollow(Operation *from, Operation *to) const {
  Operation *common = from->getParentOp();
  while (!common->isProperAncestor(to))
    common = common->getParentOp();
  for (Operation *op = common; !op->isAncestor(frame->getParentOp());
       op = op->getParentOp())
    if (order.flowOf(op) == RegionFlow::Cyclic)
      return true;
  auto regionOf = [&](Operation *op) {
    while (op->getParentOp() != common)
      op = op->getParentOp();
    return op->getParentRegion();
  };
  return regionOf(from) == regionOf(to) &&
         order.spanOf(from).begin < order.spanOf(to).begin;
}

/// An op that may read the buffer after `from`, the next in program order if
/// there is one.
static Operation *findReader(Operation *function, const PlacedBuffer &buffer,
                             Operation *from, Order &order) {
  Tracer tracer(function, buffer, order);
  tracer.run();
  size_t position = order.spanOf(from).begin;
  auto readsAfter = [&](const Access &access) {
    return access.reads && tracer.mayFollow(from, access.op);
  };
  auto later = llvm::find_if(tracer.accesses, [&](const Access &access) {
    return order.spanOf(access.op).begin > position && readsAfter(access);
  });
  if (later == tracer.accesses.end())
    later = llvm::find_if(tracer.accesses, readsAfter);
  return later == tracer.accesses.end() ? nullptr : later->op;
}

Interference computeInterference(FunctionOpInterface function,
                                 ArrayRef<PlacedBuffer> buffers,
                                 size_t maxClashes) {
  Interference result;
  Order order(function);
  std::vector<Touch> touches;
  std::vector<LiveRun> runs;
  for (auto [index, buffer] : llvm::enumerate(buffers)) {
    Tracer tracer(function, buffer, order);
    tracer.run();
    if (tracer.culprit) {
      result.unverifiable.push_back({index, tracer.reason, tracer.culprit});
      continue;
    }
    for (const Access &access : tracer.accesses)
      touches.push_back({access.op, order.spanOf(access.op).begin, index,
                         access.reads, access.writes});
    for (Order::Span span : tracer.live)
      runs.push_back({index, span.begin, span.end});
  }
  if (!result.unverifiable.empty())
    return result;
  findClashes(buffers, std::move(touches), std::move(runs),
              [&](const FoundClash &found) {
                ++result.numClashes;
                size_t written = found.touch.buffer, damaged = found.damaged;
                bool isKnown =
                    llvm::any_of(result.clashes, [&](const Clash &clash) {
                      return std::minmax(clash.written, clash.damaged) ==
                             std::minmax(written, damaged);
                    });
                if (isKnown || result.clashes.size() == maxClashes)
                  return;
                Operation *op = found.touch.op;
                Operation *reader =
                    found.bySameOp
                        ? nullptr
                        : findReader(function, buffers[damaged], op, order);
                result.clashes.push_back({op, written, damaged, reader});
              });
  return result;
}

} // namespace idealloc
