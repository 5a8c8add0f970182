//===- LiveParts.h - When a buffer is live ----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_LIVEPARTS_H
#define IDEALLOC_PLANNER_LIVEPARTS_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// The live intervals of a buffer, ascending: its lifetime without its gaps.
inline std::vector<Interval> livePartsOf(const Buffer &buffer) {
  std::vector<Interval> parts;
  Time begin = buffer.lifetime.begin;
  for (const Interval &gap : buffer.gaps) {
    parts.push_back({begin, gap.begin});
    begin = gap.end;
  }
  parts.push_back({begin, buffer.lifetime.end});
  return parts;
}

} // namespace idealloc

#endif // IDEALLOC_PLANNER_LIVEPARTS_H
