//===- OrderEffects.h - What ops do to memory, for orders -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_ORDEREFFECTS_H
#define IDEALLOC_LIB_VERIFIER_ORDEREFFECTS_H

#include "Meanings.h"

#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/DenseSet.h"

namespace idealloc {

/// See Order.h.
class OrderEffects {
public:
  /// What is outside of all buffers that are understood.
  static constexpr unsigned outside = 0;

  OrderEffects(mlir::FunctionOpInterface function,
               const CalleeSummaries *callees);

  struct Effect {
    unsigned memory;
    bool reads, writes;
    /// The operand by which it is accessed, or null.
    mlir::OpOperand *operand;
  };
  struct Effects {
    std::vector<Effect> list;
    bool isFence = false;
  };
  /// Of an op and all that is nested in it. Cost: linear in their operands.
  Effects of(mlir::Operation *op);

  /// The allocation that a memory is, or null.
  mlir::Operation *allocationOf(unsigned memory) const {
    return memory == outside ? nullptr : roots[memory - 1].getDefiningOp();
  }
  /// The memory that an allocation is, `outside` if that is not understood.
  unsigned memoryOf(mlir::Operation *allocation) const;

  /// True if two names of one buffer are of parts that are disjoint.
  static bool areDisjoint(mlir::Value a, mlir::Value b);

private:
  enum class Kind : uint8_t { Buffer, Outside, Constant };

  void findRoots(mlir::FunctionOpInterface function);
  void addRoot(mlir::Value value, Kind kind);
  Kind kindOf(mlir::Value value);
  void findExposed();
  void findWide();
  bool isExposing(const OperandUseFacts &facts, mlir::Operation *op) const;
  void add(mlir::OpOperand &operand, Effects &effects);

  mlir::FunctionOpInterface function;
  OperandUses operandUses;
  mlir::SymbolTableCollection symbols;
  std::vector<mlir::Value> roots;
  std::vector<Kind> kinds;
  llvm::DenseMap<mlir::Value, unsigned> numbers;
  std::optional<Meanings> meanings;
  /// By value with a meaning.
  llvm::DenseMap<mlir::Value, unsigned> circles;
  /// Values of which all that they mean is outside.
  llvm::DenseSet<mlir::Value> wide;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_ORDEREFFECTS_H
