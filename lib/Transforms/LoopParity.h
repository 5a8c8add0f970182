//===- LoopParity.h - Which of two turns an iteration has -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_LOOPPARITY_H
#define IDEALLOC_LIB_TRANSFORMS_LOOPPARITY_H

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

namespace idealloc {

/// A loop of the same iterations in place of `loop`, which is erased, that
/// carries one more value: false in iterations 0, 2, 4, ..., true in the
/// others. It is the last argument of both regions, and the last result.
mlir::scf::WhileOp carryParity(mlir::scf::WhileOp loop);

/// True in iterations 1, 3, 5, ...: a value for the ops of `region`, which is
/// one of the loop, an scf.for, affine.for, or an scf.while made by
/// `carryParity`.
mlir::Value createIsOdd(mlir::LoopLikeOpInterface loop, mlir::Region &region);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_LOOPPARITY_H
