//===- ShortenReturned.cpp - Writing what is returned ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   matmul -> %s                        matmul -> %r
//   add %s, %x -> %r                    add %r, %x -> %r
//   return %r                           return %r
//
// The op is the first to use %r and the last to use %s, and could write %r over
// %s, element by element (rule 10). So from its first use on %s may be %r: at
// all ticks that holds what %s held, and nobody else uses it.
//
// %r is outside of the arena, where it takes the bytes of %s for the time of
// %s: no more than both took when the op ran.
//
//===----------------------------------------------------------------------===//

#include "ElementCopies.h"
#include "Shorten.h"

using namespace mlir;

namespace idealloc {

/// The buffer that may become `target`, which `written` is the first to write.
static PlainBuffer *findSource(OpOperand &written, PlainBuffer &target,
                               const ShortenScope &scope) {
  Operation *op = written.getOwner();
  for (OpOperand &operand : op->getOpOperands().drop_back()) {
    std::optional<size_t> number = scope.uses.bufferOf(operand.get());
    if (!number)
      continue;
    PlainBuffer &source = scope.uses.getBuffers()[*number];
    bool bears = llvm::all_of(op->getOpOperands(), [&](OpOperand &other) {
      return scope.uses.bufferOf(other.get()) != number ||
             isElementByElement(other, written);
    });
    if (bears && operand.get() == source.memory() && !source.isReturned &&
        source.memory().getType() == target.memory().getType() &&
        source.block() == target.block() && source.uses.back().user() == op &&
        scope.contains(source) && !reliesOnAlignment(source))
      return &source;
  }
  return nullptr;
}

/// The memory of the source, which goes, is that of the target.
static void join(PlainBuffer &source, PlainBuffer &target,
                 const ShortenScope &scope) {
  LogicalTime &time = scope.uses.getTime();
  for (Operation *free : source.frees)
    scope.remove(free);
  if (time.spanOf(source.alloc).enter < time.spanOf(target.alloc).enter) {
    target.alloc->moveBefore(source.alloc);
    time.place(target.alloc, source.alloc);
  }
  source.memory().replaceAllUsesWith(target.memory());
  scope.remove(source.alloc);
  // What uses it first may write it over something as well.
  target.uses = std::move(source.uses);
}

bool writeReturned(const ShortenScope &scope) {
  BufferUses &uses = scope.uses;
  bool hasChanged = false;
  scope.forEachOpFromBack([&](Operation *op) {
    OpOperand &written = op->getOpOperand(op->getNumOperands() - 1);
    std::optional<size_t> number = uses.bufferOf(written.get());
    if (!number)
      return;
    PlainBuffer &target = uses.getBuffers()[*number];
    if (!target.isReturned || written.get() != target.memory() ||
        !writesOneOperand(op))
      return;
    const BufferUse &first = target.uses.front();
    if (first.operand != &written || !first.overwrites || !first.isDirect() ||
        (!scope.limits.inPlace && !isa<memref::CopyOp>(op)))
      return;
    PlainBuffer *source = findSource(written, target, scope);
    if (!source)
      return;
    uses.rename(*uses.bufferOf(source->memory()), number);
    join(*source, target, scope);
    hasChanged = true;
  });
  return hasChanged;
}

} // namespace idealloc
