//===- Interference.h - Which placed buffers clash ------------ -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The second opinion: from the IR and the offsets alone, it proves that buffers
// which share bytes do each other no harm. It knows no lifetimes, no ticks and
// no summaries but its own, and its library cannot include those of the first
// opinion (Lifetimes). It is meant to be dull: a flat graph, bit sets, one
// equation for each direction.
//
// What is proved. Every run of an allocation gives birth to a *generation* of
// its buffer. Buffer B is *live* at a point if on some path to it B may have
// been written since its birth, and on some path from it B may be read before
// an op writes all of it or it is born again. Let buffers A and B share bytes.
// An op *clashes* if it may write A and B is live across it, or if it accesses
// both and may write one. An op that returns before it is done also counts as a
// read at the op that waits for it; a transfer at every wait for its tag, if
// these stand in other blocks (TransfersUnderWay in Waits.h).
//
// If no op clashes, every read of every buffer returns what it would return if
// each generation had memory of its own. For a byte of B that was written and
// is read later can change in between only by an op that writes A. If that op
// is over when it returns, B is live across it: it has been written, and from
// there it is read with no overwrite in between, or the byte read would be of
// that. If the op runs on, it may do harm until its wait: to what was written
// before it, which is live across it; or to what is written meanwhile, but then
// A is live there, as it has been written and is read at the wait, and the
// other op clashes. Overwrites of A between an op that runs on and its wait end
// nothing; nor do births, as a buffer must not be born while a transfer of an
// older generation may be under way. Bytes never written since birth are
// undefined in both programs.
//
// A clash of A and B is forgiven in two cases:
//
// - *They never meet*: when B is born, no alias of A still has a use before it
//   is defined again, nor the other way round. Then, when B is born, the last
//   access to any earlier generation of A is over. For a later access to it
//   uses a value that derives from its allocation, step by step; the last of
//   these values that was defined before the birth is used after it. So the
//   accesses of any two generations come one after the other.
// - *In place*: they have one slot (`idealloc.slot`) and begin at one byte; the
//   op reads all of A and writes all of B elementwise (InPlace.h),
//   and A is not live after it.
//
// Where several threads run the function, and share its buffers, barriers that
// all pass part what they do into phases (lib/Verifier/Phases.h). A buffer that
// is live for one thread, or accessed, anywhere in a phase may be so for
// another everywhere in it. So no op in a phase may write A if B is in use in
// that phase, and nothing is forgiven. For what a thread reads in a later phase
// than another has written it, there is a path of one thread on which B is
// live: that of the first thread to its next barrier, any to the barrier before
// the read, and that of the second. Generations of one buffer may not meet in a
// phase.
//
// How:
//
// 1. *Points* (ProgramPoints.h): the function becomes one graph. What happens
//    in the body of a parallel or asynchronous op happens at that op.
// 2. *Meanings* (Meanings.h): which buffers each value may mean. A use that is
//    not understood (OperandUses.h) makes them unverifiable, which is an error.
// 3. *Generations*: where an allocation may run again, it is an error if an
//    alias of the buffer still has a use at its birth. So the claim above holds
//    for a buffer and itself, and a birth ends what was before.
// 4. *Bits* (BitFlow.h): needed backward, live forward, 64 buffers at a time,
//    until nothing changes.
// 5. *Bytes*: in program order, the buffers in use are kept by their bytes;
//    each op that writes A is asked which of them share bytes with A.
//
// In 4 and 5, most accesses of a row in one basic block through values of one
// meaning are left out (UseRows.cpp), and what they access counts as in use all
// along the row; if any clash comes up, it starts again with all of them.
//
// Callees are summarised in the same way, with their arguments as buffers.
//
// Cost: O(uses) for the meanings; O(basic blocks in which a buffer is needed /
// 64) for those that are alike, where a row of ops that have nothing to do with
// it is as one block; O(log) for each write that is not left out, and each time
// that a buffer comes into use; memory O(points + uses), and for each 64
// buffers those circles of values, and points, that have to do with one of
// them.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_VERIFIER_INTERFERENCE_H
#define IDEALLOC_VERIFIER_INTERFERENCE_H

#include "idealloc/Dialect/Threads.h"

#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <string>
#include <vector>

