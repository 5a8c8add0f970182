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

bool startsDma(Operation *op) {
  return isa<memref::DmaStartOp, affine::AffineDmaStartOp>(op);
}

OpOperand *dmaTagOf(Operation *op) {
  if (auto start = dyn_cast<memref::DmaStartOp>(op))
    return &start.getTagMemRefMutable();
  if (isa<memref::DmaWaitOp>(op))
    return &op->getOpOperand(0);
  if (auto start = dyn_cast<affine::AffineDmaStartOp>(op))
    return &start.getTagMemRefMutable();
  if (auto wait = dyn_cast<affine::AffineDmaWaitOp>(op))
    return &wait.getTagMemRefMutable();
  return nullptr;
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

//===----------------------------------------------------------------------===//
// Transfers across blocks
//===----------------------------------------------------------------------===//

size_t TransfersUnderWay::firstEvent(Point point) const {
  return llvm::partition_point(
             events, [&](const auto &event) { return event.first < point; }) -
         events.begin();
}

/// Of the number of those under way.
static int64_t changeBy(Operation *event) {
  return startsDma(event) ? 1 : dmaTagOf(event) ? -1 : 0;
}

/// The number at the end of a block; none if it is below 0 somewhere, or not 0
/// at the allocation of the tag.
std::optional<int64_t> TransfersUnderWay::passBlock(unsigned block) const {
  int64_t number = *atBegin[block];
  for (size_t next = firstEvent(points.beginOf(block));
       next != events.size() && events[next].first < points.endOf(block);
       ++next) {
    int64_t change = changeBy(events[next].second);
    if (change == 0 && number != 0)
      return std::nullopt;
    if ((number += change) < 0)
      return std::nullopt;
  }
  return number;
}

/// Wherever some are under way, control may come to an end.
bool TransfersUnderWay::endAll() const {
  std::vector<bool> ends(points.numBlocks());
  SmallVector<unsigned> worklist;
  auto add = [&](unsigned block) {
    if (atBegin[block] && !ends[block]) {
      ends[block] = true;
      worklist.push_back(block);
    }
  };
  for (unsigned block = 0; block != points.numBlocks(); ++block)
    if (points.successors(block).empty())
      add(block);
  while (!worklist.empty())
    llvm::for_each(points.predecessors(worklist.pop_back_val()), add);
  for (unsigned block = 0; block != points.numBlocks(); ++block)
    if (atBegin[block].value_or(0) != 0 && !ends[block])
      return false;
  return true;
}

std::unique_ptr<TransfersUnderWay>
TransfersUnderWay::count(const ProgramPoints &points, Events events) {
  for (auto [point, op] : events)
    if (points.opAt(point) != op)
      return nullptr; // In a body without points.
  llvm::sort(events);
  std::unique_ptr<TransfersUnderWay> result(
      new TransfersUnderWay(points, std::move(events)));
  for (auto [point, op] : result->events)
    if (changeBy(op) < 0)
      result->waits.push_back(point);
  result->atBegin.resize(points.numBlocks());
  result->atBegin[0] = 0;
  for (SmallVector<unsigned> worklist = {0}; !worklist.empty();) {
    unsigned block = worklist.pop_back_val();
    std::optional<int64_t> end = result->passBlock(block);
    if (!end || (points.successors(block).empty() && *end != 0))
      return nullptr;
    for (unsigned next : points.successors(block)) {
      std::optional<int64_t> &begin = result->atBegin[next];
      if (begin.value_or(*end) != *end)
        return nullptr;
      if (!begin)
        worklist.push_back(next);
      begin = end;
    }
  }
  return result->endAll() ? std::move(result) : nullptr;
}

bool TransfersUnderWay::isAny(Point point) const {
  unsigned block = points.blockOf(point);
  if (!atBegin[block])
    return true;
  int64_t number = *atBegin[block];
  size_t last = firstEvent(point);
  for (size_t next = firstEvent(points.beginOf(block)); next != last; ++next)
    number += changeBy(events[next].second);
  return number != 0;
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
