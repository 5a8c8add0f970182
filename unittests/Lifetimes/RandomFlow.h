//===- RandomFlow.h - Random functions and who runs after whom --*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An oracle for analyses of control flow. A function is written as text, and
// beside it, from what the ops mean and not from any MLIR interface, a graph of
// its ticks: which may be passed right after which. A question about paths is
// then one about this graph.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_LIFETIMES_RANDOMFLOW_H
#define IDEALLOC_UNITTESTS_LIFETIMES_RANDOMFLOW_H

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace idealloc::test {

/// What the op that enters at a tick does to the buffer.
struct TickUse {
  bool reads = false, writes = false, overwrites = false, births = false;
  bool accesses() const { return reads || writes; }
  /// What was in the buffer before is not read through this op.
  bool kills() const { return births || (overwrites && !reads); }
};

struct RandomFunction {
  /// A function of func, scf, affine, cf and arith ops, and of ops "t.use" that
  /// have no meaning to MLIR; `uses` tells what each of them does, by tick.
  std::string text;
  std::vector<TickUse> uses;
  /// By tick: the ticks that control may pass next.
  std::vector<std::vector<int64_t>> next;
  /// True if it has a loop that never runs, or an op that never ends.
  bool hasDeadEnd = false;
};

/// Which functions to make. Statements nest two deep.
struct FlowOptions {
  /// Blocks of the function, branching at random to any but the first.
  int blocks = 1;
  /// Birth in front of everything else, as an allocation outside loops; else
  /// anywhere, as often as it comes.
  bool birthFirst = false;
};

RandomFunction makeRandomFunction(uint64_t seed, const FlowOptions &options);

/// The ticks of accesses, and those at which the buffer may have been written
/// since its birth and may still be read before it is overwritten: found by
/// walking the graph from every write and back from every read. With
/// `afterBirthOnly`, from every write that a birth may come before: no other
/// can be one of this buffer.
std::set<int64_t> occupiedTicks(const RandomFunction &function,
                                bool afterBirthOnly);

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_LIFETIMES_RANDOMFLOW_H
