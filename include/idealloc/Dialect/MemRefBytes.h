//===- MemRefBytes.h - What memrefs occupy, in bytes ---------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a memref occupies when it is lowered to LLVM, from the data layout:
// elements are stored at a stride of their size rounded up to their alignment,
// so 16 x i1 takes 16 bytes, vector<3xf32> has a stride of 16 bytes and i24 one
// of 4. Dividing a number of bits by 8 would under-allocate all three.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_MEMREFBYTES_H
#define IDEALLOC_DIALECT_MEMREFBYTES_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"

#include <optional>

namespace idealloc {

/// Stride in bytes between elements of this type in memory, never less than
/// what LLVM uses. nullopt for types without a fixed size: anything but
/// integers, index, floats and complex numbers or non-scalable vectors of them.
std::optional<int64_t> getElementStride(mlir::Type type,
                                        const mlir::DataLayout &layout);

/// Alignment in bytes that loads and stores of such elements may assume: the
/// larger of ABI and preferred alignment. `type` must have a stride.
int64_t getElementAlignment(mlir::Type type, const mlir::DataLayout &layout);

/// Number of elements from the first to behind the last that a memref of this
/// static type may touch, 0 if it has none. nullopt if the shape or layout is
/// dynamic, not strided, has a negative stride or a non-zero offset, or the
/// number exceeds 2^63-1.
std::optional<int64_t> getElementSpan(mlir::MemRefType type);

/// True if no two elements of the static shape are known to share an address;
/// false if the strides are not static, or if one may lead back among elements
/// that are closer.
bool hasDistinctElements(mlir::MemRefType type);

/// True unless the elements of the static shape fill its span, each once.
bool hasGaps(mlir::MemRefType type);

/// Bytes a memref of this type occupies: span times stride. nullopt if either
/// is unknown or the product exceeds 2^63-1.
std::optional<int64_t> getByteSize(mlir::MemRefType type,
                                   const mlir::DataLayout &layout);

/// The first multiple of the alignment from `bytes` on, 0 or more; nullopt
/// beyond 2^63-1.
std::optional<int64_t> tryAlign(int64_t bytes, int64_t alignment);

} // namespace idealloc

#endif // IDEALLOC_DIALECT_MEMREFBYTES_H
