//===- ShortenSinking.cpp - Values begin when they are needed -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   fill %x -> %a                       ... uses %b ...
//   ... uses %b ...                     fill %x -> %a
//   matmul -> %a                        matmul -> %a
//
// An op that writes one buffer, the first to do so, may run just before the
// next access to that buffer, if nothing in between writes what it reads. It is
// worth it if all that it reads lives at least as long anyway: then no buffer
// is live at a place where it was not.
//
// Ops are moved from the last to the first, so that those behind have come to
// their places. What moves in front of the same op keeps its order.
//
//===----------------------------------------------------------------------===//

#include "ElementCopies.h"
#include "Shorten.h"

#include "idealloc/Dialect/Allocations.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace idealloc {

namespace {
class Sinking {
public:
  explicit Sinking(const ShortenScope &scope)
      : scope(scope), uses(scope.uses), time(uses.getTime()),
        lastUses(uses.getBuffers().size(), -1) {}

  bool run();

private:
  /// Where an op is: its tick; of one that moved, the tick of the op in front
  /// of which it is, and the lower the later it moved there.
  using Place = std::pair<int64_t, int64_t>;
  Place placeOf(Operation *op) const {
    auto found = moved.find(op);
    return found == moved.end() ? Place{time.spanOf(op).enter, 0}
                                : found->second;
  }
  void visit(Operation *op);
  const BufferUse *findNext(const PlainBuffer &buffer, Operation *op) const;
  bool comesNext(Operation *op, Operation *later);
  bool mayMove(Operation *op, size_t target, Place place);
  void noteUses(Operation *op);
  void move(Operation *op, Operation *next);

  const ShortenScope &scope;
  BufferUses &uses;
  const LogicalTime &time;
  DenseMap<Operation *, Place> moved;
  /// By op at its place: the first of those that moved in front of it.
  DenseMap<Operation *, Operation *> fronts;
  /// By block: an op, and the first from there on that is not inert.
  struct Ahead {
    Operation *begin = nullptr, *active = nullptr;
  };
  DenseMap<Block *, Ahead> ahead;
  /// By buffer: the last tick at which what has been visited uses it.
  std::vector<int64_t> lastUses;
};
} // namespace

/// The next op that uses a buffer which `op` is the first to use, if all uses
/// are in its block.
const BufferUse *Sinking::findNext(const PlainBuffer &buffer,
                                   Operation *op) const {
  if (buffer.uses.front().user() != op || op->getBlock() != buffer.block())
    return nullptr;
  const BufferUse *next = nullptr;
  for (const BufferUse &use : buffer.uses)
    if (use.top != op && use.user()->getBlock() &&
        (!next || placeOf(use.top) < placeOf(next->top)))
      next = &use;
  return next;
}

bool Sinking::mayMove(Operation *op, size_t target, Place place) {
  int64_t tick = time.spanOf(op).enter;
  for (OpOperand &operand : op->getOpOperands()) {
    Value value = operand.get();
    if (!isa<BaseMemRefType>(value.getType()))
      continue;
    std::optional<size_t> read = uses.bufferOf(value);
    if (read == target)
      continue;
    if (!read) {
      // In its body as well, which has the ticks behind its own.
      if (!uses.constantOf(value) &&
          uses.mayWriteForeign(value, tick, place.first))
        return false;
      continue;
    }
    const PlainBuffer &buffer = uses.getBuffers()[*read];
    if (lastUses[*read] < place.first)
      return false;
    auto write = llvm::partition_point(buffer.writes, [&](size_t number) {
      return buffer.uses[number].tick <= tick;
    });
    if (write != buffer.writes.end() && buffer.uses[*write].tick < place.first)
      return false;
  }
  return true;
}

/// True for an op that computes or allocates and does nothing else.
static bool isInert(Operation *op) {
  return op->getNumRegions() == 0 &&
         (isMemoryEffectFree(op) || getAllocatedMemory(op));
}

bool isNextTo(Operation *op, Operation *later) {
  Operation *next = op->getNextNode();
  while (next != later && isInert(next))
    next = next->getNextNode();
  return next == later;
}

/// The same, where the ops behind one that was asked for are known.
bool Sinking::comesNext(Operation *op, Operation *later) {
  if (isInert(later))
    return isNextTo(op, later);
  Ahead &known = ahead[op->getBlock()];
  Operation *begin = op->getNextNode(), *next = begin;
  while (next != known.begin && isInert(next))
    next = next->getNextNode();
  if (next == known.begin)
    next = known.active;
  known = {begin, next};
  return next == later;
}

void Sinking::move(Operation *op, Operation *next) {
  int64_t tick = placeOf(next).first;
  Operation *&front = fronts[time.opAt(tick)];
  if (!front)
    front = time.opAt(tick);
  moved[op] = {tick, placeOf(front).second - 1};
  Ahead &known = ahead[op->getBlock()];
  if (isInert(front))
    known = {};
  else if (known.active == front)
    known.active = op;
  op->moveBefore(front);
  front = op;
}

void Sinking::visit(Operation *op) {
  OpOperand *written = &op->getOpOperand(op->getNumOperands() - 1);
  std::optional<size_t> target = uses.bufferOf(written->get());
  if (!target)
    return;
  PlainBuffer &buffer = uses.getBuffers()[*target];
  const BufferUse *next =
      scope.contains(buffer) ? findNext(buffer, op) : nullptr;
  // What most ops fail comes first.
  if (next && !comesNext(op, next->top) &&
      mayMove(op, *target, placeOf(next->top)) && writesOneOperand(op))
    move(op, next->top);
}

void Sinking::noteUses(Operation *op) {
  for (Value value : op->getOperands())
    if (std::optional<size_t> buffer = uses.bufferOf(value))
      lastUses[*buffer] = std::max(lastUses[*buffer], placeOf(op).first);
}

bool Sinking::run() {
  scope.forEachOpFromBack([&](Operation *op) {
    if (getViewed(op) || getFreedMemory(op))
      return;
    visit(op);
    noteUses(op);
  });
  return !moved.empty();
}

bool sinkWrites(const ShortenScope &scope) { return Sinking(scope).run(); }

} // namespace idealloc
