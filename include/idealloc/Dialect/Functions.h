//===- Functions.h - The functions a pass visits -------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_FUNCTIONS_H
#define IDEALLOC_DIALECT_FUNCTIONS_H

#include "mlir/Interfaces/FunctionInterfaces.h"

namespace idealloc {

/// All functions with a body in `op`, itself included, nested modules too, in
/// program order.
llvm::SmallVector<mlir::FunctionOpInterface> functionsIn(mlir::Operation *op);

/// Runs `work` on each of `functionsIn(op)`, in parallel where the context
/// allows it. `work` must not look outside its function. Diagnostics come in
/// program order. Fails if any `work` fails.
mlir::LogicalResult forEachFunction(
    mlir::Operation *op,
    llvm::function_ref<mlir::LogicalResult(mlir::FunctionOpInterface)> work);

/// What passes that run "on a symbol table op" accept.
bool isSymbolTable(mlir::RegisteredOperationName name);

/// What passes that run "on a function" accept: also symbol table ops, whose
/// functions they visit.
bool isFunctionOrSymbolTable(mlir::RegisteredOperationName name);

} // namespace idealloc

#endif // IDEALLOC_DIALECT_FUNCTIONS_H
