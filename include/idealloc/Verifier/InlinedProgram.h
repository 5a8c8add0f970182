//===- InlinedProgram.h - A program as one function ----------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plan for several functions is right if the program is right in which their
// calls are replaced by their bodies: that is what a call means. So the second
// opinion on such a plan is that of Interference.h on copies that upstream's
// inliner makes. A call that is not inlined stands for all bytes that its
// callee, and what that calls, may touch: its *footprint*.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_VERIFIER_INLINEDPROGRAM_H
#define IDEALLOC_VERIFIER_INLINEDPROGRAM_H

#include "idealloc/Verifier/Interference.h"

#include <map>

namespace idealloc {

/// Copies of functions that hold buffers of their program's arena, with calls
/// inlined. They stand in the IR behind the functions, and are erased with this
/// object. Only what such an arena holds has an `idealloc.offset` in them.
class InlinedProgram {
public:
  struct Copy {
    mlir::FunctionOpInterface function;
    std::vector<CalleeFootprint> footprints;
  };
  /// A call about which nothing can be proved: a clause that completes "cannot
  /// be verified: ".
  struct Problem {
    mlir::Operation *call;
    std::string reason;
  };

  /// Of all functions in an op with a symbol table. A callee of the program,
  /// with buffers or without, is inlined if it has one block and is neither
  /// `own` nor `outlined` (`idealloc.program`), which are hints: what they say
  /// wrongly cannot make a wrong proof, as long as no caller gives memory to a
  /// function that is `own`. Cost: O(ops of the copies).
  explicit InlinedProgram(mlir::Operation *top);
  ~InlinedProgram();
  InlinedProgram(const InlinedProgram &) = delete;

  llvm::ArrayRef<Copy> getCopies() const { return copies; }
  llvm::ArrayRef<Problem> getProblems() const { return problems; }

private:
  using Footprint = std::vector<CalleeFootprint>;
  struct Function {
    mlir::FunctionOpInterface op;
    llvm::SmallVector<std::pair<mlir::Operation *, unsigned>> calls;
    bool isOwn, isOutlined;
    bool isOfProgram;
    bool hasThreads; ///< Several threads may run it, or it may suspend.
    bool closesCycle = false; ///< One of its calls calls it again.
    /// Memory spaces of which it holds part of the program's arena.
    llvm::DenseSet<mlir::Attribute> spaces;
    /// Of itself and all that it gives memory to, by space; callees first.
    llvm::MapVector<mlir::Attribute, std::vector<PlacedRange>> bytes;
    bool isInlinedSomewhere = false;
  };

  void collect(mlir::Operation *top);
  void order();
  void addFootprints();
  bool isHanded(unsigned callee) const {
    return !functions[callee].isOwn && !functions[callee].bytes.empty();
  }
  bool isInlined(mlir::Operation *call, unsigned callee) const;
  void copy(unsigned root);
  void prepare(unsigned original, llvm::ArrayRef<mlir::Operation *> ops);

  std::vector<Function> functions;
  llvm::DenseMap<mlir::Operation *, unsigned> numbers;
  mlir::SymbolTableCollection symbols;
  /// Callees before callers, but for calls that close a cycle.
  std::vector<unsigned> calleesFirst;
  std::vector<std::pair<mlir::Operation *, unsigned>> backEdges;
  std::map<std::pair<unsigned, int64_t>, int64_t> slots;
  std::vector<Copy> copies;
  std::vector<Problem> problems;
};

} // namespace idealloc

#endif // IDEALLOC_VERIFIER_INLINEDPROGRAM_H
