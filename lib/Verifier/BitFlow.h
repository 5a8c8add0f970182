//===- BitFlow.h - Classical liveness of 64 things at once -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_BITFLOW_H
#define IDEALLOC_LIB_VERIFIER_BITFLOW_H

#include "Meanings.h"
#include "ProgramPoints.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace idealloc {

/// What happens to the things at a point, births first.
///
/// Of a row of points of one basic block, at which the same things are read or
/// written and not overwritten, some may be left out behind this one, before
/// `passedTo`: `passed` are the things. If nothing else happens to these in
/// between, and if the first that writes and the last that reads are there,
/// what is needed and what may have been written is the same everywhere.
/// Whether it is or not, the things count as in use in between.
struct PointFacts {
  ProgramPoints::Point point;
  Bits births = 0, reads = 0, writes = 0, overwrites = 0;
  Bits passed = 0;
  ProgramPoints::Point passedTo = 0;
  /// Found: what may be read from here on, before it is overwritten or born.
  Bits needed = 0;
};

/// Solves the equations of liveness by worklist, on the basic blocks in which a
/// thing is needed. From a stop (ProgramPoints.h) to the last one of its row up
/// to which nothing happens is one step, so that long rows of ops are as short
/// as those that have to do with the things. Cost: O(log) for each step and
/// fact a few times. Blocks to which control cannot come from a birth are
/// passed over: from any birth, or, where no more steps than facts lie behind
/// the births, from that of the thing.
class BitFlow {
public:
  using Point = ProgramPoints::Point;

  explicit BitFlow(const ProgramPoints &points)
      : points(points), blocks(points.numBlocks()) {}

  /// To say what happens at a point; as often as there is something to say.
  PointFacts &add(Point point) { return facts.emplace_back(PointFacts{point}); }
  void findNeeded();
  /// What is needed at a point that was added; after `findNeeded`.
  Bits neededAt(Point point) const;
  /// Tells in order where it changes what is in use: may have been written
  /// since its birth and is needed, or is accessed. Time 2p is at point p, and
  /// 2p + 1 behind it. After `findNeeded`. False if it may be in use elsewhere,
  /// too, as something happens to a thing where points are left out.
  bool forEachChange(llvm::function_ref<void(unsigned time, Bits)> change);
  void clear();

private:
  struct BlockFacts {
    bool isTouched = false;
    /// At its begin: what is needed; what of that may have been written.
    Bits needed = 0, live = 0;
    /// What may have been born at its end.
    Bits born = 0;
    /// Its facts are [begin, end).
    unsigned begin = 0, end = 0;
    /// Once it is touched: the stop behind all of which nothing happens, or the
    /// block itself.
    unsigned stop = 0;
  };

  BlockFacts &touch(unsigned block);
  size_t firstFactFrom(unsigned block) const;
  llvm::ArrayRef<unsigned> successors(unsigned block) const;
  llvm::ArrayRef<unsigned> predecessors(unsigned block);
  void mergeFacts();
  bool isApartFromPassed() const;
  void findBorn();
  Bits neededBehind(unsigned block) const;
  Bits walk(unsigned block,
            llvm::function_ref<void(unsigned time, Bits)> use) const;
  void findLive();

  const ProgramPoints &points;
  std::vector<BlockFacts> blocks;
  std::vector<unsigned> touched;
  /// Before the one no block is reached from a birth, behind the other none
  /// leads to a read.
  unsigned first = 0, last = 0;
  /// True if `born` is known of all blocks.
  bool knowsBorn = false;
  /// By point, once they are merged.
  std::vector<PointFacts> facts;
  /// Of `predecessors`.
  unsigned before = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_BITFLOW_H
