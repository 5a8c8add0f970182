//===- Search.h - Search for an order of least peak -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_SEARCH_H
#define IDEALLOC_LIB_SCHEDULE_SEARCH_H

#include "Macros.h"
#include "Meter.h"

namespace idealloc {

struct Found {
  /// Of all ops; empty if there is none.
  std::vector<Index> order = {};
  /// Proved: every order of macros has at least this peak.
  Bytes bound = 0;
};

/// An order of macros of least peak. `bound` is a proved lower bound: the
/// closer, the less there is to search. If the meter runs empty there is no
/// order, and a bound which is at least the one given.
Found searchFromBelow(const Model &model, const Macros &macros, Bytes bound,
                      Meter &meter);

/// Some order of macros whose peak is at most `limit`. If there is none the
/// bound is limit + 1; if the meter runs empty it is 0, with no order.
Found searchWithin(const Model &model, const Macros &macros, Bytes limit,
                   Meter &meter);

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_SEARCH_H
