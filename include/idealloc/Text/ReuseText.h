//===- ReuseText.h - Reuse edges as text ------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_REUSETEXT_H
#define IDEALLOC_TEXT_REUSETEXT_H

#include "idealloc/Planner/ReuseEdges.h"

namespace idealloc {

/// CSV with the columns first,end,then,begin: one edge a row, buffers by id.
std::string toCsv(const Problem &problem, const std::vector<ReuseEdge> &edges);

/// One JSON object whose `edges` are objects with the keys first, end, then and
/// begin.
std::string toJson(const Problem &problem, const std::vector<ReuseEdge> &edges);

} // namespace idealloc

#endif // IDEALLOC_TEXT_REUSETEXT_H
