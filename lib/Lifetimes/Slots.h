//===- Slots.h - Roots that share one slot ----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two ways for roots to share bytes although they need them at common ticks.
//
// 1. One never is in use when the other is allocated, in both directions: then
//    at any time the bytes belong to what was allocated last, and a value that
//    may be either refers to that one. So it is with what the branches of an
//    op yield, unless an older result is still in use in the next iteration of
//    a loop (test/Transforms/traps/t13-*).
// 2. Every op at which both need their bytes reads all it needs of one element
//    of the one, which is dead behind it, before it writes that element of the
//    other, and both begin at one offset: an in-place pair. They may meet at
//    several ops, in both directions. That they begin at one offset is
//    what the slot is for: a partial overlap would compute other numbers. If
//    the second is narrower, the slot keeps the bytes of the first for the
//    lifetime of the second, too: only where less is needed at once all the
//    same.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_SLOTS_H
#define IDEALLOC_LIB_LIFETIMES_SLOTS_H

#include "RootSets.h"
#include "TickLoad.h"
#include "WholeAccess.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Lifetimes/Lifetimes.h"

#include "mlir/Dialect/Async/IR/Async.h"
#include "llvm/ADT/DenseSet.h"

namespace idealloc {

/// Brings the roots of a function into slots, one kind after the other.
class SlotSharing {
public:
  /// With `mixesSizes`, branches may bring buffers of several sizes into one
  /// slot, which has the largest of these for the lifetimes of all.
  SlotSharing(Lifetimes &lifetimes, bool mixesSizes);

  void shareBranches();
  void shareInPlace();
  /// True if there is a slot of several sizes, or could have been.
  bool hasSizes() const { return isMixed; }
  /// The most bytes that slots need at one tick; of each memory space, added.
  int64_t load() const;
  void number();

private:
  using Bits = RootSets::Bits;
  static constexpr size_t batchSize = RootSets::batchSize;
  struct Slot {
    llvm::SmallVector<size_t, 2> members;
    /// Of the largest.
    int64_t bytes;
    LiveSet live;
    /// Where two members, or more, are live.
    LiveSet shared;
  };

  /// A body that runs beside others has no order with them.
  static bool isInAsyncBody(const Root &root) {
    return root.op->getParentOfType<mlir::async::ExecuteOp>() != nullptr;
  }
  bool mayShare(size_t a, size_t b) const {
    const Root &first = roots[a], &second = roots[b];
    if (isInAsyncBody(first) || isInAsyncBody(second) || isReturned[a] ||
        isReturned[b])
      return false;
    return !first.refusal && !second.refusal && slotOf[a] != slotOf[b] &&
           first.getType().getMemorySpace() ==
               second.getType().getMemorySpace() &&
           !first.op->hasAttr(IdeallocDialect::kPin) &&
           !second.op->hasAttr(IdeallocDialect::kPin);
  }
  void shareBranches(unsigned group);
  void shareBranches(size_t a, size_t b);
  bool isUsedAcross(size_t user, size_t birth);
  void merge(size_t a, size_t b);
  /// Visits the planned roots that a value may refer to.
  void forEachHolder(mlir::Value value,
                     llvm::function_ref<void(size_t)> visit) const;
  void shareInPlace(mlir::Operation *op);
  /// By root: the operands of an op that may refer to it.
  using OperandsOfRoots =
      llvm::SmallDenseMap<size_t, llvm::SmallVector<mlir::OpOperand *, 1>, 8>;
  OperandsOfRoots operandsOfRoots(mlir::Operation *op) const;
  /// An operand that is all of a root.
  struct RootOperand {
    mlir::OpOperand *operand;
    size_t root;
  };
  /// What may be the first of a pair at an op, as its slot needs its bytes here
  /// for the last time, and what may be the second, as it needs them next.
  struct Candidates {
    llvm::SmallVector<RootOperand, 2> reads, writes;
    OperandsOfRoots operands;
  };
  Candidates findCandidates(mlir::Operation *op);
  /// True if nothing of the slot of a root is needed between the op and what
  /// comes next.
  bool isDeadBehind(size_t root, mlir::Operation *op);
  /// Of the elements of what is written, to those of what is read.
  enum class Width : uint8_t { Equal, Narrower };
  /// Set if the op computes the same where both operands begin at one byte.
  std::optional<Width> bears(RootOperand read, RootOperand written,
                             const OperandsOfRoots &operands);
  /// True if a root of one slot dies at the op and one of the other may be
  /// written over it.
  bool meetInPlace(mlir::Operation *op, size_t a, size_t b);
  /// True if the slots of both may become one: every op at which both need
  /// their bytes is one at which they meet in place.
  bool isPair(RootOperand read, RootOperand written,
              const OperandsOfRoots &operands);
  /// True if fewer bytes are needed at once, where two slots are live, if they
  /// are one. Cost: O(ticks of their lifetimes), once O(ticks of all).
  bool saves(const Slot &a, const Slot &b);
  TickLoad &loadOf(mlir::Attribute space);
  /// The root that a memref is all of, if it is certain.
  std::optional<size_t> rootOf(mlir::Value memref);

  Lifetimes &lifetimes;
  bool mixesSizes, isMixed = false;
  llvm::MutableArrayRef<Root> roots;
  WholeSources sources;
  std::vector<size_t> slotOf;
  std::vector<Slot> slots;
  const RootSets &sets;
  /// By batch: the planned roots.
  std::vector<Bits> planned;
  /// By root: a caller needs it, at times that are not known here.
  std::vector<bool> isReturned;
  /// Of the slots, by memory space, once it is asked for.
  llvm::DenseMap<mlir::Attribute, TickLoad> loads;
  llvm::DenseMap<mlir::Value, size_t> rootAt;

  /// The aliases of the roots of a batch: in regions of one block by the tick
  /// behind which they are defined, and others.
  struct Alias {
    int64_t tick;
    unsigned value;
    Bits roots;
  };
  struct Aliases {
    /// Those that are defined before this tick are known.
    int64_t end = -1;
    std::vector<Alias> ordered, others;
  };
  const Aliases &orderAliases(unsigned batch, size_t birth);
  std::vector<Aliases> aliases;
  /// By value: where its definition ends, in a region of one block.
  std::vector<std::optional<int64_t>> definitions;
  /// Pairs of roots, and roots of a batch that one value may refer to, that
  /// were compared: nothing is different a second time.
  llvm::DenseSet<std::pair<size_t, size_t>> compared;
  std::vector<llvm::DenseSet<Bits>> comparedWords;
  /// By batch: the latest that were compared, and the root before them.
  std::vector<std::pair<std::optional<size_t>, Bits>> latestWords;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_SLOTS_H
