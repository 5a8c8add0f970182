//===- Bodies.h - Parallel bodies that were functions -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_CONVERSION_BODIES_H
#define IDEALLOC_LIB_CONVERSION_BODIES_H

#include "mlir/IR/Operation.h"

namespace idealloc {

/// Puts the ops of each function with `idealloc.body`, which
/// idealloc-make-static took out of the body of a parallel loop, in the place
/// of its call. A function that is called twice, or that has become more than
/// one block, stays one. Cost: O(ops).
void putBackBodies(mlir::Operation *top);

} // namespace idealloc

#endif // IDEALLOC_LIB_CONVERSION_BODIES_H
