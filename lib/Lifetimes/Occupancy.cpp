//===- Occupancy.cpp - When a buffer needs its bytes ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Occupancy.h"

using namespace mlir;

namespace idealloc {

namespace {
struct BlockNode;

/// An access, or an op whose regions hold some.
struct Node {
  Operation *op = nullptr;
  /// True if the op itself accesses the buffer.
  bool isAccess = false;
  /// Otherwise: the blocks that hold accesses, none for a birth.
  std::vector<BlockNode> blocks;
  /// Whether it may be read before the op, given whether it may be after.
  bool readBefore[2] = {};
  /// Whether it may have been written after the op, given before.
  bool writtenAfter[2] = {};
};

/// The same of a block, and what is in it, in order.
struct BlockNode {
  Block *block = nullptr;
  std::vector<Node> nodes = {};
  bool readBefore[2] = {};
  bool writtenAfter[2] = {};
};

/// An access and the ops around it, outermost first, itself last.
struct Placed {
  BufferAccess access;
  int64_t tick = 0;
  SmallVector<Operation *, 4> path = {};
};

/// What holds at both ends of a block of a graph.
struct BlockFacts {
  const BlockNode *node = nullptr;
  bool readAtEnd = false, readAtBegin = false;
  bool writtenAtBegin = false, writtenAtEnd = false;
};

/// The facts of the blocks of one op, given those outside of it.
struct Solution {
  llvm::SmallDenseMap<Block *, BlockFacts, 4> facts;
  bool readBefore = false;
  bool writtenAfter = false;
};

class Solver {
public:
  Solver(Operation *function, const LogicalTime &time, ControlFlow &flow)
      : function(function), time(time), flow(flow) {}

  LiveSet run(std::vector<BufferAccess> accesses);

private:
  std::vector<Placed> place(std::vector<BufferAccess> accesses);
  std::vector<BlockNode> build(ArrayRef<Placed> list, size_t depth);
  Node buildNode(ArrayRef<Placed> list, size_t depth);
  Solution solve(Operation *op, ArrayRef<BlockNode> blocks, bool readAfter,
                 bool writtenBefore);
  void spreadReads(const OpFlow &graph, Solution &solution, bool readAfter,
                   Block *birthBlock);
  void spreadWrites(const OpFlow &graph, Solution &solution,
                    bool writtenBefore);
  void mark(Operation *op, ArrayRef<BlockNode> blocks, bool readAfter,
            bool writtenBefore);
  void markBlock(const BlockNode &block, bool readAfter, bool writtenBefore);
  void markNode(const Node &node, bool readAfter, bool writtenBefore);

  LogicalTime::Span spanOf(Block *block) const {
    return {time.spanOf(&block->front()).enter,
            time.spanOf(&block->back()).exit};
  }
  void add(int64_t begin, int64_t end) { ticks.push_back({begin, end}); }

