//===- Ownership.h - Bookkeeping of the deallocation pipeline ---*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// -bufferization-lower-deallocations decides at run time which buffers to free:
// it stores their addresses in lists and calls @dealloc_helper, which compares
// them and answers with one flag per memref.dealloc. Planning makes addresses
// equal that were not, but a wrong flag does no harm: it only guards
// deallocations, those of planned buffers are erased, and an unplanned buffer
// never has the address of a planned one.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_OWNERSHIP_H
#define IDEALLOC_LIFETIMES_OWNERSHIP_H

#include "mlir/IR/Operation.h"

namespace idealloc {

/// True for a call of the helper that the pipeline generates, by its name and
/// type. It keeps none of its arguments.
bool isDeallocHelperCall(mlir::Operation *op);

/// True if all that happens to the address this
/// memref.extract_aligned_pointer_as_index takes is that it goes into such a
/// list. Cost: O(uses of the address and of the lists).
bool isOwnershipBookkeeping(mlir::Operation *takesAddress);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_OWNERSHIP_H
