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

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/bit.h"

#include <optional>
#include <vector>

namespace idealloc {

/// A set of up to 64 things: buffers, or values.
using Bits = uint64_t;

/// What is known of a value that may mean a buffer.
struct Meaning {
  /// All elements of the buffer, whenever it means the buffer.
  bool isWhole = true;
  /// Always the buffer, in its latest generation.
  bool isCertain = true;
};

/// The same of up to 64 buffers.
struct MeaningWord {
  /// Buffers [64 batch, 64 batch + 64), or those that were asked for.
  unsigned batch = 0;
  Bits means = 0;
  /// Those of `means` that it does not mean as a whole, or not for certain.
  Bits partial = 0, uncertain = 0;
};

/// Visits the buffers that are meant.
inline void forEachBuffer(llvm::ArrayRef<MeaningWord> words,
                          llvm::function_ref<void(unsigned)> visit) {
  for (const MeaningWord &word : words)
    for (Bits bits = word.means; bits; bits &= bits - 1)
      visit(64 * word.batch + llvm::countr_zero(bits));
}

/// A value, what it may mean, and its uses. Values that mean one another have
/// one meaning; a circle has further values of which it is plain that they have
/// it, too.
struct MeaningfulValue {
  mlir::Value value;
  unsigned circle = 0;
  std::vector<std::pair<mlir::OpOperand *, OperandUseFacts>> uses = {};
};

/// Which buffers the values of a function may mean: the least solution in which
/// every alias means what its source means. Each use is read once.
///
/// A circle of values that are only passed on, to one other circle, is passed
/// over, so that a long chain of merges costs no more than its two ends. What
/// such values mean is found when it is asked for.
///
/// Cost: O(uses), and for each 64 buffers O(log) for each circle that may mean
/// one of them and is not passed over.
class Meanings {
public:
  /// Buffer i is the memory that `roots[i]` means at first.
  Meanings(llvm::ArrayRef<mlir::Value> roots, OperandUses &operandUses);

  const std::vector<MeaningfulValue> &getValues() const { return values; }
  /// By batch. Cost: of the first value that is passed over, O(log) for each
  /// 64 buffers and circle.
  llvm::ArrayRef<MeaningWord> meaningsOf(const MeaningfulValue &value) {
    if (isPassedOver(value.circle) && !isComplete)
      complete();
    return words[value.circle];
  }
  /// Null if the value may not mean the buffer. Cost: as `meaningsOf`.
  std::optional<Meaning> find(mlir::Value value, unsigned buffer);
  /// May the value mean the buffer? Cost: O(log) where few circles do.
  bool mayMean(const MeaningfulValue &value, unsigned buffer);

  /// Tells of up to 64 buffers, a bit each in this order, which circles may
  /// mean them, sources first, but for those that are passed over.
  void forEachCircle(
      llvm::ArrayRef<unsigned> buffers,
      llvm::function_ref<void(unsigned circle, const MeaningWord &)> visit) {
    spread(buffers, shortcuts, visit);
  }
  size_t numCircles() const { return members.size(); }
  /// True if a value with accesses means any buffer as a whole and for certain.
  bool meansAnyWhole(const MeaningfulValue &value) const {
    return anyWhole[value.circle];
  }

private:
  /// To an alias; what the meaning loses on the way.
  struct Edge {
    unsigned target;
    bool isPartial, isUncertain;
  };

  using Visit = llvm::function_ref<void(unsigned circle, const MeaningWord &)>;

  unsigned numberOf(mlir::Value value);
  void readUses(unsigned number);
  // In MeaningCircles.cpp:
  void findCircles();
  void addCircleEdges();
  void joinEqual();
  bool isEqual(unsigned circle,
               llvm::ArrayRef<llvm::SmallVector<Edge, 1>> sources) const;
  // In Meanings.cpp:
  bool isPassedOn(unsigned circle) const;
  void passOver();
  bool isPassedOver(unsigned circle) const { return !places[circle].empty(); }
  void spread(llvm::ArrayRef<unsigned> buffers,
              llvm::ArrayRef<llvm::SmallVector<Edge, 1>> edges, Visit visit);
  void fillWords(bool passedOver);
  void complete();

  OperandUses &operandUses;
  std::vector<MeaningfulValue> values;
  llvm::DenseMap<mlir::Value, unsigned> numbers;
  /// By buffer: the number of its first value.
  std::vector<unsigned> firsts;
  /// By value, then by circle.
  std::vector<llvm::SmallVector<Edge, 1>> edges, circleEdges;
  /// By circle, sources first: its values; what every value in it loses.
  std::vector<llvm::SmallVector<unsigned, 1>> members;
  std::vector<std::pair<bool, bool>> losses;
  /// The edges of circles that are not passed over, to such circles.
  std::vector<llvm::SmallVector<Edge, 1>> shortcuts;
  /// Circles that are passed over make up trees, towards the circle behind
  /// them: those that lead to one have a part of its places [begin, end).
  struct Places {
    unsigned begin = 0, end = 0;
    bool empty() const { return begin == end; }
  };
  std::vector<Places> places;
  std::vector<llvm::SmallVector<MeaningWord, 1>> words;
  /// By circle: whether one is meant as a whole and for certain.
  std::vector<bool> anyWhole;
  /// Those that are passed over have their words.
  bool isComplete = false;
  /// Of the buffers that are asked for, by circle; empty in between.
  std::vector<MeaningWord> current;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_VERIFIER_MEANINGS_H
