//===- PlainData.cpp - Types that hold no pointer -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Dialect/PlainData.h"

#include "mlir/Dialect/AMX/AMXDialect.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/XeGPU/IR/XeGPU.h"
#include "mlir/IR/BuiltinTypes.h"

using namespace mlir;

bool idealloc::isPlainData(Type type) {
  if (auto vector = dyn_cast<VectorType>(type))
    type = vector.getElementType();
  if (auto pair = dyn_cast<ComplexType>(type))
    type = pair.getElementType();
  return type.isIntOrIndexOrFloat() ||
         isa<gpu::MMAMatrixType, amx::TileType>(type);
}

bool idealloc::isMemoryName(Type type) {
  return isa<BaseMemRefType, xegpu::TensorDescType>(type);
}
