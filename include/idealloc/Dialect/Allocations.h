//===- Allocations.h - Ops whose memory a plan can replace ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_ALLOCATIONS_H
#define IDEALLOC_DIALECT_ALLOCATIONS_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Operation.h"

namespace idealloc {

/// The memref that an op allocates: the result on which it has an Allocate
/// effect, of an op that takes no memref and has neither regions nor further
/// results, but for the token of a GPU op (memref.alloc, memref.alloca,
/// gpu.alloc, and ops of any dialect). Null for all other ops. Cost: O(1), one
/// dispatch for ops of other dialects than memref.
mlir::TypedValue<mlir::MemRefType> getAllocatedMemory(mlir::Operation *op);

/// The alignment in bytes that an allocation asks for by its attribute
/// `alignment`; 1 if it has none.
int64_t getStatedAlignment(mlir::Operation *allocation);

/// The memref that an op frees, and does nothing else to: the operand on which
/// it has a Free effect, of an op that takes no other memref and has neither
/// regions nor results, but for the token of a GPU op (memref.dealloc,
/// gpu.dealloc). Null for all other ops.
mlir::Value getFreedMemory(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_DIALECT_ALLOCATIONS_H
