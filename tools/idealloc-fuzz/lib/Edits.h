//===- Edits.h - Edits of programs ------------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each edit makes a program smaller, or returns false and leaves it as it was.
// The program may not verify afterwards: callers look.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_EDITS_H
#define IDEALLOC_TOOLS_FUZZ_EDITS_H

#include "mlir/IR/BuiltinOps.h"

namespace idealloc::fuzz {

/// Ops that may be erased, in program order.
llvm::SmallVector<mlir::Operation *> statements(mlir::ModuleOp module);

/// Erases the op; uses of its results get a value of the same type that is
/// there before it. Functions go if nothing calls them.
bool eraseStatement(mlir::Operation *op);

/// One run of one region in place of the op, from the initial values.
bool unwrap(mlir::Operation *op, mlir::Region &region);

/// Branches to one of the targets only.
bool narrow(mlir::Operation *op, unsigned target);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_EDITS_H
