//===- AsyncWaits.cpp - Where asynchronous ops are waited for -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AsyncWaits.h"

#include "idealloc/Dialect/PlainData.h"

#include "idealloc/Dialect/Allocations.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Async/IR/Async.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace idealloc {

static bool isToken(Type type) {
  return !isPlainData(type) &&
         llvm::is_contained({"async", "gpu", "nvgpu"},
                            type.getDialect().getNamespace());
}

bool isAsynchronous(Operation *op) {
  if (isa<memref::DmaStartOp, affine::AffineDmaStartOp>(op) ||
      op->getName().getStringRef() == "amdgpu.gather_to_lds")
    return true;
  return llvm::any_of(op->getResultTypes(), isToken) ||
         (op->getName().getDialectNamespace() == "nvgpu" &&
          llvm::any_of(op->getOperandTypes(), isToken));
}

static Completion noWait(Operation *op, const Twine &why) {
  return {nullptr, ("'" + op->getName().getStringRef() +
                    "' may access it until a later wait: " + why)
                       .str()};
}

//===----------------------------------------------------------------------===//
// Tokens
//===----------------------------------------------------------------------===//

/// True if the op returns only when the tokens that it takes are done.
static bool isWait(Operation *op) {
  if (isa<async::AwaitOp, async::AwaitAllOp>(op))
    return true;
  return isa<gpu::AsyncOpInterface>(op) && !isAsynchronous(op);
}

/// True if the tokens that the op hands out are done only when those that it
/// takes are.
static bool passesOn(Operation *op) {
  return isa<async::ExecuteOp>(op) ||
         (isa<gpu::AsyncOpInterface>(op) && isAsynchronous(op));
}

static Completion followTokens(Operation *start) {
  if (!passesOn(start))
    return noWait(start, "its tokens are not followed");
  Block *block = start->getBlock();
  Operation *last = nullptr;
  llvm::SetVector<Value> tokens;
  /// A group holds the token only from this op on.
  DenseMap<Value, Operation *> addedBy;
  for (Value result : start->getResults())
    if (isToken(result.getType()))
      tokens.insert(result);
  for (size_t next = 0; next < tokens.size(); ++next) {
    Value token = tokens[next];
    Operation *from = addedBy.lookup(token);
    for (Operation *user : token.getUsers()) {
      if (user->getBlock() != block || (from && !from->isBeforeInBlock(user)))
        continue;
      if (auto add = dyn_cast<async::AddToGroupOp>(user)) {
        if (add.getOperand() == token) {
          addedBy[add.getGroup()] = add;
          tokens.insert(add.getGroup());
        }
      } else if (isWait(user)) {
        if (!last || last->isBeforeInBlock(user))
          last = user;
      } else if (passesOn(user)) {
        for (Value result : user->getResults())
          if (isToken(result.getType()))
            tokens.insert(result);
      }
    }
  }
  if (!last)
    return noWait(start, "none follows in its block");
  return {last};
}

//===----------------------------------------------------------------------===//
// DMA
//===----------------------------------------------------------------------===//

namespace {
/// The element of a tag memref that a transfer is known by.
struct Tag {
  Value memory;
  AffineMap map;
  SmallVector<Value> indices;

  /// True or false if it is certain that the elements are the same.
  std::optional<bool> isSame(const Tag &other) const {
    if (map != other.map || indices.size() != other.indices.size())
      return std::nullopt;
    std::optional<bool> same = true;
    for (auto [a, b] : llvm::zip_equal(indices, other.indices)) {
      Attribute first, second;
      if (a == b)
        continue;
      if (!matchPattern(a, m_Constant(&first)) ||
          !matchPattern(b, m_Constant(&second)))
        same = std::nullopt;
      else if (first != second && !map)
        return false;
    }
    return same;
  }
};
} // namespace

static std::optional<Tag> tagOf(Operation *op) {
  if (auto start = dyn_cast<memref::DmaStartOp>(op))
    return Tag{
        start.getTagMemRef(), {}, llvm::to_vector(start.getTagIndices())};
  if (auto wait = dyn_cast<memref::DmaWaitOp>(op))
    return Tag{wait.getTagMemRef(), {}, llvm::to_vector(wait.getTagIndices())};
  if (auto start = dyn_cast<affine::AffineDmaStartOp>(op))
    return Tag{start.getTagMemRef(), start.getTagMap(),
               llvm::to_vector(start.getTagIndices())};
  if (auto wait = dyn_cast<affine::AffineDmaWaitOp>(op))
    return Tag{wait.getTagMemRef(), wait.getTagMap(),
               llvm::to_vector(wait.getTagIndices())};
  return std::nullopt;
}

/// True if no other value is known to refer to the same memory, unless made of
/// this one.
static bool isFirstName(Value memory) {
  if (Operation *op = memory.getDefiningOp())
    return bool(getAllocatedMemory(op));
  Block *block = memory.getParentBlock();
  return block->isEntryBlock() &&
         isa<FunctionOpInterface>(block->getParentOp());
}

/// True if a wait shows that the function was called with a transfer under way,
/// which may be the one that a later wait is for: it comes before the start of
/// what it could be for, or in another block.
static bool waitsForEarlier(Operation *start, const Tag &tag) {
  SmallVector<std::pair<Operation *, bool>> here;
  for (Operation *user : tag.memory.getUsers()) {
    std::optional<Tag> other = tagOf(user);
    std::optional<bool> isSame = other ? tag.isSame(*other) : false;
    if (isSame == false)
      continue;
    if (user->getBlock() != start->getBlock())
      return true;
    here.push_back({user, isSame == true});
  }
  llvm::sort(here, [](const auto &a, const auto &b) {
    return a.first->isBeforeInBlock(b.first);
  });
  int64_t underWay = 0;
  for (auto [user, isSame] : here)
    if (isa<memref::DmaStartOp, affine::AffineDmaStartOp>(user))
      underWay += isSame;
    else if (!isSame || --underWay < 0)
      return true;
  return false;
}

static Completion followTag(Operation *start) {
  Tag tag = *tagOf(start);
  if (!isFirstName(tag.memory))
    return noWait(start, "its tag may have other names");
  Operation *last = nullptr;
  int64_t starts = 0, waits = 0;
  for (Operation *user : tag.memory.getUsers()) {
    std::optional<Tag> other = tagOf(user);
    if (!other && getFreedMemory(user))
      continue;
    if (!other || other->memory != tag.memory)
      return noWait(start, "its tag may have other names");
    // A transfer elsewhere, or on what may be the same element, could be the
    // one that a wait here is for.
    bool isHere = user->getBlock() == start->getBlock();
    std::optional<bool> isSame = tag.isSame(*other);
    if (isa<memref::DmaStartOp, affine::AffineDmaStartOp>(user)) {
      if (!isHere)
        return noWait(start, "its tag is used in several blocks");
      starts += isSame.value_or(true);
      continue;
    }
    if (!isHere || !isSame.value_or(false))
      continue;
    ++waits;
    if (start->isBeforeInBlock(user) && (!last || last->isBeforeInBlock(user)))
      last = user;
  }
  if (!last)
    return noWait(start, "none for its tag follows in its block");
  if (waits < starts)
    return noWait(start, "several transfers share its tag and one wait");
  if (isa<BlockArgument>(tag.memory) && waitsForEarlier(start, tag))
    return noWait(start,
                  "a wait for its tag is for a transfer that was started "
                  "before the function was called");
  return {last};
}

Completion findCompletion(Operation *start) {
  if (tagOf(start))
    return followTag(start);
  return followTokens(start);
}

} // namespace idealloc
