//===- Climb.h - What hill climbs of other systems share --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PEERS_CLIMB_H
#define IDEALLOC_LIB_PEERS_CLIMB_H

#include "idealloc/Peers/Peers.h"

#include <algorithm>

namespace idealloc {

/// The iterations that were asked for, or `standard` scaled by the effort; at
/// least 1.
inline uint64_t iterationsOf(const Budget &budget, double standard) {
  if (budget.iterations)
    return *budget.iterations;
  const double scaled = budget.effort * standard;
  return scaled > 1 ? static_cast<uint64_t>(std::min(scaled, 1e15)) : 1;
}

} // namespace idealloc

#endif // IDEALLOC_LIB_PEERS_CLIMB_H
