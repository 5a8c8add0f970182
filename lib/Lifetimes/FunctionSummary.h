//===- FunctionSummary.h - What one function does to arguments  -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_FUNCTIONSUMMARY_H
#define IDEALLOC_LIB_LIFETIMES_FUNCTIONSUMMARY_H

#include "idealloc/Dialect/CalleeUse.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

namespace idealloc {

/// What a function with a body does to its arguments.
struct FunctionSummary {
  /// As the body shows.
  CalleeUse shown;
  /// If it or a call also promises `idealloc.noretain`.
  CalleeUse promised;
};

/// Follows all aliases of all memref arguments at once. The calls in the body
/// must have their summaries. Cost: see CallSummaries.h.
FunctionSummary summarise(mlir::FunctionOpInterface function);

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_FUNCTIONSUMMARY_H
