//===- BufferWait.cpp - When asynchronous accesses are done ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BufferWait.h"

#include "idealloc/Dialect/Allocations.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include <map>

using namespace mlir;

namespace idealloc {

bool isToken(Type type) {
  return llvm::is_contained({"async", "gpu", "nvgpu"},
                            type.getDialect().getNamespace());
}

//===----------------------------------------------------------------------===//
// Tokens
//===----------------------------------------------------------------------===//

/// Tokens that are ready only when the op that made them is done.
static bool isFollowedToken(Type type) {
  return isa<async::TokenType, async::ValueType, gpu::AsyncTokenType>(type);
}

static Operation *laterOf(Operation *a, Operation *b) {
  if (!a || !b)
    return a ? a : b;
  return a->isBeforeInBlock(b) ? b : a;
}

/// The last wait for all of the group that it was added to.
static Operation *findGroupWait(async::AddToGroupOp add) {
  Operation *last = nullptr;
  for (Operation *user : add.getGroup().getUsers())
    if (isa<async::AwaitAllOp>(user) && user->getBlock() == add->getBlock() &&
        add->isBeforeInBlock(user))
      last = laterOf(last, user);
  return last;
}

/// An op that starts only when the tokens it takes are ready, and gives one.
static bool passesOn(Operation *op) {
  return isa<async::ExecuteOp, gpu::AsyncOpInterface>(op) &&
         llvm::any_of(op->getResultTypes(), isFollowedToken);
}

void WaitFinder::findTokenWaits(Block *block) {
  // Tokens go to later ops, so from the end each op finds theirs known.
  for (Operation &op : llvm::reverse(*block)) {
    Operation *last = nullptr;
    for (Value token : op.getResults()) {
      if (!isFollowedToken(token.getType()))
        continue;
      for (Operation *user : token.getUsers()) {
        if (user->getBlock() != block)
          continue;
        if (auto add = dyn_cast<async::AddToGroupOp>(user))
          last = laterOf(last, findGroupWait(add));
        else if (passesOn(user))
          last = laterOf(last, waits.lookup(user));
        else if (isa<async::AwaitOp, gpu::WaitOp>(user))
          last = laterOf(last, user);
      }
    }
    if (last)
      waits[&op] = last;
  }
}

//===----------------------------------------------------------------------===//
// DMA
//===----------------------------------------------------------------------===//

bool startsDma(Operation *op) {
  return isa<memref::DmaStartOp, affine::AffineDmaStartOp>(op);
}

OpOperand *getDmaTag(Operation *op) {
  if (auto start = dyn_cast<memref::DmaStartOp>(op))
    return &start.getTagMemRefMutable();
  if (auto wait = dyn_cast<memref::DmaWaitOp>(op))
    return &op->getOpOperand(0);
  if (auto start = dyn_cast<affine::AffineDmaStartOp>(op))
    return &start.getTagMemRefMutable();
  if (auto wait = dyn_cast<affine::AffineDmaWaitOp>(op))
    return &wait.getTagMemRefMutable();
  return nullptr;
}

namespace {
/// The element of a tag, as it is written: a map, or null, and its operands.
struct TagElement {
  std::vector<const void *> text;
  /// Its indices, if all are constant.
  std::optional<std::vector<int64_t>> constants;
};

/// The DMA ops that may mean one element.
struct TagGroup {
  SmallVector<Operation *> starts;
  Operation *lastWait = nullptr;
  /// For each text: the starts that have no wait, negative if there are more.
  std::map<std::vector<const void *>, int64_t> missing;
  bool isInOneBlock = true;
};
} // namespace

static TagElement elementOf(Operation *op) {
  TagElement element;
  AffineMap map;
  OperandRange indices = op->getOperands().take_front(0);
  if (auto start = dyn_cast<memref::DmaStartOp>(op))
    indices = start.getTagIndices();
  else if (auto wait = dyn_cast<memref::DmaWaitOp>(op))
    indices = wait.getTagIndices();
  else if (auto start = dyn_cast<affine::AffineDmaStartOp>(op))
    map = start.getTagMap(), indices = start.getTagIndices();
  else if (auto wait = dyn_cast<affine::AffineDmaWaitOp>(op))
    map = wait.getTagMap(), indices = wait.getTagIndices();
  if (map)
    element.text.push_back(map.getAsOpaquePointer());
  SmallVector<int64_t> constants;
  for (Value index : indices) {
    element.text.push_back(index.getAsOpaquePointer());
    APInt number;
    if (matchPattern(index, m_ConstantInt(&number)))
      constants.push_back(number.getSExtValue());
  }
  if (map && map.isConstant())
    constants = map.getConstantResults();
  else if (map || constants.size() != indices.size())
    return element;
  element.constants.emplace(constants.begin(), constants.end());
  return element;
}

/// No view of another tag, nor passed along control flow.
static bool isTagOfItsOwn(Value tag) {
  if (Operation *op = tag.getDefiningOp())
    return getAllocatedMemory(op) != nullptr;
  return isa<FunctionOpInterface>(tag.getParentBlock()->getParentOp()) &&
         tag.getParentBlock()->isEntryBlock();
}

void WaitFinder::findDmaWaits(Value tag) {
  if (!isTagOfItsOwn(tag))
    return;
  SmallVector<std::pair<Operation *, TagElement>> users;
  for (OpOperand &use : tag.getUses()) {
    Operation *op = use.getOwner();
    if (getFreedMemory(op))
      continue;
    if (getDmaTag(op) != &use)
      return;
    users.push_back({op, elementOf(op)});
  }
  bool areConstant = llvm::all_of(users, [](const auto &user) {
    return user.second.constants.has_value();
  });
  std::map<std::vector<int64_t>, TagGroup> groups;
  for (auto &[op, element] : users) {
    TagGroup &group =
        groups[areConstant ? *element.constants : std::vector<int64_t>()];
    // Constants are equal if their numbers are, whatever their values.
    if (areConstant)
      element.text.clear();
    if (startsDma(op)) {
      group.isInOneBlock &= group.starts.empty() ||
                            group.starts.front()->getBlock() == op->getBlock();
      group.starts.push_back(op);
    }
  }
  for (auto &[op, element] : users) {
    TagGroup &group =
        groups[areConstant ? *element.constants : std::vector<int64_t>()];
    if (startsDma(op)) {
      ++group.missing[element.text];
    } else if (!group.starts.empty() &&
               group.starts.front()->getBlock() == op->getBlock()) {
      --group.missing[element.text];
      group.lastWait = laterOf(group.lastWait, op);
    }
  }
  for (auto &[key, group] : groups) {
    bool hasAllWaits = llvm::all_of(
        group.missing, [](const auto &entry) { return entry.second <= 0; });
    if (!group.isInOneBlock || !hasAllWaits || !group.lastWait)
      continue;
    for (Operation *start : group.starts)
      if (start->isBeforeInBlock(group.lastWait))
        waits[start] = group.lastWait;
  }
}

Operation *WaitFinder::waitFor(Operation *start) {
  if (startsDma(start)) {
    Value tag = getDmaTag(start)->get();
    if (knownTags.insert(tag).second)
      findDmaWaits(tag);
  } else if (knownBlocks.insert(start->getBlock()).second) {
    findTokenWaits(start->getBlock());
  }
  return waits.lookup(start);
}

} // namespace idealloc
