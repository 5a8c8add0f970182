//===- EntryPoints.h - Entry points that are called -------------*- C++ -*-===//
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_CONVERSION_ENTRYPOINTS_H
#define IDEALLOC_LIB_CONVERSION_ENTRYPOINTS_H

#include "mlir/IR/Operation.h"

namespace idealloc {

/// A public function that needs the program's arena makes it when it is called
/// from outside, and gets it when it is called from the program. Moves the body
/// of each for which both is so into a private function `NAME__in_arena`, which
/// the program calls from then on, and lets the public one call that. Cost:
/// O(ops).
void splitEntryPoints(mlir::Operation *top);

} // namespace idealloc

#endif // IDEALLOC_LIB_CONVERSION_ENTRYPOINTS_H
