//===- LiveRuns.cpp - Where a buffer is live ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LiveRuns.h"

#include "BitFlow.h"

using namespace mlir;

namespace idealloc {

namespace {
/// An access, or an op around some: the tree of paths, in pre-order.
struct Node {
  Operation *op;
  /// Null for ops around accesses.
  Access *access;
  /// The number of the first node that is not below this one.
  size_t next = 0;
  Transfer transfer = {};
  Context context = {};
};

/// Nodes [begin, end) that lie in one block or region, side by side.
struct Siblings {
  size_t begin = 0;
  size_t end = 0;
};

/// The blocks of the scope at whose end an alias may be known: those that one
/// that defines an alias dominates. From elsewhere no path leads to an access
/// but by a birth.
class NamingBlocks {
public:
  NamingBlocks(const BufferTrace &trace, OpOrder &order)
      : dominators(order.dominatorsOf(trace.scope)) {
    for (Alias alias : trace.aliases)
      if (alias.value.getParentRegion() == trace.scope)
        if (auto *node = dominators.getNode(alias.value.getParentBlock())) {
          known[node->getBlock()] = true;
          topLevel = std::min(topLevel, node->getLevel());
        }
  }

  bool reach(Block *block) {
    SmallVector<Block *> path;
    bool answer = false;
    for (auto *node = dominators.getNode(block);; node = node->getIDom()) {
      if (!node)
        return true; // It is never reached.
      auto it = known.find(node->getBlock());
      if (it != known.end())
        answer = it->second;
      if (it != known.end() || node->getLevel() <= topLevel)
        break;
      path.push_back(node->getBlock());
    }
    for (Block *passed : path)
      known[passed] = answer;
    return answer;
  }

private:
  OpOrder::Dominators &dominators;
  DenseMap<Block *, bool> known;
  unsigned topLevel = ~0u;
};

class LiveFinder {
public:
  LiveFinder(BufferTrace &trace, OpOrder &order) : trace(trace), order(order) {}

  std::vector<OpOrder::Span> run() {
    buildNodes();
    for (Node &node : llvm::reverse(nodes))
      if (!node.access)
        summarize(node);
    emitRegion(trace.scope, {0, nodes.size()}, Context());
    for (Node &node : nodes)
      if (!node.access)
        emitOp(node);
    for (const InFlight &item : trace.inFlight)
      addLive(order.spanOf(item.start).end, order.positionOf(item.wait));
    joinSpans(live);
    return std::move(live);
  }

private:
  void buildNodes();
  template <typename KeyFn, typename Fn>
  void forEachGroup(Siblings siblings, KeyFn key, Fn work);

  Transfer transferOfBlock(Siblings siblings);
  Transfer transferOfRegion(Region *region, Siblings siblings);
  SmallVector<Siblings, 2> childrenByRegion(const Node &node);
  SmallVector<Transfer, 2> transfersOf(const Node &node,
                                       ArrayRef<Siblings> children);
  void summarize(Node &node);

  void emitOp(const Node &node);
  void emitRegion(Region *region, Siblings siblings, Context around);
  void emitBlock(Block *block, Siblings siblings, Context around);
  void addLive(size_t begin, size_t end) {
    if (begin < end)
      live.push_back({begin, end});
  }

