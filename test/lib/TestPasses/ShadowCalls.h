//===- ShadowCalls.h - Calls of the shadow runtime ------------ -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Test only: the calls that idealloc-shadow inserts. What they do:
// test/lib/ShadowRuntime.cpp. Their operands and results are of type index.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEST_LIB_TESTPASSES_SHADOWCALLS_H
#define IDEALLOC_TEST_LIB_TESTPASSES_SHADOWCALLS_H

#include "ShadowAccesses.h"

#include "llvm/ADT/MapVector.h"

namespace idealloc {

/// What all functions of a module share: declarations of the runtime, and a
/// table of the texts that its messages name.
class ShadowCalls {
public:
  explicit ShadowCalls(mlir::Operation *module) : module(module) {}

  /// Emits an error and fails if the module has one of our names already.
  mlir::LogicalResult checkNames() const;

  /// Calls idealloc_shadow_<name>. The result, if it has one.
  mlir::Value call(mlir::OpBuilder &builder, mlir::Location loc,
                   llvm::StringRef name, mlir::ValueRange operands) const;

  /// The number of a text, as a value.
  mlir::Value numberOf(mlir::OpBuilder &builder, mlir::Location loc,
                       const std::string &text);

  /// Tells the runtime of an access, before the op.
  void note(const Access &access, mlir::Operation *op);

  /// Writes the declarations and the table; to be called last.
  void declare() const;

private:
  void noteElement(const Access &access, mlir::ValueRange indices,
                   mlir::OpBuilder &builder, mlir::Operation *op);

  mlir::Operation *module;
  /// Texts and their numbers, which ascend.
  llvm::MapVector<mlir::StringAttr, int64_t> texts;
};

} // namespace idealloc

#endif // IDEALLOC_TEST_LIB_TESTPASSES_SHADOWCALLS_H
