//===- Occupancy.cpp - When buffers need their bytes ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Occupancy.h"

#include "OccupiedTicks.h"

#include <array>
#include <queue>

using namespace mlir;

namespace idealloc {

namespace {
constexpr Bits all = ~Bits(0);

/// A fact on one side of something, given the fact on the other.
struct Transfer {
  Bits onNone = 0, onAll = all;
  Bits operator()(Bits bits) const { return onNone | (bits & onAll); }
  /// The same, behind `before`.
  Transfer after(const Transfer &before) const {
    return {(*this)(before.onNone), (*this)(before.onAll)};
  }
};

struct BlockNode;

/// An op that accesses buffers, or whose regions hold such ops.
struct Node {
  Operation *op = nullptr;
  /// Those that the op itself accesses.
  Bits accessed = 0;
  /// Those that are not its own, but of ops in its regions, and these.
  Bits nested = 0;
  std::vector<BlockNode> blocks;
  /// Whether they may be read before the op, given whether they may be after.
  Transfer readBefore = {};
  /// Whether they may have been written after the op, given before.
  Transfer writtenAfter = {};
};

/// The same of a node of the flow between blocks, and what is in it, in order.
struct BlockNode {
  unsigned number = 0;
  std::vector<Node> nodes = {};
  Transfer readBefore = {}, writtenAfter = {};
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
  Bits readAtEnd = 0, readAtBegin = 0;
  Bits writtenAtBegin = 0, writtenAtEnd = 0;
};

/// The facts of the blocks of one op, given those outside of it.
struct Solution {
  DenseMap<unsigned, BlockFacts> facts;
  Bits readBefore = 0;
  Bits writtenAfter = 0;
};

class Solver {
public:
  Solver(Operation *function, const LogicalTime &time, ControlFlow &flow)
      : function(function), time(time), flow(flow) {}

  std::vector<LiveSet> run(ArrayRef<BufferAccess> accesses);

private:
  void place(ArrayRef<BufferAccess> accesses);
  Operation *findTop();
  void findPaths(Operation *top);
  void findBirths();
  std::vector<BlockNode> build(ArrayRef<Placed> list, size_t depth);
  Node buildNode(ArrayRef<Placed> list, size_t depth);
  void addOwn(Node &node, BufferAccess own, ArrayRef<Placed> nested);
  void addNested(Node &node, ArrayRef<Placed> nested, size_t depth);
  Solution startAt(const OpFlow &graph, ArrayRef<BlockNode> blocks);
  void spreadReads(const OpFlow &graph, Solution &solution, Bits readAfter,
                   bool isFunction);
  void spreadWrites(const OpFlow &graph, Solution &solution,
                    Bits writtenBefore);
  Bits bornBefore(const OpFlow &graph, unsigned node) const;
  void mark(Operation *op, ArrayRef<BlockNode> blocks, Bits readAfter,
            Bits writtenBefore, Bits through);
  void markBlock(const BlockNode &block, LogicalTime::Span span, Bits readAfter,
                 Bits writtenBefore, Bits through);
  void markNode(const Node &node, Bits readAfter, Bits writtenBefore,
                Bits through);

  LogicalTime::Span spanOf(const OpFlow::Node &node) const {
    return {time.spanOf(&node.first->front()).enter,
            time.spanOf(&node.last->back()).exit};
  }

