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
    for (Block &block : region)
      if (block.getNumSuccessors() == 0)
        flow.ends.push_back(&block);
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
  for (const RegionFlow &flow : regions) {
    if (flow.leaves)
      llvm::append_range(exits, flow.ends);
    for (Block *successor : flow.successors)
      llvm::append_range(regionPredecessors[successor], flow.ends);
  }
  rankBlocks(op);
  if (!branch) {
    for (Region &region : op->getRegions())
      if (!region.empty())
        entries.push_back(&region.front());
    return;
  }
  SmallVector<RegionSuccessor> successors;
  branch.getSuccessorRegions(RegionBranchPoint::parent(), successors);
  for (const RegionSuccessor &successor : successors) {
    if (successor.isParent())
      bypass = !trips || trips->isZero();
    else
      entries.push_back(&successor.getSuccessor()->front());
  }
  for (Region &region : op->getRegions()) {
    if (region.empty())
      continue;
    Block *front = &region.front();
    if (!isEntry(front) && llvm::none_of(entries, [&](Block *entry) {
          return reaches(entry, front, nullptr);
        }))
      entries.push_back(front);
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

bool OpFlow::mayReach(Block *from, Block *to) const {
  auto first = ranks.find(from), second = ranks.find(to);
  return first == ranks.end() || second == ranks.end() ||
         first->second <= second->second;
}

bool OpFlow::isExit(Block *block) const {
  return block->getNumSuccessors() == 0 && flowOf(block).leaves;
}

void OpFlow::forEachSuccessor(Block *block,
                              llvm::function_ref<void(Block *)> visit) const {
  if (block->getNumSuccessors() == 0)
    llvm::for_each(flowOf(block).successors, visit);
  else
    llvm::for_each(block->getSuccessors(), visit);
}

void OpFlow::forEachPredecessor(Block *block,
                                llvm::function_ref<void(Block *)> visit) const {
  llvm::for_each(block->getPredecessors(), visit);
  auto found = regionPredecessors.find(block);
  if (found != regionPredecessors.end())
    llvm::for_each(found->second, visit);
}

bool OpFlow::reaches(Block *from, Block *to, Block *avoided) const {
  if (to == avoided)
    return false;
  llvm::SmallPtrSet<Block *, 8> seen;
  SmallVector<Block *> worklist = {from};
  while (!worklist.empty()) {
    bool isFound = false;
    forEachSuccessor(worklist.pop_back_val(), [&](Block *next) {
      if (next == avoided || !mayReach(next, to))
        return;
      isFound |= next == to;
      if (seen.insert(next).second)
        worklist.push_back(next);
    });
    if (isFound)
      return true;
  }
  return false;
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
  return of(common).reaches(fromHere->getBlock(),
                            &regionAround(common, to)->front(), nullptr);
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
  return of(region->getParentOp())
      .reaches(fromHere->getBlock(), toHere->getBlock(),
               value.getParentBlock());
}

} // namespace idealloc
