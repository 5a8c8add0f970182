//===- Execution.h - Compiles and calls a program ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_EXECUTION_H
#define IDEALLOC_TOOLS_FUZZ_EXECUTION_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/BuiltinOps.h"

#include <memory>
#include <string>
#include <vector>

namespace idealloc::fuzz {

/// The contents of all memref arguments after a run, arenas excepted, and of
/// each result, when the call that returned it was over.
using Outputs = std::vector<std::vector<uint8_t>>;

/// A program in machine code, which stays until the process ends. Compiling
/// consumes the module.
class Execution {
public:
  /// `module` is in the dialects of the input, or planned down to memref. On
  /// failure `error` says why.
  static std::unique_ptr<Execution>
  compile(mlir::ModuleOp module, unsigned optLevel, std::string &error);

  /// Calls @main with one vector of scalars; where there are other entry
  /// points, some calls of all of them in a random order, which the vector
  /// says, one after the other with the same arguments. If there is a function
  /// @reset, it is called first, and each of the others may be called several
  /// times. `fresh` is the byte that memory holds at first, arenas in arguments
  /// too. `misuse` is set if
  /// the program uses memory wrongly.
  Outputs run(unsigned vector, uint8_t fresh, std::string &misuse);

private:
  struct Argument {
    mlir::Type type;
    bool isArena;
    /// The arena must be the same in all calls.
    bool keepsStates;
    /// Bytes of a memref, and its alignment.
    int64_t bytes, alignment;
  };

  /// @main, or another public function of the same arguments.
  struct Entry {
    std::string name;
    std::vector<Argument> arguments;
    /// What it returns, null if nothing, and its bytes.
    mlir::MemRefType result;
    int64_t resultBytes = 0;
    void (*function)(void **) = nullptr;
  };

  std::string readSignature(mlir::func::FuncOp function, Entry &entry);
  std::string findEntries(mlir::ModuleOp module);

  std::vector<Entry> entries;
  /// @reset comes first among them.
  bool hasReset = false;
  mlir::ExecutionEngine *engine = nullptr;
};

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_EXECUTION_H
