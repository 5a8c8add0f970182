//===- ShortenDead.cpp - What nothing reads is not written ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fill of which all copies have become fills is left over. Only buffers that
// are written by ops which do nothing else go, and with them what is then read
// no more.
//
//===----------------------------------------------------------------------===//

#include "ElementCopies.h"
#include "Shorten.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace idealloc {

/// True if the use goes with its op, if that does nothing else.
static bool isWrite(const BufferUse &use) {
  return use.writes && !use.reads &&
         use.operand->getOperandNumber() + 1 == use.user()->getNumOperands();
}

/// True for a buffer that is only written, if the ops that write it do nothing
/// else.
static bool isErasable(const PlainBuffer &buffer, const ShortenScope &scope) {
  return scope.contains(buffer) &&
         llvm::all_of(buffer.uses, [](const BufferUse &use) {
           return writesOneOperand(use.user());
         });
}

static void remove(const PlainBuffer &buffer, const ShortenScope &scope) {
  for (Operation *free : buffer.frees)
    scope.remove(free);
  for (Operation *view : llvm::reverse(buffer.views))
    scope.remove(view);
  scope.remove(buffer.alloc);
}

bool eraseDeadWrites(const ShortenScope &scope) {
  std::vector<PlainBuffer> &buffers = scope.uses.getBuffers();
  /// By buffer: how many uses keep it.
  std::vector<size_t> keepers;
  SmallVector<size_t> dead;
  for (auto [number, buffer] : llvm::enumerate(buffers)) {
    keepers.push_back(llvm::count_if(buffer.uses, std::not_fn(isWrite)));
    if (keepers.back() == 0 && !buffer.uses.empty() &&
        isErasable(buffer, scope))
      dead.push_back(number);
  }
  llvm::SetVector<Operation *> erased;
  for (size_t next = 0; next < dead.size(); ++next)
    for (const BufferUse &use : buffers[dead[next]].uses) {
      // An op that reads several buffers meets the loop once for each.
      if (!erased.insert(use.user()))
        continue;
      for (Value read : use.user()->getOperands().drop_back())
        if (std::optional<size_t> other = scope.uses.bufferOf(read);
            other && --keepers[*other] == 0 &&
            isErasable(buffers[*other], scope))
          dead.push_back(*other);
    }
  for (Operation *op : erased)
    scope.remove(op);
  for (size_t number : dead)
    remove(buffers[number], scope);
  return !dead.empty();
}

} // namespace idealloc
