//===- Shorten.h - The rewrites of idealloc-shorten -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file a rewrite. Each lets values live for a shorter time, or not at all,
// in upstream IR; its header proves that the program computes the same. All
// take what is known of the function and return true if they changed it.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_SHORTEN_H
#define IDEALLOC_LIB_TRANSFORMS_SHORTEN_H

#include "LoadProfile.h"
#include "Selection.h"
#include "idealloc/Lifetimes/BufferUses.h"
#include "idealloc/Transforms/Passes.h"

#include "llvm/ADT/SetVector.h"

namespace idealloc {

/// What the options ask for, what is left of the bytes to fold, and what all
/// functions share.
struct ShortenLimits {
  const Selection &selection;
  ReadViews views;
  /// An op may write over an operand that it reads for the last time.
  bool inPlace;
  int64_t foldBytes;
  mlir::SymbolTableCollection symbols = {};
  /// Functions of which a call passes one buffer to two arguments.
  llvm::SmallPtrSet<mlir::Operation *, 4> sharing = {};
  /// Constants that something was computed from.
  llvm::SetVector<mlir::Operation *> folded = {};
};

/// What is known of a function. A rewrite takes ops out, places new ones in
/// time and says what it changed; the next one finds all as it is.
struct ShortenFacts {
  BufferUses uses;
  std::optional<LoadProfile> profile = std::nullopt;
  std::vector<mlir::Operation *> removed = {};
  /// These and what is nested in them.
  llvm::DenseSet<mlir::Operation *> gone = {};

  ShortenFacts(BufferUses uses) : uses(std::move(uses)) {}
  ~ShortenFacts() {
    for (mlir::Operation *op : removed)
      op->destroy();
  }
};

/// A function and what the options select of it.
struct ShortenScope {
  mlir::FunctionOpInterface function;
  ShortenFacts &facts;
  ShortenLimits &limits;
  BufferUses &uses = facts.uses;

  /// That of the function at the first call, which no rewrite may ask for after
  /// a change of its own; in the ticks of `uses`.
  LoadProfile &getProfile() const {
    return facts.profile ? *facts.profile
                         : facts.profile.emplace(function, uses.getTime());
  }
  /// Ops have moved: they get new ticks before the next rewrite.
  void noteNewTicks() const {
    uses.noteNewTicks();
    facts.profile.reset();
  }
  /// Takes an op out of the function, whose results nothing uses.
  void remove(mlir::Operation *op) const {
    op->walk([&](mlir::Operation *nested) {
      facts.gone.insert(nested);
      for (mlir::Value operand : nested->getOperands())
        uses.noteChange(operand);
    });
    op->remove();
    op->dropAllReferences();
    facts.removed.push_back(op);
  }
  /// The ops with memrefs that are there, in the order in which `uses` knows
  /// them; and from the last one to the first.
  template <typename Visitor> void forEachOp(Visitor visit) const {
    for (int64_t tick : uses.getMemoryTicks())
      visitAt(tick, visit);
  }
  template <typename Visitor> void forEachOpFromBack(Visitor visit) const {
    for (int64_t tick : llvm::reverse(uses.getMemoryTicks()))
      visitAt(tick, visit);
  }

  bool contains(const PlainBuffer &buffer) const {
    return limits.selection.contains(buffer.memory().getType(), buffer.bytes);
  }

private:
  template <typename Visitor> void visitAt(int64_t tick, Visitor visit) const {
    const LogicalTime &time = std::as_const(uses).getTime();
    if (mlir::Operation *op = time.opAt(tick);
        time.spanOf(op).enter == tick && !facts.gone.contains(op))
      visit(op);
  }
};

/// Finds the functions in `top` to which calls pass one buffer twice, for
/// `views=all`; remarks each of these calls.
void findSharedArguments(mlir::Operation *top, ShortenLimits &limits);

/// True if a use relies on an alignment that other memory may not have.
bool reliesOnAlignment(const PlainBuffer &buffer);

/// True if an op may be asked to read a transposed view of this.
bool isViewAllowed(mlir::Value source, const ShortenScope &scope);

/// True if what is read at a tick of [begin, end) of memory that is live at its
/// first tick is what was there at that tick.
bool staysUnchanged(mlir::Value source, int64_t begin, int64_t end,
                    const ShortenScope &scope);

/// True if nothing but computing and allocating stands between two ops of one
/// block. Cost: linear in that.
bool isNextTo(mlir::Operation *op, mlir::Operation *later);

/// What is known of an operand, if that is or views a plain buffer; else null.
BufferUse *findUse(mlir::OpOperand &operand, BufferUses &uses);

/// Gives a buffer that holds several values, one after another, an allocation
/// for each: from an op that overwrites all of it to the next.
bool splitLives(const ShortenScope &scope);

/// Lets linalg ops that read a broadcast, which nothing writes again, read what
/// was broadcast in its place, if that lives as long or they come next.
bool readBroadcasts(const ShortenScope &scope);

/// The same where what was broadcast then lives longer, if no more is live at
/// the worst of these times.
bool readBroadcastsLonger(const ShortenScope &scope);

/// Lets those who compute what a returned buffer is written over write the
/// returned buffer, in which it is outside of the arena.
bool writeReturned(const ShortenScope &scope);

/// Turns copies of what a fill has written into fills, and erases copies of a
/// buffer to itself.
bool replaceCopiesOfFills(const ShortenScope &scope);

/// Turns buffers that are computed from constants alone, and read only, into
/// constants, as long as their bytes are within the limit.
bool foldConstants(const ShortenScope &scope);

/// Erases private constants that something was computed from and that nothing
/// in `top` uses any more.
void eraseUnusedConstants(mlir::Operation *top, ShortenLimits &limits);

/// Lets those who read a copy, which nothing writes again, read what was copied
/// in its place: a part of it, or a transposed view if `views` allows that.
bool readThrough(const ShortenScope &scope);

/// The same where what was copied then lives longer, if no more is live at the
/// worst of these times.
bool readThroughLonger(const ShortenScope &scope);

/// Lets those who compute what is copied into a part of a buffer write there,
/// if no more is live at the worst time.
bool writeThrough(const ShortenScope &scope);

/// Erases what writes buffers that nothing reads.
bool eraseDeadWrites(const ShortenScope &scope);

/// Moves ops that write a buffer first, and read nothing that lives shorter, to
/// just before its next use.
bool sinkWrites(const ShortenScope &scope);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_SHORTEN_H
