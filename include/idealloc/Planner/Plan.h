//===- Plan.h - Offsets for the buffers of a Problem ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The answer of every planner, and the verifier that shares no code with any
// of them.
//
// A planner is a function planX of a well-formed Problem (see check) that
// returns a Plan. That satisfies verify, but for the capacity when the status
// is Infeasible or Unknown. None throws, none keeps state, all are
// deterministic: same problem, options and seed, same plan. Where costs are
// stated, n is the number of buffers. Terms: docs/Planner.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_PLAN_H
#define IDEALLOC_PLANNER_PLAN_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// What is known about a plan.
enum class Status {
  Optimal,    ///< Fits, and its makespan equals a proved lower bound.
  Feasible,   ///< Fits, not proved smallest.
  Infeasible, ///< Proved: no plan fits the capacity.
  Unknown,    ///< Nothing that fits was found before the budget ended.
};

/// "optimal", "feasible", "infeasible" or "unknown".
const char *toString(Status status);

/// One offset per buffer and what is known about them. With status Infeasible
/// or Unknown, `offsets` is the smallest plan found, valid but for the
/// capacity.
struct Plan {
  std::vector<Bytes> offsets = {};
  /// max(offset + size), 0 without buffers.
  Bytes makespan = 0;
  /// Proved: no plan has a smaller makespan.
  Bytes lowerBound = 0;
  Status status = Status::Unknown;
  /// What was spent, in the unit of Strategy::effortUnit. A decode is a
  /// placement of all buffers that was begun, also when it was cut short
  /// because it could not beat the best one; a node is one of exact search.
  uint64_t effort = 0;
  /// With status Infeasible: buffers that cannot fit together, ascending; the
  /// fewest that were found.
  std::vector<size_t> conflictSet = {};
};

/// What `verify` found wrong.
enum class PlanRule {
  WrongCount,     ///< Not one offset per buffer.
  NegativeOffset, ///< An offset is below 0.
  Overflow,       ///< offset + size exceeds 2^63-1.
  Misaligned,     ///< An offset is no multiple of the buffer's alignment.
  PinMoved,       ///< A pinned buffer is not at its pin.
  Reserved,       ///< A buffer touches a reserved range.
  BeyondCapacity, ///< A buffer ends above the capacity.
  Clash,          ///< Two buffers live together share bytes.
  WrongMakespan,  ///< The makespan is not max(offset + size).
};

/// A broken rule and who breaks it.
struct PlanError {
  PlanRule rule;
  size_t first = 0;  ///< The buffer.
  size_t second = 0; ///< The other buffer of Clash, range of Reserved.
  Time instant = 0;  ///< Clash: the first instant both are live.
  Bytes bytes = 0;   ///< Clash, Reserved, BeyondCapacity: by how many bytes.
  /// One sentence with ids and numbers, no full stop.
  std::string message = {};
};

/// Checks a plan for a well-formed problem from scratch; nullopt means valid.
/// `ignoreCapacity` accepts plans of status Infeasible and Unknown.
/// Shares no code with any planner. Cost: O((n + gaps) log n) time.
std::optional<PlanError> verify(const Problem &problem, const Plan &plan,
                                bool ignoreCapacity = false);

} // namespace idealloc

#endif // IDEALLOC_PLANNER_PLAN_H
