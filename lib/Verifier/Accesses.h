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
#include "Phases.h"

#include "llvm/ADT/MapVector.h"

namespace idealloc {

/// What an op does to up to 64 buffers, or their births, and where.
struct Access {
  ProgramPoints::Point point;
  /// For messages: at a wait, the op that is waited for.
  mlir::Operation *op;
  Bits reads = 0, writes = 0, overwrites = 0, births = 0;
  /// Buffers that are accessed in between, before `passedTo`, as well: see
  /// `shortAccessesOf`.
  Bits passed = 0;
  ProgramPoints::Point passedTo = 0;
};

/// All accesses to all buffers of a function.
class Accesses {
public:
  using Point = ProgramPoints::Point;

  Accesses(mlir::Operation *function, llvm::ArrayRef<PlacedBuffer> buffers,
           const CalleeSummaries *callees);

  const ProgramPoints &getPoints() const { return points; }
  Meanings &getMeanings() { return meanings; }
  Point birthOf(unsigned buffer) const {
    return points.pointOf(buffers[buffer].alloc);
  }
  /// Of up to 64 buffers, a bit each in this order.
  std::vector<Access> accessesOf(llvm::ArrayRef<unsigned> buffers) {
    return accessesOf(buffers, /*isShort=*/false);
  }
  /// The same, without some that one circle of values makes in one basic block:
  /// of each row between which it makes no others, the first, the last, the
  /// first that writes and the last that reads are there. PointFacts tells
  /// when that is enough.
  std::vector<Access> shortAccessesOf(llvm::ArrayRef<unsigned> buffers) {
    return accessesOf(buffers, /*isShort=*/true);
  }
  std::vector<Unverifiable> getUnverifiable() const;
  /// What several threads of the function may do at the same time; null if one
  /// thread runs it.
  const Phases *getPhases() const { return phases ? &*phases : nullptr; }

  /// Asks whether an alias of a buffer still has a use at the birth of another,
  /// with the meaning that it had before; the answer is such an alias.
  struct Question {
    unsigned buffer;
    unsigned born;
    mlir::Value alias = {};
  };
  /// Cost: O(points between definitions and uses of the aliases); where the
  /// birth cannot come again, of those that are defined before and used behind.
  void answer(llvm::MutableArrayRef<Question> questions);

private:
  /// What one use does to the buffers that its value means.
  struct Use {
    Point point;
    mlir::Operation *op;
    bool reads, writes, overwrites;
    /// Where it is waited for, if that is another point.
    std::optional<Point> wait;
    const TransfersUnderWay *transfers;
    /// Of a use behind which others are left out: the next that is not.
    Point passedTo = 0;
    bool isPlain() const { return !overwrites && !wait && !transfers; }
  };
  using Item = std::pair<unsigned, Question *>;
  /// Up to 64 buffers that some transfers access, and one of these.
  using InTransfer = std::pair<Bits, mlir::Operation *>;

  void blame(unsigned buffer, mlir::Operation *culprit, const mlir::Twine &why);
  void blame(llvm::ArrayRef<MeaningWord> words, mlir::Operation *culprit,
             const mlir::Twine &why);
  void addBirth(unsigned buffer);
  void checkThreads();
  bool mayMeetItsNext(unsigned buffer);
  void addUses();
  void addUse(const MeaningfulValue &value, mlir::OpOperand &use,
              const OperandUseFacts &facts);
  std::vector<mlir::Operation *> bodiesAround(mlir::Operation *op,
                                              Point point) const;
  void shortenUses();
  void addRow(llvm::ArrayRef<Use> row, std::vector<Use> &result) const;
  std::vector<Access> accessesOf(llvm::ArrayRef<unsigned> batch, bool isShort);
  void checkGenerations();
  void endTransfers(
      const llvm::MapVector<const TransfersUnderWay *, InTransfer> &transfers,
      std::vector<Access> &accesses) const;
  bool isInTransfer(Question &question) const;
  void addItems(llvm::MutableArrayRef<Question> questions,
                std::vector<Item> &items);
  std::pair<Point, Point> spanOf(const MeaningfulValue &value) const;
  void forEachUse(const MeaningfulValue &alias,
                  llvm::function_ref<void(mlir::Operation *)> visit) const;
  void answerBatch(llvm::ArrayRef<Item> items);

  /// See Dialect/Threads.h.
  mlir::Operation *threadSign;
  bool isCalledByThreads;
  llvm::ArrayRef<PlacedBuffer> buffers;
  mlir::FunctionOpInterface function;
  ProgramPoints points;
  std::optional<Phases> phases;
  mutable OperandUses operandUses;
  Meanings meanings;
  BitFlow flow;
  /// By buffer.
  std::vector<std::optional<Unverifiable>> unverifiable;
  /// By circle of values; some are left out of the second, which is empty
  /// where that is nothing.
  std::vector<std::vector<Use>> uses, shortUses;
  /// By buffer: transfers that access it, and the alias that one is started on.
  llvm::DenseMap<
      unsigned, llvm::SmallMapVector<const TransfersUnderWay *, mlir::Value, 1>>
      transfersOf;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_ACCESSES_H
