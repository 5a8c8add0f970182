//===- Unbox.h - From boxes back to buffers ---------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_BOXING_UNBOX_H
#define IDEALLOC_LIB_PLANNER_BOXING_UNBOX_H

#include "Boxing/BoxSteps.h"
#include "idealloc/Planner/Boxing.h"

namespace idealloc {

/// Loose offsets of all original jobs, given boxes of one height that hold them
/// all: no two that are live together share bytes, each is at a multiple of its
/// grid, and their makespan is at most the load of the boxes.
///
/// The boxes are coloured, and so is what is in each box. A row is as high as
/// its highest job; rows are stacked. In a box of classes that is at most the
/// number of jobs live together times their unit, which the box holds. The
/// order of rows is free, see the rules. O(n log n).
std::vector<Bytes> unbox(const Boxes &boxes, std::span<const JobIndex> top,
                         const BoxingRules &rules, Chooser &chooser);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_BOXING_UNBOX_H
