//===- ControlFlow.cpp - Flow between the blocks of an op -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ControlFlow.h"

#include "mlir/IR/RegionGraphTraits.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;

namespace idealloc {

/// The number of iterations of a loop, if it is constant.
static std::optional<APInt> tripCountOf(Operation *op) {
  auto loop = dyn_cast<LoopLikeOpInterface>(op);
  return loop && op->getNumRegions() == 1 ? loop.getStaticTripCount()
                                          : std::nullopt;
}

OpFlow::OpFlow(Operation *op) : regions(op->getNumRegions()) {
  auto branch = dyn_cast<RegionBranchOpInterface>(op);
  std::optional<APInt> trips = tripCountOf(op);
  for (auto [region, flow] : llvm::zip_equal(op->getRegions(), regions)) {
    if (!branch || region.empty()) {
      flow.leaves = true;
      continue;
    }
    SmallVector<RegionSuccessor> successors;
    branch.getSuccessorRegions(region, successors);
    flow.leaves = successors.empty(); // What never runs is no special case.
    for (const RegionSuccessor &successor : successors) {
      if (successor.isParent())
        flow.leaves = true;
      else if (!trips || !trips->isOne())
        flow.successors.push_back(&successor.getSuccessor()->front());
    }
  }
  rankBlocks(op);
  findEntries(op, trips);
  for (Region &region : op->getRegions())
    addNodes(region);
  addEdges();
}

void OpFlow::findEntries(Operation *op, std::optional<APInt> trips) {
  auto branch = dyn_cast<RegionBranchOpInterface>(op);
  if (!branch) {
    for (RegionFlow &flow : regions)
      flow.isEntered = true;
    return;
  }
  SmallVector<Block *> entries;
  SmallVector<RegionSuccessor> successors;
  branch.getSuccessorRegions(RegionBranchPoint::parent(), successors);
  for (const RegionSuccessor &successor : successors) {
    if (successor.isParent()) {
      bypass = !trips || trips->isZero();
    } else {
      entries.push_back(&successor.getSuccessor()->front());
      regions[successor.getSuccessor()->getRegionNumber()].isEntered = true;
    }
  }
  for (auto [region, flow] : llvm::zip_equal(op->getRegions(), regions)) {
    if (region.empty() || flow.isEntered)
      continue;
    flow.isEntered = llvm::none_of(entries, [&](Block *entry) {
      return Reach(*this, entry, nullptr).contains(&region.front());
    });
    if (flow.isEntered)
      entries.push_back(&region.front());
  }
}

void OpFlow::addNodes(Region &region) {
  for (Block &block : region) {
    bool isFirst = block.isEntryBlock();
    bool isStraight = !isFirst &&
                      block.getSinglePredecessor() == nodes.back().last &&
                      nodes.back().last->getNumSuccessors() == 1;
    if (isStraight) {
      nodes.back().last = &block;
    } else {
      nodes.push_back({&block, &block, isFirst && flowOf(&block).isEntered});
      if (auto rank = ranks.find(&block); rank != ranks.end())
        nodes.back().rank = rank->second;
    }
    nodes.back().isExit =
        block.getNumSuccessors() == 0 && flowOf(&block).leaves;
    numbers[&block] = nodes.size() - 1;
  }
}

void OpFlow::addEdges() {
  after.resize(nodes.size());
  before.resize(nodes.size());
  choice = true;
  for (auto [number, node] : llvm::enumerate(nodes)) {
    if (node.isEntry)
      entryNodes.push_back(number);
    if (node.isExit)
      exitNodes.push_back(number);
    forEachSuccessor(node.last, [&](Block *block) {
      unsigned next = nodeOf(block);
      after[number].push_back(next);
      before[next].push_back(number);
    });
    choice &= node.isEntry && node.isExit && after[number].empty();
  }
}

const OpFlow::RegionFlow &OpFlow::flowOf(Block *block) const {
  return regions[block->getParent()->getRegionNumber()];
}

void OpFlow::rankBlocks(Operation *op) {
  if (op->getNumRegions() != 1 || op->getRegion(0).empty() ||
      op->getRegion(0).hasOneBlock() || !regions.front().successors.empty())
    return;
  int64_t rank = 0; // Components come after those that they lead to.
  for (auto it = llvm::scc_begin(&op->getRegion(0)); !it.isAtEnd(); ++it) {
    for (Block *block : *it)
      ranks[block] = rank;
    --rank;
  }
}

void OpFlow::forEachSuccessor(Block *block,
                              llvm::function_ref<void(Block *)> visit) const {
  if (block->getNumSuccessors() == 0)
    llvm::for_each(flowOf(block).successors, visit);
  else
    llvm::for_each(block->getSuccessors(), visit);
}

OpFlow::Reach::Reach(const OpFlow &graph, Block *from, Block *avoided)
    : graph(&graph), avoided(avoided) {
  addSuccessors(from);
}

/// Of blocks without a rank, which may lead anywhere, the lowest.
int64_t OpFlow::Reach::rankOf(Block *block) const {
  auto found = graph->ranks.find(block);
  return found == graph->ranks.end() ? INT64_MIN : found->second;
}

void OpFlow::Reach::addSuccessors(Block *block) {
  graph->forEachSuccessor(block, [&](Block *next) {
    if (next != avoided && reached.insert(next).second)
      pending.push({rankOf(next), next});
  });
}

bool OpFlow::Reach::contains(Block *to) {
  auto found = graph->ranks.find(to);
  int64_t last = found == graph->ranks.end() ? INT64_MAX : found->second;
  while (!reached.contains(to) && !pending.empty() &&
         pending.top().first <= last) {
    Block *block = pending.top().second;
    pending.pop();
    addSuccessors(block);
  }
  return reached.contains(to);
}

const OpFlow &ControlFlow::of(Operation *op) {
  std::unique_ptr<OpFlow> &flow = flows[op];
  if (!flow)
    flow = std::make_unique<OpFlow>(op);
  return *flow;
}

/// The region of `op` that holds `nested`.
static Region *regionAround(Operation *op, Operation *nested) {
  Region *region = nested->getParentRegion();
  while (region->getParentOp() != op)
    region = region->getParentOp()->getParentRegion();
  return region;
}

/// True if what is in this region may run again in the same run of its op.
static bool mayRepeat(Region *region) {
  auto branch = dyn_cast<RegionBranchOpInterface>(region->getParentOp());
  return !branch || !region->hasOneBlock() ||
         branch.isRepetitiveRegion(region->getRegionNumber());
}

/// True if control may flow from one op to the other within one run of `top`,
/// an op that holds both.
bool ControlFlow::mayFollowInside(Operation *top, Operation *from,
                                  Operation *to) {
  Operation *common = from;
  while (!common->isAncestor(to))
    common = common->getParentOp();
  if (common == from || common == to)
    return true;
  for (Operation *op = common;; op = op->getParentOp()) {
    if (mayRepeat(regionAround(op, from)) || mayRepeat(regionAround(op, to)))
      return true;
    if (op == top)
      break;
  }
  Region *region = regionAround(common, from);
  Operation *fromHere = region->findAncestorOpInRegion(*from);
  if (Operation *toHere = region->findAncestorOpInRegion(*to))
    return fromHere->isBeforeInBlock(toHere);
  return OpFlow::Reach(of(common), fromHere->getBlock(), nullptr)
      .contains(&regionAround(common, to)->front());
}

bool ControlFlow::mayFollow(Operation *from, Operation *to, Value value) {
  Region *region = value.getParentRegion();
  Operation *fromHere = region->findAncestorOpInRegion(*from);
  Operation *toHere = region->findAncestorOpInRegion(*to);
  assert(fromHere && toHere && "the value dominates both ops");
  if (fromHere == toHere) {
    if (fromHere != from && mayFollowInside(fromHere, from, to))
      return true;
  } else if (fromHere->getBlock() == toHere->getBlock() &&
             fromHere->isBeforeInBlock(toHere)) {
    return true;
  }
  if (region->hasOneBlock())
    return false; // A new run of the block defines the value anew.
  std::pair search(fromHere->getBlock(), value.getParentBlock());
  if (!reach || searched != search)
    reach.emplace(of(region->getParentOp()), search.first, search.second);
  searched = search;
  return reach->contains(toHere->getBlock());
}

} // namespace idealloc
