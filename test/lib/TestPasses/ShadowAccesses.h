//===- ShadowAccesses.h - What an op reads and writes --------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Test only. The elements of memrefs that ops access, exactly, for ops of
// lowered programs: those that load and store elements or rank-1 vectors. Used
// by idealloc-shadow. Shares no code with the analyses that it is to test.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEST_LIB_TESTPASSES_SHADOWACCESSES_H
#define IDEALLOC_TEST_LIB_TESTPASSES_SHADOWACCESSES_H

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace idealloc {

/// `lanes` elements of a memref that an op accesses if it runs. Lane 0 is at
/// `indices`, zeros if there are none; lane i is `i` elements further in
/// dimension `dim` or, with `offsets`, as many as its i-th number says. Without
/// `dim` all lanes are at `indices`.
struct Access {
  mlir::TypedValue<mlir::MemRefType> memory;
  llvm::SmallVector<mlir::Value> indices = {};
  bool reads = false, writes = false;
  int64_t lanes = 1;
  std::optional<unsigned> dim = std::nullopt;
  /// Vectors with a number for each lane, or null: where it is, and whether it
  /// is accessed.
  mlir::Value offsets = nullptr, mask = nullptr;
  /// Lanes behind the end of `dim` are not accessed.
  bool stopsAtEnd = false;
};

/// The access of this op; nullopt if it has none or is not understood.
/// memref.copy, which is not one access, is left to the caller.
std::optional<Access> getAccess(mlir::Operation *op);

/// Emits an error and fails if an op of the function may access memory in
/// another way than by `getAccess` and memref.copy. Ops without a memref or
/// LLVM pointer among their operands are taken to access none of ours.
/// Cost: linear in the ops.
mlir::LogicalResult checkAccesses(mlir::FunctionOpInterface function);

} // namespace idealloc

#endif // IDEALLOC_TEST_LIB_TESTPASSES_SHADOWACCESSES_H
