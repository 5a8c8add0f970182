//===- Screen.cpp - All uses of all roots ---------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Screen.h"

#include "idealloc/Dialect/MemRefBytes.h"

using namespace mlir;

namespace idealloc {

Lifetimes::Screen::Screen(Lifetimes &lifetimes)
    : lifetimes(lifetimes), sets(*lifetimes.sets),
      layout(DataLayout::closest(lifetimes.function)), uses(sets.numGroups()),
      isRead(sets.numGroups()) {
  for (auto [index, root] : llvm::enumerate(lifetimes.roots))
    rootOf[root.getMemory()] = index;
  for (Value value : sets.getValues())
    intervals.push_back(inUse(value));
}

std::vector<std::optional<Refusal>> Lifetimes::Screen::run() {
  std::vector<std::optional<Refusal>> refusals(lifetimes.roots.size());
  for (unsigned batch = 0; batch != sets.numBatches(); ++batch) {
    first = batch * RootSets::batchSize;
    births.clear();
    for (const Root &root :
         lifetimes.getRoots().drop_front(first).take_front(RootSets::batchSize))
      births.push_back(lifetimes.time.spanOf(root.op).enter);
    blames = {};
    isKnownDense.reset();
    accesses.clear();
    rows.clear();
    flights.clear();
    tagFlights.clear();
    for (const RootSets::GroupWord &word : sets.groupsOf(batch))
      visit(word);
    addTagFlights();
    finish(refusals);
  }
  recordDeallocs();
  return refusals;
}

void Lifetimes::Screen::visit(const RootSets::GroupWord &word) {
  for (unsigned value : sets.valuesOf(word.group))
    checkGenerations(value, word.bits);
  const Uses &list = usesOf(word.group);
  for (const Use &use : list.list)
    visit(use, word.bits);
  for (const AccessRow &row : list.rows)
    rows.add(row, word.bits);
}

const Lifetimes::Screen::Uses &Lifetimes::Screen::usesOf(unsigned group) {
  Uses &result = uses[group];
  if (isRead[group])
    return result;
  isRead[group] = true;
  std::vector<Use> &list = result.list;
  size_t count = 0;
  for (unsigned value : sets.valuesOf(group))
    count += llvm::range_size(sets.getValues()[value].getUses());
  list.reserve(count);
  for (unsigned value : sets.valuesOf(group))
    for (OpOperand &use : sets.getValues()[value].getUses()) {
      UseVerdict verdict = lifetimes.facts->verdictOf(use);
      if (verdict.kind != UseKind::None && verdict.kind != UseKind::Forward)
        list.push_back({value, use.getOwner(), std::move(verdict)});
    }
  findRows(result);
  return result;
}

/// True if the use accesses, at its op alone, what it may refer to, whichever
/// root that is.
bool Lifetimes::Screen::isPlain(const Use &use) {
  return use.verdict.kind == UseKind::Access && !use.verdict.goesOn() &&
         (use.verdict.reads || use.verdict.writes) &&
         !lifetimes.concurrentFrom(use.op->getParentRegion()) &&
         !(use.verdict.overwrites &&
           rootOf.contains(sources.of(sets.getValues()[use.value])));
}

void Lifetimes::Screen::findRows(Uses &uses) {
  constexpr size_t isLong = 5;
  if (uses.list.size() < isLong)
    return;
  llvm::MapVector<Block *, std::vector<AccessRow::Item>> blocks;
  for (const Use &use : uses.list)
    if (isPlain(use))
      blocks[use.op->getBlock()].push_back(
          {use.op, lifetimes.time.spanOf(use.op), use.verdict.reads,
           use.verdict.writes});
  for (auto &[block, items] : blocks)
    if (items.size() >= isLong)
      uses.rows.emplace_back(std::move(items));
  if (uses.rows.empty())
    return;
  llvm::erase_if(uses.list, [&](const Use &use) {
    return isPlain(use) && blocks.find(use.op->getBlock())->second.empty();
  });
}

void Lifetimes::Screen::visit(const Use &use, Bits roots) {
  switch (use.verdict.kind) {
  case UseKind::None:
  case UseKind::Forward:
    return;
  case UseKind::Escape:
    return blame(roots, RefusalKind::Escapes, use.verdict.reason, use.op);
  case UseKind::Free:
    return forEachBit(roots, [&](unsigned bit) {
      lifetimes.deallocsOf[first + bit].push_back(use.op);
    });
  case UseKind::Access:
    // Neither a value that may refer to another buffer as well ends anything,
    // nor one that leaves out bytes between the elements.
    Bits overwritten = use.verdict.overwrites
                           ? roots & wholeRoot(sets.getValues()[use.value])
                           : 0;
    addAccess(use.op, use.verdict, roots, overwritten);
  }
}

/// The root of this batch that an alias certainly is all of, if it has no bytes
/// between its elements.
Bits Lifetimes::Screen::wholeRoot(Value alias) {
  auto found = rootOf.find(sources.of(alias));
  if (found == rootOf.end() || found->second < first ||
      found->second - first >= RootSets::batchSize)
    return 0;
  unsigned bit = found->second - first;
  if (!isKnownDense.test(bit)) {
    isKnownDense.set(bit);
    const Root &root = lifetimes.roots[found->second];
    MemRefType type = root.getType();
    isDense[bit] =
        type.getLayout().isIdentity() ||
        root.bytes ==
            getByteSize(MemRefType::get(type.getShape(), type.getElementType()),
                        layout);
  }
  return isDense[bit] ? Bits(1) << bit : 0;
}

/// The roots of this batch that are allocated at these ticks.
Bits Lifetimes::Screen::bornWithin(int64_t firstTick, int64_t lastTick) const {
  auto below = [&](int64_t tick) {
    size_t count = llvm::lower_bound(births, tick) - births.begin();
    return count == RootSets::batchSize ? ~Bits(0) : (Bits(1) << count) - 1;
  };
  return below(lastTick + 1) & ~below(firstTick);
}

/// The ticks at which an alias, once defined, may be in use in its region.
TickInterval Lifetimes::Screen::inUse(Value alias) const {
  Region *region = alias.getParentRegion();
  Block *block = alias.getParentBlock();
  if (block->empty())
    return {};
  const LogicalTime &time = lifetimes.time;
  int64_t begin = time.spanOf(&block->front()).enter;
  if (Operation *op = alias.getDefiningOp(); op && region->hasOneBlock())
    begin = time.spanOf(op).exit + 1;
  else if (!region->hasOneBlock())
    begin = time.spanOf(&region->front().front()).enter;
  return {begin, time.spanOf(&region->back().back()).exit + 1};
}

/// An alias that is used across the birth of its root may be of an older
/// generation. Only one that is defined before can be.
void Lifetimes::Screen::checkGenerations(unsigned value, Bits roots) {
  TickInterval ticks = intervals[value];
  if (births.back() < ticks.begin || ticks.end <= births.front())
    return;
  forEachBit(roots & bornWithin(ticks.begin, ticks.end - 1), [&](unsigned bit) {
    Value alias = sets.getValues()[value];
    Operation *across =
        lifetimes.findUseAcross(alias, lifetimes.roots[first + bit]);
    if (!across)
      return;
    // The rewrite for two generations knows structured loops.
    StringRef reason =
        alias.getParentRegion()->hasOneBlock()
            ? "an older generation of it may still be in use when it is "
              "allocated anew"
            : "an older generation of it may still be in use when it is "
              "allocated anew, in a loop of blocks; run -lift-cf-to-scf and "
              "-canonicalize first";
    blame(Bits(1) << bit, RefusalKind::Carried, reason, across);
  });
}

void Lifetimes::Screen::blame(Bits roots, RefusalKind kind, StringRef reason,
                              Operation *culprit) {
  const LogicalTime &time = lifetimes.time;
  forEachBit(roots, [&](unsigned bit) {
    Blame &known = blames[bit];
    bool isOnlyKind =
        !known.culprit || (known.isOnlyKind && known.kind == kind);
    if (!known.culprit ||
        time.spanOf(culprit).enter < time.spanOf(known.culprit).enter)
      known = {culprit, kind, reason};
    known.isOnlyKind = isOnlyKind;
  });
}

/// Live sets of the roots that nothing speaks against, refusals of the others.
void Lifetimes::Screen::finish(std::vector<std::optional<Refusal>> &refusals) {
  Bits live = 0;
  for (const BufferAccess &access : accesses)
    live |= access.reads | access.writes;
  live |= rows.all();
  for (auto [bit, blame] : llvm::enumerate(blames)) {
    if (!blame.culprit)
      continue;
    live &= ~(Bits(1) << bit);
    refusals[first + bit] = Refusal{blame.kind, blame.reason.str(),
                                    blame.culprit, blame.isOnlyKind};
  }
  if (!live)
    return;
  endOverwritesInFlight();
  for (BufferAccess &access : accesses)
    for (Bits *bits :
         {&access.reads, &access.writes, &access.overwrites, &access.births})
      *bits &= live;
  llvm::erase_if(accesses,
                 [](const BufferAccess &access) { return !access.all(); });
  MutableArrayRef<Root> roots = lifetimes.getRoots().drop_front(first);
  forEachBit(live, [&](unsigned bit) {
    accesses.push_back({.op = roots[bit].op, .births = Bits(1) << bit});
  });
  rows.keep(live);
  rows.addTo(accesses, lifetimes.time);
  if (lifetimes.options.undefinedReads)
    findUndefinedReads(live);
  std::vector<LiveSet> sets = computeOccupancy(accesses, lifetimes.function,
                                               lifetimes.time, *lifetimes.flow);
  rows.complete(sets);
  forEachBit(live,
             [&](unsigned bit) { roots[bit].live = std::move(sets[bit]); });
}

void Lifetimes::Screen::recordDeallocs() {
  const LogicalTime &time = lifetimes.time;
  for (auto [index, deallocs] : llvm::enumerate(lifetimes.deallocsOf)) {
    llvm::sort(deallocs, [&](Operation *a, Operation *b) {
      return time.spanOf(a).enter < time.spanOf(b).enter;
    });
    for (Operation *dealloc : deallocs)
      lifetimes.rootsOf[dealloc].push_back(index);
  }
}

} // namespace idealloc
