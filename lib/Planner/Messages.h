//===- Messages.h - Names of buffers in messages ----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_MESSAGES_H
#define IDEALLOC_LIB_PLANNER_MESSAGES_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// "buffer 'id'", or "buffer #3" for the one at index 3 when it has no id.
inline std::string nameOf(const Problem &problem, size_t index) {
  const std::string &id = problem.buffers[index].id;
  return id.empty() ? "buffer #" + std::to_string(index)
                    : "buffer '" + id + "'";
}

/// "[3, 9)".
inline std::string halfOpen(int64_t begin, int64_t end) {
  return "[" + std::to_string(begin) + ", " + std::to_string(end) + ")";
}

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_MESSAGES_H
