//===- Numbers.h - Names and numbers for people -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_NUMBERS_H
#define IDEALLOC_TEXT_NUMBERS_H

#include "idealloc/Planner/Problem.h"

#include <string>

namespace idealloc {

/// "12,288".
std::string grouped(int64_t value);

/// What texts call a buffer: its id, or "#3" if it has none.
std::string labelOf(const Problem &problem, size_t buffer);

} // namespace idealloc

#endif // IDEALLOC_TEXT_NUMBERS_H
