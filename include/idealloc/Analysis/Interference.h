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
// What is proved. Let buffers A and B share bytes. An op *clashes* if it may
// write A while B may have been written since its birth and may still be read,
// or if it accesses both and writes at least one. If no op clashes, every read
// of every buffer returns what it would return if each allocation had memory of
// its own: a byte of B that was written and is read later can only change in
// between by an op that writes A, which is then a clash, or within the op that
// writes or reads B, which is one as well. Bytes never written since birth are
// undefined in both programs. Dead stores count as writes; no store ends
// liveness, however much it covers.
//
// How, for one buffer B:
//
// 1. *Aliases* are followed forward over the uses of the allocation: views,
//    selects, successors of regions and blocks, results of calls. Any use that
//    is not understood makes B unverifiable, which is an error. The list is of
//    what is accepted, not of what is refused.
// 2. The *frame* of B is the innermost block that contains the allocation and
//    the definition of every alias. If the path from the frame down to the
//    allocation crosses a loop, or an alias is an argument of the frame itself,
//    two generations of B may be alive: unverifiable. Otherwise each generation
//    lives within one run of its frame: SSA values of another run cannot refer
//    to it. So nothing flows around a loop that contains the frame, and back
//    edges matter only for loops inside the frame.
// 3. Ops with regions are *exclusive* (at most one region runs, at most once:
//    scf.if), *cyclic* (anything with an edge from region to region or with
//    several blocks: loops, CFGs), or *concurrent* (scf.forall, linalg.generic:
//    everything accessed inside is accessed by the outermost such op). No
//    allocation may lie in a concurrent one.
// 4. Within a block, ops run once, in order. B is live at an op between its
//    accesses iff an earlier op of the block, or one before the block, may
//    write it and a later one, or one after the block, may read it. Inside an
//    exclusive op the question is the same for each region, with what is before
//    and after the op as context. Inside a cyclic op everything may be before
//    and after everything else, so B is live in all of it or in none of it:
//    this is the fixpoint that iterating would reach, zero-trip edges included,
//    because it never assumes that the body runs. Thus loops cost no iteration
//    and no set per region, however deep they nest.
//
// The result is a few runs of consecutive ops in pre-order in which B is live;
// they lie within the hull of its accesses with loops taken whole, so buffers
// whose lifetimes in the sense of Lifetimes.h are disjoint never clash. A sweep
// in pre-order then keeps the live buffers in a tree ordered by offset and asks
// it, at each op that writes A, for one that shares bytes with A.
//
// Cost: O((ops + uses * depth) + accesses * log buffers) time, where depth is
// the nesting between an access and the frame; linear memory.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_ANALYSIS_INTERFERENCE_H
#define IDEALLOC_ANALYSIS_INTERFERENCE_H

#include "mlir/Interfaces/FunctionInterfaces.h"

#include <string>
#include <vector>

namespace idealloc {

/// An allocation that occupies bytes [begin, end) of its memory space.
struct PlacedBuffer {
  mlir::Operation *alloc = nullptr;
  mlir::Attribute space;
  int64_t begin = 0;
  int64_t end = 0;

  mlir::Value getMemory() const { return alloc->getResult(0); }
};

/// A buffer about which nothing can be proved, and the op to blame: a clause
/// that completes "cannot be verified: ".
struct Unverifiable {
  size_t buffer;
  std::string reason;
  mlir::Operation *culprit;
};

/// An op that damages a buffer, both by index.
struct Clash {
  mlir::Operation *op;
  /// The buffer that `op` writes.
  size_t written;
  /// The buffer that shares bytes with it.
  size_t damaged;
  /// An op that may read `damaged` afterwards; null if `op` accesses both.
  mlir::Operation *reader;
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

#endif // IDEALLOC_ANALYSIS_INTERFERENCE_H
