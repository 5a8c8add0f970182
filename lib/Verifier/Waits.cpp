//===- Waits.cpp - When asynchronous accesses are done --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Waits.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/PlainData.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include <map>
#include <set>

using namespace mlir;

namespace idealloc {

bool isToken(Type type) {
  return !isPlainData(type) &&
         llvm::is_contained({"async", "gpu", "nvgpu"},
                            type.getDialect().getNamespace());
}

/// Keeps the later one of two ops of a block.
static void keepLater(Operation *&last, Operation *op) {
  if (op && (!last || last->isBeforeInBlock(op)))
    last = op;
}

/// Tokens only go to later ops, so from the end of the block the waits of all
/// users are known.
void Waits::followTokens(Block *block) {
  // A token waits for the last wait of its group that is behind its adding.
  DenseMap<Value, Operation *> lastOfGroup;
  auto waitOfGroup = [&](Value group) {
    auto [it, isNew] = lastOfGroup.try_emplace(group);
    if (isNew)
      for (Operation *wait : group.getUsers())
        if (isa<async::AwaitAllOp>(wait) && wait->getBlock() == block)
          keepLater(it->second, wait);
    return it->second;
  };
  for (Operation &op : llvm::reverse(*block)) {
    Operation *last = nullptr;
    for (Value token : op.getResults()) {
      if (!isa<async::TokenType, async::ValueType, gpu::AsyncTokenType>(
              token.getType()))
        continue;
      for (Operation *user : token.getUsers()) {
        if (user->getBlock() != block)
          continue;
        if (auto add = dyn_cast<async::AddToGroupOp>(user)) {
          Operation *wait = waitOfGroup(add.getGroup());
          if (wait && add->isBeforeInBlock(wait))
            keepLater(last, wait);
        } else if (llvm::any_of(user->getResultTypes(), isToken)) {
          if (isa<async::ExecuteOp, gpu::AsyncOpInterface>(user))
            keepLater(last, waits.lookup(user));
        } else if (isa<async::AwaitOp, gpu::WaitOp>(user)) {
          keepLater(last, user);
        }
      }
    }
    if (last)
      waits[&op] = last;
  }
}

namespace {
/// How an op names an element of a tag: by constants, else by a map, or null,
/// and the values that it takes.
struct TagElement {
  std::vector<const void *> spelling;
  std::vector<int64_t> constants;
  bool isConstant;
};

/// What may mean one element.
struct TagGroup {
  using Event = std::pair<Operation *, std::vector<const void *>>;

  /// Fills in the waits of the starts, if they are certain.
  void findWaits(bool isArgument, DenseMap<Operation *, Operation *> &found);

