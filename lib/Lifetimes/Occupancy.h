//===- Occupancy.h - When a buffer needs its bytes --------------*- C++ -*-===//
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
// Solved for one buffer at a time and only where it is accessed: accesses form
// a tree along the ops around them, and what lies between two of them in one
// block, whole loops included, is one interval. Each op with regions is a graph
// of blocks on which two facts spread: "may still be read" backwards, "may have
// been written" forwards, each until it changes nothing. Both are functions of
// one fact outside of the op, so that a first pass from the inside out finds
// what each op does to them and a second from the outside in marks the ticks.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_OCCUPANCY_H
#define IDEALLOC_LIB_LIFETIMES_OCCUPANCY_H

#include "ControlFlow.h"

#include "idealloc/Lifetimes/LiveSet.h"
#include "idealloc/Lifetimes/LogicalTime.h"

namespace idealloc {

/// What an op does to a buffer, for as long as it runs, regions included.
struct BufferAccess {
  mlir::Operation *op = nullptr;
  bool reads = false;
  bool writes = false;
  /// Always writes all of it and reads none before.
  bool overwrites = false;
  /// Allocates it: what was in its bytes does not matter any more.
  bool births = false;
};

/// The ticks at which a buffer occupies its bytes.
///
/// `accesses` holds all of its accesses and its births in one function, in any
/// order, several of one op included; ops around them are the function or
/// implement RegionBranchOpInterface. One birth lies on every path to an
/// access. Cost: O(k depth log k) for k accesses, and the number of blocks in
/// which it is live where regions have several.
LiveSet computeOccupancy(std::vector<BufferAccess> accesses,
                         mlir::Operation *function, const LogicalTime &time,
                         ControlFlow &flow);

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_OCCUPANCY_H