namespace idealloc {

/// What a callee does to the memory behind one argument.
struct CalleeEffect {
  bool reads = false;
  bool writes = false;
  bool frees = false;
  /// Nothing but a promise is known: every memref that it returns may be it.
  bool isPromised = false;
  /// Not empty if it may keep the argument: why, as a clause.
  std::string keeps = {};
  /// The results that may mean the argument.
  llvm::SmallVector<unsigned, 1> results = {};

  bool operator==(const CalleeEffect &) const = default;
};

/// What the functions that are called in an op with a symbol table do to their
/// arguments: the least solution of what their bodies say, so recursion needs
/// no exception. Cost: a few visits of each function, one where there is no
/// recursion.
class CalleeSummaries {
public:
  explicit CalleeSummaries(mlir::Operation *top);

  /// Of the operand that is passed with this number. Without summaries, or a
  /// body, all that is known is the promise `idealloc.noretain` on the call or
  /// the callee. A body that frees the argument breaks the promise.
  static CalleeEffect effectOf(const CalleeSummaries *callees,
                               mlir::Operation *call, unsigned number);

  /// Which functions several threads run.
  const ThreadedFunctions &getThreads() const { return threads; }

private:
  ThreadedFunctions threads;
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> calleeOf;
  llvm::DenseMap<mlir::Operation *, std::vector<CalleeEffect>> effects;
};

/// An allocation that occupies bytes [begin, end) of its memory space.
struct PlacedBuffer {
  mlir::Operation *alloc = nullptr;
  mlir::Attribute space;
  int64_t begin = 0;
  int64_t end = 0;
  /// `idealloc.slot`, if it has one: buffers of one slot may be used in place.
  std::optional<int64_t> slot = {};

  mlir::Value getMemory() const { return alloc->getResult(0); }
  mlir::MemRefType getType() const {
    return llvm::cast<mlir::MemRefType>(getMemory().getType());
  }
};

/// Bytes [begin, end) of a memory space.
struct PlacedRange {
  int64_t begin;
  int64_t end;
};

/// A call whose callee may write these bytes of a memory space, while it runs.
struct CalleeFootprint {
  mlir::Operation *call;
  mlir::Attribute space;
  /// Ascending, not touching.
  std::vector<PlacedRange> bytes;
};

/// A buffer about which nothing can be proved, and the op to blame: a clause
/// that completes "cannot be verified: ".
struct Unverifiable {
  size_t buffer;
  std::string reason;
  mlir::Operation *culprit;
};

/// An op that damages a buffer.
struct Clash {
  /// In place of `written`: bytes of the footprint of `op`.
  static constexpr size_t footprint = ~size_t(0);

  mlir::Operation *op;
  /// The buffer that `op` writes, by number.
  size_t written;
  /// The buffer that shares bytes with it.
  size_t other;
  /// The op accesses both.
  bool isSameOp;
  /// An op that may read `other` afterwards; null if the op accesses both, or
  /// another thread may need it.
  mlir::Operation *reader;
  /// Of what another thread needs between the same barriers.
  bool isAcrossThreads = false;
};

/// What is known of a function's placed buffers.
struct Interference {
  /// In order of the buffers, at most one each. If there are any, clashes were
  /// not looked for.
  std::vector<Unverifiable> unverifiable;
  /// The first clashes in program order, at most one for each pair of buffers.
  std::vector<Clash> clashes;
  /// The number of all: ops, buffers that they write, buffers that they damage.
  size_t numClashes = 0;
};

/// The first reason of each buffer about which nothing could be proved wherever
/// it were placed; `begin`, `end` and `slot` are not read.
std::vector<Unverifiable>
findUnverifiable(mlir::FunctionOpInterface function,
                 llvm::ArrayRef<PlacedBuffer> buffers,
                 const CalleeSummaries *callees = nullptr);

/// Examines all buffers of a function, given in program order, and reports the
/// first `maxClashes` pairs that clash. A call with a footprint writes all of
/// it, and is forgiven nothing.
Interference
computeInterference(mlir::FunctionOpInterface function,
                    llvm::ArrayRef<PlacedBuffer> buffers, size_t maxClashes,
                    const CalleeSummaries *callees = nullptr,
                    llvm::ArrayRef<CalleeFootprint> footprints = {});

} // namespace idealloc

#endif // IDEALLOC_VERIFIER_INTERFERENCE_H
