//===- Accesses.h - Which points access which buffers ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Steps 1 to 3 of Interference.h.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_VERIFIER_ACCESSES_H
#define IDEALLOC_LIB_VERIFIER_ACCESSES_H

#include "BitFlow.h"
#include "Meanings.h"

namespace idealloc {

/// What an op does to a buffer, or its birth, and where.
struct Access {
  ProgramPoints::Point point;
  /// For messages: at a wait, the op that is waited for.
  mlir::Operation *op;
  bool reads = false, writes = false, overwrites = false, births = false;
};

/// All accesses to all buffers of a function.
class Accesses {
public:
  using Point = ProgramPoints::Point;

  Accesses(mlir::Operation *function, llvm::ArrayRef<PlacedBuffer> buffers,
           const CalleeSummaries *callees);

  const ProgramPoints &getPoints() const { return points; }
  const Meanings &getMeanings() const { return meanings; }
  Point birthOf(unsigned buffer) const {
    return points.pointOf(buffers[buffer].alloc);
  }
  /// By buffer.
  std::vector<llvm::SmallVector<Access, 4>> accesses;
  std::vector<Unverifiable> getUnverifiable() const;

  /// Asks whether an alias of a buffer still has a use at the birth of another,
  /// with the meaning that it had before; the answer is such an alias.
  struct Question {
    unsigned buffer;
    unsigned born;
    mlir::Value alias = {};
  };
  /// Cost: O(points between definitions and uses of the aliases).
  void answer(llvm::MutableArrayRef<Question> questions);

private:
  void blame(unsigned buffer, mlir::Operation *culprit, const mlir::Twine &why);
  void addBirth(unsigned buffer);
  void addAccesses();
  void addAccess(unsigned buffer, mlir::OpOperand &use,
                 const OperandUseFacts &facts, const Meaning &meaning);
  std::vector<mlir::Operation *> bodiesAround(mlir::Operation *op,
                                              Point point) const;
  void checkGenerations();
  void answerBatch(
      llvm::ArrayRef<std::pair<unsigned, unsigned>> batch,
      llvm::DenseMap<unsigned, llvm::SmallVector<Question *, 1>> &asked);

  /// See Dialect/Threads.h.
  mlir::Operation *threadSign;
  bool isCalledByThreads;
  llvm::ArrayRef<PlacedBuffer> buffers;
  ProgramPoints points;
  OperandUses operandUses;
  Meanings meanings;
  BitFlow flow;
  /// By buffer.
  std::vector<std::optional<Unverifiable>> unverifiable;
  /// By buffer: from the start of an op that runs on to its wait.
  std::vector<llvm::SmallVector<std::pair<Point, Point>, 1>> inFlight;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_ACCESSES_H
