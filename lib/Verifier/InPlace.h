//===- InPlace.h - Ops that treat buffers as a whole -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_INPLACE_H
#define IDEALLOC_LIB_VERIFIER_INPLACE_H

#include "mlir/IR/Operation.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"

namespace idealloc {

/// True if the op, whenever it runs, writes all elements of the operand's
/// memref, whatever they were: linalg ops whose loops are the dimensions of
/// that memref, but for loops of one trip and dimensions of size 1, and whose
/// payload does not use its old value, memref.copy, and ops that say so by
/// BufferUseOpInterface. That the op reads the elements through another operand
/// is not looked at. Cost: O(dimensions).
bool overwritesAll(mlir::OpOperand &operand);

/// True if the op computes the same when the memrefs behind these operands,
/// all of `reads` of one buffer and `written` of another, mean the same bytes,
/// element by element. No other operand may mean one of the two buffers.
/// Accepted: linalg ops without reductions that touch no other memory and of
/// which each run of the payload uses one address in all of them, another one
/// than others; memref.copy, and ops that say so by BufferUseOpInterface, with
/// equal static shapes and strides. All elements have equal size; or those
/// that are written are smaller, all begin at one byte, and the op visits them
/// from front to back without gaps: `idealloc.in_order`, or an op that says so
/// by BufferUseOpInterface. Cost: O(operands + ops of the payload).
bool bearsInPlace(llvm::ArrayRef<mlir::OpOperand *> reads,
                  mlir::OpOperand &written, const mlir::DataLayout &layout);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_INPLACE_H
