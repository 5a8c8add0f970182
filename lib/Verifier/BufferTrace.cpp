//===- BufferTrace.cpp - What happens to one buffer, and where ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferTrace.h"

#include "WholeUse.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace idealloc {

BufferTrace::BufferTrace(Operation *function, const PlacedBuffer &buffer,
                         OpOrder &order, UseExaminer &examiner)
    : scope(buffer.alloc->getParentRegion()), function(function),
      buffer(buffer), order(order), examiner(examiner) {
  checkPlace();
  followAliases();
  if (culprit)
    return;
  if (deferred)
    while (!scope->isAncestor(deferred->getParentRegion()))
      scope = scope->getParentRegion();
  addBirth();
  for (Access &access : accesses)
    place(access);
  sortAccesses();
  checkGenerations();
}

void BufferTrace::blame(Operation *op, const Twine &text) {
  if (culprit && order.positionOf(culprit) <= order.positionOf(op))
    return;
  culprit = op;
  reason = text.str();
}

/// Every run of the allocation is one after another.
void BufferTrace::checkPlace() {
  if (llvm::is_contained({"async", "gpu", "spirv"},
                         function->getName().getDialectNamespace()))
    blame(function,
          "instances of " + quotedName(function) + " may run concurrently");
  for (Operation *op = buffer.alloc->getParentOp(); op != function;
       op = op->getParentOp()) {
    RegionFlow flow = order.flowOf(op);
    if (flow == RegionFlow::Concurrent)
      blame(op, "instances of the body of " + quotedName(op) +
                    " may run concurrently");
    else if (flow == RegionFlow::Unknown)
      blame(op, "how the body of " + quotedName(op) + " runs is not known");
    else if (flow == RegionFlow::Deferred)
      deferred = op;
  }
}

//===----------------------------------------------------------------------===//
// Aliases
//===----------------------------------------------------------------------===//

void BufferTrace::followAliases() {
  addAlias({buffer.getMemory(), /*isWhole=*/true, /*isCertain=*/true});
  while (!worklist.empty()) {
    size_t number = worklist.pop_back_val();
    bool isFirst = !std::exchange(aliases[number].isFollowed, true);
    for (OpOperand &operand : aliases[number].value.getUses())
      followUse(number, operand, isFirst);
  }
  for (const Overwrite &item : overwrites) {
    const Alias &alias = aliases[item.alias];
    if (alias.isWhole && alias.isCertain && overwritesAll(*item.operand))
      accesses[item.access].overwrites = true;
  }
}

/// If not the first time, the alias means less than was known then.
void BufferTrace::followUse(size_t number, OpOperand &operand, bool isFirst) {
  Operation *op = operand.getOwner();
  BufferUse use = examiner.examine(operand);
  for (Value next : use.aliases) {
    if (!isa<BaseMemRefType>(next.getType()))
      blame(op,
            quotedName(op) + " turns it into something that is not followed");
    addAlias({next, aliases[number].isWhole && use.keepsExtent,
              aliases[number].isCertain && use.isCertain});
  }
  if (!isFirst)
    return;
  if (!use.refusal.empty())
    blame(op, use.refusal);
  if (use.wait)
    inFlight.push_back({op, use.wait, use.writes});
  else if (use.writes && !use.reads && aliases[number].isWhole)
    overwrites.push_back({accesses.size(), number, &operand});
  if (use.reads || use.writes)
    accesses.push_back({op, use.reads, use.writes});
}

/// Of an alias that is known, what holds for both ways to it.
void BufferTrace::addAlias(const Alias &alias) {
  auto [it, isNew] = numbers.try_emplace(alias.value, aliases.size());
  if (isNew) {
    aliases.push_back(alias);
    widenScope(alias.value);
  } else {
    Alias &known = aliases[it->second];
    if (known.isWhole <= alias.isWhole && known.isCertain <= alias.isCertain)
      return;
    known.isWhole &= alias.isWhole;
    known.isCertain &= alias.isCertain;
  }
  worklist.push_back(it->second);
}

