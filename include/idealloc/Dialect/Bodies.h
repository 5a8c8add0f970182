//===- Bodies.h - Functions that are bodies of loops ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_BODIES_H
#define IDEALLOC_DIALECT_BODIES_H

#include "llvm/ADT/StringRef.h"

namespace idealloc {

/// On a private function: its ops are the body of a parallel loop, which calls
/// it. Each instance of the body is an activation, with an arena of its own.
inline constexpr llvm::StringLiteral bodyAttribute = "idealloc.body";

} // namespace idealloc

#endif // IDEALLOC_DIALECT_BODIES_H
