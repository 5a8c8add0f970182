//===- AccessTree.cpp - Accesses, along the ops around them ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AccessTree.h"

using namespace mlir;

namespace idealloc {

/// Sorts by tick and merges the accesses of one op.
AccessTree::AccessTree(ArrayRef<BufferAccess> accesses, Operation *function,
                       const LogicalTime &time, ControlFlow &flow)
    : function(function), time(time), flow(flow) {
  std::vector<std::pair<int64_t, const BufferAccess *>> sorted;
  for (const BufferAccess &access : accesses)
    sorted.push_back({time.spanOf(access.op).enter, &access});
  llvm::sort(sorted);
  for (auto [tick, access] : sorted) {
    if (placed.empty() || placed.back().access.op != access->op) {
      placed.push_back({*access, tick});
      continue;
    }
    BufferAccess &last = placed.back().access;
    last.reads |= access->reads;
    last.writes |= access->writes;
    last.overwrites |= access->overwrites;
    last.births |= access->births;
  }
}

/// The paths from inside `top`.
void AccessTree::findPaths(Operation *top) {
  for (PlacedAccess &item : placed) {
    item.path.clear();
    for (Operation *op = item.access.op; op != top; op = op->getParentOp())
      item.path.push_back(op);
    std::reverse(item.path.begin(), item.path.end());
  }
}

Operation *AccessTree::findTop() const {
  Operation *first = placed.front().access.op;
  while (first->getParentOp() != function &&
         time.spanOf(&first->getBlock()->back()).exit < placed.back().tick)
    first = first->getParentOp();
  return first->getParentOp();
}

std::vector<BlockNode> AccessTree::buildFrom(Operation *top) {
  findPaths(top);
  return build(placed, 0);
}

/// Groups accesses by the block around them at this depth.
std::vector<BlockNode> AccessTree::build(ArrayRef<PlacedAccess> list,
                                         size_t depth) {
  const OpFlow &graph = flow.of(list.front().path[depth]->getParentOp());
  std::vector<BlockNode> blocks;
  while (!list.empty()) {
    Operation *op = list.front().path[depth];
    unsigned number = graph.nodeOf(op->getBlock());
    if (blocks.empty() || blocks.back().number != number)
      blocks.push_back({{number}});
    ArrayRef<PlacedAccess> here = list.take_while(
        [&](const PlacedAccess &item) { return item.path[depth] == op; });
    list = list.drop_front(here.size());
    blocks.back().nodes.push_back(buildNode(here, depth));
  }
  for (BlockNode &block : blocks) {
    for (const AccessNode &node : block.nodes)
      block.writtenAfter = node.writtenAfter.after(block.writtenAfter);
    for (const AccessNode &node : llvm::reverse(block.nodes))
      block.readBefore = node.readBefore.after(block.readBefore);
  }
  return blocks;
}

AccessNode AccessTree::buildNode(ArrayRef<PlacedAccess> list, size_t depth) {
  AccessNode node;
  node.op = list.front().path[depth];
  if (list.front().access.op != node.op) {
    addNested(node, list, depth);
    return node;
  }
  BufferAccess own = list.front().access;
  addOwn(node, own, list.drop_front());
  // Others may be accessed inside alone.
  std::vector<PlacedAccess> others;
  for (PlacedAccess item : list.drop_front()) {
    for (Bits BufferAccess::*bits :
         {&BufferAccess::reads, &BufferAccess::writes,
          &BufferAccess::overwrites, &BufferAccess::births})
      item.access.*bits &= ~own.all();
    if (item.access.all())
      others.push_back(std::move(item));
  }
  if (!others.empty())
    addNested(node, others, depth);
  return node;
}

/// What is nested in an access counts as a part of it.
void AccessTree::addOwn(AccessNode &node, BufferAccess own,
                        ArrayRef<PlacedAccess> nested) {
  Bits mine = own.all();
  for (const PlacedAccess &item : nested) {
    own.reads |= item.access.reads & mine;
    own.writes |= item.access.writes & mine;
    own.overwrites &= ~item.access.all();
  }
  node.accessed = own.reads | own.writes;
  Bits ends = own.births | (own.overwrites & ~own.reads);
  node.readBefore = {own.reads & ~own.births,
                     (own.reads & ~own.births) | ~ends};
  node.writtenAfter = {own.writes, own.writes | ~own.births};
}

void AccessTree::addNested(AccessNode &node, ArrayRef<PlacedAccess> nested,
                           size_t depth) {
  for (const PlacedAccess &item : nested)
    node.nested |= item.access.all();
  node.blocks = build(nested, depth + 1);
  const OpFlow &graph = flow.of(node.op);
  auto startAtBlocks = [&] {
    BlockSpread spread(graph);
    for (const BlockNode &block : node.blocks)
      spread.add(block);
    return spread;
  };
  BlockSpread none = startAtBlocks();
  none.spreadReads(0);
  node.readBefore.onNone |= none.readBefore();
  // Where it is not read later, whether it was written does not matter.
  for (Bits written : {Bits(0), node.nested}) {
    BlockSpread spread = startAtBlocks();
    spread.spreadReads(node.nested);
    spread.spreadWrites(written);
    Bits &after = written ? node.writtenAfter.onAll : node.writtenAfter.onNone;
    after = (after & ~node.nested) | spread.writtenAfter();
    node.readBefore.onAll =
        (node.readBefore.onAll & ~node.nested) | spread.readBefore();
  }
}

} // namespace idealloc
