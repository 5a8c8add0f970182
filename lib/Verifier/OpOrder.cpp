//===- OpOrder.cpp - In which order the ops of a function run -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpOrder.h"

#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/RegionGraphTraits.h"
#include "mlir/IR/Visitors.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "llvm/ADT/SCCIterator.h"

using namespace mlir;

namespace idealloc {

std::string quotedName(Operation *op) {
  return ("'" + op->getName().getStringRef() + "'").str();
}

//===----------------------------------------------------------------------===//
// Positions
//===----------------------------------------------------------------------===//

OpOrder::OpOrder(Operation *function) {
  size_t next = 0;
  function->walk([&](Operation *op, const WalkStage &stage) {
    if (stage.isBeforeAllRegions())
      spans[op] = {next++, 0};
    if (stage.isAfterAllRegions())
      spans[op].end = next;
  });
}

OpOrder::Span OpOrder::spanOf(Block *block) const {
  if (block->empty())
    return {};
  return {spanOf(&block->front()).begin, spanOf(&block->back()).end};
}

OpOrder::Span OpOrder::spanOf(Region *region) const {
  if (region->empty())
    return {};
  return {spanOf(&region->front()).begin, spanOf(&region->back()).end};
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

static RegionFlow classify(Operation *op) {
  // Dialects whose region ops run when and how often no interface tells: on
  // several threads, devices or lanes, or later.
  if (isa<async::ExecuteOp>(op))
    return RegionFlow::Deferred;
  if (auto launch = dyn_cast<gpu::LaunchOp>(op))
    return launch.getAsyncToken() ? RegionFlow::Deferred
                                  : RegionFlow::Concurrent;
  if (llvm::is_contained({"acc", "async", "gpu", "omp"},
                         op->getName().getDialectNamespace()))
    return RegionFlow::Unknown;
  if (op->hasTrait<OpTrait::HasParallelRegion>() ||
      isa<linalg::LinalgOp, memref::GenericAtomicRMWOp>(op))
    return RegionFlow::Concurrent;
  if (!isa<RegionBranchOpInterface>(op)) // affine.parallel: only a loop.
    return isa<LoopLikeOpInterface>(op) ? RegionFlow::Concurrent
                                        : RegionFlow::Unknown;
  return RegionFlow::Exclusive; // Until there is an edge between regions.
}

static SmallVector<unsigned, 2>
numbersOf(ArrayRef<RegionSuccessor> successors) {
  SmallVector<unsigned, 2> numbers;
  for (const RegionSuccessor &successor : successors) {
    unsigned number = successor.isParent()
                          ? RegionGraph::parent
                          : successor.getSuccessor()->getRegionNumber();
    if (!llvm::is_contained(numbers, number))
      numbers.push_back(number);
  }
  return numbers;
}

/// The number of iterations of a loop, 2 for all above, if it is constant.
static std::optional<unsigned> tripCountOf(Operation *op) {
  auto loop = dyn_cast<LoopLikeOpInterface>(op);
  if (!loop || op->getNumRegions() != 1)
    return std::nullopt;
  std::optional<APInt> tripCount = loop.getStaticTripCount();
  return tripCount ? std::optional(tripCount->getLimitedValue(2))
                   : std::nullopt;
}

static RegionGraph buildGraph(Operation *op) {
  RegionGraph graph;
  graph.flow = classify(op);
  if (graph.flow != RegionFlow::Exclusive)
    return graph;
  auto branch = cast<RegionBranchOpInterface>(op);
  SmallVector<RegionSuccessor> successors;
  branch.getSuccessorRegions(RegionBranchPoint::parent(), successors);
  graph.entries = numbersOf(successors);
  std::optional<unsigned> tripCount = tripCountOf(op);
  for (Region &region : op->getRegions()) {
    successors.clear();
    if (!region.empty() && tripCount != 1)
      branch.getSuccessorRegions(region, successors);
    graph.successors.push_back(numbersOf(successors));
    auto &numbers = graph.successors.back();
    // An end of which nothing is known may be followed by what follows the op.
    if (numbers.empty())
      numbers.push_back(RegionGraph::parent);
    if (llvm::any_of(numbers, [](unsigned number) {
          return number != RegionGraph::parent;
        }))
      graph.flow = RegionFlow::Cyclic;
  }
  if (graph.entries.size() > 1 && tripCount && *tripCount > 0)
    llvm::erase(graph.entries, RegionGraph::parent);
  return graph;
}

const RegionGraph &OpOrder::graphOf(Operation *op) {
  std::unique_ptr<RegionGraph> &graph = graphs[op];
  if (!graph)
    graph = std::make_unique<RegionGraph>(buildGraph(op));
  return *graph;
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

bool OpOrder::isInCycle(Block *block) {
  Region *region = block->getParent();
  if (region->hasOneBlock())
    return false;
  if (regionsWithKnownCycles.insert(region).second)
    for (auto it = llvm::scc_begin(region); !it.isAtEnd(); ++it)
      if (it.hasCycle())
        blocksInCycles.insert_range(*it);
  return blocksInCycles.contains(block);
}

bool OpOrder::mayRunAgain(Operation *op, Region *scope) {
  while (!isInCycle(op->getBlock())) {
    if (op->getParentRegion() == scope)
      return false;
    op = op->getParentOp();
    if (flowOf(op) == RegionFlow::Cyclic)
      return true;
  }
  return true;
}

static bool isReachable(Block *from, Block *to) {
  DenseSet<Block *> seen;
  SmallVector<Block *> worklist = {from};
  while (!worklist.empty())
    for (Block *next : worklist.pop_back_val()->getSuccessors()) {
      if (next == to)
        return true;
      if (seen.insert(next).second)
        worklist.push_back(next);
    }
  return false;
}

bool OpOrder::mayReach(Operation *from, Operation *to, Region *scope) {
  Region *common = from->getParentRegion();
  while (!common->isAncestor(to->getParentRegion()))
    common = common->getParentRegion();
  for (Region *region = common; scope->isProperAncestor(region);) {
    Operation *op = region->getParentOp();
    if (flowOf(op) == RegionFlow::Cyclic || isInCycle(op->getBlock()))
      return true;
    region = op->getParentRegion();
  }
  from = common->findAncestorOpInRegion(*from);
  to = common->findAncestorOpInRegion(*to);
  if (from == to)
    return flowOf(from) == RegionFlow::Cyclic || isInCycle(from->getBlock());
  if (from->getBlock() == to->getBlock() && positionOf(from) < positionOf(to))
    return true;
  return isReachable(from->getBlock(), to->getBlock());
}

} // namespace idealloc
