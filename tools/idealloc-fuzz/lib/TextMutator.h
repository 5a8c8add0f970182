//===- TextMutator.h - Random edits of CSV and JSON -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_TEXTMUTATOR_H
#define IDEALLOC_TOOLS_FUZZ_TEXTMUTATOR_H

#include "Random.h"

#include <string>

namespace idealloc::fuzz {

/// Makes one random edit: changes a number, a field or a byte, inserts what
/// readers stumble over (quotes, control characters, large numbers, nesting),
/// erases, exchanges or doubles lines and pieces.
void mutateText(std::string &text, Random &random);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_TEXTMUTATOR_H
