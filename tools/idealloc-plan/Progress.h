//===- Progress.h - How far a long search is --------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_PLAN_PROGRESS_H
#define IDEALLOC_TOOLS_PLAN_PROGRESS_H

#include "idealloc/Planner/Budget.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace idealloc {

/// One line on standard error, kept up to date while a search runs: best plan,
/// lower bound, the gap between them, seconds. It begins after two seconds,
/// only where standard error is a terminal, and is gone at the end.
class ProgressLine {
public:
  /// Sets the budget's `onProgress`; the budget must not outlive this.
  explicit ProgressLine(Budget &budget);
  ~ProgressLine();
  ProgressLine(const ProgressLine &) = delete;
  ProgressLine &operator=(const ProgressLine &) = delete;

private:
  void showUntilDone();

  std::mutex mutex;
  std::condition_variable ended;
  bool isDone = false;
  std::optional<Progress> latest;
  std::thread thread;
};

} // namespace idealloc

#endif // IDEALLOC_TOOLS_PLAN_PROGRESS_H
