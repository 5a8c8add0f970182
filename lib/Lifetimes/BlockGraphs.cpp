//===- BlockGraphs.cpp - In which blocks values live ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockGraphBuilder.h"

using namespace mlir;

namespace idealloc {

/// The innermost block in which both are nested, or null.
static Block *commonBlock(Block *a, Block *b) {
  auto depthOf = [](Block *block) {
    unsigned depth = 0;
    for (Operation *op = block->getParentOp(); op; op = op->getParentOp())
      ++depth;
    return depth;
  };
  if (a == b)
    return a;
  unsigned depthA = depthOf(a), depthB = depthOf(b);
  while (a && b && a != b) {
    // Two blocks of one region have no block in common below the op around.
    bool climbsA = depthA >= depthB, climbsB = depthB >= depthA;
    if (climbsA) {
      a = a->getParentOp()->getBlock();
      --depthA;
    }
    if (climbsB) {
      b = b->getParentOp()->getBlock();
      --depthB;
    }
  }
  return a && b ? a : nullptr;
}

namespace {
/// One value: the roots of a slot, and the ops that access them.
struct Unit {
  SmallVector<unsigned, 1> roots;
  SmallVector<Operation *> users;
  /// Ops that overwrite it and do nothing else to it.
  llvm::SmallDenseSet<Operation *, 4> overwriters;
  Block *block = nullptr;
  bool hasNoBlock = false;
};

/// Finds the block of a value.
class HomeFinder {
public:
  HomeFinder(Lifetimes &lifetimes, const MemoryAccesses &accesses)
      : lifetimes(lifetimes), accesses(accesses) {}

  Block *run(const Unit &unit) {
    Block *block = unit.hasNoBlock ? nullptr : inSequence(unit.block);
    while (block && !isAtHome(unit, block))
      block = inSequence(around(block));
    return block;
  }

private:
  Operation *function() { return lifetimes.getFunction(); }

  /// The block around that of an op with regions; null if there is none.
  Block *around(Block *block) {
    Operation *op = block->getParentOp();
    return op == function() ? nullptr : op->getBlock();
  }

  /// Ops in bodies that run beside others, or at an unknown time, count for the
  /// op around.
  Block *inSequence(Block *block) {
    if (!block || block->getParentOp() == function())
      return block;
    auto known = sequential.find(block);
    if (known != sequential.end())
      return known->second;
    Block *next = around(block), *result = inSequence(next);
    RegionKind kind = kindOf(*block->getParent());
    if (result == next &&
        (kind == RegionKind::Once || kind == RegionKind::Repeats))
      result = block;
    return sequential[block] = result;
  }

  RegionKind kindOf(Region &region) {
    auto [it, isNew] = kinds.try_emplace(&region);
    if (isNew)
      it->second = classifyRegion(region, lifetimes.getFacts());
    return it->second;
  }

  bool mayRepeat(Block *block) {
    Region *region = block->getParent();
    return !region->hasOneBlock() || (region->getParentOp() != function() &&
                                      kindOf(*region) == RegionKind::Repeats);
  }

  /// Whatever the value holds when the block begins does not matter in it, and
  /// what it holds at its end does not behind it.
  bool isAtHome(const Unit &unit, Block *block) {
    bool isInside = true, repeats = false;
    for (unsigned root : unit.roots) {
      Block *birth = lifetimes.getRoots()[root].op->getBlock();
      if (block->findAncestorOpInBlock(birth->front())) {
        if (mayRepeat(block) && isCarried(block, root))
          return false;
        continue;
      }
      isInside = false;
      for (Block *next = block; next && next != birth; next = around(next))
        repeats |= mayRepeat(next);
    }
    return isInside || !repeats || beginsWithOverwrite(unit, block);
  }

  bool isCarried(Block *block, unsigned root) {
    auto [it, isNew] = carried.try_emplace(block);
    if (isNew) {
      auto add = [&](Value value) {
        for (unsigned root : accesses.rootsOf(value))
          it->second.insert(root);
      };
      llvm::for_each(block->getArguments(), add);
      if (!block->empty())
        llvm::for_each(block->back().getOperands(), add);
    }
    return it->second.contains(root);
  }

  bool beginsWithOverwrite(const Unit &unit, Block *block) {
    Operation *first = nullptr, *firstUser = nullptr;
    for (Operation *user : unit.users) {
      Operation *op = block->findAncestorOpInBlock(*user);
      if (!first || op->isBeforeInBlock(first))
        std::tie(first, firstUser) = std::pair(op, user);
    }
    return first == firstUser && unit.overwriters.contains(first);
  }

