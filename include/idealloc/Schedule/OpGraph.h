//===- OpGraph.h - Ops and the values between them --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The input of everything that orders ops: a block of a program as a graph of
// ops and of the values that they write and read. All sizes are bytes. Nothing
// here knows of files, MLIR or clocks. Terms and model: docs/Schedule.md.
//
// A value is live from the start of the first op that touches it to the end of
// the last one, in whatever order they run; an input from before the first op,
// an output to after the last. While an op runs, memory holds all live values
// and the op's own extra bytes, less what it writes in place. The peak of an
// order is the most bytes over all of its ops, and at its start.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_SCHEDULE_OPGRAPH_H
#define IDEALLOC_SCHEDULE_OPGRAPH_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// An op may write `target` over `source`, if no other op touches the source
/// later. Both are then one piece of memory while the op runs, which saves the
/// bytes of the smaller one.
struct InPlacePair {
  size_t source = 0; ///< A value that the op touches.
  size_t target = 0; ///< A value that it produces.
  friend bool operator==(const InPlacePair &, const InPlacePair &) = default;
};

/// One op. Indices are those of OpGraph.
struct GraphOp {
  /// Name used in messages and files; unique within a graph, or empty.
  std::string id = {};
  /// Bytes that it needs besides values while it runs. Of an op with a body,
  /// the peak of the order found for the body: bodies are ordered first, inside
  /// out.
  Bytes extra = 0;
  /// A bound on `extra` over all orders of its body; unset: `extra` itself.
  std::optional<Bytes> leastExtra = std::nullopt;
  /// Ops that run before it, besides the producers of what it uses.
  std::vector<size_t> after = {};
  /// A source stands in one pair at most. If several sources of one target end
  /// here, the target is written over the one that saves most.
  std::vector<InPlacePair> inPlace = {};
  /// What it costs to run it, in the unit of the caller (loop iterations).
  uint64_t work = 1;
  /// It may run more than once: whenever all values that it reads are live it
  /// writes the same, and it changes nothing else.
  bool isRepeatable = false;
};

/// One value. Lists may name an op more than once.
struct GraphValue {
  std::string id = {}; ///< As that of an op.
  Bytes bytes = 0;
  /// The op that runs before all users. Unset: an input, or a value whose
  /// first user is whichever runs first (such as parts written by several).
  std::optional<size_t> producer = std::nullopt;
  /// The other ops that touch it.
  std::vector<size_t> users = {};
  bool isInput = false;
  bool isOutput = false;
};

/// A block. The ops stand in the given order, which keeps all constraints.
struct OpGraph {
  std::vector<GraphOp> ops = {};
  std::vector<GraphValue> values = {};
};

/// The rules of a well-formed graph, in the order `check` applies them.
enum class GraphRule {
  DuplicateId,   ///< Two ops or two values share one non-empty id.
  NoSuchOp,      ///< An index of an op is out of range.
  NoSuchValue,   ///< An index of a value is out of range.
  NegativeBytes, ///< Bytes or extra bytes are below 0.
  LeastExtra,    ///< leastExtra is below 0 or above `extra`.
  SumOverflows,  ///< All bytes exceed 2^62-1 together.
  WorkOverflows, ///< The work of all ops exceeds 2^63-1.
  InputProduced, ///< An input has a producer.
  OutOfOrder,    ///< An op stands before one that must run before it.
  PairInvalid,   ///< An op does not touch the source of its pair, or does not
                 ///< produce the target, or names a source twice.
};

/// Why a graph is not well-formed.
struct GraphError {
  GraphRule rule;
  /// Whose rule is broken: an op or a value.
  bool isValue = false;
  size_t index = 0;
  /// One sentence with ids and numbers, no full stop.
  std::string message;
};

/// Checks every rule above; nullopt means well-formed, as all other functions
/// require. Cost: O(n log n) for n ops, values and what they name together.
std::optional<GraphError> check(const OpGraph &graph);

/// The id of an op or value in quotes, or "#index" where it has none.
std::string opName(const OpGraph &graph, size_t op);
std::string valueName(const OpGraph &graph, size_t value);

} // namespace idealloc

#endif // IDEALLOC_SCHEDULE_OPGRAPH_H
