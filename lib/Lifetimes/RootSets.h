//===- RootSets.h - Which roots a value may refer to ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A merge of n buffers behind another makes n * n pairs of a value and a root.
// Roots are taken 64 at a time, a bit each, and values that pass one another's
// memory on in a circle are one group, as are those that refer to what these do
// and nothing else, so that such programs stay small.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_ROOTSETS_H
#define IDEALLOC_LIB_LIFETIMES_ROOTSETS_H

#include "OpFacts.h"

#include "mlir/IR/Value.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/bit.h"

#include <vector>

namespace idealloc {

/// The roots that the values of a function may refer to: the least solution in
/// which every alias (AliasFlow.h) refers to what its source does. Root r is
/// bit r % 64 of batch r / 64.
///
/// Cost: linear in the aliases and their uses, and in the pairs of a group and
/// a batch of which it may refer to a root. Valid until the IR changes.
class RootSets {
public:
  using Bits = uint64_t;
  static constexpr size_t batchSize = 64;

  RootSets(llvm::ArrayRef<mlir::Value> roots, OpFacts &facts);

  /// The aliases of all roots; those of the first root come first, then what
  /// only the next reach, each in order of discovery.
  llvm::ArrayRef<mlir::Value> getValues() const { return values; }
  std::optional<unsigned> numberOf(mlir::Value value) const;

  /// What a value is passed on to, by numbers.
  llvm::ArrayRef<unsigned> aliasesOf(unsigned value) const {
    return aliases.of(value);
  }

  /// The group of a value, by its number: values in it refer to the same roots.
  /// What they pass on goes to groups of higher number.
  unsigned groupOf(unsigned value) const { return groups[value]; }
  /// The numbers of its values, ascending.
  llvm::ArrayRef<unsigned> valuesOf(unsigned group) const {
    return members.of(group);
  }
  size_t numGroups() const { return members.size(); }

  /// Some roots of one batch; not empty.
  struct Word {
    unsigned batch;
    Bits bits;
  };
  /// The roots of a group, by batch.
  llvm::ArrayRef<Word> rootsOf(unsigned group) const { return words.of(group); }
  struct GroupWord {
    unsigned group;
    Bits bits;
  };
  /// The groups that may refer to a root of a batch, ascending.
  llvm::ArrayRef<GroupWord> groupsOf(unsigned batch) const {
    return batches.of(batch);
  }
  size_t numBatches() const { return batches.size(); }

private:
  /// Lists behind one another.
  template <typename T> struct Lists {
    std::vector<T> items;
    std::vector<size_t> begins = {0};
    size_t size() const { return begins.size() - 1; }
    llvm::ArrayRef<T> of(size_t list) const {
      return llvm::ArrayRef(items).slice(begins[list],
                                         begins[list + 1] - begins[list]);
    }
    void close() { begins.push_back(items.size()); }
  };

  void findValues(llvm::ArrayRef<mlir::Value> roots, OpFacts &facts);
  void findGroups(llvm::ArrayRef<mlir::Value> roots);
  void joinFollowers(llvm::ArrayRef<mlir::Value> roots, unsigned &count);
  void spread(llvm::ArrayRef<unsigned> roots);
  void transpose();

  std::vector<mlir::Value> values;
  llvm::DenseMap<mlir::Value, unsigned> numbers;
  /// By value, then by group: what it is passed on to.
  Lists<unsigned> aliases, next;
  std::vector<unsigned> groups;
  Lists<unsigned> members;
  Lists<GroupWord> batches;
  Lists<Word> words;
};

/// Visits the bits that are set, ascending.
inline void forEachBit(RootSets::Bits bits,
                       llvm::function_ref<void(unsigned)> visit) {
  for (; bits; bits &= bits - 1)
    visit(llvm::countr_zero(bits));
}

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_ROOTSETS_H
