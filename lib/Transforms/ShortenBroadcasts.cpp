//===- ShortenBroadcasts.cpp - Reading what was broadcast -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   broadcast %s -> %t                  generic {(i, j) -> (j), ...} %s, %x ->
//   %y add %t, %x -> %y
//
// The broadcast stands in the block of %t and writes all of it. Until the next
// op of the block that does so, or to the end, only linalg ops use %t: they
// read it, by index maps. No op from there to the end of the last of them may
// write %s. So each finds in %s, by the composed map, the number that stood in
// %t, and what the broadcast writes nobody reads. The loops stay as they are:
// the op keeps their kinds, and operands that say how far each of them goes.
//
// %t may hold other values before and after: a buffer that is returned does.
//
//===----------------------------------------------------------------------===//

#include "ElementCopies.h"
#include "Shorten.h"

#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

namespace {
/// A broadcast and those who read what it writes.
struct Broadcast {
  ElementCopy copy;
  PlainBuffer *target;
  /// Where an element of the target is in the source.
  AffineMap map = {};
  /// By operand, in program order: those of one op stand together.
  SmallVector<OpOperand *, 2> readers = {};
  /// The last tick at which one of them may run.
  int64_t end = 0;
  /// The op that begins the next value of the target, null if none does.
  Operation *successor = nullptr;

  Value source() const { return copy.source->get(); }
  /// True if the target holds nothing else.
  bool isAll() const {
    return !successor && target->uses.front().operand == copy.target;
  }
};
} // namespace

/// True if an op reads the operand by an index map that may become another one.
/// A named op is then none any more: only those that compute each element by
/// itself, for which there are no kernels.
static bool takesIndexMap(OpOperand &operand) {
  auto op = dyn_cast<linalg::LinalgOp>(operand.getOwner());
  return op && op->getNumResults() == 0 && !op->hasAttr("library_call") &&
         op.isDpsInput(&operand) &&
         (isa<linalg::GenericOp>(op) ||
          op.getNumParallelLoops() == op.getNumLoops());
}

/// Finds who reads what the broadcast writes; false if not all of them take
/// another index map.
static bool findReaders(Broadcast &found) {
  ArrayRef<BufferUse> uses = found.target->uses;
  const auto *written = llvm::find_if(uses, [&](const BufferUse &use) {
    return use.operand == found.copy.target;
  });
  if (written == uses.end() || !written->overwrites || !written->isDirect())
    return false;
  for (const BufferUse &use : llvm::make_range(written + 1, uses.end())) {
    if (found.successor && use.top != found.successor)
      break;
    if (use.overwrites && use.isDirect()) {
      found.successor = use.top;
      continue;
    }
    if (!use.reads || use.writes ||
        use.operand->get() != found.target->memory() ||
        !takesIndexMap(*use.operand))
      return false;
    found.readers.push_back(use.operand);
    found.end = use.span.exit;
  }
  return !found.readers.empty();
}

static std::optional<Broadcast> findBroadcast(Operation *op,
                                              const ShortenScope &scope) {
  if (!isa<linalg::LinalgOp>(op))
    return std::nullopt;
  ElementCopy copy = findElementCopy(op);
  std::optional<size_t> number =
      copy ? scope.uses.bufferOf(copy.target->get()) : std::nullopt;
  if (!number || findPermutation(copy))
    return std::nullopt;
  PlainBuffer &target = scope.uses.getBuffers()[*number];
  auto source = cast<MemRefType>(copy.source->get().getType());
  MemRefType type = target.memory().getType();
  if (copy.target->get() != target.memory() || !scope.contains(target) ||
      source.getMemorySpace() != type.getMemorySpace() ||
      !source.hasStaticShape() ||
      source.getNumElements() > type.getNumElements() ||
      scope.uses.bufferOf(copy.source->get()) == number)
    return std::nullopt;
  Broadcast found{copy, &target};
  if (!findReaders(found))
    return std::nullopt;
  auto linalgOp = cast<linalg::LinalgOp>(op);
  found.map = linalgOp.getMatchingIndexingMap(copy.source)
                  .compose(inversePermutation(
                      linalgOp.getMatchingIndexingMap(copy.target)));
  return found;
}

/// True if those who read the source by the map step through it as through the
/// target, or are allowed to do otherwise.
static bool isOrderAllowed(const Broadcast &found, const ShortenScope &scope) {
  SmallVector<unsigned> order;
  for (AffineExpr index : found.map.getResults())
    if (auto dimension = dyn_cast<AffineDimExpr>(index))
      order.push_back(dimension.getPosition());
  return llvm::is_sorted(order) || isViewAllowed(found.source(), scope);
}

//===----------------------------------------------------------------------===//
// Index maps
//===----------------------------------------------------------------------===//

namespace {
/// An op that reads the broadcast, and its index maps when it reads the source.
struct Reader {
  linalg::LinalgOp op;
  SmallVector<AffineMap> maps;
};
} // namespace

/// All of them, in program order; none if one of them cannot read the source.
static SmallVector<Reader, 2> composeMaps(const Broadcast &found) {
  SmallVector<Reader, 2> all;
  for (OpOperand *operand : found.readers) {
    auto op = cast<linalg::LinalgOp>(operand->getOwner());
    if (all.empty() || all.back().op != op)
      all.push_back({op, op.getIndexingMapsArray()});
    AffineMap &map = all.back().maps[operand->getOperandNumber()];
    map = found.map.compose(map);
    if (!map.isProjectedPermutation(/*allowZeroInResults=*/true))
      return {};
  }
  bool countLoops = llvm::all_of(all, [](const Reader &reader) {
    return inversePermutation(
        concatAffineMaps(reader.maps, reader.maps.front().getContext()));
  });
  return countLoops ? all : SmallVector<Reader, 2>();
}