  BufferTrace &trace;
  OpOrder &order;
  SmallVector<Node, 8> nodes;
  std::vector<OpOrder::Span> live;
};
} // namespace

//===----------------------------------------------------------------------===//
// The tree
//===----------------------------------------------------------------------===//

static Transfer transferOf(const Access &access) {
  Transfer transfer;
  if (access.births || access.writes)
    transfer.written = BitFlow::constant(access.writes);
  if (access.births)
    transfer.needed = BitFlow::never();
  else if (access.reads)
    transfer.needed = BitFlow::always();
  else if (access.overwrites)
    transfer.needed = BitFlow::never();
  return transfer;
}

void LiveFinder::buildNodes() {
  SmallVector<size_t, 8> open;
  auto closeTo = [&](size_t depth) {
    while (open.size() > depth)
      nodes[open.pop_back_val()].next = nodes.size();
  };
  for (Access &access : trace.accesses) {
    size_t depth = 0;
    while (depth < open.size() && depth < access.path.size() &&
           nodes[open[depth]].op == access.path[depth])
      ++depth;
    closeTo(depth);
    for (; depth < access.path.size(); ++depth) {
      open.push_back(nodes.size());
      nodes.push_back({access.path[depth], nullptr});
    }
    nodes.back().access = &access;
    nodes.back().transfer = transferOf(access);
  }
  closeTo(0);
}

/// Calls `work` for the groups of siblings with one key.
template <typename KeyFn, typename Fn>
void LiveFinder::forEachGroup(Siblings siblings, KeyFn key, Fn work) {
  while (siblings.begin != siblings.end) {
    Siblings group = {siblings.begin, siblings.begin};
    auto groupKey = key(nodes[group.begin].op);
    while (group.end != siblings.end && key(nodes[group.end].op) == groupKey)
      group.end = nodes[group.end].next;
    work(groupKey, group);
    siblings.begin = group.end;
  }
}

static Block *blockOf(Operation *op) { return op->getBlock(); }

//===----------------------------------------------------------------------===//
// Bottom-up: what ops do to the bits
//===----------------------------------------------------------------------===//

Transfer LiveFinder::transferOfBlock(Siblings siblings) {
  Transfer transfer;
  for (size_t i = siblings.begin; i != siblings.end; i = nodes[i].next)
    transfer = Transfer::sequence(transfer, nodes[i].transfer);
  return transfer;
}

Transfer LiveFinder::transferOfRegion(Region *region, Siblings siblings) {
  if (region->hasOneBlock())
    return transferOfBlock(siblings);
  BlockFlow flow;
  forEachGroup(siblings, blockOf, [&](Block *block, Siblings group) {
    flow.add(block, transferOfBlock(group), group.begin);
  });
  Context result =
      flow.solve(region, {BitFlow::same(), BitFlow::same()},
                 /*onlyNeeded=*/false, [](Block *) { return true; });
  return {result.written, result.needed};
}

SmallVector<Siblings, 2> LiveFinder::childrenByRegion(const Node &node) {
  SmallVector<Siblings, 2> children(node.op->getNumRegions());
  auto regionOf = [](Operation *op) { return op->getParentRegion(); };
  forEachGroup({size_t(&node - nodes.data()) + 1, node.next}, regionOf,
               [&](Region *region, Siblings group) {
                 children[region->getRegionNumber()] = group;
               });
  return children;
}

SmallVector<Transfer, 2> LiveFinder::transfersOf(const Node &node,
                                                 ArrayRef<Siblings> children) {
  SmallVector<Transfer, 2> transfers(children.size());
  for (auto [transfer, region, siblings] :
       llvm::zip_equal(transfers, node.op->getRegions(), children))
    if (siblings.begin != siblings.end)
      transfer = transferOfRegion(&region, siblings);
  return transfers;
}

void LiveFinder::summarize(Node &node) {
  SmallVector<Siblings, 2> children = childrenByRegion(node);
  Context result;
  solveRegions(order.graphOf(node.op), transfersOf(node, children),
               {BitFlow::same(), BitFlow::same()}, result);
  node.transfer = {result.written, result.needed};
}

//===----------------------------------------------------------------------===//
// Top-down: where both bits hold
//===----------------------------------------------------------------------===//

void LiveFinder::emitOp(const Node &node) {
  SmallVector<Siblings, 2> children = childrenByRegion(node);
  Context result;
  SmallVector<Context, 2> contexts =
      solveRegions(order.graphOf(node.op), transfersOf(node, children),
                   node.context, result);
  for (auto [region, siblings, context] :
       llvm::zip_equal(node.op->getRegions(), children, contexts))
    if (!region.empty())
      emitRegion(&region, siblings, context);
}

void LiveFinder::emitRegion(Region *region, Siblings siblings, Context around) {
  if (region->hasOneBlock())
    return emitBlock(&region->front(), siblings, around);
  if (siblings.begin == siblings.end) {
    OpOrder::Span span = order.spanOf(region);
    if (around.written.mayHold() && around.needed.mayHold())
      addLive(span.begin, span.end);
    return;
  }
  BlockFlow flow;
  forEachGroup(siblings, blockOf, [&](Block *block, Siblings group) {
    flow.add(block, transferOfBlock(group), group.begin);
  });
  std::optional<NamingBlocks> names;
  if (region == trace.scope)
    names.emplace(trace, order);
  flow.solve(region, around, /*onlyNeeded=*/true,
             [&](Block *block) { return !names || names->reach(block); });
  for (const BlockFlow::Item &item : flow.getItems()) {
    Siblings group;
    if (item.tag >= 0) {
      group = {size_t(item.tag), size_t(item.tag)};
      while (group.end != siblings.end &&
             nodes[group.end].op->getBlock() == item.block)
        group.end = nodes[group.end].next;
    }
    emitBlock(item.block, group, item.context);
  }
}

void LiveFinder::emitBlock(Block *block, Siblings siblings, Context around) {
  SmallVector<std::pair<size_t, BitFlow>, 8> neededAfter;
  for (size_t i = siblings.begin; i != siblings.end; i = nodes[i].next)
    neededAfter.push_back({i, around.needed});
  for (size_t i = neededAfter.size(); i-- > 1;)
    neededAfter[i - 1].second =
        nodes[neededAfter[i].first].transfer.needed.after(
            neededAfter[i].second);
  BitFlow written = around.written;
  size_t position = written.mayHold() ? order.spanOf(block).begin : 0;
  for (auto [number, needed] : neededAfter) {
    Node &node = nodes[number];
    OpOrder::Span here =
        node.access ? node.access->span : order.spanOf(node.op);
    if (written.mayHold() && node.transfer.needed.after(needed).mayHold())
      addLive(position, here.begin);
    node.context = {written, needed};
    written = node.transfer.written.after(written);
    if (node.access)
      node.access->isLiveAfter = written.mayHold() && needed.mayHold();
    position = here.end;
  }
  if (written.mayHold() && around.needed.mayHold())
    addLive(position, order.spanOf(block).end);
}

void joinSpans(std::vector<OpOrder::Span> &spans) {
  llvm::erase_if(
      spans, [](const OpOrder::Span &span) { return span.begin >= span.end; });
  auto isBefore = [](const OpOrder::Span &a, const OpOrder::Span &b) {
    return a.begin < b.begin;
  };
  if (!llvm::is_sorted(spans, isBefore))
    llvm::sort(spans, isBefore);
  size_t count = 0;
  for (const OpOrder::Span &span : spans)
    if (count && span.begin <= spans[count - 1].end)
      spans[count - 1].end = std::max(spans[count - 1].end, span.end);
    else
      spans[count++] = span;
  spans.resize(count);
}

std::vector<OpOrder::Span> findLiveRuns(BufferTrace &trace, OpOrder &order) {
  return LiveFinder(trace, order).run();
}

} // namespace idealloc
