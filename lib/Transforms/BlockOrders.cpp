//===- BlockOrders.cpp - Moves the ops of blocks, and back ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockOrders.h"

#include "idealloc/Dialect/Idealloc.h"

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

namespace idealloc {

//===----------------------------------------------------------------------===//
// Orders
//===----------------------------------------------------------------------===//

/// The order, with deallocations right behind the last op that they wait for.
static std::vector<size_t> freeEarly(const OpGraph &graph,
                                     const std::vector<size_t> &order,
                                     ArrayRef<size_t> deallocations) {
  if (deallocations.empty())
    return order;
  std::vector<bool> isFree(graph.ops.size());
  std::vector<size_t> missing(graph.ops.size());
  std::vector<std::vector<size_t>> waiting(graph.ops.size());
  for (size_t op : deallocations) {
    isFree[op] = true;
    missing[op] = graph.ops[op].after.size();
    for (size_t other : graph.ops[op].after)
      waiting[other].push_back(op);
  }
  std::vector<size_t> result;
  auto place = [&](size_t op) {
    result.push_back(op);
    for (size_t next = result.size() - 1; next != result.size(); ++next)
      for (size_t waits : waiting[result[next]])
        if (--missing[waits] == 0)
          result.push_back(waits);
  };
  for (size_t op : deallocations)
    if (missing[op] == 0)
      place(op);
  for (size_t op : order)
    if (!isFree[op])
      place(op);
  return result;
}

namespace {
/// Places ops at the end of a block, each behind the free ops that it uses.
class Placer {
public:
  Placer(Block *block, ArrayRef<Operation *> nodes)
      : block(block), nodes(nodes.begin(), nodes.end()) {
    left.reserve(this->nodes.size());
    for (Operation &op : llvm::drop_end(*block))
      left.insert(&op);
  }

  void place(Operation *op) {
    SmallVector<Operation *> stack = {op};
    while (!stack.empty()) {
      Operation *top = stack.back();
      size_t before = stack.size();
      if (left.contains(top))
        top->walk([&](Operation *nested) {
          for (Value operand : nested->getOperands())
            if (Operation *used = operand.getDefiningOp();
                used && used->getBlock() == block && left.contains(used) &&
                !nodes.contains(used))
              stack.push_back(used);
        });
      if (stack.size() != before)
        continue;
      stack.pop_back();
      if (left.erase(top))
        top->moveBefore(&block->back());
    }
  }

  void placeRest(ArrayRef<Operation *> given) {
    for (Operation *op : given)
      place(op);
  }

private:
  Block *block;
  llvm::DenseSet<Operation *> nodes;
  /// Ops that are not placed yet.
  llvm::DenseSet<Operation *> left;
};
} // namespace

static size_t longestAscending(ArrayRef<int64_t> numbers) {
  std::vector<int64_t> ends;
  for (int64_t number : numbers) {
    auto it = llvm::lower_bound(ends, number);
    if (it == ends.end())
      ends.push_back(number);
    else
      *it = number;
  }
  return ends.size();
}

//===----------------------------------------------------------------------===//
// Clones
//===----------------------------------------------------------------------===//

/// Makes one clone of what writes a root.
class BlockOrders::Cloner {
public:
  Cloner(const BlockGraphs &graphs, size_t root, Block *block, Change &change)
      : graphs(graphs), root(root), block(block), change(change) {}

  /// Repeats an op, which then writes memory of its own; null if it cannot.
  Operation *repeat(Operation *op, Operation *allocation) {
    copies[allocation->getResult(0)] = make(allocation)->getResult(0);
    Operation *clone = make(op);
    return rewire(clone) ? clone : nullptr;
  }

  /// Lets an op use that memory.
  bool rewire(Operation *op) {
    bool isDone = true;
    op->walk([&](Operation *nested) {
      for (OpOperand &operand : nested->getOpOperands()) {
        Operation *definition = operand.get().getDefiningOp();
        if ((definition && op->isAncestor(definition)) ||
            !llvm::is_contained(graphs.rootsOf(operand.get()), root))
          continue;
        Value copy = copyOf(operand.get());
        if (!copy) {
          isDone = false;
          continue;
        }
        change.rewired.push_back({&operand, operand.get()});
        operand.set(copy);
      }
    });
    return isDone;
  }

private:
  Operation *make(Operation *op) {
    Operation *clone = op->clone();
    block->getOperations().insert(--block->end(), clone);
    change.made.push_back({clone, op});
    return clone;
  }

