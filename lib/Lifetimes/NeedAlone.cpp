//===- NeedAlone.cpp - What one op needs in every order -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/NeedAlone.h"

#include "WholeAccess.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace idealloc {

int64_t needAlone(const Lifetimes &lifetimes, int64_t tick, bool inPlace) {
  Operation *op = lifetimes.getTime().opAt(tick);
  if (!isa<linalg::LinalgOp, memref::CopyOp>(op))
    return 0;
  DenseMap<Value, const Root *> rootAt;
  for (const Root &root : lifetimes.getRoots())
    if (!root.refusal)
      rootAt[root.getMemory()] = &root;
  WholeSources sources;
  auto rootOf = [&](OpOperand &operand) {
    return rootAt.lookup(sources.of(operand.get()));
  };
  // Roots of one slot are one piece of memory.
  auto areOne = [](const Root *a, const Root *b) {
    return a == b || (a->slot >= 0 && a->slot == b->slot);
  };
  int64_t bytes = 0;
  SmallVector<const Root *> counted;
  for (OpOperand &operand : op->getOpOperands()) {
    const Root *root = rootOf(operand);
    if (!root || llvm::any_of(counted, [&](const Root *other) {
          return areOne(root, other);
        }))
      continue;
    counted.push_back(root);
    bytes += root->bytes;
    bool mayBeOver =
        inPlace && llvm::any_of(op->getOpOperands(), [&](OpOperand &read) {
          const Root *source = rootOf(read);
          return source && !areOne(source, root) &&
                 (canBeInPlace(read, operand) ||
                  canNarrowInPlace(read, operand));
        });
    if (mayBeOver)
      bytes -= root->bytes;
  }
  return bytes;
}

} // namespace idealloc