/// What enters a region may come from its last run.
void BufferTrace::widenScope(Value alias) {
  Region *region = alias.getParentRegion();
  if (isa<BlockArgument>(alias) && alias.getParentBlock()->isEntryBlock() &&
      region->getParentOp() != function)
    region = region->getParentOp()->getParentRegion();
  while (region != scope && !scope->isAncestor(region))
    scope = scope->getParentRegion();
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

void BufferTrace::addBirth() {
  if (!deferred && scope->hasOneBlock() &&
      !order.mayRunAgain(buffer.alloc, scope))
    return;
  accesses.push_back({buffer.alloc});
  accesses.back().births = true;
}

/// Finds the path, and the op that the access counts for.
void BufferTrace::place(Access &access) {
  access.path = {access.op};
  for (Operation *op = access.op; op->getParentRegion() != scope;) {
    op = op->getParentOp();
    if (op == function) // In code that is never reached.
      return blame(access.op,
                   quotedName(access.op) + " uses it outside its scope");
    RegionFlow flow = order.flowOf(op);
    if (flow == RegionFlow::Exclusive || flow == RegionFlow::Cyclic) {
      access.path.push_back(op);
      continue;
    }
    if (flow == RegionFlow::Unknown)
      return blame(op, "how the body of " + quotedName(op) +
                           ", which accesses it, runs is not known");
    access.path = {op};
    access.op = op;
    access.overwrites = false;
    if (flow == RegionFlow::Concurrent)
      continue;
    Operation *wait = examiner.waitFor(op);
    if (!wait)
      return blame(op, noWaitReason(op));
    inFlight.push_back({op, wait, access.writes});
  }
  std::reverse(access.path.begin(), access.path.end());
  access.span = order.spanOf(access.op);
}

void BufferTrace::sortAccesses() {
  auto isBefore = [](const Access &a, const Access &b) {
    return a.span.begin < b.span.begin;
  };
  if (accesses.size() > 1)
    llvm::sort(accesses, isBefore);
  size_t count = 0;
  for (Access &access : accesses) {
    Access *last = count ? &accesses[count - 1] : nullptr;
    if (!last || last->op != access.op) {
      if (count++ != size_t(&access - accesses.data()))
        accesses[count - 1] = std::move(access);
      continue;
    }
    last->reads |= access.reads;
    last->writes |= access.writes;
    last->overwrites |= access.overwrites;
    last->births |= access.births;
  }
  accesses.erase(accesses.begin() + count, accesses.end());
}

//===----------------------------------------------------------------------===//
// Generations
//===----------------------------------------------------------------------===//

/// When the allocation runs again, is the last generation done with?
void BufferTrace::checkGenerations() {
  if (!order.mayRunAgain(buffer.alloc, scope))
    return;
  Operation *user = findUseAcross(buffer.alloc);
  if (!user)
    return;
  Operation *op = buffer.alloc;
  while (!order.isInCycle(op->getBlock())) {
    op = op->getParentOp();
    if (order.flowOf(op) == RegionFlow::Cyclic)
      return blame(op, "it leaves the iteration of " + quotedName(op) +
                           " that allocates it, so two generations may be "
                           "alive");
  }
  blame(user, "it may be used after the block that allocates it has run "
              "again, so two generations may be alive");
}

Operation *BufferTrace::findUseAcross(Operation *point) {
  for (const InFlight &item : inFlight) {
    Operation *inside = item.start->getBlock()->findAncestorOpInBlock(*point);
    if (inside && item.start->isBeforeInBlock(inside) &&
        inside->isBeforeInBlock(item.wait))
      return item.start;
  }
  for (const Alias &alias : aliases)
    if (Operation *user = findUseAcross(alias.value, point))
      return user;
  return nullptr;
}

/// A path from `point` to a use of the alias on which it is not defined again
/// stays in the region that defines it.
Operation *BufferTrace::findUseAcross(Value alias, Operation *point) {
  Region *region = alias.getParentRegion();
  OpOrder::Span span = order.spanOf(region);
  size_t position = order.positionOf(point);
  if (position < span.begin || position >= span.end)
    return nullptr;
  Operation *def = alias.getDefiningOp();
  Operation *inside = region->findAncestorOpInRegion(*point);
  if (inside == def || (def && def->getBlock() == inside->getBlock() &&
                        order.positionOf(inside) < order.positionOf(def)))
    return nullptr; // Defined again before it leaves the block.
  DenseSet<Block *> liveIn;
  for (OpOperand &operand : alias.getUses()) {
    BufferUse use = examiner.examine(operand);
    if (!use.reads && !use.writes && use.aliases.empty())
      continue;
    Operation *user = region->findAncestorOpInRegion(*operand.getOwner());
    if (!user) // In code that is never reached.
      return operand.getOwner();
    Block *block = user->getBlock();
    if (user == inside ? isUsedWithin(inside, point, operand.getOwner())
                       : block == inside->getBlock() &&
                             order.positionOf(inside) < order.positionOf(user))
      return operand.getOwner();
    // Backward along the blocks on whose entry the alias is needed.
    SmallVector<Block *> worklist;
    auto enter = [&](Block *block) {
      if (block != alias.getParentBlock() && liveIn.insert(block).second)
        worklist.push_back(block);
    };
    enter(block);
    while (!worklist.empty())
      for (Block *before : worklist.pop_back_val()->getPredecessors()) {
        if (before == inside->getBlock())
          return operand.getOwner();
        enter(before);
      }
  }
  return nullptr;
}

/// The same within one run of an op that holds both.
bool BufferTrace::isUsedWithin(Operation *op, Operation *point,
                               Operation *user) {
  while (op != point && op != user) {
    if (order.flowOf(op) != RegionFlow::Exclusive)
      return true;
    auto regionOf = [&](Operation *inner) {
      while (inner->getParentOp() != op)
        inner = inner->getParentOp();
      return inner->getParentRegion();
    };
    Region *region = regionOf(point);
    if (region != regionOf(user))
      return false;
    if (!region->hasOneBlock())
      return true;
    Operation *before = region->findAncestorOpInRegion(*point);
    Operation *after = region->findAncestorOpInRegion(*user);
    if (before != after)
      return order.positionOf(before) < order.positionOf(after);
    op = before;
  }
  return false;
}

} // namespace idealloc
