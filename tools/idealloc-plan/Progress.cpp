//===- Progress.cpp - How far a long search is ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include "idealloc/Text/Numbers.h"

#include <chrono>
#include <cstdio>
#include <unistd.h>

using namespace idealloc;
using Clock = std::chrono::steady_clock;

namespace {

std::string lineOf(const std::optional<Progress> &progress, double seconds) {
  char text[64];
  std::string line = "no plan yet";
  if (progress) {
    const Bytes gap = progress->makespan - progress->lowerBound;
    std::snprintf(
        text, sizeof text, " (%.2f %%)",
        100.0 * static_cast<double>(gap) /
            std::max<double>(1, static_cast<double>(progress->makespan)));
    line = "best " + grouped(progress->makespan) + ", bound " +
           grouped(progress->lowerBound) + ", gap " + grouped(gap) + text;
  }
  std::snprintf(text, sizeof text, ", %.0f s; Ctrl-C takes the best", seconds);
  return line + text;
}

} // namespace

ProgressLine::ProgressLine(Budget &budget) {
  if (!isatty(STDERR_FILENO))
    return;
  budget.onProgress = [this](const Progress &progress) {
    std::lock_guard lock(mutex);
    latest = progress;
  };
  thread = std::thread([this] { showUntilDone(); });
}

ProgressLine::~ProgressLine() {
  if (!thread.joinable())
    return;
  {
    std::lock_guard lock(mutex);
    isDone = true;
  }
  ended.notify_one();
  thread.join();
}

void ProgressLine::showUntilDone() {
  const Clock::time_point start = Clock::now();
  std::unique_lock lock(mutex);
  auto wait = [&](std::chrono::milliseconds time) {
    return ended.wait_for(lock, time, [&] { return isDone; });
  };
  if (wait(std::chrono::seconds(2)))
    return;
  do {
    const std::chrono::duration<double> spent = Clock::now() - start;
    // "\x1b[K" clears what an older, longer line has left.
    std::fprintf(stderr, "\r%s\x1b[K", lineOf(latest, spent.count()).c_str());
    std::fflush(stderr);
  } while (!wait(std::chrono::milliseconds(500)));
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}
