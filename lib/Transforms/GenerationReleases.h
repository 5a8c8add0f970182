//===- GenerationReleases.h - Freeing generations ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_GENERATIONRELEASES_H
#define IDEALLOC_LIB_TRANSFORMS_GENERATIONRELEASES_H

#include "idealloc/Lifetimes/LogicalTime.h"

#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "llvm/ADT/SetVector.h"

namespace idealloc {

/// Deallocations that may free one generation or another, and what they free
/// besides: after the rewrite each allocation is freed once, at the end of its
/// block.
class GenerationReleases {
public:
  /// Adds the deallocations of what `alloc` allocates, and of all that they may
  /// free. Fails if that is not known to end with the block it is allocated in,
  /// of `alloc` with that of the loop which carries it on.
  mlir::LogicalResult add(mlir::memref::AllocOp alloc,
                          mlir::LoopLikeOpInterface loop,
                          const mlir::BufferViewFlowAnalysis &flow);

  /// Erases the deallocations, and frees what they freed besides generations at
  /// the end of its block, in program order.
  void moveToEnds(const LogicalTime &time);

private:
  llvm::SetVector<mlir::Operation *> deallocs;
  llvm::SetVector<mlir::Operation *> companions;
};

/// Adds a deallocation in front of the terminator.
void freeAtEnd(mlir::Block *block, mlir::Value memory);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_GENERATIONRELEASES_H
