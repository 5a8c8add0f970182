//===- BlockGraphBuilder.cpp - One block as a graph -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockGraphBuilder.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

/// More accesses to parts of one memory than this are no longer told apart.
static constexpr size_t maxParts = 64;

/// How often each loop runs, in any order: what the interface says, but found
/// in the shape of an operand that the loop counts an index of, if there is one
/// for each.
static SmallVector<int64_t> loopRangesOf(linalg::LinalgOp op) {
  if (auto type = dyn_cast<MemRefType>(op->getOperands().back().getType());
      type && hasIdentityOutput(op))
    return SmallVector<int64_t>(type.getShape());
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<int64_t> ranges(maps.front().getNumDims(), -1);
  size_t numMissing = ranges.size();
  for (auto [map, operand] : llvm::zip_equal(maps, op->getOperands())) {
    auto type = dyn_cast<MemRefType>(operand.getType());
    for (unsigned i = 0; type && i != map.getNumResults(); ++i)
      if (auto loop = dyn_cast<AffineDimExpr>(map.getResult(i));
          loop && ranges[loop.getPosition()] == -1) {
        ranges[loop.getPosition()] = type.getDimSize(i);
        --numMissing;
      }
  }
  return numMissing == 0 ? ranges : op.getStaticLoopRanges();
}

/// How often the innermost statements of an op run, about: the product of its
/// constant trip counts.
uint64_t BlockGraphs::workOf(Operation *op) {
  if (op->getNumRegions() != 0)
    if (auto known = works.find(op); known != works.end())
      return known->second;
  constexpr uint64_t most = uint64_t(1) << 40;
  auto times = [](uint64_t a, uint64_t b) {
    return a > most / std::max<uint64_t>(b, 1) ? most : a * b;
  };
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
    uint64_t work = 1;
    for (int64_t range : loopRangesOf(linalgOp))
      work = times(work, ShapedType::isDynamic(range) ? 1 : range);
    return work;
  }
  if (auto copy = dyn_cast<memref::CopyOp>(op)) {
    auto type = dyn_cast<MemRefType>(copy.getTarget().getType());
    return type && type.hasStaticShape() ? type.getNumElements() : 1;
  }
  uint64_t body = 0;
  for (Region &region : op->getRegions())
    for (Operation &nested : region.getOps())
      body = std::min(most, body + workOf(&nested));
  uint64_t trips = 1;
  if (auto loop = dyn_cast<LoopLikeOpInterface>(op))
    if (std::optional<APInt> count = loop.getStaticTripCount())
      trips = count->getLimitedValue(most);
  uint64_t work =
      times(std::max<uint64_t>(body, 1), std::max<uint64_t>(trips, 1));
  if (op->getNumRegions() != 0)
    works[op] = work;
  return work;
}

/// True if no op is moved past it. What a caller gives stands first.
static bool keepsOrder(Operation *op) {
  return op->getDiscardableAttr(IdeallocDialect::kKeepOrder) ||
         isa<InputOp, ReceiveOp>(op);
}

BlockGraph BlockGraphs::Builder::run() {
  result.block = block;
  for (Operation &op : llvm::make_range(block->begin(), --block->end())) {
    operands.clear();
    findDependences(&op);
    bool isFree = !accesses.of(&op) && operands.empty() &&
                  (isMemoryEffectFree(&op) || getAllocatedMemory(&op)) &&
                  !keepsOrder(&op);
    if (!isFree)
      addNode(&op);
  }
  finish();
  return std::move(result);
}

/// A free op that uses the result of a node is a node, too.
void BlockGraphs::Builder::findDependences(Operation *op) {
  if (!hasResults)
    return;
  auto add = [&](Operation *definition) {
    if (auto found = nodes.find(definition); found != nodes.end())
      operands.insert(found->second);
  };
  for (Value operand : op->getOperands())
    add(operand.getDefiningOp());
  llvm::for_each(graphs.usedInside(op), add);
}

