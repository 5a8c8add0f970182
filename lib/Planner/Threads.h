//===- Threads.h - The planner's only threads -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_THREADS_H
#define IDEALLOC_LIB_PLANNER_THREADS_H

#include <cstddef>
#include <functional>

namespace idealloc {

/// How many threads a request for `threads` means: 0 is one per core.
unsigned threadCount(unsigned threads);

/// Calls body(0) to body(count - 1), each on a thread of its own but for the
/// first, which runs on the caller's; returns when all have returned. If the
/// system refuses a thread, its call runs on the caller's too.
void runTogether(size_t count, const std::function<void(size_t)> &body);

/// Calls body(0) to body(count - 1), in any order, on up to `threads` threads;
/// returns when all have returned.
void runAll(size_t count, unsigned threads,
            const std::function<void(size_t)> &body);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_THREADS_H
