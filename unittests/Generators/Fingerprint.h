//===- Fingerprint.h - Whether problems are the same ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_GENERATORS_FINGERPRINT_H
#define IDEALLOC_UNITTESTS_GENERATORS_FINGERPRINT_H

#include "idealloc/Planner/Problem.h"

namespace idealloc::test {

/// Depends on every number of a plain problem and on their order.
inline uint64_t fingerprint(const Problem &problem) {
  uint64_t hash = 0;
  for (const Buffer &buffer : problem.buffers)
    for (int64_t number :
         {buffer.lifetime.begin, buffer.lifetime.end, buffer.size})
      hash = hash * 0x9E3779B97F4A7C15 + static_cast<uint64_t>(number);
  return hash;
}

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_GENERATORS_FINGERPRINT_H
