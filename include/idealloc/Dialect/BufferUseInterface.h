//===- BufferUseInterface.h - What an op does to buffers --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_BUFFERUSEINTERFACE_H
#define IDEALLOC_DIALECT_BUFFERUSEINTERFACE_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"

namespace idealloc {

/// What an op does to the memory behind one of its operands.
struct OperandUse {
  /// May read, may write some of it.
  bool reads = false;
  bool writes = false;
  /// Always writes all elements of the operand's memref, and reads none before.
  bool overwrites = false;
};

} // namespace idealloc

#include "idealloc/Dialect/BufferUseInterface.h.inc"

#endif // IDEALLOC_DIALECT_BUFFERUSEINTERFACE_H
