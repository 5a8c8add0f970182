//===- ConflictLists.h - Which buffers conflict with which ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What planners of other systems that walk from a buffer to its neighbours
// share, private to Peers.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PEERS_CONFLICTLISTS_H
#define IDEALLOC_LIB_PEERS_CONFLICTLISTS_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// Of each buffer, the others that conflict with it: by the first instant at
/// which both hulls are live, then by index. Cost: O((n + c) log n) time and
/// O(n + c) memory, c the number of pairs with intersecting hulls.
std::vector<std::vector<uint32_t>> conflictLists(const Problem &problem);

} // namespace idealloc

#endif // IDEALLOC_LIB_PEERS_CONFLICTLISTS_H
