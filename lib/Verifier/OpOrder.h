//===- OpOrder.h - In which order the ops of a function run ----- -*- C++
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of Interference.h that knows control flow: pre-order positions, how
// the regions of an op follow each other, which blocks lie on a cycle.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_OPORDER_H
#define IDEALLOC_LIB_VERIFIER_OPORDER_H

#include "mlir/IR/Dominance.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <memory>
#include <string>

namespace idealloc {

/// How the regions of an op run; see step 3 in Interference.h.
enum class RegionFlow { Exclusive, Cyclic, Concurrent, Deferred, Unknown };

/// Which region may run after which. Edges are kept for exclusive and cyclic
/// ops only.
struct RegionGraph {
  /// Stands for the op itself: what runs after it.
  static constexpr unsigned parent = ~0u;

  RegionFlow flow = RegionFlow::Unknown;
  /// Where control goes when the op starts.
  llvm::SmallVector<unsigned, 2> entries;
  /// By region: where control goes when it ends.
  llvm::SmallVector<llvm::SmallVector<unsigned, 2>, 2> successors;
};

/// The order of the ops of one function. It must not change meanwhile.
class OpOrder {
public:
  /// Cost: O(ops).
  explicit OpOrder(mlir::Operation *function);

  /// Positions [begin, end): an op, then what is nested in it.
  struct Span {
    size_t begin = 0;
    size_t end = 0;
  };
  Span spanOf(mlir::Operation *op) const { return spans.find(op)->second; }
  /// Of all ops in it; empty if there are none.
  Span spanOf(mlir::Block *block) const;
  Span spanOf(mlir::Region *region) const;

  size_t positionOf(mlir::Operation *op) const { return spanOf(op).begin; }

  /// Cost: O(blocks and successors of the op's regions), once for each op.
  const RegionGraph &graphOf(mlir::Operation *op);
  RegionFlow flowOf(mlir::Operation *op) { return graphOf(op).flow; }

  /// True if the block may run again in one run of its region. Cost: O(blocks
  /// and edges of the region), once for each region.
  bool isInCycle(mlir::Block *block);

  /// The dominator tree of a region of several blocks.
  using Dominators = llvm::DominatorTreeBase<mlir::Block, false>;
  Dominators &dominatorsOf(mlir::Region *region) {
    return dominance.getDomTree(region);
  }

  /// True if `op` may run again in one run of `scope`, a region around it.
  bool mayRunAgain(mlir::Operation *op, mlir::Region *scope);

  /// True if control may go from one op to another, neither in the other, in
  /// one run of `scope`. Cost: O(nesting + blocks of one region).
  bool mayReach(mlir::Operation *from, mlir::Operation *to,
                mlir::Region *scope);

private:
  llvm::DenseMap<mlir::Operation *, Span> spans;
  llvm::DenseMap<mlir::Operation *, std::unique_ptr<RegionGraph>> graphs;
  llvm::DenseSet<mlir::Region *> regionsWithKnownCycles;
  llvm::DenseSet<mlir::Block *> blocksInCycles;
  mlir::DominanceInfo dominance;
};

/// 'dialect.op' in quotes, for messages.
std::string quotedName(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_OPORDER_H
