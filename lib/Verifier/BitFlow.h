//===- BitFlow.h - Dataflow of one bit over a buffer ----------- -*- C++
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The two questions of step 4 of Interference.h are answered by one bit each,
// and what an op or a stretch of code does to a bit is one of three functions.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_BITFLOW_H
#define IDEALLOC_LIB_VERIFIER_BITFLOW_H

#include "OpOrder.h"

namespace idealloc {

/// A monotone function of one bit, or two bits at once: what holds here if 0,
/// and if 1, holds at the start. So functions are composed as bits are mapped,
/// and paths are joined by `|`.
class BitFlow {
public:
  static constexpr BitFlow never() { return BitFlow(0b00); }
  static constexpr BitFlow same() { return BitFlow(0b10); }
  static constexpr BitFlow always() { return BitFlow(0b11); }
  static constexpr BitFlow constant(bool bit) {
    return bit ? always() : never();
  }

  /// This after `first`.
  BitFlow after(BitFlow first) const {
    return BitFlow((bits >> (first.bits & 1) & 1) |
                   (bits >> (first.bits >> 1) & 1) << 1);
  }
  /// True if it may hold whatever holds at the start, or because of that.
  bool mayHold() const { return bits != 0; }

  BitFlow operator|(BitFlow other) const { return BitFlow(bits | other.bits); }
  /// Joins; true if this changes.
  bool join(BitFlow other) {
    uint8_t before = std::exchange(bits, bits | other.bits);
    return bits != before;
  }

private:
  constexpr explicit BitFlow(uint8_t bits) : bits(bits) {}
  uint8_t bits;
};

/// What code does to the two bits of a buffer: forward, to "it may have been
/// written since its birth"; backward, to "it may be read before all of it is
/// written".
struct Transfer {
  BitFlow written = BitFlow::same();
  BitFlow needed = BitFlow::same();

  static Transfer sequence(Transfer first, Transfer second) {
    return {second.written.after(first.written),
            first.needed.after(second.needed)};
  }
};

/// The bits around a piece of code: written at its start, needed at its end.
struct Context {
  BitFlow written = BitFlow::never();
  BitFlow needed = BitFlow::never();
};

/// Solves the flow between the regions of an exclusive or cyclic op.
/// `transfers` has what each region does. Returns the context of each region;
/// `result` becomes what the op does to the context it is in.
llvm::SmallVector<Context, 2> solveRegions(const RegionGraph &graph,
                                           llvm::ArrayRef<Transfer> transfers,
                                           Context around, Context &result);

/// The blocks of one region that matter.
class BlockFlow {
public:
  /// What is known of a block: what it does, the bits around it, and a number
  /// of the caller's.
  struct Item {
    mlir::Block *block;
    Transfer transfer = {};
    Context context = {};
    int64_t tag = -1;
  };

  void add(mlir::Block *block, Transfer transfer, int64_t tag);

  /// Solves the flow between the blocks. With `onlyNeeded`, what is written is
  /// not followed to where it is not needed. Returns what the region does to
  /// the context it is in. Where `mayBeNamed` is false nothing is needed at the
  /// end of a block. Without context at the end, other blocks than those where
  /// the buffer is needed cost nothing.
  Context solve(mlir::Region *region, Context around, bool onlyNeeded,
                llvm::function_ref<bool(mlir::Block *)> mayBeNamed);

  /// The added blocks, then others that the flow reached.
  llvm::ArrayRef<Item> getItems() const { return items; }

private:
  Item &itemOf(mlir::Block *block);
  void followNeeded(mlir::Region *region, BitFlow atEnd,
                    llvm::function_ref<bool(mlir::Block *)> mayBeNamed);
  void followWritten(mlir::Region *region, BitFlow atStart, bool onlyNeeded);

  std::vector<Item> items;
  llvm::DenseMap<mlir::Block *, size_t> numbers;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_BITFLOW_H