  Lifetimes &lifetimes;
  const MemoryAccesses &accesses;
  DenseMap<Region *, RegionKind> kinds;
  DenseMap<Block *, Block *> sequential;
  DenseMap<Block *, DenseSet<unsigned>> carried;
};
} // namespace

BlockGraphs::BlockGraphs(Lifetimes &lifetimes, const BlockGraphOptions &options)
    : lifetimes(lifetimes), options(options),
      accesses(std::make_unique<MemoryAccesses>(lifetimes)) {
  findHomes();
}

BlockGraphs::~BlockGraphs() = default;

void BlockGraphs::findHomes() {
  ArrayRef<Root> roots = lifetimes.getRoots();
  leaders.assign(roots.size(), ~0u);
  bytes.assign(roots.size(), 0);
  homes.assign(roots.size(), nullptr);
  std::vector<Unit> units(roots.size());
  DenseMap<int64_t, unsigned> slots;
  for (auto [index, root] : llvm::enumerate(roots)) {
    if (root.refusal)
      continue;
    unsigned leader = index;
    if (root.slot >= 0)
      leader = slots.try_emplace(root.slot, leader).first->second;
    leaders[index] = leader;
    bytes[leader] = std::max<Bytes>(bytes[leader], root.bytes);
    units[leader].hasNoBlock |= accesses->isBlurred(index);
    units[leader].roots.push_back(index);
  }
  FunctionOpInterface function = lifetimes.getFunction();
  function->walk<WalkOrder::PreOrder>([&](Operation *op) {
    const OpAccesses *of = accesses->of(op);
    if (!of)
      return;
    for (const OriginAccess &access : ArrayRef(of->list).take_front(of->own)) {
      if (access.origin >= roots.size() || leaders[access.origin] == ~0u)
        continue;
      Unit &unit = units[leaders[access.origin]];
      if (unit.users.empty())
        unit.block = op->getBlock();
      else if (unit.block && unit.block != op->getBlock()) {
        unit.block = commonBlock(unit.block, op->getBlock());
        if (unit.block && !function->isAncestor(unit.block->getParentOp()))
          unit.block = nullptr;
      }
      unit.hasNoBlock |= !unit.block;
      bool isFirst = unit.users.empty() || unit.users.back() != op;
      if (isFirst)
        unit.users.push_back(op);
      if (isFirst && access.overwrites)
        unit.overwriters.insert(op);
      else
        unit.overwriters.erase(op);
    }
  });
  HomeFinder finder(lifetimes, *accesses);
  llvm::SmallSetVector<Block *, 8> found;
  for (auto [index, unit] : llvm::enumerate(units)) {
    isComplete &= !unit.hasNoBlock;
    if (unit.users.empty())
      continue;
    homes[index] = finder.run(unit);
    isComplete &= homes[index] != nullptr;
    if (homes[index])
      found.insert(homes[index]);
  }
  blocks.assign(found.begin(), found.end());
  isHome.insert_range(blocks);
  const LogicalTime &time = lifetimes.getTime();
  llvm::sort(blocks, [&](Block *a, Block *b) {
    return time.spanOf(&a->front()).enter > time.spanOf(&b->front()).enter;
  });
}

SmallVector<unsigned, 1> BlockGraphs::rootsOf(Value value) const {
  return accesses->rootsOf(value);
}

/// Ops around an op whose results are used in its bodies.
ArrayRef<Operation *> BlockGraphs::usedInside(Operation *op) {
  if (op->getNumRegions() == 0)
    return {};
  if (auto known = used.find(op); known != used.end())
    return known->second;
  llvm::SmallSetVector<Operation *, 4> found;
  auto add = [&](Operation *definition) {
    if (definition && definition->getParentOp() != op)
      found.insert(definition);
  };
  for (Region &region : op->getRegions())
    for (Operation &nested : region.getOps()) {
      for (Value operand : nested.getOperands())
        add(operand.getDefiningOp());
      llvm::for_each(usedInside(&nested), add);
    }
  return used[op] = found.takeVector();
}

BlockGraph BlockGraphs::build(Block *block) {
  return Builder(*this, block).run();
}

void BlockGraphs::settle(Block *block, Bytes peak, Bytes lowerBound) {
  isComplete &= block->getParent()->hasOneBlock();
  Operation *function = lifetimes.getFunction();
  for (Operation *op = block->getParentOp(); op != function;
       op = op->getParentOp()) {
    Need &need = needs[op];
    need.peak = std::max(need.peak, peak);
    need.least = std::max(need.least, lowerBound);
    // From there on it is part of what that block needs.
    if (isHome.contains(op->getBlock()))
      return;
  }
  this->peak = std::max(this->peak, peak);
  this->lowerBound = std::max(this->lowerBound, lowerBound);
}

} // namespace idealloc