  Operation *function;
  const LogicalTime &time;
  ControlFlow &flow;
  std::vector<Placed> placed;
  OccupiedTicks ticks;
  /// Of buffers with one birth in blocks of the function that have ranks: the
  /// rank, ascending, and all of these buffers up to it. All others.
  std::vector<std::pair<int64_t, Bits>> ranks;
  Bits unranked = all;
};
} // namespace

/// Visits nodes in the given order, again if they are pushed again.
template <typename Order> class Worklist {
public:
  void push(unsigned node) { pending.push(node); }
  bool empty() const { return pending.empty(); }
  unsigned pop() {
    unsigned node = pending.top();
    while (!pending.empty() && pending.top() == node)
      pending.pop();
    return node;
  }

private:
  std::priority_queue<unsigned, std::vector<unsigned>, Order> pending;
};

/// Sorts by tick and merges the accesses of one op.
void Solver::place(ArrayRef<BufferAccess> accesses) {
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
void Solver::findPaths(Operation *top) {
  for (Placed &item : placed) {
    item.path.clear();
    for (Operation *op = item.access.op; op != top; op = op->getParentOp())
      item.path.push_back(op);
    std::reverse(item.path.begin(), item.path.end());
  }
}

/// The innermost op of whose blocks one holds all accesses, or the function.
Operation *Solver::findTop() {
  Operation *first = placed.front().access.op;
  while (first->getParentOp() != function &&
         time.spanOf(&first->getBlock()->back()).exit < placed.back().tick)
    first = first->getParentOp();
  return first->getParentOp();
}

void Solver::findBirths() {
  const OpFlow &graph = flow.of(function);
  if (!graph.isRanked())
    return;
  Bits once = 0, again = 0;
  for (const Placed &item : placed) {
    again |= once & item.access.births;
    once |= item.access.births;
  }
  Region &region = function->getRegion(0);
  for (const Placed &item : placed)
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
  auto behind = llvm::partition_point(
      ranks, [&](const auto &item) { return item.first <= *rank; });
  return unranked | (behind == ranks.begin() ? 0 : std::prev(behind)->second);
}

/// Groups accesses by the block around them at this depth.
std::vector<BlockNode> Solver::build(ArrayRef<Placed> list, size_t depth) {
  const OpFlow &graph = flow.of(list.front().path[depth]->getParentOp());
  std::vector<BlockNode> blocks;
  while (!list.empty()) {
    Operation *op = list.front().path[depth];
    unsigned number = graph.nodeOf(op->getBlock());
    if (blocks.empty() || blocks.back().number != number)
      blocks.push_back({number});
    ArrayRef<Placed> here = list.take_while(
        [&](const Placed &item) { return item.path[depth] == op; });
    list = list.drop_front(here.size());
    blocks.back().nodes.push_back(buildNode(here, depth));
  }
  for (BlockNode &block : blocks) {
    for (const Node &node : block.nodes)
      block.writtenAfter = node.writtenAfter.after(block.writtenAfter);
    for (const Node &node : llvm::reverse(block.nodes))
      block.readBefore = node.readBefore.after(block.readBefore);
  }
  return blocks;
}

Node Solver::buildNode(ArrayRef<Placed> list, size_t depth) {
  Node node;
  node.op = list.front().path[depth];
  if (list.front().access.op != node.op) {
    addNested(node, list, depth);
    return node;
  }
  BufferAccess own = list.front().access;
  addOwn(node, own, list.drop_front());
  // Others may be accessed inside alone.
  std::vector<Placed> others;
  for (Placed item : list.drop_front()) {
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
void Solver::addOwn(Node &node, BufferAccess own, ArrayRef<Placed> nested) {
  Bits mine = own.all();
  for (const Placed &item : nested) {
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

void Solver::addNested(Node &node, ArrayRef<Placed> nested, size_t depth) {
  for (const Placed &item : nested)
    node.nested |= item.access.all();
  node.blocks = build(nested, depth + 1);
  const OpFlow &graph = flow.of(node.op);
  Solution none = startAt(graph, node.blocks);
  spreadReads(graph, none, 0, /*isFunction=*/false);
  node.readBefore.onNone |= none.readBefore;
  // Where it is not read later, whether it was written does not matter.
  for (Bits written : {Bits(0), node.nested}) {
    Solution solution = startAt(graph, node.blocks);
    spreadReads(graph, solution, node.nested, /*isFunction=*/false);
    spreadWrites(graph, solution, written);
    Bits &after = written ? node.writtenAfter.onAll : node.writtenAfter.onNone;
    after = (after & ~node.nested) | solution.writtenAfter;
    node.readBefore.onAll =
        (node.readBefore.onAll & ~node.nested) | solution.readBefore;
  }
}

Solution Solver::startAt(const OpFlow &graph, ArrayRef<BlockNode> blocks) {
  Solution solution;
  solution.facts.reserve(blocks.size());
  for (const BlockNode &block : blocks)
    solution.facts[block.number].node = &block;
  return solution;
}

/// Backwards from the blocks that read, and from the exits, as far as a birth
/// may come before.
void Solver::spreadReads(const OpFlow &graph, Solution &solution,
                         Bits readAfter, bool isFunction) {
  auto &facts = solution.facts;
  Worklist<std::less<>> worklist;
  for (auto &[number, block] : facts)
    worklist.push(number);
  auto readAtEndOf = [&](unsigned number, Bits bits) {
    if (isFunction && graph.isRanked())
      bits &= bornBefore(graph, number);
    if (!bits)
      return;
    BlockFacts &block = facts[number];
    if ((bits & ~block.readAtEnd) == 0)
      return;
    block.readAtEnd |= bits;
    worklist.push(number);
  };
  if (graph.isChoice()) {
    for (auto &[number, block] : facts)
      block.readAtEnd = readAfter;
    if (facts.size() != graph.size())
      solution.readBefore = readAfter;
  } else {
    for (unsigned exit : graph.getExitNodes())
      readAtEndOf(exit, readAfter);
  }
  if (graph.mayBypass())
    solution.readBefore |= readAfter;
  while (!worklist.empty()) {
    unsigned number = worklist.pop();
    BlockFacts &block = facts[number];
    Bits read =
        block.node ? block.node->readBefore(block.readAtEnd) : block.readAtEnd;
    if ((read & ~block.readAtBegin) == 0)
      continue;
    block.readAtBegin |= read;
    if (graph.getNode(number).isEntry)
      solution.readBefore |= read;
    for (unsigned before : graph.predecessors(number))
      readAtEndOf(before, read);
  }
}

/// Forwards from the blocks that write, and from the entries, as long as it may
/// be read later. Beyond a point where it may not, it is overwritten before it
/// is read, which spreads from there.
void Solver::spreadWrites(const OpFlow &graph, Solution &solution,
                          Bits writtenBefore) {
  auto &facts = solution.facts;
  Worklist<std::greater<>> worklist;
  for (auto &[number, block] : facts)
    if (block.node)
      worklist.push(number);
  auto writtenAtBeginOf = [&](unsigned number, Bits bits) {
    auto found = facts.find(number);
    if (found == facts.end())
      return;
    BlockFacts &block = found->second;
    bits &= block.readAtBegin & ~block.writtenAtBegin;
    if (!bits)
      return;
    block.writtenAtBegin |= bits;
    worklist.push(number);
  };
  if (graph.isChoice()) {
    for (auto &[number, block] : facts)
      block.writtenAtBegin = writtenBefore & block.readAtBegin;
    if (facts.size() != graph.size())
      solution.writtenAfter = writtenBefore;
  } else {
    for (unsigned entry : graph.getEntryNodes())
      writtenAtBeginOf(entry, writtenBefore);
  }
  if (graph.mayBypass())
    solution.writtenAfter |= writtenBefore;
  while (!worklist.empty()) {
    unsigned number = worklist.pop();
    BlockFacts &block = facts[number];
    Bits written = block.node ? block.node->writtenAfter(block.writtenAtBegin)
                              : block.writtenAtBegin;
    if ((written & ~block.writtenAtEnd) == 0)
      continue;
    block.writtenAtEnd |= written;
    if (graph.getNode(number).isExit)
      solution.writtenAfter |= written;
    for (unsigned next : graph.successors(number))
      writtenAtBeginOf(next, written);
  }
}

/// `through` are buffers that occupy their bytes all the time.
void Solver::mark(Operation *op, ArrayRef<BlockNode> blocks, Bits readAfter,
                  Bits writtenBefore, Bits through) {
  const OpFlow &graph = flow.of(op);
  Solution solution = startAt(graph, blocks);
  spreadReads(graph, solution, readAfter, op == function);
  spreadWrites(graph, solution, writtenBefore);
  // What is not visited of a choice is all the same.
  Bits inside = through | (graph.isChoice() ? readAfter & writtenBefore : 0);
  std::vector<unsigned> visited;
  for (auto &[number, facts] : solution.facts)
    visited.push_back(number);
  llvm::sort(visited);
  ticks.from(op == function ? 0 : time.spanOf(op).enter + 1, inside);
  for (unsigned number : visited) {
    const BlockFacts &facts = solution.facts.find(number)->second;
    LogicalTime::Span span = spanOf(graph.getNode(number));
    if (facts.node)
      markBlock(*facts.node, span, facts.readAtEnd, facts.writtenAtBegin,
                through);
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

void Solver::markNode(const Node &node, Bits readAfter, Bits writtenBefore,
                      Bits through) {
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

std::vector<LiveSet> Solver::run(ArrayRef<BufferAccess> accesses) {
  place(accesses);
  if (placed.empty())
    return std::vector<LiveSet>(64);
  // Where nothing may be read at the begin of a block that holds all accesses,
  // what is around that block does not matter.
  Operation *top = findTop();
  findPaths(top);
  std::vector<BlockNode> blocks = build(placed, 0);
  if (top != function && blocks.front().readBefore.onNone == 0) {
    const OpFlow &graph = flow.of(top);
    LogicalTime::Span span = spanOf(graph.getNode(blocks.front().number));
    markBlock(blocks.front(), span, 0, 0, 0);
    ticks.from(span.exit + 1, 0);
  } else {
    if (top != function) {
      findPaths(function);
      blocks = build(placed, 0);
    }
    findBirths();
    mark(function, blocks, 0, 0, 0);
  }
  return ticks.take();
}

std::vector<LiveSet> computeOccupancy(ArrayRef<BufferAccess> accesses,
                                      Operation *function,
                                      const LogicalTime &time,
                                      ControlFlow &flow) {
  return Solver(function, time, flow).run(accesses);
}

} // namespace idealloc
