//===- ProgramPoints.cpp - A function as a flat graph ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramPoints.h"

#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Visitors.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

using namespace mlir;

namespace idealloc {

std::string quotedName(Operation *op) {
  return ("'" + op->getName().getStringRef() + "'").str();
}

BodyKind bodyKindOf(Operation *op) {
  if (auto launch = dyn_cast<gpu::LaunchOp>(op))
    return launch.getAsyncToken() ? BodyKind::Deferred : BodyKind::Concurrent;
  if (isa<async::ExecuteOp>(op))
    return BodyKind::Deferred;
  // The threads that come by take turns; none is left when the op returns.
  if (isa<omp::CriticalOp>(op))
    return BodyKind::Concurrent;
  // Their region ops run on threads, devices or lanes, and no interface tells.
  if (llvm::is_contained({"acc", "async", "gpu", "omp"},
                         op->getName().getDialectNamespace()))
    return BodyKind::Unknown;
  if (op->hasTrait<OpTrait::HasParallelRegion>() ||
      isa<linalg::LinalgOp, memref::GenericAtomicRMWOp, vector::MaskOp>(op))
    return BodyKind::Concurrent;
  if (isa<RegionBranchOpInterface>(op))
    return llvm::all_of(op->getRegions(),
                        [](Region &region) {
                          return llvm::none_of(region, [](Block &block) {
                            return block.empty();
                          });
                        })
               ? BodyKind::Sequential
               : BodyKind::Unknown;
  // A loop that does not say how control flows, as affine.parallel.
  return isa<LoopLikeOpInterface>(op) ? BodyKind::Concurrent
                                      : BodyKind::Unknown;
}

/// The constant trip count of a loop of one region, 2 for all above.
static std::optional<unsigned> tripCountOf(Operation *op) {
  auto loop = dyn_cast<LoopLikeOpInterface>(op);
  std::optional<APInt> count;
  if (loop && op->getNumRegions() == 1)
    count = loop.getStaticTripCount();
  return count ? std::optional(count->getLimitedValue(2)) : std::nullopt;
}

/// Numbers the points. `opaque` is the outermost op around whose regions have
/// none.
void ProgramPoints::number(Operation *function) {
  Operation *opaque = nullptr;
  unsigned cycles = 0;
  auto add = [&](Operation *op) {
    ops.push_back(op);
    repeats.push_back(cycles != 0);
    return Point(ops.size() - 1);
  };
  // What may come back to an op inside `op`: a loop, or its blocks.
  auto repeatsInside = [](Operation *op) {
    return isa<LoopLikeOpInterface>(op) ||
           llvm::any_of(op->getRegions(), [](Region &region) {
             return !region.empty() && !region.hasOneBlock();
           });
  };
  function->walk([&](Operation *op, const WalkStage &stage) {
    bool isFunction = op == function;
    if (stage.isBeforeAllRegions() && !isFunction) {
      if (opaque) {
        points[op] = points.lookup(opaque);
        return;
      }
      if (op == &op->getBlock()->front())
        entries[op->getBlock()] = add(op);
      points[op] = add(op);
    }
    if (op->getNumRegions() == 0 ||
        !(stage.isBeforeAllRegions() || stage.isAfterAllRegions()))
      return;
    bool isOpaque = !isFunction && bodyKindOf(op) != BodyKind::Sequential;
    if (stage.isBeforeAllRegions()) {
      if (isOpaque)
        opaque = op;
      else
        cycles += repeatsInside(op);
    } else if (op == opaque) {
      opaque = nullptr;
    } else if (!opaque && !isOpaque) {
      cycles -= repeatsInside(op);
      if (!isFunction)
        exits[op] = add(op);
    }
  });
}

/// From a sequential op into its regions, and where control goes behind them.
void ProgramPoints::addRegionEdges(Operation *op, Edges &edges) {
  auto branch = cast<RegionBranchOpInterface>(op);
  auto pointsOf = [&](ArrayRef<RegionSuccessor> successors) {
    SmallVector<Point, 2> targets;
    for (const RegionSuccessor &successor : successors)
      targets.push_back(
          successor.isParent()
              ? exits.lookup(op)
              : entries.lookup(&successor.getSuccessor()->front()));
    return targets;
  };
  Point exit = exits.lookup(op);
  std::optional<unsigned> tripCount = tripCountOf(op);
  SmallVector<RegionSuccessor> successors;
  branch.getSuccessorRegions(RegionBranchPoint::parent(), successors);
  SmallVector<Point, 2> starts = pointsOf(successors);
  for (Point start : starts)
    if (start != exit || starts.size() == 1 || tripCount.value_or(0) == 0)
      edges.push_back({points.lookup(op), start});
  for (Region &region : op->getRegions()) {
    successors.clear();
    if (!region.empty() && tripCount != 1)
      branch.getSuccessorRegions(region, successors);
    // An end of which nothing is known may be followed by what follows the op.
    ends[&region] =
        successors.empty() ? SmallVector<Point, 2>{exit} : pointsOf(successors);
  }
}

void ProgramPoints::addEdges(Operation *op, Operation *function, Edges &edges) {
  Point point = points.lookup(op);
  if (op == &op->getBlock()->front())
    edges.push_back({entries.lookup(op->getBlock()), point});
  if (auto exit = exits.find(op); exit != exits.end()) {
    addRegionEdges(op, edges);
    point = exit->second;
  }
  if (op->getNextNode()) {
    edges.push_back({point, point + 1});
    return;
  }
  for (Block *successor : op->getSuccessors())
    edges.push_back({point, entries.lookup(successor)});
  if (op->getNumSuccessors() == 0 && op->getParentOp() != function)
    for (Point target : ends.lookup(op->getParentRegion()))
      edges.push_back({point, target});
}

/// Makes edges between points edges between basic blocks.
void ProgramPoints::contract(Edges &edges) {
  // A point joins its predecessor if each is all that the other has.
  std::vector<unsigned> in(size()), out(size());
  std::vector<bool> follows(size());
  for (auto [from, to] : edges) {
    ++out[from];
    ++in[to];
    follows[to] = follows[to] || from + 1 == to;
  }
  for (Point point = 0; point != size(); ++point) {
    if (!follows[point] || in[point] != 1 || out[point - 1] != 1)
      begins.push_back(point);
    blocks.push_back(begins.size() - 1);
  }
  isReached.resize(begins.size());
  begins.push_back(size());
  llvm::erase_if(edges, [&](const auto &edge) {
    return edge.first + 1 == edge.second &&
           blocks[edge.first] == blocks[edge.second];
  });
  for (auto &[from, to] : edges)
    std::tie(from, to) = std::pair(blocks[from], blocks[to]);
}

void ProgramPoints::dropUnreachable(Edges &edges) {
  Lists next = listsOf(edges, numBlocks());
  SmallVector<BasicBlock> worklist;
  auto reach = [&](BasicBlock block) {
    if (!isReached[block]) {
      isReached[block] = true;
      worklist.push_back(block);
    }
  };
  if (size())
    reach(0);
  while (!worklist.empty())
    for (BasicBlock successor : next.of(worklist.pop_back_val()))
      reach(successor);
  llvm::erase_if(edges,
                 [&](const auto &edge) { return !isReached[edge.first]; });
}

/// By block: the first in an order of blocks from which edges lead there.
template <typename Order>
std::vector<ProgramPoints::BasicBlock>
ProgramPoints::findEnds(const Order &order, const Lists &edges) {
  std::vector<BasicBlock> ends(numBlocks(), ~0u);
  SmallVector<BasicBlock> worklist;
  for (BasicBlock end : order)
    for (worklist = {end}; !worklist.empty();) {
      BasicBlock block = worklist.pop_back_val();
      if (ends[block] != ~0u)
        continue;
      ends[block] = end;
      llvm::append_range(worklist, edges.of(block));
    }
  return ends;
}

/// Rows of two and more stops.
void ProgramPoints::findStops(Operation *function) {
  // By basic block: how many before it are not reached or do not lead to an end
  // of the function.
  std::vector<bool> isOpen(numBlocks());
  SmallVector<BasicBlock> worklist;
  auto open = [&](BasicBlock block) {
    if (!isOpen[block])
      worklist.push_back(block);
    isOpen[block] = true;
  };
  for (BasicBlock block = 0; block != numBlocks(); ++block) {
    Operation *last = ops[endOf(block) - 1];
    if (isReached[block] && successors(block).empty() &&
        last->getParentOp() == function)
      open(block);
  }
  while (!worklist.empty())
    for (BasicBlock block : predecessors(worklist.pop_back_val()))
      open(block);
  std::vector<unsigned> numClosed(numBlocks() + 1);
  for (BasicBlock block = 0; block != numBlocks(); ++block)
    numClosed[block + 1] = numClosed[block] + !isOpen[block];

  rows.assign(numBlocks(), none);
  rowBegins = {0};
  auto endRow = [&] {
    if (stops.size() - rowBegins.back() < 2)
      stops.resize(rowBegins.back());
    for (size_t stop = rowBegins.back(); stop != stops.size(); ++stop)
      rows[stops[stop]] = rowBegins.size() - 1;
    if (stops.size() != rowBegins.back())
      rowBegins.push_back(stops.size());
  };
  auto addStop = [&](Point point) {
    BasicBlock block = blocks[point];
    if (beginOf(block) != point)
      return;
    if (stops.size() != rowBegins.back() &&
        numClosed[stops.back()] != numClosed[block])
      endRow();
    stops.push_back(block);
  };
  for (auto [block, entry] : entries) {
    addStop(entry);
    for (Operation &op : *block)
      if (auto exit = exits.find(&op); exit != exits.end())
        addStop(exit->second);
    endRow();
  }
}

ArrayRef<ProgramPoints::BasicBlock>
ProgramPoints::rowOf(BasicBlock block) const {
  unsigned row = rows[block];
  return row == none ? ArrayRef<BasicBlock>()
                     : ArrayRef(stops).slice(
                           rowBegins[row], rowBegins[row + 1] - rowBegins[row]);
}

ProgramPoints::BasicBlock ProgramPoints::lastStop(BasicBlock block,
                                                  BasicBlock limit) const {
  ArrayRef<BasicBlock> row = rowOf(block);
  return row.empty() ? block : *std::prev(llvm::upper_bound(row, limit));
}

ProgramPoints::BasicBlock ProgramPoints::firstStop(BasicBlock block,
                                                   BasicBlock limit) const {
  ArrayRef<BasicBlock> row = rowOf(block);
  return row.empty() ? block : *llvm::lower_bound(row, limit);
}

ProgramPoints::Lists ProgramPoints::listsOf(const Edges &edges, size_t count) {
  Lists lists;
  lists.begins.resize(count + 1);
  lists.items.resize(edges.size());
  for (auto [from, to] : edges)
    ++lists.begins[from + 1];
  for (size_t i = 0; i != count; ++i)
    lists.begins[i + 1] += lists.begins[i];
  std::vector<unsigned> next(lists.begins.begin(), lists.begins.end() - 1);
  for (auto [from, to] : edges)
    lists.items[next[from]++] = to;
  return lists;
}

ProgramPoints::ProgramPoints(Operation *function) {
  number(function);
  Edges edges;
  edges.reserve(size());
  for (Point point = 0; point != size(); ++point)
    if (points.lookup(ops[point]) == point)
      addEdges(ops[point], function, edges);
  contract(edges);
  dropUnreachable(edges);
  after = listsOf(edges, numBlocks());
  for (auto &[from, to] : edges)
    std::swap(from, to);
  before = listsOf(edges, numBlocks());
  findStops(function);
  firsts = findEnds(llvm::seq<BasicBlock>(0, numBlocks()), before);
  lasts = findEnds(llvm::reverse(llvm::seq<BasicBlock>(0, numBlocks())), after);
}

ProgramPoints::Point ProgramPoints::definitionOf(Value value) const {
  Operation *op = value.getDefiningOp();
  if (op) {
    auto exit = exits.find(op);
    return exit == exits.end() ? pointOf(op) : exit->second;
  }
  auto entry = entries.find(value.getParentBlock());
  return entry == entries.end() ? pointOf(value.getParentBlock()->getParentOp())
                                : entry->second;
}

} // namespace idealloc
