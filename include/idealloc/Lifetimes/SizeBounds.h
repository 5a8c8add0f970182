//===- SizeBounds.h - Constant bounds of dynamic sizes ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rule 8 of docs/Lifetimes.md: how large an allocation can be whose shape is
// not constant.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_SIZEBOUNDS_H
#define IDEALLOC_LIFETIMES_SIZEBOUNDS_H

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include <memory>
#include <optional>
#include <string>

namespace mlir {
class DataFlowSolver;
class DialectRegistry;
} // namespace mlir

namespace idealloc {

/// Upper bounds of values in one function, from what the function alone shows.
///
/// A bound is the smallest of three: that of ValueBoundsConstraintSet (affine
/// arithmetic, shapes, loops) and that of IntegerRangeAnalysis (minima,
/// remainders, casts). The first knows no wrapping, so it is not followed
/// through arith ops of which the second does not exclude that they wrap. And
/// that of `min(lo + C, n) - lo`, the tile with a remainder, which neither
/// sees.
///
/// Cost: the range analysis once, when the first bound is asked for; each bound
/// a system of linear constraints of at most a few dozen values. Valid until
/// the function changes.
class SizeBounds {
public:
  explicit SizeBounds(mlir::FunctionOpInterface function);
  ~SizeBounds();

  /// The largest number that an index can be, as a signed one; nullopt if none
  /// is proved. It may be negative. Without `believesWidths` the width of a
  /// type that a number is cast from is no bound.
  std::optional<int64_t> getUpperBound(mlir::Value index,
                                       bool believesWidths = true);

  /// The bytes that a memref.alloc or alloca takes at most: the product of the
  /// bounds of its dynamic sizes, its static ones and the stride of its
  /// elements. A negative size is undefined behaviour and needs no bytes.
  /// nullopt if a size has no bound or the element type no stride, if the
  /// layout is not the identity, or if the product exceeds 2^63-1.
  std::optional<int64_t> getByteBound(mlir::Operation *alloc,
                                      const mlir::DataLayout &layout);

  /// True if a size has a bound by nothing but the width of a type: all that is
  /// known of an i16 is that it is at most 65,535, few sizes come near it.
  bool isOnlyWidth(mlir::Operation *alloc);

  /// The first dynamic size of an allocation that has no bound and the value
  /// that it comes from: "dimension 0: argument 2 of 'func.func' has no upper
  /// bound". Empty if all sizes are bounded.
  std::string explain(mlir::Operation *alloc);

  /// The dynamic sizes of a memref.alloc or alloca; nullopt for other ops.
  static std::optional<mlir::OperandRange> sizesOf(mlir::Operation *alloc);

private:
  bool mayWrap(mlir::Value value);

  mlir::FunctionOpInterface function;
  std::unique_ptr<mlir::DataFlowSolver> ranges, rangesWithoutWidths;
};

/// Teaches ValueBoundsConstraintSet the upstream dialects that sizes come from.
/// Every pass that uses SizeBounds registers this with its dependent dialects.
void registerSizeBoundModels(mlir::DialectRegistry &registry);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_SIZEBOUNDS_H
