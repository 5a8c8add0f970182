//===- BlockSpread.h - What holds between the blocks of an op ---*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of Occupancy.h that knows the flow between the blocks of one op: two
// facts of up to 64 buffers, a bit each, spread over the blocks in which they
// may hold, until they change nothing.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_BLOCKSPREAD_H
#define IDEALLOC_LIB_LIFETIMES_BLOCKSPREAD_H

#include "ControlFlow.h"
#include "Occupancy.h"

namespace idealloc {

/// A fact on one side of something, given the fact on the other.
struct FactTransfer {
  Bits onNone = 0, onAll = ~Bits(0);
  Bits operator()(Bits bits) const { return onNone | (bits & onAll); }
  /// The same, behind `before`.
  FactTransfer after(const FactTransfer &before) const {
    return {(*this)(before.onNone), (*this)(before.onAll)};
  }
};

/// What a block, by its number in the flow, does to the two facts.
struct BlockEffect {
  unsigned number = 0;
  /// Whether buffers may be read before it, given whether they may be after.
  FactTransfer readBefore = {};
  /// Whether they may have been written after it, given before.
  FactTransfer writtenAfter = {};
};

/// What holds at both ends of a block. `effect` is null if it has none.
struct BlockFacts {
  const BlockEffect *effect = nullptr;
  Bits readAtEnd = 0, readAtBegin = 0;
  Bits writtenAtBegin = 0, writtenAtEnd = 0;
};

/// The facts of the blocks of one op, given those outside of it.
class BlockSpread {
public:
  /// Of the blocks that have an effect. `graph` and `effects` must hold for as
  /// long as this does.
  explicit BlockSpread(const OpFlow &graph) : graph(graph) {}
  void add(const BlockEffect &effect) { facts[effect.number].effect = &effect; }

  /// Backwards from the blocks that read, and from the exits; of the buffers
  /// that `limit` names for a block, if it is given. Once, and first.
  void spreadReads(Bits readAfter,
                   llvm::function_ref<Bits(unsigned)> limit = {});
  /// Forwards from the blocks that write, and from the entries, as long as it
  /// may be read later. Beyond a point where it may not, it is overwritten
  /// before it is read, which spreads from there.
  void spreadWrites(Bits writtenBefore);

  /// Before and after the op.
  Bits readBefore() const { return isReadBefore; }
  Bits writtenAfter() const { return isWrittenAfter; }
  /// The numbers of the blocks in which something holds or happens, ascending.
  std::vector<unsigned> getBlocks() const;
  const BlockFacts &of(unsigned block) const {
    return facts.find(block)->second;
  }

private:
  const OpFlow &graph;
  llvm::DenseMap<unsigned, BlockFacts> facts;
  Bits isReadBefore = 0, isWrittenAfter = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_BLOCKSPREAD_H
