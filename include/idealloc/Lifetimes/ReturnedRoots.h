//===- ReturnedRoots.h - Buffers that private functions return --*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A buffer that a function allocates and returns to a function of its program
// is one buffer of both: it lies in the program's arena, and lives until the
// caller needs it no more, which the copy of the program shows in which the
// call is inlined. The mark `idealloc.results = "program"` says that such
// buffers do not escape by being returned.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_RETURNEDROOTS_H
#define IDEALLOC_LIFETIMES_RETURNEDROOTS_H

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/SmallVector.h"

namespace idealloc {
class Lifetimes;

/// True if the function has the mark.
bool returnsToProgram(mlir::FunctionOpInterface function);

/// Sets the mark on the functions that return memrefs and of which all callers
/// are known, one activation at a time, and removes it from others. Cost:
/// O(ops).
void markReturnsToProgram(mlir::Operation *top);

/// The numbers of the roots that are not refused and that a function with the
/// mark returns, ascending; none of others.
llvm::SmallVector<size_t, 2> returnedRoots(const Lifetimes &lifetimes);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_RETURNEDROOTS_H
