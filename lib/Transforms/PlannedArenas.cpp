//===- PlannedArenas.cpp - Plans as attributes ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlannedArenas.h"

#include "MemorySpaces.h"
#include "idealloc/Dialect/Functions.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/LogicalTime.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

static bool isState(const ArenaProblem &arena, size_t buffer) {
  return isa<memref::GlobalOp>(arena.allocs[buffer].front());
}

static bool haveOneArena(const ArenaProblem &a, const ArenaProblem &b) {
  return a.isProgram() && a.program == b.program && a.space == b.space;
}

std::vector<Range> bytesOfOthers(ArrayRef<ArenaProblem> arenas,
                                 ArrayRef<Plan> plans, size_t index) {
  std::vector<Range> taken;
  const ArenaProblem &own = arenas[index];
  if (!own.party && !own.hasStates)
    return taken;
  for (auto [arena, plan] : llvm::zip(arenas.take_front(index), plans))
    if (haveOneArena(arena, own))
      for (auto [number, buffer] : llvm::enumerate(arena.problem.buffers))
        if ((own.party && arena.party) || isState(arena, number))
          taken.push_back(
              {plan.offsets[number], plan.offsets[number] + buffer.size});
  llvm::sort(taken, [](const Range &a, const Range &b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  size_t count = 0;
  for (const Range &range : taken)
    if (count && range.begin <= taken[count - 1].end)
      taken[count - 1].end = std::max(taken[count - 1].end, range.end);
    else
      taken[count++] = range;
  taken.resize(count);
  return taken;
}

std::vector<ArenaFigures> figuresOf(ArrayRef<ArenaProblem> arenas,
                                    ArrayRef<Plan> plans) {
  std::vector<ArenaFigures> figures(arenas.size());
  std::vector<size_t> firsts(arenas.size());
  DenseMap<std::pair<int64_t, Attribute>, size_t> known;
  // Of the first problem of each arena: the load and bound of all parties.
  std::vector<std::pair<Bytes, Bytes>> parties(arenas.size());
  for (auto [index, arena] : llvm::enumerate(arenas)) {
    size_t first = index;
    if (arena.isProgram())
      first =
          known.try_emplace({*arena.program, arena.space}, index).first->second;
    firsts[index] = first;
    ArenaFigures &all = figures[first];
    const Plan &plan = plans[index];
    Bytes loaded = load(arena.problem).bytes, bound = plan.lowerBound;
    // Without what is reserved for others: that is theirs.
    if (first != index)
      bound = loaded;
    if (arena.party) {
      loaded = parties[first].first = addBytes(parties[first].first, loaded);
      bound = parties[first].second = addBytes(parties[first].second, bound);
    }
    all.bytes = std::max(all.bytes, plan.makespan);
    all.load = std::max(all.load, loaded);
    all.lowerBound = std::max(all.lowerBound, bound);
    for (const Buffer &buffer : arena.problem.buffers)
      all.alignment = std::max(all.alignment, buffer.alignment);
    all.status = first == index                ? plan.status
                 : all.bytes == all.lowerBound ? Status::Optimal
                                               : Status::Feasible;
  }
  for (auto [index, first] : llvm::enumerate(firsts))
    figures[index] = figures[first];
  return figures;
}

/// The entries of `idealloc.arenas` that a new plan leaves: of arenas that
/// stand in the function, and what was said of memory spaces in which nothing
/// is planned now. `planned`: the other spaces.
static SmallVector<Attribute> keptEntries(FunctionOpInterface function,
                                          const DenseSet<Attribute> &planned) {
  SmallVector<Attribute> kept;
  auto old = function->getAttrOfType<ArrayAttr>(IdeallocDialect::kArenas);
  if (!old)
    return kept;
  DenseSet<Attribute> standing;
  function.walk([&](ArenaOp arena) {
    standing.insert(
        toAttribute(cast<MemRefType>(arena.getType()).getMemorySpace(),
                    arena.getContext()));
  });
  for (auto arena : old.getAsRange<DictionaryAttr>())
    if (Attribute space = arena.get("space");
        !arena.contains("ticks") &&
        (standing.contains(space) || !planned.contains(space)))
      kept.push_back(arena);
  return kept;
}

/// The entry of `idealloc.arenas` of each function of an arena, but for the
/// function's ticks.
static NamedAttrList describe(const ArenaProblem &arena,
                              const ArenaFigures &figures, Builder &builder) {
  NamedAttrList entries;
  auto number = [&](StringRef key, int64_t value) {
    entries.append(key, builder.getI64IntegerAttr(value));
  };
  entries.append("space", toAttribute(arena.space, builder.getContext()));
  number("bytes", figures.bytes);
  number("load", figures.load);
  number("lower_bound", figures.lowerBound);
  entries.append("status", builder.getStringAttr(toString(figures.status)));
  number("alignment", figures.alignment);
  if (arena.isProgram())
    entries.append("program", builder.getUnitAttr());
  if (arena.hasStates)
    entries.append("state", builder.getUnitAttr());
  return entries;
}

void writePlans(Operation *top, ArrayRef<ArenaProblem> arenas,
                ArrayRef<Plan> plans, ArrayRef<ArenaFigures> figures) {
  Builder builder(top->getContext());
  top->walk([](Operation *op) { op->removeAttr(IdeallocDialect::kOffset); });
  DenseMap<Operation *, DenseSet<Attribute>> planned;
  for (const ArenaProblem &arena : arenas)
    for (FunctionOpInterface function : arena.functions)
      planned[function].insert(toAttribute(arena.space, top->getContext()));
  llvm::MapVector<Operation *, SmallVector<Attribute>> attributes;
  DenseMap<Operation *, int64_t> ticks;
  for (FunctionOpInterface function : functionsIn(top)) {
    SmallVector<Attribute> kept = keptEntries(function, planned[function]);
    function->removeAttr(IdeallocDialect::kArenas);
    if (!kept.empty())
      attributes[function] = std::move(kept);
  }
  for (auto [arena, plan, ofArena] : llvm::zip_equal(arenas, plans, figures)) {
    for (auto [slot, offset] : llvm::zip_equal(arena.allocs, plan.offsets))
      for (Operation *alloc : slot)
        alloc->setAttr(IdeallocDialect::kOffset,
                       builder.getI64IntegerAttr(offset));
    NamedAttrList entry = describe(arena, ofArena, builder);
    for (FunctionOpInterface function : arena.functions) {
      // Each space of a function has an arena.
      auto [it, isNew] = ticks.try_emplace(function);
      if (isNew)
        it->second = LogicalTime::count(function);
      entry.set("ticks", builder.getI64IntegerAttr(it->second));
      attributes[function].push_back(entry.getDictionary(top->getContext()));
    }
  }
  for (auto &[function, list] : attributes)
    function->setAttr(IdeallocDialect::kArenas, builder.getArrayAttr(list));
}

/// By memory space: {name, offset, bytes} of each state in it.
static DenseMap<Attribute, SmallVector<Attribute>>
describeStates(ArrayRef<ArenaProblem> arenas, ArrayRef<Plan> plans,
               Builder &builder) {
  DenseMap<Attribute, SmallVector<Attribute>> states;
  auto number = [&](StringRef key, int64_t value) {
    return builder.getNamedAttr(key, builder.getI64IntegerAttr(value));
  };
  for (auto [arena, plan] : llvm::zip_equal(arenas, plans))
    for (auto [index, allocs] : llvm::enumerate(arena.allocs))
      if (isState(arena, index))
        states[canonicalSpace(arena.space)].push_back(builder.getDictionaryAttr(
            {builder.getNamedAttr(
                 "name",
                 builder.getStringAttr(
                     cast<memref::GlobalOp>(allocs.front()).getSymName())),
             number("offset", plan.offsets[index]),
             number("bytes", arena.problem.buffers[index].size)}));
  return states;
}

ArrayAttr describeMemories(MLIRContext *context, ArrayRef<ArenaProblem> arenas,
                           ArrayRef<Plan> plans, ArrayRef<ArenaFigures> figures,
                           llvm::MapVector<Attribute, MemoryAccount> &accounts,
                           llvm::MapVector<Attribute, int64_t> &taken,
                           const MemoryDescriptions &memories) {
  Builder builder(context);
  SmallVector<Attribute> entries;
  llvm::MapVector<Attribute, std::pair<Bytes, Bytes>> bounds;
  for (auto &[space, bytes] : taken)
    bounds[space] = {0, 0};
  for (auto &[space, memory] : memories)
    bounds[space] = {0, 0};
  for (auto [arena, ofArena] : llvm::zip_equal(arenas, figures)) {
    auto &[most, bound] = bounds[canonicalSpace(arena.space)];
    most = std::max(most, ofArena.load);
    bound = std::max(bound, ofArena.lowerBound);
  }
  auto states = describeStates(arenas, plans, builder);
  for (auto &[space, ofSpace] : bounds) {
    const MemoryAccount &account = accounts[space];
    NamedAttrList entry;
    auto number = [&](StringRef key, int64_t value) {
      entry.append(key, builder.getI64IntegerAttr(value));
    };
    entry.append("space", toAttribute(space, context));
    number("arenas", taken[space]);
    number("globals", account.globalBytes);
    number("unplanned", account.unplannedBytes);
    number("bytes", addBytes(taken[space], account.otherBytes()));
    number("load", ofSpace.first);
    number("lower_bound", ofSpace.second);
    entry.append("status",
                 builder.getStringAttr(toString(taken[space] == ofSpace.second
                                                    ? Status::Optimal
                                                    : Status::Feasible)));
    if (auto found = states.find(space); found != states.end())
      entry.append("states", builder.getArrayAttr(found->second));
    if (account.numUnknown)
      number("unknown", account.numUnknown);
    if (auto memory = memories.find(space); memory != memories.end()) {
      if (memory->second.capacity)
        number("capacity", *memory->second.capacity);
      if (memory->second.base)
        number("base", *memory->second.base);
      if (memory->second.alignment != 1)
        number("alignment", memory->second.alignment);
    }
    entries.push_back(entry.getDictionary(context));
  }
  // What an earlier plan has written stays as true as it was.
  return entries.empty() ? ArrayAttr() : builder.getArrayAttr(entries);
}

} // namespace idealloc