  /// The same view of the new memory; null if it is not made of views alone.
  Value copyOf(Value name) {
    SmallVector<ViewLikeOpInterface> chain;
    while (!copies.contains(name)) {
      auto view = name.getDefiningOp<ViewLikeOpInterface>();
      if (!view || view->getNumResults() != 1 || view->getBlock() != block)
        return nullptr;
      chain.push_back(view);
      name = view.getViewSource();
    }
    Value copy = copies[name];
    for (ViewLikeOpInterface view : llvm::reverse(chain)) {
      Operation *clone = make(view);
      for (OpOperand &operand : clone->getOpOperands())
        if (operand.get() == view.getViewSource())
          operand.set(copy);
      copies[view->getResult(0)] = copy = clone->getResult(0);
    }
    return copy;
  }

  const BlockGraphs &graphs;
  size_t root;
  Block *block;
  Change &change;
  DenseMap<Value, Value> copies;
};

/// The op of each node of the new graph; none if a clone cannot be made.
std::vector<Operation *> BlockOrders::makeClones(const BlockGraph &graph,
                                                 const Rematerialized &result,
                                                 Change &change) {
  std::vector<Operation *> ops;
  for (size_t origin : result.origin)
    ops.push_back(graph.ops[origin]);
  // What uses a copy may be a clone: all are made first.
  std::vector<Cloner> cloners;
  for (const Clone &clone : result.clones) {
    size_t root = graph.roots[clone.value];
    cloners.emplace_back(graphs, root, graph.block, change);
    ops[clone.clone] =
        cloners.back().repeat(graph.ops[clone.op], graphs.getRoots()[root].op);
    if (!ops[clone.clone])
      return {};
  }
  for (auto [clone, cloner] : llvm::zip_equal(result.clones, cloners))
    for (size_t user : clone.users)
      if (!cloner.rewire(ops[user]))
        return {};
  return ops;
}

//===----------------------------------------------------------------------===//
// Changes
//===----------------------------------------------------------------------===//

bool BlockOrders::apply(const BlockGraph &graph, const Rematerialized &result) {
  Change change{graph.block, {}, {}, {}};
  for (Operation &op : *graph.block)
    change.before.push_back(&op);
  std::vector<Operation *> ops = makeClones(graph, result, change);
  if (ops.empty()) {
    undo(change);
    return false;
  }
  Placer placer(graph.block, ops);
  std::vector<int64_t> kept;
  llvm::SmallDenseSet<size_t> clones;
  for (const Clone &clone : result.clones)
    clones.insert(clone.clone);
  SmallVector<size_t> deallocations;
  llvm::SmallDenseSet<Operation *> freeing;
  for (size_t node : graph.deallocations)
    freeing.insert(graph.ops[node]);
  for (auto [node, op] : llvm::enumerate(ops))
    if (freeing.contains(op))
      deallocations.push_back(node);
  for (size_t node :
       freeEarly(result.graph, result.schedule.order, deallocations)) {
    placer.place(ops[node]);
    if (!clones.contains(node) && !freeing.contains(ops[node]))
      kept.push_back(result.origin[node]);
  }
  placer.placeRest(ArrayRef(change.before).drop_back());
  moved += kept.size() - longestAscending(kept);
  cloned += result.clones.size();
  extraWork += result.extraWork;
  changes.push_back(std::move(change));
  return true;
}

std::vector<Operation *> BlockOrders::getChanged() const {
  std::vector<Operation *> changed;
  for (const Change &change : changes) {
    for (auto [clone, op] : change.made)
      changed.push_back(clone);
    for (auto [operand, value] : change.rewired)
      changed.push_back(operand->getOwner());
  }
  return changed;
}

void BlockOrders::undo(Change &change) {
  for (auto [operand, value] : llvm::reverse(change.rewired))
    operand->set(value);
  for (auto [clone, op] : llvm::reverse(change.made))
    clone->erase();
  for (Operation *op : change.before)
    if (op != change.before.back())
      op->moveBefore(change.before.back());
}

void BlockOrders::undo() {
  for (Change &change : llvm::reverse(changes))
    undo(change);
  changes.clear();
  moved = cloned = extraWork = 0;
}

void BlockOrders::annotate() {
  for (const Change &change : changes) {
    Builder builder(change.block->getParentOp()->getContext());
    StringAttr order = builder.getStringAttr(IdeallocDialect::kOrder);
    for (auto [place, op] : llvm::enumerate(change.before))
      if (op != change.before.back())
        op->setDiscardableAttr(order, builder.getI64IntegerAttr(place));
    for (auto [clone, op] : change.made) {
      clone->setDiscardableAttr(order, op->getDiscardableAttr(order));
      clone->setDiscardableAttr(IdeallocDialect::kClone, builder.getUnitAttr());
    }
  }
}

} // namespace idealloc
