//===- Deadline.h - The optional wall-clock limit ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_DEADLINE_H
#define IDEALLOC_LIB_PLANNER_DEADLINE_H

#include <algorithm>
#include <chrono>
#include <optional>

namespace idealloc {

/// The only clock of the planner; without a limit it is never read.
class Deadline {
public:
  /// `seconds` from now, or never.
  explicit Deadline(std::optional<double> seconds) {
    using namespace std::chrono;
    if (seconds)
      end =
          steady_clock::now() + duration_cast<steady_clock::duration>(
                                    duration<double>(std::min(*seconds, 1e9)));
  }
  bool hasCome() const {
    return end && std::chrono::steady_clock::now() >= *end;
  }

private:
  std::optional<std::chrono::steady_clock::time_point> end;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_DEADLINE_H
