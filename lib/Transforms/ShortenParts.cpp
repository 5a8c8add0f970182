//===- ShortenParts.cpp - Writing where it is copied to -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   exp %x -> %s                        fill %z -> %p
//   fill %z -> %p                       %v = subview %p
//   %v = subview %p                     exp %x -> %v
//   copy %s -> %v                       ... reads %p ...
//   ... reads %p ...
//
// The copy is the last to use %s, and all that use it take strided memrefs.
// From the first of them to the copy nothing else may access the part of %p,
// but for a fill, which reads nothing and may run before. So the part holds at
// all these ticks what %s held, and nobody else can tell.
//
// An op that would have written %s over an operand of its own, elementwise,
// does so in the part, if all that is true of the operand as well.
//
// %p lives longer: only if the most that is live does not rise.
//
//===----------------------------------------------------------------------===//

#include "ElementCopies.h"
#include "Shorten.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace idealloc {

namespace {
/// A part of a buffer with constant bounds.
struct Box {
  PlainBuffer *buffer;
  memref::SubViewOp view;

  /// False if no element is in both.
  bool meets(const Box &other) const {
    memref::SubViewOp a = view, b = other.view;
    for (unsigned i = 0; i != a.getStaticOffsets().size(); ++i) {
      auto last = [&](memref::SubViewOp op) {
        return op.getStaticOffsets()[i] +
               (op.getStaticSizes()[i] - 1) * op.getStaticStrides()[i];
      };
      if (last(a) < b.getStaticOffsets()[i] ||
          last(b) < a.getStaticOffsets()[i])
        return false;
    }
    return true;
  }
};

class PartWrites {
public:
  explicit PartWrites(const ShortenScope &scope)
      : scope(scope), uses(scope.uses), time(uses.getTime()) {}

  bool run();

private:
  /// A buffer of which parts are written by others now.
  struct Whole {
    SmallVector<Box, 2> parts;
    /// The first tick of the buffer, and those before which its allocation and
    /// its fill stand.
    int64_t birth, alloc, fill;
  };
  struct Candidate {
    memref::CopyOp copy;
    Box part;
    /// What becomes the part: what is copied, and what it is written over.
    SmallVector<PlainBuffer *> sources;
    int64_t begin, end;
    /// Of the buffer: its fill, if that has to come before.
    linalg::FillOp fill = {};
  };
  PlainBuffer *plainBufferOf(Value memref);
  std::optional<Box> findBox(Value memref);
  bool isMovable(const PlainBuffer &buffer, Operation *last);
  PlainBuffer *findOperandToWriteOver(PlainBuffer &source);
  std::optional<Candidate> findCandidate(memref::CopyOp copy);
  bool isFree(Candidate &candidate);
  bool isFillable(linalg::FillOp fill, int64_t begin) const;
  Whole &wholeOf(PlainBuffer &buffer);
  bool isWhole(PlainBuffer &buffer) const {
    auto found = wholes.find(&buffer);
    return found != wholes.end() && !found->second.parts.empty();
  }
  bool isWorthIt(const Candidate &candidate);
  void apply(const Candidate &candidate);

  const ShortenScope &scope;
  BufferUses &uses;
  const LogicalTime &time;
  DenseMap<PlainBuffer *, Whole> wholes;
  llvm::SmallPtrSet<PlainBuffer *, 8> gone;
  /// Copies that are not needed any more. They stay as long as uses are asked
  /// for, of which they are some.
  SmallVector<memref::CopyOp> done;
};
} // namespace

PlainBuffer *PartWrites::plainBufferOf(Value memref) {
  std::optional<size_t> number = uses.bufferOf(memref);
  return number ? &uses.getBuffers()[*number] : nullptr;
}

