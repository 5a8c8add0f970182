//===- PlainData.h - Types that hold no pointer --------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_PLAINDATA_H
#define IDEALLOC_DIALECT_PLAINDATA_H

namespace mlir {
class Type;
} // namespace mlir

namespace idealloc {

/// True if values of the type hold numbers that are there when the op that
/// gives them returns: numbers, vectors of them, and the matrices of tensor
/// cores (`!gpu.mma_matrix`) and of AMX (`!amx.tile`). Any other type could
/// hold a pointer, or the promise of a value.
bool isPlainData(mlir::Type type);

/// True if values of the type stand for memory as a memref does, and for
/// nothing else: memrefs, and the descriptors of XeGPU (`!xegpu.tensor_desc`),
/// which are made of a memref, moved, and loaded and stored through.
bool isMemoryName(mlir::Type type);

} // namespace idealloc

#endif // IDEALLOC_DIALECT_PLAINDATA_H
