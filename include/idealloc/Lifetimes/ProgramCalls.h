//===- ProgramCalls.h - Who calls whom, and one at a time ----- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The call graph as far as memory is handed along it: a function can give its
// callee a part of its memory if nothing else runs beside the call.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_PROGRAMCALLS_H
#define IDEALLOC_LIFETIMES_PROGRAMCALLS_H

#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <string>
#include <vector>

namespace idealloc {

/// All functions with a body in one op, in program order, and their calls.
/// Cost: O(ops). Valid until the IR changes.
class ProgramCalls {
public:
  struct Call {
    mlir::CallOpInterface op;
    /// What it calls, as far as known.
    mlir::Operation *target;
    /// The number of its callee, if that is one of the functions.
    std::optional<unsigned> callee;
    /// Why other activations of the callee may be at work while this call is,
    /// as a clause; empty if none can.
    std::string whyConcurrent = {};
  };
  struct Function {
    mlir::FunctionOpInterface op;
    /// In program order.
    llvm::SmallVector<Call> calls = {};
    /// What shows that several threads run it, or that it may suspend
    /// (Dialect/Threads.h); null if nothing does.
    mlir::Operation *sign = nullptr;
    /// A use of its symbol that is not a call, if any: it could be called from
    /// anywhere with its type.
    mlir::Operation *addressTaken = nullptr;
  };

  explicit ProgramCalls(mlir::Operation *top);

  llvm::ArrayRef<Function> getFunctions() const { return functions; }
  /// Nullopt of what is no function here with a body.
  std::optional<unsigned> numberOf(mlir::Operation *function) const;

  /// All functions, callees before their callers where there is no recursion.
  /// `backEdges` collects the calls that close a cycle: without the edges to
  /// their callees there is none. Cost: O(calls).
  llvm::SmallVector<unsigned>
  postOrder(llvm::SmallVectorImpl<Call> &backEdges) const;

private:
  void findAddressTaken(mlir::Operation *top,
                        mlir::SymbolTableCollection &symbols);

  std::vector<Function> functions;
  llvm::DenseMap<mlir::Operation *, unsigned> numbers;
};

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_PROGRAMCALLS_H
