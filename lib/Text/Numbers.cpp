//===- Numbers.cpp - Names and numbers for people -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Numbers.h"

using namespace idealloc;

std::string idealloc::grouped(int64_t value) {
  std::string digits = std::to_string(value);
  size_t first = digits.front() == '-' ? 1 : 0;
  for (size_t at = digits.size(); at > first + 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

std::string idealloc::labelOf(const Problem &problem, size_t buffer) {
  const std::string &id = problem.buffers[buffer].id;
  return id.empty() ? "#" + std::to_string(buffer) : id;
}
