//===- TagFlight.cpp - Transfers that go on across blocks -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TagFlight.h"

#include "ControlFlow.h"
#include "OpFacts.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;

namespace idealloc {

/// Counts along the flow of the function, or of the parallel body around the
/// tag, into the ops that hold starts or waits.
class TagFlight::Counter {
public:
  Counter(TagFlight &flight, Value tag, OpFacts &facts)
      : flight(flight), facts(facts), alloc(tag.getDefiningOp()) {}

  bool run(Value tag, ArrayRef<Operation *> starts);

private:
  Operation *findTop(Region *region);
  bool add(Operation *op);
  std::optional<int64_t> through(Operation *op, int64_t count);
  std::optional<int64_t> through(Block *block, int64_t count);
  std::optional<int64_t> through(const OpFlow::Node &node, int64_t count);
  bool reachesExit(const OpFlow &graph,
                   const DenseMap<unsigned, int64_t> &counts) const;

  TagFlight &flight;
  OpFacts &facts;
  /// Null if the tag is an argument.
  Operation *alloc;
  /// The function, or the op with the parallel body.
  Operation *top = nullptr;
  /// Of the parallel op.
  Block *body = nullptr;
  ControlFlow flow;
  /// In order.
  DenseMap<Block *, SmallVector<Operation *, 4>> relevantIn;
};

/// Notes the op and those around it, each in its block.
bool TagFlight::Counter::add(Operation *op) {
  for (; op != top; op = op->getParentOp()) {
    if (!flight.relevant.insert(op).second)
      return true;
    relevantIn[op->getBlock()].push_back(op);
    RegionKind kind = classifyRegion(*op->getParentRegion(), facts);
    if (op->getParentOp() != top && kind != RegionKind::Once &&
        kind != RegionKind::Repeats)
      return false;
  }
  return true;
}

/// The parallel op of whose body of one block the tag is a part, or the
/// function; null if there is none.
Operation *TagFlight::Counter::findTop(Region *region) {
  for (Operation *op = region->getParentOp(); op;
       region = op->getParentRegion(), op = region->getParentOp()) {
    if (isa<FunctionOpInterface>(op))
      return op;
    RegionKind kind = classifyRegion(*region, facts);
    if (kind == RegionKind::Parallel && region->hasOneBlock()) {
      flight.inBody = true;
      body = &region->front();
      return op;
    }
    if (kind != RegionKind::Once && kind != RegionKind::Repeats)
      return nullptr;
  }
  return nullptr;
}

bool TagFlight::Counter::run(Value tag, ArrayRef<Operation *> starts) {
  top = findTop(tag.getParentRegion());
  auto addThis = [&](Operation *op) { return add(op); };
  if (!top || (alloc && !add(alloc)) || !llvm::all_of(starts, addThis) ||
      !llvm::all_of(flight.waits, addThis))
    return false;
  for (auto &[block, list] : relevantIn)
    llvm::sort(
        list, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  return (body ? through(body, 0) : through(top, 0)) == 0;
}

/// How many are under way behind the op; nullopt if that is not certain.
std::optional<int64_t> TagFlight::Counter::through(Operation *op,
                                                   int64_t count) {
  const OpFlow &graph = flow.of(op);
  DenseMap<unsigned, int64_t> counts;
  SmallVector<unsigned> worklist;
  std::optional<int64_t> after;
  if (graph.mayBypass())
    after = count;
  auto enter = [&](unsigned node, int64_t count) {
    auto [it, isNew] = counts.try_emplace(node, count);
    if (isNew)
      worklist.push_back(node);
    return it->second == count;
  };
  for (unsigned entry : graph.getEntryNodes())
    if (!enter(entry, count))
      return std::nullopt;
  while (!worklist.empty()) {
    unsigned number = worklist.pop_back_val();
    const OpFlow::Node &node = graph.getNode(number);
    std::optional<int64_t> end = through(node, counts.lookup(number));
    if (!end || (node.isExit && after.value_or(*end) != *end))
      return std::nullopt;
    if (node.isExit)
      after = end;
    for (unsigned next : graph.successors(number))
      if (!enter(next, *end))
        return std::nullopt;
  }
  return reachesExit(graph, counts) ? after : std::nullopt;
}

/// True if control may leave the op from wherever some are under way: only
/// then a wait for them follows.
bool TagFlight::Counter::reachesExit(
    const OpFlow &graph, const DenseMap<unsigned, int64_t> &counts) const {
  DenseSet<unsigned> leaving;
  SmallVector<unsigned> worklist(graph.getExitNodes());
  while (!worklist.empty())
    if (unsigned node = worklist.pop_back_val(); leaving.insert(node).second)
      llvm::append_range(worklist, graph.predecessors(node));
  return llvm::all_of(counts, [&](const auto &entry) {
    return entry.second == 0 || leaving.contains(entry.first);
  });
}

std::optional<int64_t> TagFlight::Counter::through(const OpFlow::Node &node,
                                                   int64_t count) {
  for (Block *block = node.first;; block = block->getSuccessor(0)) {
    std::optional<int64_t> after = through(block, count);
    if (!after || block == node.last)
      return after;
    count = *after;
  }
}

std::optional<int64_t> TagFlight::Counter::through(Block *block,
                                                   int64_t count) {
  BlockCount here{count, {}};
  auto found = relevantIn.find(block);
  if (found != relevantIn.end())
    for (Operation *op : found->second) {
      std::optional<int64_t> after = count;
      if (isDmaStart(op))
        after = count + 1;
      else if (tagMemoryOf(op))
        after = count - 1;
      else if (op != alloc)
        after = through(op, count);
      if (!after || *after < 0 || (op == alloc && count != 0))
        return std::nullopt;
      count = *after;
      here.changes.push_back({op, count});
    }
  flight.counts[block] = std::move(here);
  return count;
}

std::shared_ptr<const TagFlight> TagFlight::find(Value tag,
                                                 ArrayRef<Operation *> starts,
                                                 ArrayRef<Operation *> waits,
                                                 OpFacts &facts) {
  auto flight = std::make_shared<TagFlight>();
  flight->waits.assign(waits.begin(), waits.end());
  return Counter(*flight, tag, facts).run(tag, starts) ? flight : nullptr;
}

bool TagFlight::isUnderWay(Operation *op) const {
  // Inside of ops that hold no start and no wait the number does not change.
  while (!counts.contains(op->getBlock())) {
    op = op->getParentOp();
    if (relevant.contains(op) || isa<FunctionOpInterface>(op))
      return true; // Control does not come here.
  }
  const BlockCount &here = counts.find(op->getBlock())->second;
  auto behind = llvm::partition_point(here.changes, [&](const Change &change) {
    return change.op->isBeforeInBlock(op);
  });
  int64_t count =
      behind == here.changes.begin() ? here.atBegin : std::prev(behind)->after;
  return count != 0;
}

} // namespace idealloc
