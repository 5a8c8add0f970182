//===- VerifiedOffsets.h - Offsets proved on the IR as it is ----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_VERIFIEDOFFSETS_H
#define IDEALLOC_LIB_TRANSFORMS_VERIFIEDOFFSETS_H

#include "mlir/IR/Operation.h"

namespace idealloc {

/// An MLIR analysis: the offsets of all functions in an op do not clash. It
/// emits an error for each that does, once, when it is computed. The pass
/// manager drops it with the next pass that changes the IR, so a later pass
/// that asks for it knows that the proof is one of what it sees.
struct VerifiedOffsets {
  explicit VerifiedOffsets(mlir::Operation *top);
  bool isSound;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_VERIFIEDOFFSETS_H