void BlockGraphs::Builder::addNode(Operation *op) {
  size_t node = result.ops.size();
  nodes[op] = node;
  hasResults |= op->getNumResults() != 0;
  result.ops.push_back(op);
  GraphOp &added = result.graph.ops.emplace_back();
  auto needed = graphs.needs.find(op);
  if (needed != graphs.needs.end()) {
    added.extra = needed->second.peak;
    added.leastExtra = needed->second.least;
  }
  added.work = graphs.workOf(op);
  added.after.assign(operands.begin(), operands.end());
  const OpAccesses *of = accesses.of(op);
  if (keepsOrder(op)) {
    for (; firstUnkept != node; ++firstUnkept)
      added.after.push_back(firstUnkept);
    lastFence = node;
  } else {
    if (lastFence)
      added.after.push_back(*lastFence);
    if (of && of->isFence)
      lastFence = node;
  }
  bool frees = getFreedMemory(op) && of && !of->isFence;
  if (frees)
    result.deallocations.push_back(node);
  if (of) {
    written.clear();
    for (const OriginAccess &access : of->list)
      addOrder(node, access);
    if (!frees)
      addTouches(node);
    addWriters(node);
  }
  std::vector<size_t> &after = result.graph.ops[node].after;
  llvm::sort(after);
  after.erase(llvm::unique(after), after.end());
}

/// What a node reads is written before; who produces a value that it touches
/// runs before anyway, or a clone of that.
void BlockGraphs::Builder::addWriters(size_t node) {
  for (auto [writer, origin] : written) {
    std::optional<size_t> value;
    if (origin < roots.size() && graphs.leaders[origin] != ~0u)
      value = valueOf(graphs.leaders[origin]);
    if (value && result.graph.values[*value].producer == writer &&
        !result.graph.values[*value].users.empty() &&
        result.graph.values[*value].users.back() == node)
      continue;
    result.graph.ops[node].after.push_back(writer);
  }
}

/// Read after write, write after read, write after write.
void BlockGraphs::Builder::addOrder(size_t node, const OriginAccess &access) {
  std::optional<unsigned> number = accesses.memoryOf(access);
  if (!number)
    return;
  Memory &memory = memories[*number];
  const Part *part = *number == 0 ? nullptr : access.part;
  if (access.writes &&
      std::max(memory.writes.size(), memory.reads.size()) > maxParts)
    part = nullptr;
  std::vector<size_t> &after = result.graph.ops[node].after;
  auto runBehind = [&](SmallVectorImpl<Access> &list) {
    llvm::erase_if(list, [&](const Access &other) {
      if (other.node == node || !mayOverlap(part, other.part))
        return false;
      if (access.writes)
        after.push_back(other.node);
      else
        written.push_back({other.node, access.origin});
      return access.writes && covers(part, other.part);
    });
  };
  runBehind(memory.writes);
  if (access.writes)
    runBehind(memory.reads);
  SmallVectorImpl<Access> &list = access.writes ? memory.writes : memory.reads;
  // An op may have many accesses to what is no value of its own.
  if (*number == 0 && !list.empty() && list.back().node == node)
    return;
  list.push_back({node, part});
}

/// The values of this block that the node touches.
void BlockGraphs::Builder::addTouches(size_t node) {
  const OpAccesses &of = *accesses.of(result.ops[node]);
  SmallVector<Touch> touches;
  llvm::SmallDenseMap<unsigned, size_t> known;
  for (auto [index, access] : llvm::enumerate(of.list)) {
    unsigned leader =
        access.origin < roots.size() ? graphs.leaders[access.origin] : ~0u;
    if (leader == ~0u || graphs.homes[leader] != block)
      continue;
    bool overwrites = access.overwrites && index < of.own;
    auto [it, isNew] = known.try_emplace(leader, touches.size());
    if (isNew) {
      touches.push_back({leader, access.writes, overwrites});
      continue;
    }
    touches[it->second].writes |= access.writes;
    touches[it->second].overwrites = false;
  }
  // What is read is read of the values before.
  addPairs(node, touches);
  for (const Touch &touch : touches) {
    std::optional<size_t> value = valueOf(touch.leader);
    if (value && !touch.overwrites) {
      result.graph.values[*value].users.push_back(node);
      if (touch.writes)
        isChanged[*value] = true;
      continue;
    }
    current[touch.leader] = result.graph.values.size();
    result.roots.push_back(touch.leader);
    isChanged.push_back(false);
    GraphValue &added = result.graph.values.emplace_back();
    added.bytes = graphs.bytes[touch.leader];
    if (touch.overwrites)
      added.producer = node;
    else
      added.users.push_back(node);
  }
}

