//===- CalleeUse.h - What a callee does to the buffers of a call *- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The attribute `idealloc.callee` carries what is known of a callee to its
// calls, where passes that may not look at other functions find it. It is
// {args = ["read", "none", ...], results = [array<i64: 0>, ...]} with an entry
// for each operand that is passed and each result of the call, or, where the
// callee cannot be summarised, a string that says why.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_DIALECT_CALLEEUSE_H
#define IDEALLOC_DIALECT_CALLEEUSE_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/Interfaces/CallInterfaces.h"

#include <optional>

namespace idealloc {

/// True if the op runs a function that its IR can name: a call, or
/// `gpu.launch_func`, which is none for MLIR.
bool isCallLike(mlir::Operation *op);

/// Of such an op: the operands that are arguments of the callee, and the name
/// of the callee, null if that is a value.
mlir::OperandRange getPassedOperands(mlir::Operation *callLike);
mlir::SymbolRefAttr getCalledSymbol(mlir::Operation *callLike);

/// What a call does to the memory behind its operands.
class CalleeUse {
public:
  /// What becomes of one operand; the names are those in the attribute.
  /// Of an operand that is freed no promise holds.
  enum class Argument { None, Read, Write, ReadWrite, Keep, Free };

  /// Nothing known of: arguments are kept, results alias nothing.
  CalleeUse(size_t numArguments, size_t numResults)
      : arguments(numArguments, Argument::Keep), results(numResults) {}

  /// The summary on a call: that of `idealloc.callee`, else that of
  /// `idealloc.noretain`, by which every operand is read and written and every
  /// memref result may alias every operand. Nullopt if the call has neither.
  static std::optional<CalleeUse> get(mlir::Operation *callLike);

  /// Why a call has no summary, from `idealloc.callee`; empty if not said.
  static llvm::StringRef whyNone(mlir::Operation *callLike);

  /// The attribute, and back; nullopt if it is malformed.
  mlir::DictionaryAttr toAttribute(mlir::MLIRContext *context) const;
  static std::optional<CalleeUse> parse(mlir::Attribute attribute);

  /// By number among the operands that are passed.
  llvm::SmallVector<Argument> arguments;
  /// By result, none for the token of a launch: the operands passed that it may
  /// alias, ascending.
  llvm::SmallVector<llvm::SmallVector<int64_t>> results;
};

} // namespace idealloc

#endif // IDEALLOC_DIALECT_CALLEEUSE_H
