//===- ViewParts.h - Which elements of a root a view has --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_VIEWPARTS_H
#define IDEALLOC_LIB_LIFETIMES_VIEWPARTS_H

#include "mlir/IR/Value.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <memory>

namespace idealloc {

/// Elements of a root: [begin, end) in each of its dimensions.
using Part = llvm::SmallVector<std::pair<int64_t, int64_t>, 4>;

/// True unless the parts have no element in common; null is any.
bool mayOverlap(const Part *a, const Part *b);
/// True if the first part has all elements of the second; null is all.
bool covers(const Part *a, const Part *b);

/// The parts of roots that views of constant bounds are. Cost: O(rank) for each
/// view, once. Valid until the IR changes, but for the order of ops.
class ViewParts {
public:
  /// `roots` must hold for as long as this does, and have all roots by the time
  /// of the first question.
  explicit ViewParts(const llvm::DenseMap<mlir::Value, unsigned> &roots)
      : roots(roots) {}

  /// What a value accesses of its root at most, null if not known. Lives as
  /// this does.
  const Part *of(mlir::Value value) {
    const View *view = viewOf(value);
    return view ? &view->part : nullptr;
  }

private:
  struct View {
    Part part;
    /// By dimension of the view, that of the root of which it is a range; empty
    /// if that is not known.
    llvm::SmallVector<unsigned, 4> dimensions;
  };

  const View *viewOf(mlir::Value value);
  std::unique_ptr<View> makeView(mlir::Value value);

  const llvm::DenseMap<mlir::Value, unsigned> &roots;
  llvm::DenseMap<mlir::Value, std::unique_ptr<View>> views;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_VIEWPARTS_H
