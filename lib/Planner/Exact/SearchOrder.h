//===- SearchOrder.h - What the exact search tries first --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Among buffers with equal minimum offsets the search tries the one of the
// lowest rank first. One order rarely suffices: the effort is heavy-tailed, and
// which order is quick differs from problem to problem. Integers only, so that
// ranks are the same on every machine.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_SEARCHORDER_H
#define IDEALLOC_LIB_PLANNER_EXACT_SEARCHORDER_H

#include "Exact/Lessons.h"

namespace idealloc {

/// What an order compares, all descending.
struct SearchOrder {
  enum class Key {
    Length,   ///< Length of the lifetime.
    Sections, ///< Sections in which it is live.
    Area,     ///< Size times length.
    Cells,    ///< Size times sections.
    Size,
    LengthArea, ///< Length, then area, as exact as they are.
    AreaLength, ///< Area, then length, as exact.
  };
  /// First of all the largest residual total of the sections it is live in.
  bool byTotal = true;
  /// The totals count after the key, not before it.
  bool totalLast = false;
  Key key = Key::Length;
  /// Equal keys: the larger size first, or the earlier begin.
  bool tiesBySize = true;
  /// Keys are multiplied by a random factor in 1 +- noise / 1024.
  uint32_t noise = 0;
  uint64_t seed = 0;
  /// What keys are multiplied by, unless null; not for exact keys.
  const Lessons::Factors *factors = nullptr;

  bool operator==(const SearchOrder &) const = default;
};

/// 1, 1, 2, 1, 1, 2, 4, ... for k = 1, 2, ...: Luby's sequence.
uint64_t luby(uint64_t k);

/// The fixed part of every buffer's key. Larger is earlier; the last tie goes
/// to the lower index, that is the earlier begin.
std::vector<uint64_t> orderKeys(const SearchModel &model,
                                const SearchOrder &order);

/// Where there is no room to spare many kinds of order have their problems,
/// where there is some the long lifetimes belong first. Static: without
/// randomised orders, see ExactRestarts.
enum class RunSeries { Tight, Loose, Static };

/// Of so many runs of a series the first is a plain one; of Static, all are,
/// one of each kind.
uint64_t cycleOf(RunSeries series);

/// The order of the k-th run of a series: some plain ones in turn, between them
/// randomised ones. Every order occurs again and again.
SearchOrder orderOfRun(RunSeries series, uint64_t run, uint64_t seed);

/// The node limit of the k-th run, in multiples of the number of buffers: the
/// plain orders get more each time they occur, the randomised ones follow a
/// Luby sequence. Static: 2, 4, 8, ..., the same for all orders of a cycle.
uint64_t lengthOfRun(RunSeries series, uint64_t run);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_SEARCHORDER_H
