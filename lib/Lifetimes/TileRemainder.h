//===- TileRemainder.h - The size of a tile with a remainder ----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_TILEREMAINDER_H
#define IDEALLOC_LIB_LIFETIMES_TILEREMAINDER_H

#include "mlir/IR/Value.h"

#include <optional>

namespace idealloc {

/// The bound C of `min(lo + C, n) - lo`, C >= 0, as tiling computes it with
/// arith.addi, arith.minsi or minui, and arith.subi. Nullopt for other values.
///
/// Numbers wrap, and still: where the minimum is lo + C, the difference is C.
/// Where it is n, n - lo is at most C unless lo + C or n - lo wraps. Neither
/// matters, so a bound is given, if
/// - the minimum is signed and `isNonNegative(n)`, or the difference has `nsw`;
/// - lo is the induction variable of the scf.for whose upper bound is n, so
///   that lo < n; with an unsigned minimum the loop must be `unsigned`, or
///   `isNonNegative(lo)`.
///
/// As elsewhere a negative size is undefined behaviour. Cost: O(1).
std::optional<int64_t>
boundOfTileRemainder(mlir::Value size,
                     llvm::function_ref<bool(mlir::Value)> isNonNegative);

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_TILEREMAINDER_H
