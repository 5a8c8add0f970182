//===- ElementCopies.cpp - Ops that move elements -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ElementCopies.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

Value findYielded(linalg::LinalgOp op) {
  Block &body = op->getRegion(0).front();
  Operation *yield = body.getTerminator();
  Operation *before = yield->getPrevNode();
  // It yields one value for each output.
  bool isShort = !before || (before == &body.front() && isPure(before));
  return isShort && yield->getNumOperands() == 1 ? yield->getOperand(0)
                                                 : Value();
}

/// True if what an op yields was computed in its body, as that of most ops.
static bool yieldsResult(linalg::LinalgOp op) {
  Operation *yield = op->getRegion(0).front().getTerminator();
  return !llvm::all_of(yield->getOperands(), llvm::IsaPred<BlockArgument>);
}

ElementCopy findElementCopy(Operation *op) {
  if (isa<memref::CopyOp>(op))
    return {&op->getOpOperand(0), &op->getOpOperand(1)};
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!linalgOp || op->getNumResults() != 0 || yieldsResult(linalgOp))
    return {};
  auto argument = dyn_cast_or_null<BlockArgument>(findYielded(linalgOp));
  if (!argument || argument.getOwner() != &op->getRegion(0).front())
    return {};
  OpOperand *source = linalgOp.getMatchingOpOperand(argument);
  // The only output, which comes last.
  OpOperand *target = &op->getOpOperands().back();
  if (source == target || !isa<MemRefType>(source->get().getType()) ||
      (!isa<linalg::BroadcastOp, linalg::TransposeOp>(op) &&
       !linalgOp.getMatchingIndexingMap(target).isPermutation()))
    return {};
  return {source, target};
}

std::optional<SmallVector<unsigned>> findPermutation(const ElementCopy &copy) {
  auto target = cast<MemRefType>(copy.target->get().getType());
  SmallVector<unsigned> permutation(target.getRank());
  if (isa<memref::CopyOp>(copy.op())) {
    std::iota(permutation.begin(), permutation.end(), 0);
    return permutation;
  }
  if (auto transpose = dyn_cast<linalg::TransposeOp>(copy.op())) {
    llvm::copy(transpose.getPermutation(), permutation.begin());
    return permutation;
  }
  auto linalgOp = cast<linalg::LinalgOp>(copy.op());
  // As that of the target is one, this may be if it has as many dimensions.
  if (cast<MemRefType>(copy.source->get().getType()).getRank() !=
      target.getRank())
    return std::nullopt;
  AffineMap from = linalgOp.getMatchingIndexingMap(copy.source);
  AffineMap to = linalgOp.getMatchingIndexingMap(copy.target);
  if (!from.isPermutation())
    return std::nullopt;
  for (auto [dimension, index] : llvm::enumerate(to.getResults()))
    permutation[dimension] = *from.getResultPosition(index);
  return permutation;
}

bool writesOneOperand(Operation *op) {
  if (isa<memref::CopyOp>(op))
    return true;
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!linalgOp || op->getNumResults() != 0 ||
      op->getRegion(0).front().getTerminator()->getNumOperands() != 1)
    return false;
  return !op->getRegion(0)
              .walk([](Operation *nested) {
                return isMemoryEffectFree(nested) ? WalkResult::advance()
                                                  : WalkResult::interrupt();
              })
              .wasInterrupted();
}

} // namespace idealloc
