//===- Occupancy.h - When buffers need their bytes -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A buffer occupies its bytes at the ticks of its accesses, and wherever it may
// have been written since its birth and may still be read before it is
// overwritten as a whole: between two accesses on some path. Buffers that
// occupy disjoint ticks may share bytes: between a write of a byte and a read
// of it every point lies at ticks of this buffer, so nothing else writes there.
//
// Solved for up to 64 buffers at once, a bit each, and only where one of them
// is accessed: accesses form a tree along the ops around them, and what lies
// between two of them in one block, whole loops included, is one interval. Each
// op with regions is a graph of blocks on which two facts spread: "may still be
// read" backwards, "may have been written" forwards, each until it changes
// nothing. Both are functions of one fact outside of the op, so that a first
// pass from the inside out finds what each op does to them and a second from
// the outside in tells, in the order of ticks, who occupies what.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_OCCUPANCY_H
#define IDEALLOC_LIB_LIFETIMES_OCCUPANCY_H

#include "ControlFlow.h"

#include "idealloc/Lifetimes/LiveSet.h"
#include "idealloc/Lifetimes/LogicalTime.h"

namespace idealloc {

/// A set of up to 64 buffers.
using Bits = uint64_t;

/// What an op does to buffers, for as long as it runs, regions included.
struct BufferAccess {
  mlir::Operation *op = nullptr;
  Bits reads = 0;
  Bits writes = 0;
  /// Always writes all of them and reads none before.
  Bits overwrites = 0;
  /// Allocates them: what was in their bytes does not matter any more.
  Bits births = 0;

  Bits all() const { return reads | writes | overwrites | births; }
};

/// The ticks at which buffers occupy their bytes, by bit.
///
/// `accesses` holds all of their accesses and births in one function, in any
/// order, several of one op included; ops around them are the function or
/// implement RegionBranchOpInterface. One birth lies on every path to an
/// access. Cost: O(k depth log k) for k accesses, the number of blocks in which
/// one of the buffers is live where regions have several, and the intervals of
/// the result.
std::vector<LiveSet> computeOccupancy(llvm::ArrayRef<BufferAccess> accesses,
                                      mlir::Operation *function,
                                      const LogicalTime &time,
                                      ControlFlow &flow);

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_OCCUPANCY_H
