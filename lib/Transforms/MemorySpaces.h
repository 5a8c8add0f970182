//===- MemorySpaces.h - Memory spaces in options and messages - -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_MEMORYSPACES_H
#define IDEALLOC_LIB_TRANSFORMS_MEMORYSPACES_H

#include "mlir/IR/Attributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Operation.h"
#include "mlir/Pass/AnalysisManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

namespace idealloc {

/// Parses a memory space: "default" (no attribute), a number, a bare word (a
/// string attribute) or any attribute as MLIR prints it, as `canonicalSpace`.
/// Emits an error at `loc` and fails if it is none of these.
mlir::FailureOr<mlir::Attribute> parseMemorySpace(llvm::StringRef text,
                                                  mlir::Location loc);

/// Parses capacities, each SPACE:BYTES. Emits an error at `loc` and fails if
/// one is not, or if a space is given twice.
mlir::FailureOr<llvm::DenseMap<mlir::Attribute, int64_t>>
parseCapacities(llvm::ArrayRef<std::string> texts, mlir::Location loc);

/// The same attribute for all spellings of a space: integers of any width are
/// one number, as options and messages write it, and 0 is the default space.
mlir::Attribute canonicalSpace(mlir::Attribute space);

/// An MLIR analysis: the memory spaces that a program has when a pass first
/// asks for them, and those that it has now. A pass that may erase buffers asks
/// before, so that passes behind it know of their spaces. Cost: one walk.
class ProgramSpaces {
public:
  explicit ProgramSpaces(mlir::Operation *top);

  /// What was there at first stays known, whatever passes change.
  bool isInvalidated(const mlir::AnalysisManager::PreservedAnalyses &) {
    return false;
  }

  /// Emits an error and fails if nothing has the space, which `option` names,
  /// but something else has another one: an allocation, or what an earlier plan
  /// has made of some (arenas, globals, arguments). Any argument has a space,
  /// as it may be what was allocated before. `space` is as `parseMemorySpace`
  /// gives it. Cost: at most one walk.
  mlir::LogicalResult check(mlir::Attribute space,
                            llvm::StringRef option) const;

private:
  using Spaces = llvm::SetVector<mlir::Attribute>;
  static void collect(mlir::Operation *top, Spaces &allocated, Spaces &given);

  mlir::Operation *top;
  Spaces allocated, given;
};

/// The text `parseMemorySpace` accepts.
std::string toText(mlir::Attribute space);

/// The space as an attribute that is never null: 0 for the default space.
mlir::Attribute toAttribute(mlir::Attribute space, mlir::MLIRContext *context);

/// The text with everything that is not a letter, digit, '-' or '_' replaced,
/// to be part of a file or symbol name.
std::string toFileName(llvm::StringRef text);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_MEMORYSPACES_H
