//===- BufferUses.cpp - All accesses to buffers that are plain ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/BufferUses.h"

#include "OpFacts.h"
#include "WholeAccess.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/BufferUseInterface.h"
#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Dialect/MemRefBytes.h"
#include "idealloc/Lifetimes/AliasFlow.h"
#include "idealloc/Lifetimes/UseScreen.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

namespace idealloc {

Value getViewed(Operation *op) {
  // Most ops are none by these numbers.
  if (op->getNumResults() != 1 || op->getNumRegions() != 0)
    return {};
  auto view = dyn_cast<ViewLikeOpInterface>(op);
  if (!view || !isa<MemRefType>(op->getResult(0).getType()) ||
      !isa<MemRefType>(view.getViewSource().getType()) || !isPure(op))
    return {};
  auto isMemRef = [](Type type) { return isa<BaseMemRefType>(type); };
  return llvm::count_if(op->getOperandTypes(), isMemRef) == 1
             ? view.getViewSource()
             : Value();
}

/// True if a view has the elements of what it describes, each once.
static bool keepsAll(Operation *view) {
  return isa<memref::CastOp, memref::MemorySpaceCastOp, memref::ExpandShapeOp,
             memref::CollapseShapeOp, memref::TransposeOp>(view);
}

BufferUses::BufferUses(FunctionOpInterface function,
                       SymbolTableCollection &symbols)
    : function(function), symbols(symbols), time(function),
      layout(DataLayout::closest(function)),
      facts(std::make_unique<OpFacts>()) {
  for (int64_t tick = 0; tick < time.size(); ++tick)
    if (Operation *op = time.opAt(tick); isBegin(op, tick) && isPlannable(op))
      track(op);
  for (int64_t tick = 0; tick < time.size(); ++tick)
    if (Operation *op = time.opAt(tick); isBegin(op, tick))
      addForeign(op, tick);
  findMemoryTicks();
}

/// Of an op and a tick of it: true unless it ends there.
bool BufferUses::isBegin(Operation *op, int64_t tick) const {
  return op->getNumRegions() == 0 || time.spanOf(op).enter == tick;
}

void BufferUses::findMemoryTicks() {
  memoryTicks.clear();
  for (int64_t tick = 0; tick < time.size(); ++tick)
    if (Operation *op = time.opAt(tick);
        llvm::any_of(op->getOperandTypes(), llvm::IsaPred<BaseMemRefType>) &&
        isBegin(op, tick))
      memoryTicks.push_back(tick);
}

BufferUses::BufferUses(BufferUses &&) = default;
BufferUses::~BufferUses() = default;

int BufferUses::classOf(Region *region) {
  auto [it, isNew] = classes.try_emplace(region);
  if (isNew)
    it->second = int(classifyRegion(*region, *facts));
  return it->second;
}

bool BufferUses::isPlannable(Operation *alloc) {
  Value memory = getAllocatedMemory(alloc);
  if (!memory || alloc->getNumOperands() != 0 || alloc->getNumResults() != 1 ||
      alloc->hasAttr(IdeallocDialect::kKeep) ||
      alloc->hasAttr(IdeallocDialect::kPin) ||
      alloc->hasAttr(IdeallocDialect::kState) ||
      isa<IdeallocDialect>(alloc->getDialect()) ||
      !cast<MemRefType>(memory.getType()).hasStaticShape())
    return false;
  return runsAlone(alloc->getParentRegion());
}

/// True if no region up to the function's runs beside other code, or when it
/// is not known.
bool BufferUses::runsAlone(Region *region) {
  SmallVector<Region *> path;
  bool result = true;
  for (; result && region->getParentOp() != function;
       region = region->getParentRegion()) {
    auto it = alone.find(region);
    if (it != alone.end()) {
      result = it->second;
      break;
    }
    path.push_back(region);
    auto kind = RegionKind(classOf(region));
    result = kind == RegionKind::Once || kind == RegionKind::Repeats;
  }
  for (Region *inside : path)
    alone[inside] = result;
  return result;
}

/// False if the allocation is no plain buffer.
bool BufferUses::track(Operation *alloc) {
  auto type = cast<MemRefType>(alloc->getResult(0).getType());
  std::optional<int64_t> bytes = getByteSize(type, layout);
  if (!bytes || *bytes == 0)
    return false;
  PlainBuffer buffer{alloc, *bytes};
  if (!describe(buffer))
    return false;
  buffers.push_back(std::move(buffer));
  name(buffers.size() - 1);
  return true;
}

/// Fills in uses, views and deallocations; false if it is not plain.
bool BufferUses::describe(PlainBuffer &buffer) {
  if (!follow(buffer))
    return false;
  auto isBefore = [](const BufferUse &a, const BufferUse &b) {
    return a.tick != b.tick
               ? a.tick < b.tick
               : a.operand->getOperandNumber() < b.operand->getOperandNumber();
  };
  // The last use of a value that was made is the first in its list.
  std::reverse(buffer.uses.begin(), buffer.uses.end());
  if (!llvm::is_sorted(buffer.uses, isBefore))
    llvm::sort(buffer.uses, isBefore);
  for (auto [number, use] : llvm::enumerate(buffer.uses))
    if (use.writes)
      buffer.writes.push_back(number);
  // Views of views come later, with the same tick as well.
  llvm::stable_sort(buffer.views, [&](Operation *a, Operation *b) {
    return time.spanOf(a).enter < time.spanOf(b).enter;
  });
  return true;
}

void BufferUses::name(size_t number) {
  numbers[buffers[number].memory()] = number;
  for (Operation *view : buffers[number].views)
    numbers[view->getResult(0)] = number;
}

bool BufferUses::follow(PlainBuffer &buffer) {
  buffer.uses.reserve(llvm::range_size(buffer.memory().getUses()));
  SmallVector<std::pair<Value, bool>> aliases = {
      {buffer.memory(), !hasGaps(buffer.memory().getType())}};
  for (size_t next = 0; next < aliases.size(); ++next) {
    auto [alias, isWhole] = aliases[next];
    for (OpOperand &use : alias.getUses()) {
      Operation *user = use.getOwner();
      if (getViewed(user) == alias) {
        if (!buffer.block()->findAncestorOpInBlock(*user))
          return false;
        buffer.views.push_back(user);
        aliases.push_back({user->getResult(0), isWhole && keepsAll(user)});
      } else if (!addUse(buffer, use, isWhole)) {
        return false;
      }
    }
  }
  return true;
}

/// True if what the user does is done when the op of the buffer's block is.
bool BufferUses::isFollowedInto(Operation *user, Operation *top) {
  for (Operation *op = user; op != top; op = op->getParentOp()) {
    auto kind = RegionKind(classOf(op->getParentRegion()));
    if (kind == RegionKind::Async || kind == RegionKind::Opaque)
      return false;
  }
  return true;
}

/// Fails if the use is not understood.
bool BufferUses::addUse(PlainBuffer &buffer, OpOperand &use, bool isWhole) {
  Operation *user = use.getOwner();
  Operation *top = buffer.block()->findAncestorOpInBlock(*user);
  if (!top || !isFollowedInto(user, top))
    return false;
  BufferUse found{&use, time.spanOf(user).enter, top, time.spanOf(top)};
  // The usual ones, whose effects are not worth asking for.
  if (auto op = dyn_cast<linalg::LinalgOp>(user);
      op && user->getNumResults() == 0 && !isa<BufferUseOpInterface>(user)) {
    found.writes = isOutput(use);
    found.reads = !found.writes || readsInBody(use);
    found.overwrites = !found.reads && isWhole && overwritesWhole(use);
    buffer.uses.push_back(found);
    return true;
  }
  if (user->hasTrait<OpTrait::ReturnLike>() &&
      user->getParentOp() == function) {
    buffer.isReturned = true;
    buffer.uses.push_back(found);
    return true;
  }
  UseVerdict verdict = classifyUse(use, *facts);
  switch (verdict.kind) {
  case UseKind::Free:
    buffer.frees.push_back(user);
    return true;
  case UseKind::Forward:
  case UseKind::Escape:
    return false;
  case UseKind::Access:
    if (verdict.goesOn() || !aliasesThrough(use, *facts).empty())
      return false;
    found.reads = verdict.reads;
    found.writes = verdict.writes;
    found.overwrites = verdict.overwrites && isWhole;
    break;
  case UseKind::None:
    break;
  }
  buffer.uses.push_back(found);
  return true;
}

std::optional<size_t> BufferUses::bufferOf(Value memref) const {
  auto found = numbers.find(memref);
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

void BufferUses::rename(size_t buffer, std::optional<size_t> other) {
  auto rename = [&](Value name) {
    if (other)
      numbers[name] = *other;
    else
      numbers.erase(name);
  };
  rename(buffers[buffer].memory());
  for (Operation *view : buffers[buffer].views)
    rename(view->getResult(0));
  changed.insert(buffer);
  if (other)
    changed.insert(*other);
}

void BufferUses::noteChange(Value memref) {
  if (std::optional<size_t> number = bufferOf(memref))
    changed.insert(*number);
}

/// Numbers all ops as they stand now.
void BufferUses::renumber() {
  const LogicalTime old = std::exchange(time, LogicalTime(function));
  auto move = [&](std::vector<int64_t> &ticks) {
    std::vector<int64_t> moved;
    for (int64_t tick : ticks)
      if (time.contains(old.opAt(tick)))
        moved.push_back(time.spanOf(old.opAt(tick)).enter);
    llvm::sort(moved);
    ticks = std::move(moved);
  };
  move(foreignWrites);
  move(givenWrites);
  for (auto &[argument, ticks] : writesByArgument)
    move(ticks);
  for (PlainBuffer &buffer : buffers)
    for (BufferUse &use : buffer.uses) {
      use.tick = time.spanOf(use.user()).enter;
      use.span = time.spanOf(use.top);
    }
  findMemoryTicks();
}

bool BufferUses::refresh() {
  if (std::exchange(hasNewTicks, false))
    renumber();
  for (size_t number : changed) {
    PlainBuffer &buffer = buffers[number];
    auto forget = [&](Value name) {
      if (auto found = numbers.find(name);
          found != numbers.end() && found->second == number)
        numbers.erase(found);
    };
    forget(buffer.memory());
    for (Operation *view : buffer.views)
      forget(view->getResult(0));
    buffer = {buffer.alloc, buffer.bytes};
  }
  for (size_t number : changed) {
    if (!buffers[number].alloc->getBlock())
      continue;
    if (!describe(buffers[number]))
      return false;
    name(number);
  }
  for (Operation *alloc : added)
    if (!track(alloc))
      return false;
  changed.clear();
  added.clear();
  return true;
}

memref::GlobalOp BufferUses::constantOf(Value memref) {
  while (Operation *op = memref.getDefiningOp()) {
    if (auto get = dyn_cast<memref::GetGlobalOp>(op)) {
      auto [it, isNew] = globals.try_emplace(get.getNameAttr());
      if (isNew) {
        auto global = symbols.lookupNearestSymbolFrom<memref::GlobalOp>(
            get, get.getNameAttr());
        if (global && global.getConstant() && global.getConstantInitValue())
          it->second = global;
      }
      return it->second;
    }
    Value viewed = getViewed(op);
    if (!viewed)
      return {};
    memref = viewed;
  }
  return {};
}

bool isElementByElement(OpOperand &read, OpOperand &written) {
  return canBeInPlace(read, written);
}

Value getBase(Value memref) {
  while (Operation *op = memref.getDefiningOp()) {
    Value viewed = getViewed(op);
    if (!viewed)
      break;
    memref = viewed;
  }
  return memref;
}

static bool isArgumentOf(Operation *function, Value base) {
  Block *block = base.getParentBlock();
  return isa<BlockArgument>(base) && block->getParentOp() == function &&
         block->isEntryBlock();
}

/// True if a value is memory that the function allocates each time it runs.
/// Nobody can have given that to it, or know it by the name of a global. In an
/// arena there may be what the caller gives.
static bool isAllocatedHere(Value base) {
  Operation *alloc = base.getDefiningOp();
  return alloc && getAllocatedMemory(alloc) &&
         !alloc->hasAttr(IdeallocDialect::kState) &&
         !isa<IdeallocDialect>(alloc->getDialect());
}

/// Notes what the op may write of memory that is neither plain nor constant.
void BufferUses::addForeign(Operation *op, int64_t tick) {
  // Most are in the body of a linalg op, and compute.
  if (isa_and_nonnull<arith::ArithDialect>(op->getDialect()) ||
      isa<linalg::YieldOp>(op))
    return;
  auto add = [&](Value memref) {
    if (memref && (bufferOf(memref) || constantOf(memref)))
      return;
    foreignWrites.push_back(tick);
    Value base = memref ? getBase(memref) : Value();
    if (base && isAllocatedHere(base))
      return;
    givenWrites.push_back(tick);
    bool isArgument = base && isArgumentOf(function, base);
    writesByArgument[isArgument ? base : Value()].push_back(tick);
  };
  if (op->getNumResults() == 0 && isa<linalg::LinalgOp>(op) &&
      !isa<BufferUseOpInterface>(op)) {
    for (OpOperand &operand : op->getOpOperands())
      if (isOutput(operand))
        add(operand.get());
  } else if (isCallLike(op)) {
    add({});
  } else if (auto interface = dyn_cast<MemoryEffectOpInterface>(op)) {
    SmallVector<MemoryEffects::EffectInstance> effects;
    interface.getEffects(effects);
    for (const MemoryEffects::EffectInstance &effect : effects)
      if (!isa<MemoryEffects::Allocate, MemoryEffects::Read>(
              effect.getEffect()))
        add(effect.getValue());
  } else if (auto interface = dyn_cast<BufferUseOpInterface>(op)) {
    for (OpOperand &operand : op->getOpOperands())
      if (isa<BaseMemRefType>(operand.get().getType()) &&
          interface.getOperandUse(operand).writes)
        add(operand.get());
  } else if (!op->hasTrait<OpTrait::HasRecursiveMemoryEffects>()) {
    add({});
  }
}

static bool hasTickIn(ArrayRef<int64_t> ticks, int64_t begin, int64_t end) {
  auto first = llvm::lower_bound(ticks, begin);
  return first != ticks.end() && *first < end;
}

bool BufferUses::mayWriteForeign(Value memref, int64_t begin,
                                 int64_t end) const {
  Value base = getBase(memref);
  bool isGiven =
      base.getDefiningOp<memref::GetGlobalOp>() || isArgumentOf(function, base);
  return hasTickIn(isGiven ? givenWrites : foreignWrites, begin, end);
}

bool BufferUses::mayWriteArgument(Value argument, int64_t begin,
                                  int64_t end) const {
  return llvm::any_of(ArrayRef<Value>{argument, Value()}, [&](Value written) {
    auto found = writesByArgument.find(written);
    return found != writesByArgument.end() &&
           hasTickIn(found->second, begin, end);
  });
}

} // namespace idealloc
