//===- Shorten.h - The rewrites of idealloc-shorten -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file a rewrite. Each lets values live for a shorter time, or not at all,
// in upstream IR; its header proves that the program computes the same. All
// take what is known of the function as it is, and return true if they changed
// it: what is known is stale then.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_SHORTEN_H
#define IDEALLOC_LIB_TRANSFORMS_SHORTEN_H

#include "Selection.h"
#include "idealloc/Lifetimes/BufferUses.h"

namespace idealloc {

/// A function and what the options select of it.
struct ShortenScope {
  BufferUses &uses;
  const Selection &selection;

  bool contains(const PlainBuffer &buffer) const {
    return selection.contains(buffer.memory().getType(), buffer.bytes);
  }
};

/// Gives a buffer that holds several values, one after another, an allocation
/// for each: from an op that overwrites all of it to the next.
bool splitLives(const ShortenScope &scope);

/// Turns copies of what a fill has written into fills, and erases copies of a
/// buffer to itself.
bool replaceCopiesOfFills(const ShortenScope &scope);

/// True if all that the op does is to write to its last operand, a memref, and
/// perhaps to read that and other operands.
bool writesOneOperand(mlir::Operation *op);

/// Erases what writes buffers that nothing reads.
bool eraseDeadWrites(const ShortenScope &scope);

/// Moves ops that write a buffer first, and read nothing that lives shorter, to
/// just before its next use.
bool sinkWrites(const ShortenScope &scope);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_SHORTEN_H
