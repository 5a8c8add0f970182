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

using namespace mlir;

namespace idealloc {

static bool isToken(Type type) {
  return !isPlainData(type) &&
         llvm::is_contained({"async", "gpu", "nvgpu"},
                            type.getDialect().getNamespace());
}

bool isAsynchronous(Operation *op) {
  if (isDmaStart(op) || op->getName().getStringRef() == "amdgpu.gather_to_lds")
    return true;
  return llvm::any_of(op->getResultTypes(), isToken) ||
         (op->getName().getDialectNamespace() == "nvgpu" &&
          llvm::any_of(op->getOperandTypes(), isToken));
}

Completion noWait(Operation *op, const Twine &why) {
  return {.problem = ("'" + op->getName().getStringRef() +
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

static void keepLater(Operation *&last, Operation *op) {
  if (op && (!last || last->isBeforeInBlock(op)))
    last = op;
}

/// The last wait of a block for a group.
Operation *TokenWaits::lastOf(Value group, Block *block) {
  auto [it, isNew] = ofGroups.try_emplace({group, block});
  if (isNew)
    for (Operation *user : group.getUsers())
      if (user->getBlock() == block && isWait(user))
        keepLater(it->second, user);
  return it->second;
}

/// Finds the last wait of an op, or what has to be known for it. Tokens go to
/// later ops of the block, so there are no circles.
bool TokenWaits::follow(Operation *op, SmallVectorImpl<Operation *> &pending) {
  Block *block = op->getBlock();
  Operation *last = nullptr;
  size_t known = pending.size();
  for (Value token : op->getResults()) {
    if (!isToken(token.getType()))
      continue;
    for (Operation *user : token.getUsers()) {
      if (user->getBlock() != block)
        continue;
      if (auto add = dyn_cast<async::AddToGroupOp>(user)) {
        // A group holds the token only from this op on.
        Operation *wait =
            add.getOperand() == token ? lastOf(add.getGroup(), block) : nullptr;
        if (wait && add->isBeforeInBlock(wait))
          keepLater(last, wait);
      } else if (isWait(user)) {
        keepLater(last, user);
      } else if (passesOn(user)) {
        auto it = lastWaits.find(user);
        if (it == lastWaits.end())
          pending.push_back(user);
        else
          keepLater(last, it->second);
      }
    }
  }
  if (pending.size() != known)
    return false;
  lastWaits[op] = last;
  return true;
}

Completion TokenWaits::of(Operation *start) {
  if (!passesOn(start))
    return noWait(start, "its tokens are not followed");
  SmallVector<Operation *> pending = {start};
  while (!pending.empty())
    if (lastWaits.contains(pending.back()) || follow(pending.back(), pending))
      pending.pop_back();
  if (Operation *last = lastWaits[start])
    return {last};
  return noWait(start, "none follows in its block");
}

} // namespace idealloc
