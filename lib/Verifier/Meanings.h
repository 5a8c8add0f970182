//===- Meanings.h - Which buffers a value may mean -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_MEANINGS_H
#define IDEALLOC_LIB_VERIFIER_MEANINGS_H

#include "OperandUses.h"

#include "llvm/ADT/SmallVector.h"

#include <deque>
#include <vector>

namespace idealloc {

/// What is known of a value that may mean a buffer.
struct Meaning {
  /// All elements of the buffer, whenever it means the buffer.
  bool isWhole = true;
  /// Always the buffer, in its latest generation.
  bool isCertain = true;
};

/// A value, the buffers that it may mean, by ascending number, and its uses.
struct MeaningfulValue {
  mlir::Value value;
  llvm::SmallVector<std::pair<unsigned, Meaning>, 1> buffers = {};
  std::vector<std::pair<mlir::OpOperand *, OperandUseFacts>> uses = {};
};

/// Which buffers the values of a function may mean: the least solution in which
/// every alias means what its source means. Each use is read once. Cost:
/// O(uses + pairs of a value and a buffer that it may mean).
class Meanings {
public:
  /// Buffer i is the memory that `roots[i]` means at first.
  Meanings(llvm::ArrayRef<mlir::Value> roots, OperandUses &operandUses);

  const std::deque<MeaningfulValue> &getValues() const { return values; }
  /// Null if the value may not mean the buffer.
  const Meaning *find(mlir::Value value, unsigned buffer) const;

private:
  unsigned numberOf(mlir::Value value);
  void add(mlir::Value value, unsigned buffer, Meaning meaning);

  OperandUses &operandUses;
  /// Each stays where it is.
  std::deque<MeaningfulValue> values;
  llvm::DenseMap<mlir::Value, unsigned> numbers;
  /// Pairs of a value and a buffer whose aliases are to be told.
  std::vector<std::pair<unsigned, unsigned>> worklist;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_MEANINGS_H
