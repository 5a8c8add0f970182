//===- WholeAccess.h - Accesses to all of a buffer --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_WHOLEACCESS_H
#define IDEALLOC_LIB_LIFETIMES_WHOLEACCESS_H

#include "mlir/IR/Value.h"

namespace idealloc {

/// The memory of which `memref` is another description, element by element: the
/// source of its casts, reshapes and transpositions. `memref` itself if it is
/// none of these.
mlir::Value wholeSource(mlir::Value memref);

/// True if the op certainly writes every element of the operand's memref and
/// reads none of them through this operand before.
bool overwritesWhole(mlir::OpOperand &use);

/// True if the op still computes the same when these two memref operands, one
/// read and one written, are the same bytes: an elementwise op that visits both
/// by one index map, elements equally wide, same layout, in any order of the
/// elements; a copy; or an op that says so by BufferUseOpInterface. False for
/// everything else. That no further operand shares the bytes is for the caller
/// to know.
bool canBeInPlace(mlir::OpOperand &read, mlir::OpOperand &written);

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_WHOLEACCESS_H
