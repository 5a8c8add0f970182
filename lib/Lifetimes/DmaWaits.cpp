//===- DmaWaits.cpp - Where transfers are waited for ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AsyncWaits.h"
#include "TagFlight.h"

#include "idealloc/Dialect/Allocations.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include <map>

using namespace mlir;

namespace idealloc {

bool isDmaStart(Operation *op) {
  return isa<memref::DmaStartOp, affine::AffineDmaStartOp>(op);
}

Value tagMemoryOf(Operation *op) {
  if (auto start = dyn_cast<memref::DmaStartOp>(op))
    return start.getTagMemRef();
  if (auto wait = dyn_cast<memref::DmaWaitOp>(op))
    return wait.getTagMemRef();
  if (auto start = dyn_cast<affine::AffineDmaStartOp>(op))
    return start.getTagMemRef();
  if (auto wait = dyn_cast<affine::AffineDmaWaitOp>(op))
    return wait.getTagMemRef();
  return {};
}

namespace {
/// The element of a tag memref that a transfer is known by, as an op spells it:
/// a map, or none, and its operands, of which equal constants are one.
struct Element {
  AffineMap map;
  SmallVector<const void *, 2> operands;
  /// By operand; null if it is no constant.
  SmallVector<Attribute, 2> constants;

  Element(AffineMap map, ValueRange indices) : map(map) {
    if (map && map.isConstant()) {
      this->map = {};
      for (int64_t index : map.getConstantResults()) {
        constants.push_back(
            IntegerAttr::get(IndexType::get(map.getContext()), index));
        operands.push_back(constants.back().getAsOpaquePointer());
      }
      return;
    }
    for (Value index : indices) {
      Attribute constant;
      if (!matchPattern(index, m_Constant(&constant)))
        constant = {};
      constants.push_back(constant);
      operands.push_back(constant ? constant.getAsOpaquePointer()
                                  : index.getAsOpaquePointer());
    }
  }

  bool isConstant() const {
    return !map && llvm::all_of(constants, [](Attribute a) { return bool(a); });
  }

  /// False if it is certain that two spellings mean two elements.
  bool mayBe(const Element &other) const {
    if (map || other.map || constants.size() != other.constants.size())
      return true;
    for (auto [a, b] : llvm::zip_equal(constants, other.constants))
      if (a && b && a != b)
        return false;
    return true;
  }

  bool operator<(const Element &other) const {
    return std::pair(map.getAsOpaquePointer(), ArrayRef(operands).vec()) <
           std::pair(other.map.getAsOpaquePointer(),
                     ArrayRef(other.operands).vec());
  }
};

/// Starts and waits that spell an element alike, in the block of the starts and
/// elsewhere.
struct TagUses {
  SmallVector<Operation *, 4> starts, waits, waitsElsewhere;
};

/// All starts and waits with one tag.
class TagFollower {
public:
  TagFollower(Value tag, OpFacts &facts);
  void run(llvm::function_ref<void(Operation *, Completion)> tell);

private:
  bool isOnlyName();
  /// Why there is no wait in the block of the starts, "" if there is.
  using Answer = llvm::function_ref<void(Operation *, Operation *, StringRef)>;
  void findInBlock(Answer tell);
  void findFlights();
  bool waitsForEarlier(const TagUses &uses, ArrayRef<const TagUses *> others);