std::optional<Box> PartWrites::findBox(Value memref) {
  auto view = memref.getDefiningOp<memref::SubViewOp>();
  PlainBuffer *buffer = view ? plainBufferOf(view.getSource()) : nullptr;
  if (!buffer || view.getSource() != buffer->memory() ||
      !buffer->memory().getType().getLayout().isIdentity() ||
      ShapedType::isDynamicShape(view.getStaticOffsets()) ||
      ShapedType::isDynamicShape(view.getStaticSizes()) ||
      ShapedType::isDynamicShape(view.getStaticStrides()))
    return std::nullopt;
  return Box{buffer, view};
}

static bool takesStrides(Operation *op) {
  return isa<memref::CopyOp, memref::LoadOp, memref::StoreOp>(op) ||
         (isa<linalg::LinalgOp>(op) && !op->hasAttr("library_call"));
}

/// True if all uses, of which this op is the last, could use a view.
bool PartWrites::isMovable(const PlainBuffer &buffer, Operation *last) {
  return !buffer.isReturned && scope.contains(buffer) && buffer.views.empty() &&
         !reliesOnAlignment(buffer) && buffer.uses.back().user() == last &&
         last->getBlock() == buffer.block() &&
         llvm::all_of(buffer.uses, [](const BufferUse &use) {
           return takesStrides(use.user());
         });
}

/// The operand over which the first op of a buffer would write it.
PlainBuffer *PartWrites::findOperandToWriteOver(PlainBuffer &source) {
  const BufferUse &first = source.uses.front();
  Operation *op = first.user();
  if (!first.overwrites || !first.isDirect() || !writesOneOperand(op))
    return nullptr;
  for (OpOperand &operand : op->getOpOperands()) {
    PlainBuffer *other = plainBufferOf(operand.get());
    if (!other || other == &source || operand.get() != other->memory() ||
        other->memory().getType() != source.memory().getType() ||
        other->block() != source.block() || gone.contains(other) ||
        isWhole(*other) || !isMovable(*other, op) ||
        !isElementByElement(operand, *first.operand))
      continue;
    if (llvm::count(op->getOperands(), other->memory()) == 1)
      return other;
  }
  return nullptr;
}

std::optional<PartWrites::Candidate>
PartWrites::findCandidate(memref::CopyOp copy) {
  PlainBuffer *source = plainBufferOf(copy.getSource());
  std::optional<Box> part = findBox(copy.getTarget());
  if (!source || !part || source == part->buffer || gone.contains(source) ||
      isWhole(*source) || gone.contains(part->buffer) ||
      copy.getSource() != source->memory() || !isMovable(*source, copy) ||
      part->buffer->block() != source->block() ||
      part->view->getBlock() != source->block() ||
      !scope.contains(*part->buffer) ||
      part->buffer->memory().getType().getMemorySpace() !=
          source->memory().getType().getMemorySpace())
    return std::nullopt;
  Candidate candidate{copy,
                      *part,
                      {source},
                      source->uses.front().tick,
                      time.spanOf(copy).enter};
  if (!isFree(candidate))
    return std::nullopt;
  while (scope.limits.inPlace) {
    PlainBuffer *operand = findOperandToWriteOver(*candidate.sources.back());
    if (!operand)
      break;
    Candidate longer = candidate;
    longer.sources.push_back(operand);
    longer.begin = operand->uses.front().tick;
    if (operand == part->buffer || !isFree(longer))
      break;
    candidate = longer;
  }
  return candidate;
}

/// True if the fill may run at this tick.
bool PartWrites::isFillable(linalg::FillOp fill, int64_t begin) const {
  Value value = fill.getInputs().front();
  Operation *definition = value.getDefiningOp();
  return !definition || matchPattern(value, m_Constant()) ||
         time.spanOf(definition).exit < begin;
}