/// The sources that an op reads and may write over, before its values are
/// added: their numbers are those that follow.
void BlockGraphs::Builder::addPairs(size_t node, ArrayRef<Touch> touches) {
  Operation *op = result.ops[node];
  if (!graphs.options.inPlace || !mayBearInPlace(op) ||
      llvm::none_of(touches,
                    [](const Touch &touch) { return touch.overwrites; }))
    return;
  // Leaders that it only reads, and their values.
  SmallVector<std::pair<unsigned, size_t>> sources;
  for (const Touch &read : touches)
    if (std::optional<size_t> value = valueOf(read.leader);
        value && !read.writes)
      sources.push_back({read.leader, *value});
  if (sources.empty())
    return;
  // By leader: the operand that is all of its root; null if there are others.
  llvm::SmallDenseMap<unsigned, SmallVector<OpOperand *, 1>, 8> operandsOf;
  llvm::SmallDenseSet<unsigned> unsure;
  for (OpOperand &operand : op->getOpOperands()) {
    std::optional<unsigned> whole = accesses.wholeRootOf(operand.get());
    SmallVector<unsigned, 1> all = accesses.rootsOf(operand.get());
    for (unsigned root : all)
      if (graphs.leaders[root] != ~0u) {
        operandsOf[graphs.leaders[root]].push_back(&operand);
        if (all.size() != 1 || whole != root)
          unsure.insert(graphs.leaders[root]);
      }
  }
  auto isFit = [&](unsigned leader) {
    return !unsure.contains(leader) &&
           !roots[leader].op->hasAttr(IdeallocDialect::kPin);
  };
  llvm::erase_if(sources, [&](const auto &item) { return !isFit(item.first); });
  size_t target = result.graph.values.size();
  for (const Touch &written : touches) {
    bool isNew = written.overwrites || !valueOf(written.leader);
    size_t number = target;
    target += isNew;
    if (!written.overwrites || operandsOf[written.leader].size() != 1 ||
        !isFit(written.leader))
      continue;
    OpOperand &out = *operandsOf[written.leader].front();
    // Each is a source once.
    llvm::erase_if(sources, [&](const auto &item) {
      auto [leader, value] = item;
      bool isPair =
          leader != written.leader &&
          roots[leader].getType().getMemorySpace() ==
              roots[written.leader].getType().getMemorySpace() &&
          llvm::all_of(operandsOf[leader], [&](OpOperand *operand) {
            return graphs.lifetimes.getFacts().canBeInPlace(*operand, out) ||
                   canNarrowInPlace(*operand, out);
          });
      if (isPair)
        result.graph.ops[node].inPlace.push_back({value, number});
      return isPair;
    });
  }
}

/// What reads or writes a value at the end of the block, and what may run
/// twice.
void BlockGraphs::Builder::finish() {
  if (const OpAccesses *of = accesses.of(&block->back()))
    for (const OriginAccess &access : of->list)
      if (access.origin < roots.size() && graphs.leaders[access.origin] != ~0u)
        if (std::optional<size_t> value =
                valueOf(graphs.leaders[access.origin]))
          result.graph.values[*value].isOutput = true;
  for (auto [number, value] : llvm::enumerate(result.graph.values))
    if (value.producer && mayRepeat(*value.producer, number))
      result.graph.ops[*value.producer].isRepeatable = true;
}

/// True for an op that computes every element by itself from what it reads, and
/// if the value is what it wrote for as long as it lives.
bool BlockGraphs::Builder::mayRepeat(size_t node, size_t value) {
  Operation *op = result.ops[node];
  const OpAccesses &of = *accesses.of(op);
  const Root &root = roots[result.roots[value]];
  if (isChanged[value] || of.isFence || root.slot >= 0 ||
      root.op->getBlock() != block || of.list.size() != of.own ||
      op->getNumResults() != 0)
    return false;
  for (const OriginAccess &access : of.list)
    if (access.writes && (access.origin != result.roots[value] ||
                          accesses.memoryOf(access) == 0u))
      return false;
  if (isa<memref::CopyOp>(op))
    return true;
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  return linalgOp && linalgOp.getNumLoops() == linalgOp.getNumParallelLoops() &&
         llvm::all_of(*linalgOp.getBlock(), [](Operation &nested) {
           return isMemoryEffectFree(&nested);
         });
}

} // namespace idealloc
