//===- Occupancy.cpp - When buffers need their bytes ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Occupancy.h"

#include "AccessTree.h"
#include "OccupiedTicks.h"

using namespace mlir;

namespace idealloc {

namespace {
constexpr Bits all = ~Bits(0);

/// From the outside in: tells who occupies what, in the order of ticks.
class Solver {
public:
  Solver(ArrayRef<BufferAccess> accesses, Operation *function,
         const LogicalTime &time, ControlFlow &flow)
      : function(function), time(time), flow(flow),
        tree(accesses, function, time, flow) {}

  std::vector<LiveSet> run();

private:
  void findBirths();
  Bits bornBefore(const OpFlow &graph, unsigned node) const;
  void mark(Operation *op, ArrayRef<BlockNode> blocks, Bits readAfter,
            Bits writtenBefore, Bits through);
  void markBlock(const BlockNode &block, LogicalTime::Span span, Bits readAfter,
                 Bits writtenBefore, Bits through);
  void markNode(const AccessNode &node, Bits readAfter, Bits writtenBefore,
                Bits through);

  LogicalTime::Span spanOf(const OpFlow::Node &node) const {
    return {time.spanOf(&node.first->front()).enter,
            time.spanOf(&node.last->back()).exit};
  }

  Operation *function;
  const LogicalTime &time;
  ControlFlow &flow;
  AccessTree tree;
  OccupiedTicks ticks;
  /// Of buffers with one birth in blocks of the function that have ranks: the
  /// rank, ascending, and all of these buffers up to it. All others.
  std::vector<std::pair<int64_t, Bits>> ranks;
  Bits unranked = all;
};
} // namespace

void Solver::findBirths() {
  const OpFlow &graph = flow.of(function);
  if (!graph.isRanked())
    return;
  Bits once = 0, again = 0;
  for (const PlacedAccess &item : tree.getPlaced()) {
    again |= once & item.access.births;
    once |= item.access.births;
  }
  Region &region = function->getRegion(0);
  for (const PlacedAccess &item : tree.getPlaced())
    if (Bits births = item.access.births & ~again) {
      Block *block =
          region.findAncestorBlockInRegion(*item.access.op->getBlock());
      if (std::optional<int64_t> rank = graph.getNode(graph.nodeOf(block)).rank)
        ranks.push_back({*rank, births});
    }
  llvm::sort(ranks);
  Bits known = 0;
  for (auto &[rank, births] : ranks)
    births = known |= births;
  unranked = ~known;
}

/// The buffers whose birth may come before the block.
Bits Solver::bornBefore(const OpFlow &graph, unsigned node) const {
  std::optional<int64_t> rank = graph.getNode(node).rank;
  if (!rank)
    return all;
  // Most blocks come before all births, or behind.
  if (ranks.empty() || *rank < ranks.front().first)
    return unranked;
  if (*rank >= ranks.back().first)
    return unranked | ranks.back().second;
  auto behind = llvm::partition_point(
      ranks, [&](const auto &item) { return item.first <= *rank; });
  return unranked | std::prev(behind)->second;
}

/// `through` are buffers that occupy their bytes all the time.
void Solver::mark(Operation *op, ArrayRef<BlockNode> blocks, Bits readAfter,
                  Bits writtenBefore, Bits through) {
  const OpFlow &graph = flow.of(op);
  BlockSpread spread(graph);
  DenseMap<unsigned, const BlockNode *> nodes;
  for (const BlockNode &block : blocks) {
    spread.add(block);
    nodes[block.number] = &block;
  }
  auto born = [&](unsigned block) { return bornBefore(graph, block); };
  if (op == function && graph.isRanked())
    spread.spreadReads(readAfter, born);
  else
    spread.spreadReads(readAfter);
  spread.spreadWrites(writtenBefore);
  // What is not visited of a choice is all the same.
  Bits inside = through | (graph.isChoice() ? readAfter & writtenBefore : 0);
  ticks.from(op == function ? 0 : time.spanOf(op).enter + 1, inside);
  for (unsigned number : spread.getBlocks()) {
    const BlockFacts &facts = spread.of(number);
    LogicalTime::Span span = spanOf(graph.getNode(number));
    if (const BlockNode *node = nodes.lookup(number))
      markBlock(*node, span, facts.readAtEnd, facts.writtenAtBegin, through);
    else
      ticks.from(span.enter,
                 through | (facts.readAtEnd & facts.writtenAtBegin));
    ticks.from(span.exit + 1, inside);
  }
}

void Solver::markBlock(const BlockNode &block, LogicalTime::Span span,
                       Bits readAfter, Bits writtenBefore, Bits through) {
  SmallVector<Bits> readAfterNode(block.nodes.size());
  Bits read = readAfter;
  for (size_t i = block.nodes.size(); i-- > 0;) {
    readAfterNode[i] = read;
    read = block.nodes[i].readBefore(read);
  }
  int64_t begin = span.enter;
  Bits written = writtenBefore;
  for (auto [node, readLater] : llvm::zip_equal(block.nodes, readAfterNode)) {
    ticks.from(begin, through | (written & node.readBefore(readLater)));
    markNode(node, readLater, written, through);
    written = node.writtenAfter(written);
    begin = time.spanOf(node.op).exit + 1;
  }
  ticks.from(begin, through | (written & readAfter));
}

void Solver::markNode(const AccessNode &node, Bits readAfter,
                      Bits writtenBefore, Bits through) {
  LogicalTime::Span span = time.spanOf(node.op);
  // What the op does not touch, and what it accesses as a whole.
  through |= node.accessed |
             (writtenBefore & readAfter & ~node.nested & node.readBefore.onAll);
  if (node.blocks.empty())
    return ticks.from(span.enter, through);
  ticks.from(span.enter, through | (writtenBefore & node.nested &
                                    node.readBefore(readAfter)));
  mark(node.op, node.blocks, readAfter & node.nested,
       writtenBefore & node.nested, through);
  ticks.from(span.exit, through | (readAfter & node.nested &
                                   node.writtenAfter(writtenBefore)));
}

std::vector<LiveSet> Solver::run() {
  if (tree.getPlaced().empty())
    return std::vector<LiveSet>(64);
  // Where nothing may be read at the begin of a block that holds all accesses,
  // what is around that block does not matter.
  Operation *top = tree.findTop();
  std::vector<BlockNode> blocks = tree.buildFrom(top);
  if (top != function && blocks.front().readBefore.onNone == 0) {
    const OpFlow &graph = flow.of(top);
    LogicalTime::Span span = spanOf(graph.getNode(blocks.front().number));
    markBlock(blocks.front(), span, 0, 0, 0);
    ticks.from(span.exit + 1, 0);
  } else {
    if (top != function)
      blocks = tree.buildFrom(function);
    findBirths();
    mark(function, blocks, 0, 0, 0);
  }
  return ticks.take();
}

std::vector<LiveSet> computeOccupancy(ArrayRef<BufferAccess> accesses,
                                      Operation *function,
                                      const LogicalTime &time,
                                      ControlFlow &flow) {
  return Solver(accesses, function, time, flow).run();
}

} // namespace idealloc