  Value tag;
  OpFacts &facts;
  SmallVector<Operation *> starts;
  bool hasOtherUses = false;
  std::map<Element, TagUses> uses;
  /// By start.
  DenseMap<Operation *, std::shared_ptr<const TagFlight>> flights;
};
} // namespace

static Element elementOf(Operation *op) {
  if (auto start = dyn_cast<memref::DmaStartOp>(op))
    return {{}, start.getTagIndices()};
  if (auto wait = dyn_cast<memref::DmaWaitOp>(op))
    return {{}, wait.getTagIndices()};
  if (auto start = dyn_cast<affine::AffineDmaStartOp>(op))
    return {start.getTagMap(), start.getTagIndices()};
  auto wait = cast<affine::AffineDmaWaitOp>(op);
  return {wait.getTagMap(), wait.getTagIndices()};
}

TagFollower::TagFollower(Value tag, OpFacts &facts) : tag(tag), facts(facts) {
  SmallVector<Operation *> waits;
  for (Operation *user : tag.getUsers()) {
    if (tagMemoryOf(user) != tag)
      hasOtherUses |= getFreedMemory(user) == Value();
    else
      (isDmaStart(user) ? starts : waits).push_back(user);
  }
  for (Operation *start : starts)
    uses[elementOf(start)].starts.push_back(start);
  for (Operation *wait : waits) {
    TagUses &alike = uses[elementOf(wait)];
    bool isHere = wait->getBlock() == starts.front()->getBlock();
    (isHere ? alike.waits : alike.waitsElsewhere).push_back(wait);
  }
}

bool TagFollower::isOnlyName() {
  Operation *op = tag.getDefiningOp();
  Block *block = tag.getParentBlock();
  bool isFirst = op ? bool(getAllocatedMemory(op))
                    : block->isEntryBlock() &&
                          isa<FunctionOpInterface>(block->getParentOp());
  return isFirst && !hasOtherUses;
}

/// True if a wait shows that the function was called with a transfer under way,
/// which may be the one that a later wait is for: it comes before the start of
/// what it could be for, or in another block.
bool TagFollower::waitsForEarlier(const TagUses &alike,
                                  ArrayRef<const TagUses *> others) {
  if (!alike.waitsElsewhere.empty() ||
      llvm::any_of(others, [](const TagUses *other) {
        return !other->waits.empty() || !other->waitsElsewhere.empty();
      }))
    return true;
  SmallVector<Operation *> here(alike.starts.begin(), alike.starts.end());
  llvm::append_range(here, alike.waits);
  llvm::sort(here,
             [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  int64_t underWay = 0;
  for (Operation *op : here)
    if ((underWay += isDmaStart(op) ? 1 : -1) < 0)
      return true;
  return false;
}

void TagFollower::findInBlock(Answer tell) {
  // A transfer elsewhere could be the one that a wait here is for.
  bool isSpread = llvm::any_of(starts, [&](Operation *start) {
    return start->getBlock() != starts.front()->getBlock();
  });
  SmallVector<const std::pair<const Element, TagUses> *> open;
  for (const auto &entry : uses)
    if (!entry.first.isConstant())
      open.push_back(&entry);
  for (const auto &[element, alike] : uses) {
    SmallVector<const TagUses *> others;
    auto add = [&](const std::pair<const Element, TagUses> &other) {
      if (&other.second != &alike && element.mayBe(other.first))
        others.push_back(&other.second);
    };
    // Two constants that differ are two elements.
    if (!element.isConstant())
      llvm::for_each(uses, add);
    else
      for (const auto *entry : open)
        add(*entry);
    size_t mayBeStarted = alike.starts.size();
    for (const TagUses *other : others)
      mayBeStarted += other->starts.size();
    Operation *last = nullptr;
    for (Operation *wait : alike.waits)
      if (!last || last->isBeforeInBlock(wait))
        last = wait;
    bool isShared = isa<BlockArgument>(tag) && !isSpread &&
                    !alike.starts.empty() && waitsForEarlier(alike, others);
    for (Operation *start : alike.starts) {
      StringRef why;
      if (isSpread)
        why = "its tag is used in several blocks, and on some path there are "
              "not as many waits as starts, each after its start";
      else if (!last || !start->isBeforeInBlock(last))
        why = "none for its tag follows in its block";
      else if (alike.waits.size() < mayBeStarted)
        why = "several transfers share its tag and one wait";
      else if (isShared)
        why = "a wait for its tag is for a transfer that was started before "
              "the function was called";
      tell(start, last, why);
    }
  }
}

/// Of one element where all are constant. Else all elements count together:
/// that of an argument could be one of which the caller has started transfers.
void TagFollower::findFlights() {
  struct Group {
    SmallVector<Operation *, 4> starts, waits;
  };
  std::map<Element, Group> groups;
  bool areConstant = llvm::all_of(
      uses, [](const auto &entry) { return entry.first.isConstant(); });
  if (!areConstant && isa<BlockArgument>(tag))
    return;
  for (const auto &[element, alike] : uses) {
    Group &group = groups[areConstant ? element : uses.begin()->first];
    llvm::append_range(group.starts, alike.starts);
    llvm::append_range(group.waits, alike.waits);
    llvm::append_range(group.waits, alike.waitsElsewhere);
  }
  for (const auto &[element, group] : groups) {
    if (group.starts.empty() || group.waits.empty())
      continue;
    auto flight = TagFlight::find(tag, group.starts, group.waits, facts);
    for (Operation *start : group.starts)
      flights[start] = flight;
  }
}

void TagFollower::run(llvm::function_ref<void(Operation *, Completion)> tell) {
  if (!isOnlyName()) {
    for (Operation *start : starts)
      tell(start, noWait(start, "its tag may have other names"));
    return;
  }
  bool isSearched = false;
  findInBlock([&](Operation *start, Operation *wait, StringRef why) {
    if (why.empty())
      return tell(start, {.wait = wait});
    if (!std::exchange(isSearched, true))
      findFlights();
    if (std::shared_ptr<const TagFlight> flight = flights.lookup(start))
      tell(start, {.flight = flight});
    else
      tell(start, noWait(start, why));
  });
}

void findDmaCompletions(
    Value tag, OpFacts &facts,
    llvm::function_ref<void(Operation *, Completion)> tell) {
  TagFollower(tag, facts).run(tell);
}

} // namespace idealloc
