//===- WindowBound.h - A bound from part of the time ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What happens in a window of time is a problem of its own: a plan of the
// whole, cut to the window, is a plan of it. If the window does not fit, the
// whole does not either, and a window of a few sections around a peak is
// decided soon.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_WINDOWBOUND_H
#define IDEALLOC_LIB_PLANNER_EXACT_WINDOWBOUND_H

#include "Exact/Search.h"

namespace idealloc {

/// What windows said of a capacity.
struct WindowVerdict {
  /// Buffers that are proved not to fit together; empty if nothing was proved.
  std::vector<size_t> refuted = {};
  uint64_t nodes = 0;
  uint64_t work = 0;
};

/// Tries to refute a capacity by windows of 1, 2, 4, ... 64 sections to both
/// sides of the 16 fullest ones, until the work is spent. Never guesses: with
/// `refuted`, no plan of these buffers has a makespan of at most `capacity`.
WindowVerdict refuteByWindow(const Problem &problem, const SearchModel &model,
                             Bytes capacity, const ExactRules &rules,
                             uint64_t workLimit, const Deadline &deadline);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_WINDOWBOUND_H
