//===- LeastTime.h - Processor time of calls --------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Seconds of processor time of the calling thread: what else the machine does
// counts less than by the clock on the wall.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_BENCHMARKS_LEASTTIME_H
#define IDEALLOC_BENCHMARKS_LEASTTIME_H

#include <algorithm>
#include <array>
#include <limits>

#include <time.h>

namespace idealloc {

inline double threadSeconds() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

/// Seconds of one call.
template <typename Call> double timeOf(Call &&call) {
  const double start = threadSeconds();
  call();
  return threadSeconds() - start;
}

/// Of each call the least seconds of several, at least 3, that take `span`
/// seconds together. The calls take turns, so that all see the same machine.
template <typename... Calls>
std::array<double, sizeof...(Calls)> leastTimes(double span, Calls... calls) {
  std::array<double, sizeof...(Calls)> least;
  least.fill(std::numeric_limits<double>::max());
  const double start = threadSeconds();
  for (int turn = 0; turn < 3 || threadSeconds() - start < span; ++turn) {
    size_t i = 0;
    ((least[i] = std::min(least[i], timeOf(calls)), ++i), ...);
  }
  return least;
}

} // namespace idealloc

#endif // IDEALLOC_BENCHMARKS_LEASTTIME_H
