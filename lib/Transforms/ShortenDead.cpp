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

/// True if the use goes with its op, and its op with the buffer.
static bool isErasable(const BufferUse &use) {
  Operation *user = use.user();
  return use.writes && !use.reads && writesOneOperand(user) &&
         use.operand->getOperandNumber() + 1 == user->getNumOperands();
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
    keepers.push_back(llvm::count_if(buffer.uses, std::not_fn(isErasable)));
    if (keepers.back() == 0 && !buffer.uses.empty() && scope.contains(buffer))
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
            other && --keepers[*other] == 0 && scope.contains(buffers[*other]))
          dead.push_back(*other);
    }
  for (Operation *op : erased)
    scope.remove(op);
  for (size_t number : dead)
    remove(buffers[number], scope);
  return !dead.empty();
}

} // namespace idealloc
