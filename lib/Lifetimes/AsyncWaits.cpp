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

Completion findCompletion(Operation *start) { return followTokens(start); }

} // namespace idealloc
