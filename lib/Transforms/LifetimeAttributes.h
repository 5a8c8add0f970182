//===- LifetimeAttributes.h - Lifetimes written into the IR -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_LIFETIMEATTRIBUTES_H
#define IDEALLOC_LIB_TRANSFORMS_LIFETIMEATTRIBUTES_H

#include "States.h"
#include "idealloc/Lifetimes/Lifetimes.h"
#include "idealloc/Lifetimes/ProgramTime.h"

namespace idealloc {

/// Writes `idealloc.lifetime` and `idealloc.slot` of an allocation, or removes
/// them if it is refused.
void writeLifetime(const Root &root);

/// Writes `idealloc.program_lifetime` of an allocation that lives in the
/// program, or removes it.
void writeProgramLifetime(const Root &root,
                          const std::optional<ProgramTime> &program);

/// Holds a front end's lifetime, present where one is needed, absent elsewhere,
/// inside the function, against the analysis; removes it where the user asked
/// for no plan. Else emits an error and fails. That it is true is for
/// idealloc-verify-offsets. `ticks` are those of the function.
mlir::LogicalResult checkGivenLifetime(const Root &root, int64_t ticks);

/// Writes `idealloc.program` of a function: what it is in the program.
void writeMember(mlir::FunctionOpInterface function,
                 const ProgramTime::Member &member);

/// Writes when states live; warns of those that stay globals.
void writeStates(llvm::ArrayRef<State> states,
                 const std::optional<ProgramTime> &program);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_LIFETIMEATTRIBUTES_H
