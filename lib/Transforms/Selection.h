//===- Selection.h - The allocations that options select --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_SELECTION_H
#define IDEALLOC_LIB_TRANSFORMS_SELECTION_H

#include "MemorySpaces.h"
#include "idealloc/Lifetimes/Lifetimes.h"

#include "llvm/ADT/SetVector.h"

namespace idealloc {

/// The options `memory-spaces` and `min-size`.
class Selection {
public:
  /// Fails with an error at `loc` that says which option is wrong.
  static mlir::FailureOr<Selection>
  parse(llvm::ArrayRef<std::string> memorySpaces, int64_t minSize,
        mlir::Location loc);

  /// True if `memory-spaces` was not given. All spaces are selected then.
  bool isOpen() const { return !allSpaces && spaces.empty(); }

  bool hasSpace(mlir::Attribute space) const;

  /// Fails with an error if a space that is named is not one of the program.
  mlir::LogicalResult check(const ProgramSpaces &program) const;

  /// True if an allocation of this type and number of bytes is selected.
  bool contains(mlir::MemRefType type, int64_t bytes) const {
    return hasSpace(type.getMemorySpace()) && bytes >= minSize;
  }

  /// Refuses the roots that are not selected, if nothing else has.
  void apply(Lifetimes &lifetimes) const;

  /// If `memory-spaces` was not given, emits an error and fails where roots
  /// that are not refused lie in several spaces; inputs in others than those of
  /// allocations are refused.
  mlir::LogicalResult
  selectOnlySpace(llvm::ArrayRef<std::unique_ptr<Lifetimes>> all) const;

private:
  bool allSpaces = false;
  llvm::SmallSetVector<mlir::Attribute, 4> spaces;
  int64_t minSize = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_SELECTION_H
