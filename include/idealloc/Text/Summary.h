//===- Summary.h - What is known about a plan, as text ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_SUMMARY_H
#define IDEALLOC_TEXT_SUMMARY_H

#include "idealloc/Planner/Plan.h"

#include <string_view>

namespace idealloc {

/// What a summary shows. `ratio` is makespan / lower bound, 1 without buffers;
/// `effort` is Plan::effort. `makespan` is that of the best plan found, hence
/// the smallest capacity known to work, also where the capacity given is too
/// small.
struct SummaryOptions {
  std::string_view strategy;
  /// Time spent planning; shown only if given.
  std::optional<double> seconds = std::nullopt;
  /// How a plan differs from an older one that it was to keep to; shown only if
  /// given. `freeMakespan` is that of a plan without regard to the older one.
  struct Kept {
    size_t kept = 0;
    size_t moved = 0;
    Bytes freeMakespan = 0;
  };
  std::optional<Kept> kept = std::nullopt;
};

/// One "name value" line per figure, in the order of summaryJson. Long conflict
/// sets are cut.
std::string summaryText(const Problem &problem, const Plan &plan,
                        const SummaryOptions &options);

/// One JSON object with exactly these keys, in this order: buffers load
/// lower_bound makespan ratio status strategy effort capacity conflict_set,
/// then kept moved free_makespan if given, and seconds if given. capacity is
/// null without one; conflict_set holds ids ("#3" for a buffer without). Bytes
/// that are not UTF-8 become U+FFFD.
std::string summaryJson(const Problem &problem, const Plan &plan,
                        const SummaryOptions &options);

/// Why a plan with status Infeasible or Unknown is not one: the bytes needed,
/// the capacity, the difference, and, if infeasible, the buffers of the
/// conflict set, with alignments that do not divide sizes, the earliest time at
/// which all of them are live, or else their load, and the smallest capacity
/// known to work. "" for other plans. One line.
std::string explain(const Problem &problem, const Plan &plan);

} // namespace idealloc

#endif // IDEALLOC_TEXT_SUMMARY_H
