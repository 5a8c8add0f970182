//===- PlanErrors.h - Why there is no plan ----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_PLANERRORS_H
#define IDEALLOC_LIB_TRANSFORMS_PLANERRORS_H

#include "MemoryAccounts.h"

#include "mlir/IR/Diagnostics.h"

namespace idealloc {

/// Emits an error for a problem that is not well-formed, at the op that makes
/// it so, and fails.
mlir::LogicalResult reportProblem(const ArenaProblem &arena,
                                  const ProblemError &error);

/// Emits an error for a plan that does not fit, proved impossible or merely
/// fragmented, with the largest buffers that are to blame and `account`, what
/// else is in the memory; and fails. The problem has a capacity, which is what
/// the account leaves of that of the memory.
mlir::LogicalResult reportMisfit(const ArenaProblem &arena, const Plan &plan,
                                 llvm::StringRef strategy,
                                 const MemoryAccount &account);

/// Notes the largest of what else is in the memory.
void noteOthers(mlir::InFlightDiagnostic &diag, const MemoryAccount &account);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_PLANERRORS_H
