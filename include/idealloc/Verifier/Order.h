//===- Order.h - Proof that reordered ops read the same ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The second opinion on orders. From the IR and the places that its ops had
// before (`idealloc.order`) it proves that each op reads what it read in that
// order.
//
// What is proved, for each block whose ops have places. Two ops *clash* if both
// may access one memory and one may write it, unless they do so through parts
// of it that are disjoint. A buffer is a memory if all that happens to its
// names is understood (OperandUses.h), and is over when the op at which it
// stands returns; all else is one memory, the outside. So are buffers that are
// accessed by values which may mean very many (OrderEffects::findWide). An op
// is a *fence* if it may do more than is known, or may not return: then it
// accesses the outside, too. If
//
// 1. no two ops that clash have changed places,
// 2. no op has come before a fence, and
// 3. all operands are defined before,
//
// then exchanging neighbours leads from one order to the other, and each
// exchange is of two ops of which none writes what the other accesses, and of
// which none is skipped because the other does not return. So every read sees
// the same writes.
//
// A *clone* stands for the op that has its place: the program before is the one
// without clones, in which what a clone writes is called by its first name. If
//
// 4. a clone is that op again, but that it writes all of a new buffer instead,
//    which nothing else writes,
// 5. its reads keep rule 1 as if it stood at its place, and
// 6. nothing has written the first buffer between that place and an op that
//    reads the new one,
//
// then that op reads the bytes that it read in the first buffer.
//
// How bodies are ordered does not change what the op around them accesses, so
// each block is proved by itself.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_VERIFIER_ORDER_H
#define IDEALLOC_VERIFIER_ORDER_H

#include "idealloc/Verifier/Interference.h"

namespace idealloc {

/// Why an order is not proved: what is wrong at an op, and the other party,
/// null if there is none, with a note on it.
struct OrderFault {
  mlir::Operation *op;
  std::string what;
  mlir::Operation *other = nullptr;
  std::string note = {};
};

/// The blocks of a function in which an op has `idealloc.order`.
llvm::SmallVector<mlir::Block *>
findReorderedBlocks(mlir::FunctionOpInterface function);

/// The first fault in each of these blocks that has one. Cost: linear in the
/// uses of memory in the function, and for accesses that have changed places in
/// those to the same buffer before them.
std::vector<OrderFault>
findOrderFaults(mlir::FunctionOpInterface function,
                llvm::ArrayRef<mlir::Block *> blocks,
                const CalleeSummaries *callees = nullptr);

} // namespace idealloc

#endif // IDEALLOC_VERIFIER_ORDER_H
