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

#include "ElementCopies.h"
#include "Shorten.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

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

BufferUse *findUse(OpOperand &operand, BufferUses &uses) {
  std::optional<size_t> number = uses.bufferOf(operand.get());
  if (!number)
    return nullptr;
  PlainBuffer &buffer = uses.getBuffers()[*number];
  int64_t tick = std::as_const(uses).getTime().spanOf(operand.getOwner()).enter;
  auto found = llvm::partition_point(
      buffer.uses, [&](const BufferUse &use) { return use.tick < tick; });
  for (; found != buffer.uses.end() && found->tick == tick; ++found)
    if (found->operand == &operand)
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
  Value filled = findContents(buffers[*source], copy.op(), uses.getTime());
  Type element =
      cast<MemRefType>(copy.target->get().getType()).getElementType();
  return filled && filled.getType() == element ? filled : Value();
}

/// A fill before the copy; the constant it writes may be from another body.
static OpOperand *createFill(ElementCopy copy, Value filled,
                             LogicalTime &time) {
  Operation *op = copy.op();
  OpBuilder builder(op);
  if (Operation *constant = filled.getDefiningOp();
      constant && isa<linalg::LinalgOp>(constant->getParentOp())) {
    filled = builder.clone(*constant)->getResult(0);
    time.place(filled.getDefiningOp(), op);
  }
  auto fill =
      linalg::FillOp::create(builder, op->getLoc(), filled, copy.target->get());
  time.replace(op, fill);
  return fill.getDpsInitOperand(0);
}

bool replaceCopiesOfFills(const ShortenScope &scope) {
  BufferUses &uses = scope.uses;
  bool hasChanged = false;
  scope.forEachOp([&](Operation *op) {
    if (isSelfCopy(op)) {
      scope.remove(op);
      hasChanged = true;
      return;
    }
    ElementCopy copy = findElementCopy(op);
    Value filled = copy ? findCopied(copy, uses, uses.getBuffers()) : Value();
    if (!filled)
      return;
    OpOperand *target = createFill(copy, filled, uses.getTime());
    // Copies of this one are copies of a fill.
    if (BufferUse *use = findUse(*copy.target, uses))
      use->operand = target;
    scope.remove(op);
    hasChanged = true;
  });
  return hasChanged;
}

} // namespace idealloc