  Operation *function;
  const LogicalTime &time;
  ControlFlow &flow;
  SmallVector<TickInterval, 1> ticks;
  /// The op that allocates, if it is the only one.
  Operation *birth = nullptr;
};
} // namespace

/// Sorts by tick and merges the accesses of one op.
std::vector<Placed> Solver::place(std::vector<BufferAccess> accesses) {
  std::vector<Placed> placed;
  for (const BufferAccess &access : accesses)
    placed.push_back({access, time.spanOf(access.op).enter});
  llvm::sort(placed,
             [](const Placed &a, const Placed &b) { return a.tick < b.tick; });
  size_t count = 0;
  for (const Placed &item : placed) {
    if (count && placed[count - 1].access.op == item.access.op) {
      BufferAccess &last = placed[count - 1].access;
      last.reads |= item.access.reads;
      last.writes |= item.access.writes;
      last.overwrites |= item.access.overwrites;
      last.births |= item.access.births;
      continue;
    }
    placed[count++] = item;
  }
  placed.resize(count);
  for (Placed &item : placed) {
    for (Operation *op = item.access.op; op != function; op = op->getParentOp())
      item.path.push_back(op);
    std::reverse(item.path.begin(), item.path.end());
  }
  return placed;
}

/// Groups accesses by the block around them at this depth.
std::vector<BlockNode> Solver::build(ArrayRef<Placed> list, size_t depth) {
  std::vector<BlockNode> blocks;
  while (!list.empty()) {
    Operation *op = list.front().path[depth];
    if (blocks.empty() || blocks.back().block != op->getBlock()) {
      blocks.push_back({op->getBlock()});
      blocks.back().readBefore[1] = blocks.back().writtenAfter[1] = true;
    }
    ArrayRef<Placed> here = list.take_while(
        [&](const Placed &item) { return item.path[depth] == op; });
    list = list.drop_front(here.size());
    blocks.back().nodes.push_back(buildNode(here, depth));
  }
  for (BlockNode &block : blocks)
    for (size_t outside : {0, 1}) {
      bool &written = block.writtenAfter[outside];
      for (const Node &node : block.nodes)
        written = node.writtenAfter[written];
      bool &read = block.readBefore[outside];
      for (const Node &node : llvm::reverse(block.nodes))
        read = node.readBefore[read];
    }
  return blocks;
}

Node Solver::buildNode(ArrayRef<Placed> list, size_t depth) {
  Node node;
  node.op = list.front().path[depth];
  if (list.front().access.op == node.op) {
    // What is nested in an access counts as a part of it.
    BufferAccess access = list.front().access;
    for (const Placed &nested : list.drop_front()) {
      access.reads |= nested.access.reads;
      access.writes |= nested.access.writes;
      access.overwrites = false;
    }
    node.isAccess = access.reads || access.writes;
    bool ends = access.births || (access.overwrites && !access.reads);
    for (bool outside : {false, true}) {
      node.readBefore[outside] =
          (access.reads && !access.births) || (outside && !ends);
      node.writtenAfter[outside] = access.writes || (outside && !access.births);
    }
    return node;
  }
  node.blocks = build(list, depth + 1);
  for (bool outside : {false, true})
    node.readBefore[outside] =
        solve(node.op, node.blocks, outside, false).readBefore;
  // Where it is not read later, whether it was written does not matter.
  for (bool outside : {false, true})
    node.writtenAfter[outside] =
        solve(node.op, node.blocks, true, outside).writtenAfter;
  return node;
}

Solution Solver::solve(Operation *op, ArrayRef<BlockNode> blocks,
                       bool readAfter, bool writtenBefore) {
  const OpFlow &graph = flow.of(op);
  Solution solution;
  for (const BlockNode &block : blocks)
    solution.facts[block.block].node = &block;
  // A nested op may run again after the birth: there every block comes later.
  Block *birthBlock = nullptr;
  if (birth && op == function)
    birthBlock = op->getRegion(0).findAncestorBlockInRegion(*birth->getBlock());
  spreadReads(graph, solution, readAfter, birthBlock);
  spreadWrites(graph, solution, writtenBefore);
  return solution;
}

/// Backwards from the blocks that read, and from the exits, as far as the birth
/// may come before.
void Solver::spreadReads(const OpFlow &graph, Solution &solution,
                         bool readAfter, Block *birthBlock) {
  SmallVector<Block *> worklist;
  for (auto &[block, facts] : solution.facts)
    if (facts.node->readBefore[false]) {
      facts.readAtBegin = true;
      worklist.push_back(block);
    }
  auto readAtEndOf = [&](Block *block) {
    if (birthBlock && !graph.mayReach(birthBlock, block))
      return;
    BlockFacts &facts = solution.facts[block];
    facts.readAtEnd = true;
    if (facts.readAtBegin || (facts.node && !facts.node->readBefore[true]))
      return;
    facts.readAtBegin = true;
    worklist.push_back(block);
  };
  if (readAfter) {
    llvm::for_each(graph.getExits(), readAtEndOf);
    solution.readBefore = graph.mayBypass();
  }
  while (!worklist.empty()) {
    Block *block = worklist.pop_back_val();
    solution.readBefore |= graph.isEntry(block);
    graph.forEachPredecessor(block, readAtEndOf);
  }
}

/// Forwards from the blocks that write, and from the entries, as long as it may
/// be read later. Beyond a point where it may not, it is overwritten before it
/// is read, which spreads from there.
void Solver::spreadWrites(const OpFlow &graph, Solution &solution,
                          bool writtenBefore) {
  SmallVector<Block *> worklist;
  for (auto &[block, facts] : solution.facts)
    if (facts.node && facts.node->writtenAfter[false]) {
      facts.writtenAtEnd = true;
      worklist.push_back(block);
    }
  auto writtenAtBeginOf = [&](Block *block) {
    auto found = solution.facts.find(block);
    if (found == solution.facts.end() || !found->second.readAtBegin)
      return;
    BlockFacts &facts = found->second;
    facts.writtenAtBegin = true;
    if (facts.writtenAtEnd || (facts.node && !facts.node->writtenAfter[true]))
      return;
    facts.writtenAtEnd = true;
    worklist.push_back(block);
  };
  if (writtenBefore) {
    llvm::for_each(graph.getEntries(), writtenAtBeginOf);
    solution.writtenAfter = graph.mayBypass();
  }
  while (!worklist.empty()) {
    Block *block = worklist.pop_back_val();
    solution.writtenAfter |= graph.isExit(block);
    graph.forEachSuccessor(block, writtenAtBeginOf);
  }
}

void Solver::mark(Operation *op, ArrayRef<BlockNode> blocks, bool readAfter,
                  bool writtenBefore) {
  Solution solution = solve(op, blocks, readAfter, writtenBefore);
  for (auto &[block, facts] : solution.facts) {
    if (facts.node) {
      markBlock(*facts.node, facts.readAtEnd, facts.writtenAtBegin);
    } else if (facts.readAtEnd && facts.writtenAtBegin) {
      LogicalTime::Span span = spanOf(block);
      add(span.enter, span.exit + 1);
    }
  }
}

void Solver::markBlock(const BlockNode &block, bool readAfter,
                       bool writtenBefore) {
  LogicalTime::Span span = spanOf(block.block);
  SmallVector<bool> readAfterNode(block.nodes.size());
  bool read = readAfter;
  for (size_t i = block.nodes.size(); i-- > 0;) {
    readAfterNode[i] = read;
    read = block.nodes[i].readBefore[read];
  }
  int64_t from = span.enter;
  bool written = writtenBefore;
  for (auto [node, readLater] : llvm::zip_equal(block.nodes, readAfterNode)) {
    LogicalTime::Span here = time.spanOf(node.op);
    if (written && node.readBefore[readLater])
      add(from, here.enter);
    markNode(node, readLater, written);
    written = node.writtenAfter[written];
    from = here.exit + 1;
  }
  if (written && readAfter)
    add(from, span.exit + 1);
}

void Solver::markNode(const Node &node, bool readAfter, bool writtenBefore) {
  LogicalTime::Span span = time.spanOf(node.op);
  if (node.isAccess)
    add(span.enter, span.exit + 1);
  if (node.blocks.empty())
    return;
  if (writtenBefore && node.readBefore[readAfter])
    add(span.enter, span.enter + 1);
  mark(node.op, node.blocks, readAfter, writtenBefore);
  if (readAfter && node.writtenAfter[writtenBefore])
    add(span.exit, span.exit + 1);
}

LiveSet Solver::run(std::vector<BufferAccess> accesses) {
  std::vector<Placed> placed = place(std::move(accesses));
  if (placed.empty())
    return {};
  auto births = [](const Placed &item) { return item.access.births; };
  if (llvm::count_if(placed, births) == 1)
    birth = llvm::find_if(placed, births)->access.op;
  // Where the birth is the first in a block that holds all accesses, what is
  // around that block does not matter.
  const Placed &first = placed.front();
  size_t depth = first.path.size() - 1;
  Block *block = first.access.op->getBlock();
  bool isLocal =
      first.access.births && llvm::all_of(placed, [&](const Placed &item) {
        return item.path.size() > depth &&
               item.path[depth]->getBlock() == block;
      });
  std::vector<BlockNode> blocks = build(placed, isLocal ? depth : 0);
  if (isLocal)
    markBlock(blocks.front(), /*readAfter=*/false, /*writtenBefore=*/false);
  else
    mark(function, blocks, /*readAfter=*/false, /*writtenBefore=*/false);
  return LiveSet(std::move(ticks));
}

LiveSet computeOccupancy(std::vector<BufferAccess> accesses,
                         Operation *function, const LogicalTime &time,
                         ControlFlow &flow) {
  return Solver(function, time, flow).run(std::move(accesses));
}

} // namespace idealloc
