//===- ShortenLives.cpp - An allocation for each value of a buffer --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   %a = memref.alloc()                 %a = memref.alloc()
//   fill %x -> %a                       fill %x -> %a
//   ... reads %a ...                    ... reads %a ...
//                                       %b = memref.alloc()
//   fill %y -> %a                       fill %y -> %b
//   ... reads %a ...                    ... reads %b ...
//
// A life begins at an op of the buffer's block that certainly writes every
// element and, with what is nested in it, reads none. All uses are in that
// block, which runs from its begin to its end for each generation of the
// buffer: so what is used behind the op holds what was written there or later.
//
//===----------------------------------------------------------------------===//

#include "MakeStatic.h"
#include "Shorten.h"

#include "idealloc/Dialect/Allocations.h"
#include "idealloc/Dialect/Idealloc.h"

#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

/// By number, the uses at which lives but the first begin.
static SmallVector<size_t> findBirths(const PlainBuffer &buffer) {
  SmallVector<size_t> births;
  ArrayRef<BufferUse> uses = buffer.uses;
  bool isAccessed = false;
  for (size_t first = 0; first < uses.size();) {
    auto here = uses.drop_front(first).take_while(
        [&](const BufferUse &use) { return use.top == uses[first].top; });
    bool isBirth =
        llvm::any_of(here,
                     [](const BufferUse &use) {
                       return use.overwrites && use.isDirect();
                     }) &&
        llvm::none_of(here, [](const BufferUse &use) { return use.reads; });
    if (isBirth && isAccessed)
      births.push_back(first);
    isAccessed |= llvm::any_of(
        here, [](const BufferUse &use) { return use.reads || use.writes; });
    first += here.size();
  }
  return births;
}

namespace {
/// Names of a buffer for those of another one, from an op on.
class LifeNames {
public:
  LifeNames(Operation *birth, int64_t tick, Value memory, Value newMemory,
            LogicalTime &time)
      : birth(birth), tick(tick), time(time) {
    names[memory] = newMemory;
  }

  /// The name for `name`, a view being made anew if it came before the birth.
  Value of(Value name) {
    SmallVector<Value> chain;
    for (; !names.contains(name); name = getViewed(name.getDefiningOp()))
      chain.push_back(name);
    Value source = names.lookup(name);
    for (Value view : llvm::reverse(chain)) {
      Operation *op = view.getDefiningOp();
      if (time.spanOf(op).enter < tick) {
        OpBuilder builder(birth);
        op = builder.clone(*op);
        time.place(op, birth);
      }
      op->replaceUsesOfWith(getViewed(op), source);
      source = names[view] = op->getResult(0);
    }
    return source;
  }

private:
  Operation *birth;
  int64_t tick;
  LogicalTime &time;
  DenseMap<Value, Value> names;
};
} // namespace

static Operation *cloneAllocation(Operation *alloc, Operation *before) {
  OpBuilder builder(before);
  Operation *clone = builder.clone(*alloc);
  clone->setDiscardableAttrs(
      builder.getDictionaryAttr(attributesToKeep(alloc)));
  clone->removeDiscardableAttr(IdeallocDialect::kSlot);
  return clone;
}

static void split(PlainBuffer &buffer, ArrayRef<size_t> births,
                  const ShortenScope &scope) {
  BufferUses &known = scope.uses;
  LogicalTime &time = known.getTime();
  known.noteChange(buffer.memory());
  MutableArrayRef<BufferUse> uses(buffer.uses);
  // From the last to the first: views that a later life makes anew describe the
  // buffer until then.
  for (size_t begin : llvm::reverse(births)) {
    Operation *top = uses[begin].top;
    Operation *alloc = cloneAllocation(buffer.alloc, top);
    time.place(alloc, top);
    known.noteNew(alloc);
    LifeNames names(top, uses[begin].span.enter, buffer.memory(),
                    alloc->getResult(0), time);
    for (BufferUse &use : uses.drop_front(begin))
      use.operand->set(names.of(use.operand->get()));
    uses = uses.take_front(begin);
    for (Operation *free : buffer.frees) {
      OpBuilder builder(free->getContext());
      builder.setInsertionPointAfter(free);
      Operation *clone = builder.clone(*free);
      clone->replaceUsesOfWith(buffer.memory(), alloc->getResult(0));
      time.place(clone, free);
    }
  }
  for (Operation *view : llvm::reverse(buffer.views))
    if (view->use_empty())
      scope.remove(view);
}

/// True if each life can be freed where the buffer is.
static bool isFreedAtEnd(const PlainBuffer &buffer, const LogicalTime &time) {
  return llvm::all_of(buffer.frees, [&](Operation *free) {
    return buffer.frees.size() == 1 && free->getBlock() == buffer.block() &&
           getFreedMemory(free) == buffer.memory() &&
           time.spanOf(free).enter > buffer.uses.back().span.exit;
  });
}

bool splitLives(const ShortenScope &scope) {
  bool hasChanged = false;
  const LogicalTime &time = std::as_const(scope.uses).getTime();
  for (PlainBuffer &buffer : scope.uses.getBuffers()) {
    if (buffer.isReturned || !scope.contains(buffer))
      continue;
    SmallVector<size_t> births = findBirths(buffer);
    if (births.empty() || !isFreedAtEnd(buffer, time))
      continue;
    split(buffer, births, scope);
    hasChanged = true;
  }
  return hasChanged;
}

} // namespace idealloc
