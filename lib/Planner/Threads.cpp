//===- Threads.cpp - The planner's only threads ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

using namespace idealloc;

unsigned idealloc::threadCount(unsigned threads) {
  return threads > 0 ? threads
                     : std::max(1u, std::thread::hardware_concurrency());
}

void idealloc::runTogether(size_t count,
                           const std::function<void(size_t)> &body) {
  std::vector<std::jthread> threads;
  size_t started = 1;
  try {
    for (; started < count; ++started)
      threads.emplace_back(body, started);
  } catch (const std::system_error &) {
    // No more threads to be had; the rest runs here.
  }
  if (count > 0)
    body(0);
  for (; started < count; ++started)
    body(started);
}

void idealloc::runAll(size_t count, unsigned threads,
                      const std::function<void(size_t)> &body) {
  std::atomic<size_t> next = 0;
  runTogether(std::min<size_t>(count, threads), [&](size_t) {
    for (size_t k; (k = next++) < count;)
      body(k);
  });
}
