//===- Unplanned.h - Allocations that stay as they are ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_UNPLANNED_H
#define IDEALLOC_LIB_TRANSFORMS_UNPLANNED_H

#include "idealloc/Lifetimes/Lifetimes.h"

namespace idealloc {

/// True if the user has asked for it, or there are no bytes to plan.
bool isByChoice(RefusalKind kind);

/// What would let such an allocation be planned: a sentence without its period,
/// "" where nothing is known.
llvm::StringRef remedyOf(RefusalKind kind);

/// An error or a warning at a refused root that says why it is not planned,
/// with a note at the op to blame and one with the remedy.
void emitUnplanned(const Root &root, bool isError);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_UNPLANNED_H
