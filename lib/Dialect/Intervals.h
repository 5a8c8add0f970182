//===- Intervals.h - Live intervals in assembly and verifiers - -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shared by the lifetime attribute and the slice op; private to the dialect.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_DIALECT_INTERVALS_H
#define IDEALLOC_LIB_DIALECT_INTERVALS_H

#include "mlir/IR/OpImplementation.h"

namespace idealloc {

/// Parses `3 to 9, 12 to 20` into {3, 9, 12, 20}.
mlir::ParseResult parseIntervals(mlir::AsmParser &parser,
                                 llvm::SmallVectorImpl<int64_t> &bounds);

void printIntervals(mlir::AsmPrinter &printer, llvm::ArrayRef<int64_t> bounds);

/// Emits the first broken rule of L1 to L3 (see LifetimeAttr), if any.
mlir::LogicalResult
verifyIntervals(llvm::function_ref<mlir::InFlightDiagnostic()> emitError,
                llvm::ArrayRef<int64_t> bounds);

} // namespace idealloc

#endif // IDEALLOC_LIB_DIALECT_INTERVALS_H
