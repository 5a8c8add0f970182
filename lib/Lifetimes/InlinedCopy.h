//===- InlinedCopy.h - A function with calls inlined ------------*- C++ -*-===//
//-*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_INLINEDCOPY_H
#define IDEALLOC_LIB_LIFETIMES_INLINEDCOPY_H

#include "idealloc/Lifetimes/ProgramCalls.h"

#include "mlir/IR/IRMapping.h"

namespace idealloc {

/// A copy of a function, behind it, in which calls are replaced by copies of
/// the bodies of their callees, and so on. It is there to be looked at, not to
/// be run or verified, and is erased with this object.
class InlinedCopy {
public:
  using Call = ProgramCalls::Call;

  /// Inlines the calls that `isInlined` accepts, of the function with that
  /// number. There must be no recursion among them, and their callees must have
  /// one block, and types as the call has. Cost: O(ops of the copy).
  InlinedCopy(
      const ProgramCalls &calls, unsigned root,
      llvm::function_ref<bool(unsigned caller, const Call &)> isInlined);
  ~InlinedCopy() { copy->erase(); }
  InlinedCopy(const InlinedCopy &) = delete;

  mlir::FunctionOpInterface getFunction() const { return copy; }

  /// What an op of the copy is a copy of, if that is an allocation; else null.
  mlir::Operation *originalOf(mlir::Operation *op) const {
    return originals.lookup(op);
  }

  /// A call that was not inlined, of this function.
  struct RemainingCall {
    mlir::Operation *copy;
    unsigned caller;
    const Call *call;
  };
  llvm::ArrayRef<RemainingCall> getRemainingCalls() const { return remaining; }

private:
  struct Body {
    unsigned function;
    mlir::IRMapping mapping;
  };
  void note(const ProgramCalls &calls, const Body &body);
  Body inlineCall(const ProgramCalls &calls, mlir::Operation *call,
                  unsigned callee);

  mlir::FunctionOpInterface copy;
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> originals;
  std::vector<RemainingCall> remaining;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_INLINEDCOPY_H
