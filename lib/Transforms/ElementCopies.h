//===- ElementCopies.h - Ops that move elements -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_ELEMENTCOPIES_H
#define IDEALLOC_LIB_TRANSFORMS_ELEMENTCOPIES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <optional>

namespace idealloc {

/// What a linalg op writes to its one target; null if it computes, has more
/// than one target, or does something else as well.
mlir::Value findYielded(mlir::linalg::LinalgOp op);

/// An op that writes to all elements of one memref, each once, what it reads
/// from another one, and does nothing else: memref.copy, or a linalg op that
/// copies, transposes or broadcasts. Both are null for other ops.
struct ElementCopy {
  mlir::OpOperand *source = nullptr, *target = nullptr;

  explicit operator bool() const { return source; }
  mlir::Operation *op() const { return source->getOwner(); }
};
ElementCopy findElementCopy(mlir::Operation *op);

/// By dimension of the target, the dimension of the source that its index
/// counts; nullopt unless every one of both has its partner.
std::optional<llvm::SmallVector<unsigned>>
findPermutation(const ElementCopy &copy);

/// True if all that the op does is to write to its last operand, a memref, and
/// perhaps to read that and other operands.
bool writesOneOperand(mlir::Operation *op);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_ELEMENTCOPIES_H
