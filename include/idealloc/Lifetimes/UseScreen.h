//===- UseScreen.h - What a use does to a buffer -------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The escape screen around BufferViewFlowAnalysis: that analysis adds no edge
// for ops it does not know, so every use of every alias is classified here, and
// whatever is not understood makes the buffer escape.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_USESCREEN_H
#define IDEALLOC_LIFETIMES_USESCREEN_H

#include "mlir/IR/Value.h"

namespace idealloc {
class OpFacts;
class TagFlight;

/// What one use of an alias of a buffer means for the buffer.
enum class UseKind {
  None,    ///< Neither accessed nor forwarded (memref.dim).
  Access,  ///< May read or write the buffer while the op runs.
  Forward, ///< Makes aliases that AliasFlow.h follows.
  Free,    ///< memref.dealloc.
  Escape,  ///< The buffer cannot be planned.
};

/// A use and, for Escape, why: a clause that completes "not planned: ". An
/// access makes aliases as well where its op passes the buffer on.
struct UseVerdict {
  UseKind kind;
  std::string reason = {};
  /// Of an access: what it may do.
  bool reads = true;
  bool writes = true;
  /// Of an access: the operand's memref is written whole, none of it read.
  bool overwrites = false;
  /// Of an access that goes on after its op: the op at which it is done, or the
  /// transfers with its tag, which `facts` owns.
  mlir::Operation *wait = nullptr;
  const TagFlight *flight = nullptr;

  bool goesOn() const { return wait || flight; }
};

/// Classifies a use by interfaces and effects. Never guesses: an op without
/// known effects, or whose results could carry a pointer no analysis follows,
/// is Escape. Cost: O(operands + results of the op) for all of its operands, as
/// long as `facts` is the same.
UseVerdict classifyUse(mlir::OpOperand &use, OpFacts &facts);

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_USESCREEN_H