  /// Starts and waits, as an op spells the element.
  SmallVector<Event> events;
};
} // namespace

/// Transfers of an earlier call would be under way, too, if some wait of this
/// one had no start before it.
void TagGroup::findWaits(bool isArgument,
                         DenseMap<Operation *, Operation *> &found) {
  auto first = llvm::find_if(
      events, [](const Event &event) { return startsDma(event.first); });
  if (first == events.end())
    return;
  Block *block = first->first->getBlock();
  for (const Event &event : events)
    if (event.first->getBlock() != block &&
        (isArgument || startsDma(event.first)))
      return;
  llvm::erase_if(events, [&](const Event &event) {
    return event.first->getBlock() != block;
  });
  llvm::sort(events, [](const Event &a, const Event &b) {
    return a.first->isBeforeInBlock(b.first);
  });
  std::map<std::vector<const void *>, int64_t> missing;
  std::map<std::vector<const void *>, Operation *> lastWaits;
  Operation *last = nullptr;
  std::set<std::vector<const void *>> started;
  for (const auto &[op, spelling] : events) {
    missing[spelling] += startsDma(op) ? 1 : -1;
    if (startsDma(op))
      started.insert(spelling);
    else
      last = lastWaits[spelling] = op;
    if (isArgument && missing[spelling] < 0)
      return;
  }
  if (llvm::any_of(missing, [](const auto &entry) { return entry.second > 0; }))
    return;
  // Two spellings may mean one element, and then who waits for whom is open.
  for (const auto &[op, spelling] : events) {
    Operation *wait = started.size() == 1 ? lastWaits[spelling] : last;
    if (startsDma(op) && wait && op->isBeforeInBlock(wait))
      found[op] = wait;
  }
}

static TagElement elementOf(Operation *op, OpOperand &tag) {
  AffineMap map;
  size_t count = cast<MemRefType>(tag.get().getType()).getRank();
  if (auto start = dyn_cast<affine::AffineDmaStartOp>(op))
    map = start.getTagMap();
  else if (auto wait = dyn_cast<affine::AffineDmaWaitOp>(op))
    map = wait.getTagMap();
  if (map)
    count = map.getNumInputs();
  TagElement element = {{map.getAsOpaquePointer()}, {}, /*isConstant=*/!map};
  for (Value index :
       op->getOperands().slice(tag.getOperandNumber() + 1, count)) {
    // Attributes of equal constants are one object.
    IntegerAttr number;
    bool isNumber = matchPattern(index, m_Constant(&number));
    element.spelling.push_back(isNumber ? number.getAsOpaquePointer()
                                        : index.getAsOpaquePointer());
    if (!map && isNumber)
      element.constants.push_back(number.getInt());
    else
      element.isConstant = false;
  }
  if (map && map.isConstant()) {
    llvm::append_range(element.constants, map.getConstantResults());
    element.isConstant = true;
  }
  return element;
}

/// No view of another tag, and no other value that control flow made it.
static bool isOnlyName(Value tag) {
  if (Operation *op = tag.getDefiningOp())
    return getAllocatedMemory(op) != nullptr;
  Block *block = tag.getParentBlock();
  return block->isEntryBlock() &&
         isa<FunctionOpInterface>(block->getParentOp());
}

void Waits::followTag(Value tag) {
  SmallVector<std::pair<Operation *, TagElement>> users;
  for (OpOperand &use : tag.getUses()) {
    Operation *op = use.getOwner();
    if (getFreedMemory(op))
      continue;
    if (dmaTagOf(op) != &use)
      return;
    users.push_back({op, elementOf(op, use)});
  }
  bool areConstant = llvm::all_of(
      users, [](const auto &user) { return user.second.isConstant; });
  std::map<std::vector<int64_t>, TagGroup> groups;
  for (auto &[op, element] : users) {
    if (areConstant)
      element.spelling.clear();
    else
      element.constants.clear();
    groups[element.constants].events.push_back({op, element.spelling});
  }
  for (auto &[key, group] : groups) {
    SmallVector<TagGroup::Event> all = group.events;
    group.findWaits(isa<BlockArgument>(tag), waits);
    bool isMissing = llvm::any_of(all, [&](const TagGroup::Event &event) {
      return startsDma(event.first) && !waits.contains(event.first);
    });
    if (isMissing && (areConstant || !isa<BlockArgument>(tag)))
      countTransfers(tag, llvm::to_vector(llvm::make_first_range(all)));
  }
}

void Waits::countTransfers(Value tag, ArrayRef<Operation *> users) {
  if (!points) {
    auto function = users.front()->getParentOfType<FunctionOpInterface>();
    points = std::make_unique<ProgramPoints>(function);
  }
  TransfersUnderWay::Events events;
  for (Operation *op : users)
    events.push_back({points->pointOf(op), op});
  if (Operation *alloc = tag.getDefiningOp())
    events.push_back({points->pointOf(alloc), alloc});
  if (auto found = TransfersUnderWay::count(*points, std::move(events))) {
    for (Operation *op : users)
      spreadOf[op] = found.get();
    spread.push_back(std::move(found));
  }
}

const TransfersUnderWay *Waits::transfersOf(Operation *start) {
  return waitFor(start) ? nullptr : spreadOf.lookup(start);
}

Operation *Waits::waitFor(Operation *start) {
  if (startsDma(start)) {
    Value tag = dmaTagOf(start)->get();
    if (known.insert(tag.getAsOpaquePointer()).second && isOnlyName(tag))
      followTag(tag);
  } else if (known.insert(start->getBlock()).second) {
    followTokens(start->getBlock());
  }
  return waits.lookup(start);
}

} // namespace idealloc
