//===- ShortenFills.cpp - Fills in place of their copies ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   fill %x -> %z                       fill %x -> %z
//   copy %z -> %a                       fill %x -> %a
//   ... writes %a ...                   ... writes %a ...
//   copy %z -> %b                       fill %x -> %b
//
// A copy reads what the fill has written if the fill, or what replaced it, is
// the last op before it that may write the buffer, and nothing between the fill
// and the end of the op that stands in the block of the fill and is or holds
// the copy may: that op may be a loop. Transposed and broadcast, a fill is
// still one.
//
//===----------------------------------------------------------------------===//

#include "Shorten.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

/// What a linalg op writes, and from which input; null if it computes, or has
/// more than one result.
static Value findYielded(linalg::LinalgOp op) {
  if (op.getNumDpsInits() != 1 ||
      op->getRegion(0).front().getOperations().size() > 2)
    return {};
  Operation *yield = op->getRegion(0).front().getTerminator();
  return yield->getNumOperands() == 1 ? yield->getOperand(0) : Value();
}

/// The number that an op writes to all of what it writes, from outside of its
/// body or as a constant in it; null if it does something else.
static Value findFilled(Operation *op) {
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  Value yielded = linalgOp ? findYielded(linalgOp) : Value();
  if (!yielded)
    return {};
  Block &body = op->getRegion(0).front();
  if (auto argument = dyn_cast<BlockArgument>(yielded);
      argument && argument.getOwner() == &body) {
    Value operand = linalgOp.getMatchingOpOperand(argument)->get();
    return isa<MemRefType>(operand.getType()) ? Value() : operand;
  }
  return body.getOperations().size() == 1 || matchPattern(yielded, m_Constant())
             ? yielded
             : Value();
}

namespace {
/// An op that writes to all of one memref what it reads from another one.
struct ElementCopy {
  OpOperand *source = nullptr, *target = nullptr;
};
} // namespace

static ElementCopy findElementCopy(Operation *op) {
  if (isa<memref::CopyOp>(op))
    return {&op->getOpOperand(0), &op->getOpOperand(1)};
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  auto argument = dyn_cast_or_null<BlockArgument>(
      linalgOp ? findYielded(linalgOp) : Value());
  if (!argument || argument.getOwner() != &op->getRegion(0).front())
    return {};
  OpOperand *source = linalgOp.getMatchingOpOperand(argument);
  OpOperand *target = linalgOp.getDpsInitOperand(0);
  if (!linalgOp.isDpsInput(source) || op->getNumResults() != 0 ||
      !isa<MemRefType>(source->get().getType()) ||
      !linalgOp.getMatchingIndexingMap(target).isPermutation())
    return {};
  return {source, target};
}

static BufferUse *findUse(PlainBuffer &buffer, OpOperand *operand,
                          int64_t tick) {
  auto found = llvm::partition_point(
      buffer.uses, [&](const BufferUse &use) { return use.tick < tick; });
  for (; found != buffer.uses.end() && found->tick == tick; ++found)
    if (found->operand == operand)
      return &*found;
  return nullptr;
}

/// What all elements of a buffer are when the op reads it; null if unknown.
static Value findContents(const PlainBuffer &buffer, Operation *reader,
                          const LogicalTime &time) {
  int64_t tick = time.spanOf(reader).enter;
  auto next = llvm::partition_point(buffer.writes, [&](size_t number) {
    return buffer.uses[number].tick < tick;
  });
  if (next == buffer.writes.begin())
    return {};
  const BufferUse &last = buffer.uses[*std::prev(next)];
  Value filled = last.overwrites ? findFilled(last.user()) : Value();
  Operation *top = filled
                       ? last.user()->getBlock()->findAncestorOpInBlock(*reader)
                       : nullptr;
  if (!top || (next != buffer.writes.end() &&
               buffer.uses[*next].tick <= time.spanOf(top).exit))
    return {};
  return filled;
}

static bool isSelfCopy(Operation *op) {
  return isa<memref::CopyOp, linalg::CopyOp>(op) &&
         op->getOperand(0) == op->getOperand(1);
}

/// What the copy writes to all elements of its target; null if unknown.
static Value findCopied(ElementCopy copy, const BufferUses &uses,
                        ArrayRef<PlainBuffer> buffers) {
  std::optional<size_t> source = uses.bufferOf(copy.source->get());
  if (!source)
    return {};
  Value filled =
      findContents(buffers[*source], copy.source->getOwner(), uses.getTime());
  Type element =
      cast<MemRefType>(copy.target->get().getType()).getElementType();
  return filled && filled.getType() == element ? filled : Value();
}

/// A fill before the copy; the constant it writes may be from another body.
static OpOperand *createFill(ElementCopy copy, Value filled) {
  Operation *op = copy.source->getOwner();
  OpBuilder builder(op);
  if (Operation *constant = filled.getDefiningOp();
      constant && isa<linalg::LinalgOp>(constant->getParentOp()))
    filled = builder.clone(*constant)->getResult(0);
  auto fill =
      linalg::FillOp::create(builder, op->getLoc(), filled, copy.target->get());
  return fill.getDpsInitOperand(0);
}

bool replaceCopiesOfFills(const ShortenScope &scope) {
  BufferUses &uses = scope.uses;
  const LogicalTime &time = uses.getTime();
  SmallVector<Operation *> replaced;
  for (int64_t tick = 0; tick < time.size(); ++tick) {
    Operation *op = time.opAt(tick);
    if (time.spanOf(op).enter != tick)
      continue;
    if (isSelfCopy(op)) {
      replaced.push_back(op);
      continue;
    }
    ElementCopy copy = findElementCopy(op);
    Value filled =
        copy.source ? findCopied(copy, uses, uses.getBuffers()) : Value();
    if (!filled)
      continue;
    OpOperand *target = createFill(copy, filled);
    replaced.push_back(op);
    // Copies of this one are copies of a fill.
    if (std::optional<size_t> buffer = uses.bufferOf(copy.target->get()))
      if (BufferUse *use =
              findUse(uses.getBuffers()[*buffer], copy.target, tick))
        use->operand = target;
  }
  for (Operation *op : replaced)
    op->erase();
  return !replaced.empty();
}

} // namespace idealloc