/// True if nothing else accesses the part at the ticks of the sources. Finds
/// the fill that has to come first.
bool PartWrites::isFree(Candidate &candidate) {
  PlainBuffer &buffer = *candidate.part.buffer;
  candidate.fill = {};
  auto whole = wholes.find(&buffer);
  if (whole != wholes.end() &&
      llvm::any_of(whole->second.parts,
                   [&](const Box &box) { return box.meets(candidate.part); }))
    return false;
  auto next = llvm::partition_point(buffer.uses, [&](const BufferUse &use) {
    return use.span.exit < candidate.begin;
  });
  for (; next != buffer.uses.end() && next->tick < candidate.end; ++next) {
    const BufferUse &use = *next;
    if (!use.reads && !use.writes)
      continue;
    if (std::optional<Box> box = findBox(use.operand->get());
        box && !box->meets(candidate.part))
      continue;
    auto fill = dyn_cast<linalg::FillOp>(use.user());
    if (&use != &buffer.uses.front() || !fill || !use.overwrites ||
        !use.isDirect() || use.operand->get() != buffer.memory() ||
        !isFillable(fill, candidate.begin))
      return false;
    candidate.fill = fill;
  }
  return true;
}

PartWrites::Whole &PartWrites::wholeOf(PlainBuffer &buffer) {
  int64_t first = buffer.uses.front().tick;
  return wholes
      .try_emplace(&buffer,
                   Whole{{}, first, time.spanOf(buffer.alloc).enter, first})
      .first->second;
}

bool PartWrites::isWorthIt(const Candidate &candidate) {
  SmallVector<Operation *> allocs;
  for (PlainBuffer *source : candidate.sources)
    allocs.push_back(source->alloc);
  LoadProfile &profile = scope.getProfile();
  SmallVector<LoadProfile::Change> changes = profile.withoutBuffers(allocs);
  PlainBuffer &buffer = *candidate.part.buffer;
  int64_t birth = wholeOf(buffer).birth;
  if (!buffer.isReturned && candidate.begin < birth)
    changes.push_back({candidate.begin, birth, buffer.bytes});
  return profile.tryChanges(buffer.memory().getType().getMemorySpace(),
                            changes);
}

void PartWrites::apply(const Candidate &candidate) {
  PlainBuffer &buffer = *candidate.part.buffer;
  PlainBuffer &first = *candidate.sources.back();
  Operation *place = first.uses.front().top;
  Whole &whole = wholeOf(buffer);
  if (candidate.begin < whole.alloc)
    buffer.alloc->moveBefore(place);
  if (candidate.fill && candidate.begin < whole.fill) {
    linalg::FillOp fill = candidate.fill;
    OpBuilder builder(place);
    if (Operation *definition = fill.getInputs().front().getDefiningOp();
        definition && time.spanOf(definition).enter > candidate.begin)
      fill->setOperand(0, builder.clone(*definition)->getResult(0));
    fill->moveBefore(place);
    whole.fill = candidate.begin;
  }
  whole.alloc = std::min(whole.alloc, candidate.begin);
  whole.birth = std::min(whole.birth, candidate.begin);
  whole.parts.push_back(candidate.part);
  OpBuilder builder(place);
  Value view = builder.clone(*candidate.part.view)->getResult(0);
  uses.noteChange(buffer.memory());
  for (PlainBuffer *source : candidate.sources) {
    uses.noteChange(source->memory());
    for (Operation *free : source->frees)
      scope.remove(free);
    source->memory().replaceAllUsesWith(view);
    scope.remove(source->alloc);
    gone.insert(source);
  }
  done.push_back(candidate.copy);
}

bool PartWrites::run() {
  SmallVector<memref::CopyOp> copies;
  scope.forEachOp([&](Operation *op) {
    if (auto copy = dyn_cast<memref::CopyOp>(op))
      copies.push_back(copy);
  });
  for (memref::CopyOp copy : copies) {
    std::optional<Candidate> candidate = findCandidate(copy);
    if (candidate && isWorthIt(*candidate))
      apply(*candidate);
  }
  for (memref::CopyOp copy : done)
    scope.remove(copy);
  for (auto &[buffer, whole] : wholes)
    for (Box &part : whole.parts)
      if (part.view->use_empty())
        scope.remove(part.view);
  if (!gone.empty())
    scope.noteNewTicks();
  return !gone.empty();
}

bool writeThrough(const ShortenScope &scope) { return PartWrites(scope).run(); }

} // namespace idealloc
