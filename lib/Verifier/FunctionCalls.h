//===- FunctionCalls.h - Who calls whom, and who lies where --- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_FUNCTIONCALLS_H
#define IDEALLOC_LIB_VERIFIER_FUNCTIONCALLS_H

#include "idealloc/Verifier/SharedMemory.h"

#include "mlir/IR/BuiltinTypes.h"

#include <optional>
#include <string>
#include <vector>

namespace idealloc {

/// Bytes [begin, end) of a space, and who has an offset there.
struct PlacedOp {
  int64_t begin, end;
  mlir::Operation *op;

  bool isBefore(const PlacedOp &other) const {
    return std::pair(begin, end) < std::pair(other.begin, other.end);
  }
};

/// Of an allocation or a global; null of others.
mlir::MemRefType memoryTypeOf(mlir::Operation *op);
/// Where an op with an offset lies; nullopt if it has none, or no size.
std::optional<PlacedOp> findPlaced(mlir::Operation *op);
/// "bytes [0, 64)".
std::string bytesText(const PlacedOp &placed);

/// The functions of an op with a symbol table, and the calls among them.
struct FunctionCalls {
  struct Function {
    mlir::FunctionOpInterface op;
    std::vector<unsigned> callees;
    /// Every activation has memory of its own.
    bool isOwn;
  };

  explicit FunctionCalls(mlir::Operation *top);
  /// All functions that calls lead to; those that get memory from their caller,
  /// if `handedOnly`.
  std::vector<bool> reachOf(llvm::ArrayRef<unsigned> from,
                            bool handedOnly) const;

  std::vector<Function> functions;
  llvm::DenseMap<mlir::Operation *, unsigned> numbers;
};

/// That nothing shares a byte with a state (`idealloc.state`), and each use of
/// its symbol is understood. Cost: O(ops log states).
void checkStates(mlir::Operation *top, const FunctionCalls &calls,
                 std::vector<SharedMemoryProblem> &problems);

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_FUNCTIONCALLS_H
