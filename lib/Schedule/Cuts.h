//===- Cuts.h - The least memory among sets of ops --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bytes of live values are a cut in a hypergraph of ops, a submodular function
// of the set that has run: its minimum over all sets that keep the constraints
// is a minimum cut.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_CUTS_H
#define IDEALLOC_LIB_SCHEDULE_CUTS_H

#include "Macros.h"

namespace idealloc {

/// What is known of each macro in a cut.
enum class Part : char { HasRun, Open, HasNotRun };

/// Of all sets of macros that `parts` allows, those of the fewest live bytes,
/// and of these the largest: of each macro, whether it is in it. `open` are the
/// macros of which nothing is known.
std::vector<char> leastLive(const Model &model, const Macros &macros,
                            const std::vector<Part> &parts,
                            const std::vector<Index> &open);

/// A lower bound, over all orders of macros, on the bytes in memory while an op
/// runs: the exact minimum but for savings in place that several sources of one
/// target could give.
Bytes leastCost(const Model &model, const Macros &macros, Index op);

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_CUTS_H
