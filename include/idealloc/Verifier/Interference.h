//===- Interference.h - Which placed buffers clash ------------ -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Second opinion on lifetimes: an alias propagation and a dataflow of its own
// that share no code with Lifetimes.h and read no lifetime, so that a mistake
// in one is caught by the other.
//
// What is proved. Every run of an allocation gives birth to a *generation* of
// its buffer. A point of the program is a gap between two ops. Buffer B is
// *live* at a point if on some path to it B may have been written since its
// birth, and on some path from it B may be read before an op writes all of it
// or it is born again; or if an op that may access B is in flight there, that
// is, has returned and is not known to be done. Let buffers A and B share
// bytes. An op *clashes* if it may write A while B is live on both sides of it,
// if it accesses both and may write one, or if it accesses A while an op in
// flight may write B.
//
// If no op clashes, every read of every buffer returns what it would return if
// each generation had memory of its own. For a byte of B that was written and
// is read later can change in between only by an op that writes A. If that op
// runs apart from the ops that access B, B is live there: it has been written,
// and from there it is read with no overwrite in between, or the byte read
// would be of that. If it runs while one of them does, it is that op itself or
// one of the two is in flight. Bytes never written since birth are undefined in
// both programs. Dead stores count as writes; a store that may leave a byte out
// ends nothing; of a loop that may not run, nothing is certain.
//
// A clash of A and B is forgiven in two cases:
//
// - *They never meet*: no alias of A is needed across the birth of B, nor the
//   other way round. An alias is *needed across* an op if its value, defined
//   before the op, may be used after it: there is a path from the op to a use
//   on which the alias is not defined again (or an access by it is in flight
//   meanwhile). Claim: when B is born, the last access to any generation of A
//   before is over. For a later access to it uses a value that derives from its
//   allocation, step by step; the last of these values that was defined before
//   the birth is used after it. So the accesses of any two generations come one
//   after the other and none damages the other. Buffers of exclusive branches
//   never meet, even if the result of the op may be either; those that the loop
//   around carries to its next iteration do.
// - *In place*: they have one slot (`idealloc.slot`) and begin at one byte; the
//   op reads A and writes B, all of each, as an op that bears it (WholeUse.h);
//   A is not live after it.
//
// How, for one buffer B:
//
// 1. *Aliases* are followed forward over the uses of the allocation: views,
//    selects, successors of regions and blocks, results of calls. Any use that
//    is not understood makes B unverifiable, which is an error. The list is of
//    what is accepted, not of what is refused (BufferUse.h). An asynchronous op
//    is in flight until a wait that its block runs for certain (BufferWait.h).
// 2. The *scope* of B is the innermost region that contains the allocation and
//    the definition of every alias; what enters a region is defined outside it.
//    SSA values of one run of the scope cannot refer to generations of another,
//    so nothing flows around it. If the allocation may run several times in one
//    run, no alias may be needed across the allocation itself: by the claim
//    above, older generations are over then, and the birth ends liveness
//    backward and forgets what was written. Else B is unverifiable.
// 3. Ops with regions are *exclusive* (at most one region runs, at most once:
//    scf.if), *cyclic* (some region may run after another or itself: loops),
//    *concurrent* (scf.forall, linalg.generic: what is accessed inside is
//    accessed by the outermost such op), or *deferred* (async.execute: the
//    same, and it is in flight after). No allocation may lie in a concurrent
//    op; one in a deferred op is accessed by it.
// 4. Two bits flow along the ops that access B and the ops around them:
//    forward, whether it may have been written, backward, whether it is needed.
//    What an op does to a bit is one of three functions (never, same, always),
//    which compose. So ops with regions are summarised from the inside out,
//    zero-trip edges included unless the trip count is known, and then the bits
//    are found from the outside in; loops that do not access B cost nothing. In
//    regions of several blocks the bits go along the edges, first backward from
//    reads to births and overwrites, then forward only where B is needed, which
//    loses nothing: what is needed behind a place where it is not needed is
//    written in between.
//
// The result is a few runs of consecutive ops in pre-order in which B is live.
// A sweep in pre-order then keeps the live buffers in a tree ordered by offset
// and asks it, at each op that writes A, for one that shares bytes with A.
//
// Cost: O(ops + uses * nesting + accesses * log buffers) time, where nesting is
// that between an access and the scope; in regions of several blocks also the
// blocks where a buffer is live; and for each pair that is forgiven its uses.
// Memory is linear.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_VERIFIER_INTERFERENCE_H
#define IDEALLOC_VERIFIER_INTERFERENCE_H

#include "mlir/Interfaces/FunctionInterfaces.h"

#include <optional>
#include <string>
#include <vector>

namespace idealloc {

/// An allocation that occupies bytes [begin, end) of its memory space.
struct PlacedBuffer {
  mlir::Operation *alloc = nullptr;
  mlir::Attribute space;
  int64_t begin = 0;
  int64_t end = 0;
  /// `idealloc.slot`, if it has one: buffers of one slot may be used in place.
  std::optional<int64_t> slot = {};

  mlir::Value getMemory() const { return alloc->getResult(0); }
};

/// A buffer about which nothing can be proved, and the op to blame: a clause
/// that completes "cannot be verified: ".
struct Unverifiable {
  size_t buffer;
  std::string reason;
  mlir::Operation *culprit;
};

/// An op that damages a buffer, or is damaged by its writer; both by index.
struct Clash {
  enum class Kind { Overwrites, SameOp, InFlight };

  Kind kind;
  mlir::Operation *op;
  /// The buffer that `op` writes; if in flight, the one that it accesses.
  size_t accessed;
  /// The buffer that shares bytes with it.
  size_t other;
  /// An op that may read `other` afterwards; if in flight, the op that may
  /// still write it; null if `op` accesses both.
  mlir::Operation *culprit;
};

/// What is known of a function's placed buffers.
struct Interference {
  /// In order of the buffers, at most one each. If there are any, clashes were
  /// not looked for.
  std::vector<Unverifiable> unverifiable;
  /// The first clashes in program order, at most one for each pair of buffers.
  std::vector<Clash> clashes;
  /// The number of all clashes: ops, and buffers that they write.
  size_t numClashes = 0;
};

/// Examines all buffers of a function, given in program order, and reports the
/// first `maxClashes` pairs that clash.
Interference computeInterference(mlir::FunctionOpInterface function,
                                 llvm::ArrayRef<PlacedBuffer> buffers,
                                 size_t maxClashes);

} // namespace idealloc

#endif // IDEALLOC_VERIFIER_INTERFERENCE_H
