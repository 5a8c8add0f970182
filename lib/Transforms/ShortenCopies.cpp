//===- ShortenCopies.cpp - Reading what was copied ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   copy %s -> %t                       ... reads %s ...
//   ... reads %t ...
//
// The copy is the first to use %t and the only one to write it, and no op from
// there to the end of the last one of the block that uses %t may write what was
// copied: so all elements are the same. Arguments may be one another's memory,
// and that of globals, unless `llvm.noalias` or `views=all` says that they are
// not.
//
// It is worth it: where %t was live, %s is live instead or as well, with at
// most as many bytes.
//
//===----------------------------------------------------------------------===//

#include "ElementCopies.h"
#include "Shorten.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Builders.h"

using namespace mlir;

namespace idealloc {

namespace {
/// A copy and what its readers can read in its place.
struct Reading {
  ElementCopy copy;
  SmallVector<unsigned> permutation;
  PlainBuffer *target;
  /// The last tick at which the target may be read.
  int64_t end;

  int64_t begin() const { return target->uses.front().tick; }
  Value source() const { return copy.source->get(); }
  bool isTransposed() const { return !llvm::is_sorted(permutation); }
};
} // namespace

bool reliesOnAlignment(const PlainBuffer &buffer) {
  return llvm::any_of(buffer.views, llvm::IsaPred<memref::AssumeAlignmentOp>) ||
         llvm::any_of(buffer.uses, [](const BufferUse &use) {
           return use.user()->hasAttr("alignment");
         });
}

static bool isReadOnly(const PlainBuffer &buffer) {
  return !buffer.isReturned && buffer.writes.size() == 1 &&
         buffer.uses.front().overwrites && buffer.uses.front().isDirect();
}

static std::optional<Reading> findReading(Operation *op,
                                          const ShortenScope &scope) {
  ElementCopy copy = findElementCopy(op);
  if (!copy)
    return std::nullopt;
  std::optional<size_t> number = scope.uses.bufferOf(copy.target->get());
  if (!number)
    return std::nullopt;
  PlainBuffer &target = scope.uses.getBuffers()[*number];
  auto source = cast<MemRefType>(copy.source->get().getType());
  if (copy.target->get() != target.memory() ||
      target.uses.front().operand != copy.target || !isReadOnly(target) ||
      !scope.contains(target) || reliesOnAlignment(target) ||
      source.getMemorySpace() != target.memory().getType().getMemorySpace())
    return std::nullopt;
  auto permutation = findPermutation(copy);
  if (!permutation)
    return std::nullopt;
  return Reading{copy, *permutation, &target, target.uses.back().span.exit};
}

/// True if the op takes memrefs of any strides, and no kernel is told of them.
static bool takesStrides(Operation *op) {
  return isa<memref::CopyOp, memref::LoadOp>(op) ||
         (isa<linalg::LinalgOp>(op) && !op->hasAttr("library_call"));
}

static bool takeStrides(const PlainBuffer &target) {
  return llvm::all_of(ArrayRef(target.uses).drop_front(),
                      [&](const BufferUse &use) {
                        return takesStrides(use.user()) &&
                               use.operand->get() == target.memory();
                      });
}

static bool isNoAlias(Value memref) {
  auto argument = cast<BlockArgument>(memref);
  auto function =
      dyn_cast<FunctionOpInterface>(argument.getOwner()->getParentOp());
  return function &&
         function.getArgAttr(argument.getArgNumber(),
                             LLVM::LLVMDialect::getNoAliasAttrName());
}

/// True if an argument is known not to share memory with others.
static bool standsAlone(Value base, const ShortenScope &scope) {
  bool isBelieved = scope.limits.views == ReadViews::All &&
                    !scope.limits.sharing.contains(scope.function);
  return isa<BlockArgument>(base) &&
         base.getParentBlock()->getParentOp() == scope.function &&
         base.getParentBlock()->isEntryBlock() &&
         (isBelieved || isNoAlias(base));
}

bool isViewAllowed(Value source, const ShortenScope &scope) {
  switch (scope.limits.views) {
  case ReadViews::All:
    return true;
  case ReadViews::Constants:
    return bool(scope.uses.constantOf(source));
  case ReadViews::None:
    return false;
  }
  llvm_unreachable("a ReadViews has a meaning");
}

bool staysUnchanged(Value source, int64_t begin, int64_t end,
                    const ShortenScope &scope) {
  if (scope.uses.constantOf(source))
    return true;
  std::optional<size_t> number = scope.uses.bufferOf(source);
  if (!number) {
    Value base = getBase(source);
    return standsAlone(base, scope)
               ? !scope.uses.mayWriteArgument(base, begin, end)
               : !scope.uses.mayWriteForeign(source, begin, end);
  }
  const PlainBuffer &buffer = scope.uses.getBuffers()[*number];
  auto write = llvm::partition_point(
      buffer.writes, [&](size_t use) { return buffer.uses[use].tick < begin; });
  bool isFreed = llvm::any_of(buffer.frees, [&](Operation *free) {
    int64_t tick = scope.uses.getTime().spanOf(free).enter;
    return tick > begin && tick < end;
  });
  return !isFreed &&
         (write == buffer.writes.end() || buffer.uses[*write].tick >= end);
}

/// True if no buffer lives longer for it that takes more than the copy does, or
/// that an op could have written its result over.
static bool isWorthIt(const Reading &reading, const ShortenScope &scope) {
  std::optional<size_t> number = scope.uses.bufferOf(reading.source());
  if (!number)
    return true;
  const PlainBuffer &buffer = scope.uses.getBuffers()[*number];
  if (buffer.uses.back().span.exit >= reading.end)
    return true;
  auto last = dyn_cast<linalg::LinalgOp>(reading.target->uses.back().top);
  return buffer.bytes <= reading.target->bytes &&
         (!reading.isTransposed() ||
          (last && last.getNumParallelLoops() != last.getNumLoops()));
}

/// True if what is live at the worst time does not rise when what was copied
/// lives as long as the copy.
static bool isWorthLonger(const Reading &reading, const ShortenScope &scope) {
  const PlainBuffer &buffer =
      scope.uses.getBuffers()[*scope.uses.bufferOf(reading.source())];
  LoadProfile &profile = scope.getProfile();
  auto added = profile.longer(buffer.alloc, reading.end + 1);
  if (!added)
    return false;
  auto changes = profile.withoutBuffers({reading.target->alloc});
  changes.push_back(*added);
  return profile.tryChanges(buffer.memory().getType().getMemorySpace(),
                            changes);
}

/// True if both describe the same bytes to every op.
static bool haveSameStrides(MemRefType a, MemRefType b) {
  SmallVector<int64_t> strides, others;
  int64_t offset, other;
  return a.getShape() == b.getShape() &&
         succeeded(a.getStridesAndOffset(strides, offset)) &&
         succeeded(b.getStridesAndOffset(others, other)) && strides == others &&
         offset == other && !ShapedType::isDynamic(offset) &&
         !ShapedType::isDynamicShape(strides);
}

/// True if those who read the target take a view of any strides.
static bool takesAnyView(const Reading &reading) {
  return reading.target->views.empty() && takeStrides(*reading.target);
}

/// True if they can read what was copied.
static bool isReadable(const Reading &reading) {
  auto type = cast<MemRefType>(reading.source().getType());
  if (reading.isTransposed() && !type.isStrided())
    return false;
  return takesAnyView(reading) ||
         (!reading.isTransposed() &&
          haveSameStrides(type, reading.target->memory().getType()));
}

static Value createSource(const Reading &reading, LogicalTime &time) {
  MemRefType wanted = reading.target->memory().getType();
  Value source = reading.source();
  OpBuilder builder(reading.copy.op());
  Location loc = reading.copy.op()->getLoc();
  if (reading.isTransposed())
    source = memref::TransposeOp::create(
        builder, loc, source,
        AffineMapAttr::get(AffineMap::getPermutationMap(reading.permutation,
                                                        builder.getContext())));
  else if (source.getType() != wanted && !takesAnyView(reading))
    source = memref::CastOp::create(builder, loc, wanted, source);
  if (source != reading.source())
    time.place(source.getDefiningOp(), reading.copy.op());
  return source;
}

static void apply(const Reading &reading, Value source,
                  const ShortenScope &scope) {
  LogicalTime &time = scope.uses.getTime();
  PlainBuffer &target = *reading.target;
  Operation *copy = reading.copy.op();
  // Those that come before the copy, or have its tick as they were made there;
  // what stands in other blocks nothing uses.
  for (Operation *view : llvm::reverse(target.views))
    if (view->use_empty())
      scope.remove(view);
  for (Operation *view : target.views)
    if (view->getBlock() && time.spanOf(view).enter <= reading.begin()) {
      view->moveBefore(copy);
      time.place(view, copy);
    }
  scope.remove(copy);
  for (Operation *free : target.frees)
    scope.remove(free);
  target.memory().replaceAllUsesWith(source);
  scope.remove(target.alloc);
}

/// Where what was copied lives longer, only if that is asked for.
static bool readThrough(const ShortenScope &scope, bool longer) {
  BufferUses &uses = scope.uses;
  bool hasChanged = false;
  scope.forEachOp([&](Operation *op) {
    std::optional<Reading> reading = findReading(op, scope);
    if (!reading ||
        (reading->isTransposed() && !isViewAllowed(reading->source(), scope)) ||
        !staysUnchanged(reading->source(), reading->begin(), reading->end + 1,
                        scope) ||
        isWorthIt(*reading, scope) == longer || !isReadable(*reading) ||
        (longer && !isWorthLonger(*reading, scope)))
      return;
    Value source = createSource(*reading, uses.getTime());
    uses.rename(*uses.bufferOf(reading->target->memory()),
                uses.bufferOf(reading->source()));
    apply(*reading, source, scope);
    hasChanged = true;
  });
  return hasChanged;
}

bool readThrough(const ShortenScope &scope) {
  return readThrough(scope, /*longer=*/false);
}

bool readThroughLonger(const ShortenScope &scope) {
  return readThrough(scope, /*longer=*/true);
}

} // namespace idealloc
