//===- Rooms.h - Room for what begins, with bytes to spare ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where no lines of a tiling are found, the next best: what begins goes into
// runs of bytes that become free, bytes that are left over become holes, and
// where bytes are missing all that lies above moves up, from the first instant
// on. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_TILING_ROOMS_H
#define IDEALLOC_LIB_PLANNER_TILING_ROOMS_H

#include "Tiling/Lines.h"

namespace idealloc {

/// Takes all that ends at an instant, and whatever holes it needs, and puts all
/// that begins there, the largest first: where the fewest bytes are left or,
/// if there is no room, where runs that can lie side by side need the fewest
/// more. Always succeeds; adds lines, whose begins may need more bytes than
/// their ends have, and numbers of new holes.
void fillRooms(SplitState &state, const Line &rest, std::vector<Bytes> &sizes);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_TILING_ROOMS_H
