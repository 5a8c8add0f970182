//===- Bands.h - What of a plan to place again ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a problem is too hard to search as a whole, most of a good plan stays
// where it is, and exact search places the rest above it again, below a lower
// target. What stays is closed downwards: nothing that stays lies above
// something in conflict that does not, so that the search can place it first,
// each buffer at its minimum offset, and no higher than in the plan. Private to
// the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_BANDS_H
#define IDEALLOC_LIB_PLANNER_EXACT_BANDS_H

#include "Exact/SearchModel.h"

namespace idealloc {

/// Buffers of the model by ascending offset in a plan of the original problem.
std::vector<uint32_t> byOffset(const SearchModel &model,
                               std::span<const Bytes> offsets);

/// What stays if about `wanted` buffers become free: what ends above `target`
/// (something does), buffers below that at random, and whatever lies above one
/// of these and conflicts with it, and so on. By ascending offset. `work` grows
/// as Search::work counts. Same arguments, same result.
std::vector<uint32_t> keepBesideCone(const SearchModel &model,
                                     std::span<const Bytes> offsets,
                                     Bytes target, size_t wanted, uint64_t seed,
                                     uint64_t &work);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_BANDS_H
