//===- Problem.h - Buffers with lifetimes to pack into one arena *- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The input of every planner. All sizes, offsets and alignments are bytes; all
// intervals and ranges are half-open [begin, end). Times are logical and mean
// whatever the producer says (an op number, a schedule step). Nothing here
// knows of files, MLIR or clocks. Terms: docs/Planner.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_PROBLEM_H
#define IDEALLOC_PLANNER_PROBLEM_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace idealloc {

/// Bytes: sizes, offsets, alignments, capacities.
using Bytes = int64_t;

/// Logical time.
using Time = int64_t;

/// A half-open interval [begin, end) of logical time.
struct Interval {
  Time begin = 0;
  Time end = 0;
  friend bool operator==(const Interval &, const Interval &) = default;
};

/// A half-open range [begin, end) of bytes in the arena.
struct Range {
  Bytes begin = 0;
  Bytes end = 0;
  friend bool operator==(const Range &, const Range &) = default;
};

/// One buffer. Its live set is `lifetime` without `gaps`; `gaps` ascend, lie
/// strictly inside `lifetime`, are not empty and do not touch each other.
struct Buffer {
  /// Name used in messages and files; unique within a Problem, or empty.
  std::string id = {};
  Interval lifetime = {};
  Bytes size = 0;
  Bytes alignment = 1;
  /// A pin: the buffer must sit at exactly this offset.
  std::optional<Bytes> pin = std::nullopt;
  std::vector<Interval> gaps = {};
};

/// Buffers to place in one arena that starts at offset 0. Any alignment of the
/// arena itself is the caller's: offsets are aligned relative to its base.
struct Problem {
  std::vector<Buffer> buffers = {};
  /// No buffer may end above this offset.
  std::optional<Bytes> capacity = std::nullopt;
  /// Byte ranges no buffer may touch. May touch or overlap each other.
  std::vector<Range> reserved = {};
};

/// The rules of a well-formed problem, in the order `check` applies them.
enum class ProblemRule {
  SizeNotPositive,      ///< A buffer's size is below 1.
  LifetimeEmpty,        ///< A buffer has begin >= end.
  AlignmentNotPositive, ///< An alignment is below 1.
  GapInvalid,           ///< A gap is empty, out of order or not inside.
  DuplicateId,          ///< Two buffers share one non-empty id.
  CapacityNegative,     ///< The capacity is below 0.
  ReservedInvalid,      ///< A reserved range is empty or below offset 0.
  SumOverflows,         ///< Sizes, alignments and the highest reserved end
                        ///< exceed 2^63-1 together.
  PinNegative,          ///< A pin is below 0.
  PinMisaligned,        ///< A pin is no multiple of the buffer's alignment.
  PinOverflows,         ///< A pin plus its size plus the sizes and alignments
                        ///< of all unpinned buffers exceeds 2^63-1.
  PinReserved,          ///< A pinned buffer touches a reserved range.
  PinsClash,            ///< Two pinned buffers live together share bytes.
};

/// Why a problem is not well-formed.
struct ProblemError {
  ProblemRule rule;
  /// Index of the offending buffer (or reserved range for ReservedInvalid).
  size_t index = 0;
  /// The other buffer of DuplicateId and PinsClash, range of PinReserved.
  size_t other = 0;
  /// One sentence with ids and numbers, no full stop.
  std::string message;
};

/// Checks every rule above; nullopt means well-formed. Every planner requires a
/// well-formed problem. Cost: O(n log n + pins * reserved ranges) time, O(n)
/// memory.
std::optional<ProblemError> check(const Problem &problem);

/// True if some instant lies in the live sets of both buffers.
/// Cost: O(1) without gaps, O(gaps) with.
bool conflict(const Buffer &a, const Buffer &b);

/// The largest total of raw sizes live at one instant, and one such instant
/// (the earliest). LOAD <= the makespan of every valid plan. Alignment and pins
/// are ignored: a load of rounded-up sizes would be no bound.
struct Load {
  Bytes bytes = 0;
  Time instant = 0;
};

/// LOAD of a well-formed problem. Cost: O(n log n) time, O(n) memory.
Load load(const Problem &problem);

/// Indices of the buffers live at `instant`, ascending. Cost: O(n).
std::vector<size_t> liveAt(const Problem &problem, Time instant);

/// The earliest instant at which all buffers of `set`, distinct indices, are
/// live, gaps considered; nullopt if there is none or the set is empty. Cost:
/// O((k + gaps) log k) for k buffers.
std::optional<Time> commonInstant(const Problem &problem,
                                  std::span<const size_t> set);

/// The buffers of `set`, in its order, with the capacity and the reserved
/// ranges of the problem.
Problem subproblem(const Problem &problem, std::span<const size_t> set);

/// A proved lower bound on the makespan of every plan: the largest of the end
/// of the highest pinned buffer, the lowest top below which at least LOAD bytes
/// are not reserved, and, for each other buffer, the lowest aligned place clear
/// of the reserved ranges. Cost: that of `load`, plus O(n) per reserved range.
Bytes lowerBound(const Problem &problem);

/// How many bytes of [0, top) are reserved. Cost: O(r log r), r = number of
/// reserved ranges.
Bytes reservedBelow(const Problem &problem, Bytes top);

} // namespace idealloc

#endif // IDEALLOC_PLANNER_PROBLEM_H
