//===- Handles.h - What the opaque handles of the C API hold ----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_CAPI_HANDLES_H
#define IDEALLOC_LIB_CAPI_HANDLES_H

#include "idealloc-c/Planner.h"
#include "idealloc/Planner/Strategies.h"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string>

struct IdeallocProblem {
  idealloc::Problem problem = {};
  std::string message = {};
};

struct IdeallocStop {
  std::atomic<bool> isRequested = false;
  static_assert(std::atomic<bool>::is_always_lock_free, "for signal handlers");
};

struct IdeallocOptions {
  const idealloc::Strategy *strategy = nullptr;
  idealloc::StrategyOptions options = {};
  std::string message = {};
};

struct IdeallocPlan {
  idealloc::Plan plan = {};
  IdeallocStatus status = IdeallocStatusRefused;
  std::string message = {};
};

namespace idealloc::capi {

/// What `body` returns, or `failed` where it throws: the border that no
/// exception crosses. Why goes to `message`, if there is one.
template <typename Body>
auto guarded(decltype(std::declval<Body>()()) failed, std::string *message,
             Body body) noexcept -> decltype(body()) {
  try {
    return body();
  } catch (const std::bad_alloc &) {
    if (message)
      *message = "out of memory"; // Short enough to need none.
  } catch (const std::exception &error) {
    try {
      if (message)
        *message = error.what();
    } catch (...) {
      *message = "out of memory";
    }
  }
  return failed;
}

/// False, with the reason as the message of the handle.
template <typename Handle> bool fail(Handle *handle, std::string reason) {
  handle->message = std::move(reason);
  return false;
}

/// A copy for ideallocStringDestroy; NULL without memory. No text of the
/// library holds a NUL.
inline char *copyOut(const std::string &text) {
  char *copy = static_cast<char *>(std::malloc(text.size() + 1));
  if (copy)
    std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

/// The table with the rows of other systems, registered by the first call.
const std::deque<Strategy> &allStrategies();

} // namespace idealloc::capi

#endif // IDEALLOC_LIB_CAPI_HANDLES_H
