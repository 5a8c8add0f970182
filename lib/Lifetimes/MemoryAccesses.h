//===- MemoryAccesses.h - Which op accesses what memory ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What orders of ops depend on: for each op, bodies included, the memory that
// it may read and write, by the names of AliasFlow.h and the verdicts of
// UseScreen.h. All that is not followed is one memory, the outside.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_MEMORYACCESSES_H
#define IDEALLOC_LIB_LIFETIMES_MEMORYACCESSES_H

#include "NameDepths.h"
#include "OpFacts.h"
#include "RootSets.h"
#include "ViewParts.h"
#include "WholeAccess.h"

#include "idealloc/Lifetimes/Lifetimes.h"

#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/DenseSet.h"

namespace idealloc {

/// What an op does to the memory of one origin.
struct OriginAccess {
  /// A root, by its index in Lifetimes, or MemoryAccesses::none.
  unsigned origin = 0;
  bool reads = false, writes = false;
  /// Writes all bytes of the origin and reads none before.
  bool overwrites = false;
  /// What it accesses at most, null if not known. Lives as MemoryAccesses does.
  const Part *part = nullptr;
};

struct OpAccesses {
  llvm::SmallVector<OriginAccess, 2> list;
  /// So many at the front are of the op itself, not of what is nested in it.
  size_t own = 0;
  /// It may do more than access memory, or may not return: what stands behind
  /// it stays there, and what it accesses outside is not known.
  bool isFence = false;
};

/// All accesses of one function. Cost: linear in ops, uses and aliases. Valid
/// until the IR changes, but for the order of ops.
class MemoryAccesses {
public:
  /// No origin in particular: the outside.
  static constexpr unsigned none = ~0u;

  explicit MemoryAccesses(const Lifetimes &lifetimes);

  /// Of an op and all that is nested in it; null if it accesses nothing. Memory
  /// whose names and accesses are all nested in one op of a body is told of
  /// that op, and not of those around the body.
  const OpAccesses *of(mlir::Operation *op) const {
    auto found = numbers.find(op);
    return found == numbers.end() || accesses[found->second].list.empty()
               ? nullptr
               : &accesses[found->second];
  }

  /// Accesses to one memory must keep their order unless all read; those to
  /// different memories need not. Unset: memory that nothing writes.
  std::optional<unsigned> memoryOf(const OriginAccess &access) const;

  /// The roots that a value may refer to; none of those that `isBlurred`.
  llvm::SmallVector<unsigned, 1> rootsOf(mlir::Value value) const;
  /// True if not all accesses to a root are told of as such. If pairs of a root
  /// and an access by a value that may refer to more than `manyRoots` would be
  /// more than `mostPairs`, accesses by such values are to the outside, and so
  /// are those to the roots that they may refer to.
  bool isBlurred(unsigned root) const {
    return isBlurring &&
           (blurred[root / RootSets::batchSize] >> root % RootSets::batchSize &
            1);
  }
  /// The root that a value is all of, if it is no other.
  std::optional<unsigned> wholeRootOf(mlir::Value value);

private:
  enum class Place : uint8_t { Apart, Outside, Constant };
  void findOrigins();
  Place placeOf(mlir::Value origin);
  OpAccesses &accessesOf(mlir::Operation *op);
  void visit(mlir::Operation *op);
  void visitUse(mlir::OpOperand &use, OpAccesses &result);
  void visitAll();
  void expose(mlir::Value value);
  bool isMany(llvm::ArrayRef<RootSets::Word> roots) const;
  void blur(unsigned group);
  bool endsIn(const OriginAccess &access, mlir::Region &body) const;
  void addBody(mlir::Operation *op, OpAccesses &result);
  bool isFence(mlir::Operation *op);
  void add(mlir::Value value, const OriginAccess &access, OpAccesses &result);

  static constexpr size_t manyRoots = 64, mostPairs = size_t(1) << 20;

  const Lifetimes &lifetimes;
  OpFacts &facts;
  WholeSources sources;
  mlir::SymbolTableCollection symbols;
  std::vector<mlir::Value> origins;
  std::vector<Place> places;
  llvm::DenseMap<mlir::Value, unsigned> rootAt;
  std::optional<RootSets> sets;
  std::optional<NameDepths> depths;
  /// Pairs of an access by a value of many roots, and a root, up to now.
  size_t numPairs = 0;
  bool isBlurring = false;
  llvm::DenseSet<unsigned> blurredGroups;
  /// By batch of `sets`.
  std::vector<RootSets::Bits> blurred;
  ViewParts parts{rootAt};
  /// The ops that access something, and what each does.
  llvm::DenseMap<mlir::Operation *, unsigned> numbers;
  std::vector<OpAccesses> accesses;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_MEMORYACCESSES_H
