//===- LifetimeRemarks.h - What users are told of lifetimes -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Remarks of idealloc-annotate-lifetimes, of category `idealloc`. They cost
// nothing unless somebody has asked for them.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_LIFETIMEREMARKS_H
#define IDEALLOC_LIB_TRANSFORMS_LIFETIMEREMARKS_H

#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Lifetimes/ProgramTime.h"

namespace idealloc {

/// `Joined`: what lives longer than it must, as the program is too large to be
/// looked at call by call.
void remarkJoined(const ProgramTime::Joined &joined);

/// `NotPlanned`, "missed": the reason of a refusal, its kind, and who is to
/// blame and where.
void remarkRefusal(const Root &root, llvm::StringRef function);

/// `ReadFirst`: bytes that nothing has written are undefined, with a plan and
/// without. Who reads them expects a state, or has forgotten to write.
void remarkUndefinedRead(const Root &root, llvm::StringRef function);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_LIFETIMEREMARKS_H