/// The op as a linalg.generic with other index maps, which replaces it.
static linalg::GenericOp generalise(const Reader &reader,
                                    const ShortenScope &scope) {
  linalg::LinalgOp op = reader.op;
  OpBuilder builder(op);
  if (auto generic = dyn_cast<linalg::GenericOp>(op.getOperation())) {
    generic.setIndexingMapsAttr(builder.getAffineMapArrayAttr(reader.maps));
    return generic;
  }
  auto generic = linalg::GenericOp::create(
      builder, op->getLoc(), op.getDpsInputs(), op.getDpsInits(), reader.maps,
      op.getIteratorTypesArray());
  generic->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  generic.getRegion().takeBody(op->getRegion(0));
  scope.uses.getTime().replace(op, generic);
  for (auto [old, operand] :
       llvm::zip_equal(op->getOpOperands(), generic->getOpOperands()))
    if (BufferUse *use = findUse(old, scope.uses)) {
      use->top = use->isDirect() ? generic.getOperation() : use->top;
      use->operand = &operand;
    }
  scope.remove(op);
  return generic;
}

static void readSource(const Reader &reader, const Broadcast &found,
                       const ShortenScope &scope) {
  linalg::GenericOp generic = generalise(reader, scope);
  for (OpOperand *operand : found.readers)
    if (operand->getOwner() == reader.op)
      generic->setOperand(operand->getOperandNumber(), found.source());
}

//===----------------------------------------------------------------------===//
// The rewrite
//===----------------------------------------------------------------------===//

/// True if one op reads the broadcast, writes one buffer, and comes next. When
/// the broadcast ran, the source, which is the smaller, and the target were
/// live beside all that is live now but for that buffer, which could at most
/// have been written over a target of its size.
static bool isReadNext(const Broadcast &found, const PlainBuffer &source) {
  auto reader = cast<linalg::LinalgOp>(found.readers.front()->getOwner());
  Operation *copy = found.copy.op();
  auto type = cast<MemRefType>(found.source().getType());
  return source.bytes <= found.target->bytes &&
         type.getNumElements() <
             found.target->memory().getType().getNumElements() &&
         (!found.target->isReturned || found.successor == reader) &&
         reader.getNumDpsInits() == 1 &&
         reader->getBlock() == copy->getBlock() &&
         llvm::all_of(
             found.readers,
             [&](OpOperand *other) { return other->getOwner() == reader; }) &&
         isNextTo(copy, reader);
}

/// True if no more is live than before, whatever else is.
static bool isWorthIt(const Broadcast &found, const ShortenScope &scope) {
  std::optional<size_t> number = scope.uses.bufferOf(found.source());
  if (!number)
    return true;
  const PlainBuffer &source = scope.uses.getBuffers()[*number];
  return source.uses.back().span.exit >= found.end || isReadNext(found, source);
}

/// True if what is live at the worst time does not rise when it does.
static bool isWorthLonger(const Broadcast &found, const ShortenScope &scope) {
  const PlainBuffer &source =
      scope.uses.getBuffers()[*scope.uses.bufferOf(found.source())];
  LoadProfile &profile = scope.getProfile();
  auto added = profile.longer(source.alloc, found.end + 1);
  if (!added)
    return false;
  // The target is not live until its next value begins.
  const LogicalTime &time = scope.uses.getTime();
  int64_t begin = time.spanOf(found.copy.op()).enter;
  int64_t until =
      found.successor ? time.spanOf(found.successor).enter : time.size();
  auto changes = profile.withoutBuffers({found.target->alloc});
  for (LoadProfile::Change &change : changes) {
    change.begin = std::max(change.begin, begin);
    change.end = std::min(change.end, until);
  }
  llvm::erase_if(changes, [](const LoadProfile::Change &change) {
    return change.begin >= change.end;
  });
  changes.push_back(*added);
  return profile.tryChanges(source.memory().getType().getMemorySpace(),
                            changes);
}

static void apply(const Broadcast &found, ArrayRef<Reader> readers,
                  const ShortenScope &scope) {
  scope.uses.noteChange(found.source());
  for (const Reader &reader : readers)
    readSource(reader, found, scope);
  scope.remove(found.copy.op());
  if (!found.isAll())
    return;
  for (Operation *free : found.target->frees)
    scope.remove(free);
  for (Operation *view : llvm::reverse(found.target->views))
    scope.remove(view);
  scope.remove(found.target->alloc);
}

static bool readBroadcasts(const ShortenScope &scope, bool longer) {
  bool hasChanged = false;
  scope.forEachOp([&](Operation *op) {
    std::optional<Broadcast> found = findBroadcast(op, scope);
    if (!found || isWorthIt(*found, scope) == longer ||
        !isOrderAllowed(*found, scope))
      return;
    int64_t begin = scope.uses.getTime().spanOf(op).enter;
    if (!staysUnchanged(found->source(), begin, found->end + 1, scope))
      return;
    SmallVector<Reader, 2> readers = composeMaps(*found);
    if (readers.empty() || (longer && !isWorthLonger(*found, scope)))
      return;
    apply(*found, readers, scope);
    hasChanged = true;
  });
  return hasChanged;
}

bool readBroadcasts(const ShortenScope &scope) {
  return readBroadcasts(scope, /*longer=*/false);
}

bool readBroadcastsLonger(const ShortenScope &scope) {
  return readBroadcasts(scope, /*longer=*/true);
}

} // namespace idealloc
