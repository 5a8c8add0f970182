//===- ArenaLowering.h - Memory in place of arenas --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_CONVERSION_ARENALOWERING_H
#define IDEALLOC_LIB_CONVERSION_ARENALOWERING_H

#include "CallFrames.h"
#include "idealloc/Conversion/Passes.h"

#include "mlir/IR/Builders.h"

namespace idealloc {

/// memref<BYTESxi8, space>.
mlir::MemRefType bytesType(int64_t bytes, mlir::Attribute space,
                           mlir::MLIRContext *context);

/// The memory from an offset on as a memref of that type.
mlir::Value viewAt(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value memory, int64_t offset, mlir::MemRefType type);

/// Erases what in-place pairs leave of copies: from a slice onto itself. As
/// long as there are slices they stand for what becomes of the second one.
void eraseSelfCopies(mlir::Operation *top);

/// Replaces the arena and its slices by `memory`.
void replaceArena(ArenaOp arena, mlir::Value memory);

/// Lets memory be the arena, which lies in it at its offset.
void useMemory(const OwnArena &arena, mlir::Value memory);

/// True if all functions use one memory at one address: for storage=global,
/// symbol and address.
bool isStatic(ArenaStorage storage);

/// Lowers all arenas in `top` to one memory for each memory space (and, of
/// globals, module): that of the program, behind which those of second plans of
/// a function lie. Emits an error and fails, with the IR unchanged, if two
/// would use it at once (CallFrames::checkNoneReachesAnother), or, for
/// storage=address, if a space is no number or has no base in
/// `idealloc.memories`.
mlir::LogicalResult lowerToStaticMemory(mlir::Operation *top,
                                        ArenaStorage storage, bool callbacks);

/// Emits an error and fails if an arena in `top` cannot lie in such storage:
/// memory of a device on the stack or in a global; one for all threads on a
/// stack; one outside the first block of its function; on the stack of what
/// does not release it; or if memory that is given back when the function
/// returns holds inputs, results or states.
mlir::LogicalResult checkStorage(mlir::Operation *top, ArenaStorage storage,
                                 bool callbacks);

/// Lowers all arenas in `top` to memory that their function makes at its start:
/// an attribution of a kernel, memory of the device, or an allocation, on the
/// stack if `isOnStack` is set. What is not on the stack is freed at the exits
/// if `isFreed` is set, except where several threads share it.
void lowerToOwnMemory(mlir::Operation *top, bool isOnStack, bool isFreed);

} // namespace idealloc

#endif // IDEALLOC_LIB_CONVERSION_ARENALOWERING_H
