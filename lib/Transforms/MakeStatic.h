//===- MakeStatic.h - The rewrites of idealloc-make-static ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file a rewrite. Each takes an allocation that one thing keeps from being
// planned and makes static ones of it, in upstream IR: what a later pass sees
// needs no explanation. Each file proves that the program still computes the
// same.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_MAKESTATIC_H
#define IDEALLOC_LIB_TRANSFORMS_MAKESTATIC_H

#include "Selection.h"
#include "idealloc/Lifetimes/Lifetimes.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

#include <vector>

namespace idealloc {

/// "passed" remark: what became of an allocation.
void remarkMadeStatic(mlir::Location loc, llvm::StringRef kind, int64_t bytes,
                      llvm::StringRef function);

/// The attributes of an allocation that still hold for one that replaces it:
/// all but its lifetime and offset.
llvm::SmallVector<mlir::NamedAttribute>
attributesToKeep(mlir::Operation *allocation);

/// memref<BYTESxi8> in the memory space of `like`.
mlir::MemRefType bytesType(int64_t bytes, mlir::MemRefType like);

/// Allocations of a bounded dynamic shape become as many bytes as they take at
/// most, and a view. A trial at first: only after the other rewrites is it
/// known whether nothing else is in the way.
class BoundedShapes {
public:
  /// `capacities` holds the bytes of memory spaces, by `canonicalSpace`.
  BoundedShapes(mlir::FunctionOpInterface function, const Selection &selection,
                int64_t maxBytes,
                const llvm::DenseMap<mlir::Attribute, int64_t> &capacities)
      : function(function), selection(selection), maxBytes(maxBytes),
        capacities(capacities) {}

  /// Rewrites each root whose shape is dynamic and whose bytes are bounded; by
  /// nothing but the width of a type only where everything fits.
  /// Returns true if there is one.
  bool tryAll(const Lifetimes &lifetimes);

  /// Keeps the rewrite that made this allocation, which others rewrote since.
  void keep(mlir::Operation *alloc);

  /// Keeps what can be planned now, takes the other rewrites back.
  void settle();

private:
  struct Trial {
    mlir::Operation *bytes;
    mlir::memref::ViewOp view;
    /// Of the allocation that was replaced.
    llvm::SmallVector<mlir::NamedAttribute> attributes;
    bool isKept = false;
  };
  struct Bounded {
    mlir::Operation *alloc;
    int64_t bytes;
    bool isOnlyWidth;
  };
  void dropWhatMayNotFit(const Lifetimes &lifetimes,
                         std::vector<Bounded> &found);
  void rewrite(mlir::Operation *alloc, int64_t bytes,
               const mlir::DataLayout &layout);
  void report(mlir::Operation *bytes);
  void takeBack(const Trial &trial);

  mlir::FunctionOpInterface function;
  const Selection &selection;
  int64_t maxBytes;
  const llvm::DenseMap<mlir::Attribute, int64_t> &capacities;
  std::vector<Trial> trials;
  /// By the allocation, as long as it exists.
  llvm::DenseMap<mlir::Operation *, size_t> trialOf;
};

/// What rewrites tell about an allocation that is about to be erased.
using OnRewrite = llvm::function_ref<void(mlir::Operation *)>;

/// Allocations of which the loop around them carries one generation into the
/// next iteration become two, used in turn. Returns true if there is one.
bool rewriteGenerations(const Lifetimes &lifetimes, const Selection &selection,
                        OnRewrite onRewrite);

/// Allocations in the body of parallel loops become one for all instances, of
/// at most `maxBytes`. Returns true if there are any.
bool rewriteInstances(const Lifetimes &lifetimes, const Selection &selection,
                      int64_t maxBytes, OnRewrite onRewrite);

/// Bodies of parallel loops with allocations that nothing but their place keeps
/// from being planned become functions, if all that goes in and out is memrefs
/// and numbers. Returns true if there are any.
bool outlineBodies(const Lifetimes &lifetimes, const Selection &selection,
                   OnRewrite onRewrite);

/// Gives every op that asks for scratch memory an allocation. Returns true if
/// there are any; fails with an error at the op if its interface breaks its
/// promises.
mlir::FailureOr<bool> allocateScratch(mlir::FunctionOpInterface function,
                                      const Selection &selection);

/// Makes an allocation and a copy of each clone that is selected. Returns true
/// if there are any.
bool copyClones(mlir::FunctionOpInterface function, const Selection &selection);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_MAKESTATIC_H
