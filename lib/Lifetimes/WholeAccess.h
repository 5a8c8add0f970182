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
#include "llvm/ADT/DenseMap.h"

namespace idealloc {

/// Finds the memory of which a memref is another description, element by
/// element: the source of its casts, reshapes and transpositions; the memref
/// itself if it is none of these. Cost: O(1) for each value on the way, once.
/// Valid until the IR changes.
class WholeSources {
public:
  mlir::Value of(mlir::Value memref);

private:
  llvm::DenseMap<mlir::Value, mlir::Value> sources;
};

/// What LinalgOp::isDpsInit and payloadUsesValueFromOperand say of an operand,
/// at a tenth of the cost: outputs come last, as many as the body yields.
bool isOutput(mlir::OpOperand &use);
bool readsInBody(mlir::OpOperand &use);

/// True for linalg ops that are known, without a look at their index maps, to
/// count one index of the output by each loop.
bool hasIdentityOutput(mlir::Operation *op);

/// True if the op certainly writes every element of the operand's memref and
/// reads none of them through this operand before.
bool overwritesWhole(mlir::OpOperand &use);

/// False if `canBeInPlace` is false for any two operands of the op.
bool mayBearInPlace(mlir::Operation *op);

/// True if the op still computes the same when these two memref operands, one
/// read and one written, are the same bytes: an elementwise op that visits both
/// by one index map, elements equally wide, same layout, in any order of the
/// elements; a copy; or an op that says so by BufferUseOpInterface. False for
/// everything else. That no further operand shares the bytes is for the caller
/// to know.
bool canBeInPlace(mlir::OpOperand &read, mlir::OpOperand &written);

/// The same if the elements of `written` are narrower and both memrefs begin at
/// one byte: an elementwise op that visits both from front to back, as
/// `idealloc.in_order` promises, or one that says so by BufferUseOpInterface.
/// Element k lies at [k w, (k + 1) w) of the one and [k v, (k + 1) v) of the
/// other, v < w: what is written with element k lies before (k + 1) w, where
/// nothing is read any more.
bool canNarrowInPlace(mlir::OpOperand &read, mlir::OpOperand &written);

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_WHOLEACCESS_H
