//===- Screen.h - All uses of all roots -------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_SCREEN_H
#define IDEALLOC_LIB_LIFETIMES_SCREEN_H

#include "AccessRows.h"
#include "RootSets.h"
#include "WholeAccess.h"

#include "idealloc/Lifetimes/Lifetimes.h"

#include "llvm/ADT/MapVector.h"

#include <bitset>
#include <deque>

namespace idealloc {

/// Visits every use of every alias, for 64 roots at a time. Where several are
/// to blame, the first in program order is, whatever order the aliases come in.
class Lifetimes::Screen {
public:
  explicit Screen(Lifetimes &lifetimes);

  /// Sets live sets and deallocations of all roots; returns, by root, why it
  /// cannot be planned.
  std::vector<std::optional<Refusal>> run();

private:
  /// A use that matters to roots, and the number of the value.
  struct Use {
    unsigned value;
    mlir::Operation *op;
    UseVerdict verdict;
  };
  /// The uses of the values of a group; those that access it and nothing more
  /// are in rows where there are many in one block.
  struct Uses {
    std::vector<Use> list;
    std::vector<AccessRow> rows;
  };
  struct Blame {
    mlir::Operation *culprit = nullptr;
    RefusalKind kind = RefusalKind::Escapes;
    llvm::StringRef reason = {};
    bool isOnlyKind = true;
  };

  void visit(const RootSets::GroupWord &word);
  void visit(const Use &use, Bits roots);
  const Uses &usesOf(unsigned group);
  bool isPlain(const Use &use);
  void findRows(Uses &uses);
  Bits wholeRoot(mlir::Value alias);
  Bits bornWithin(int64_t first, int64_t last) const;
  TickInterval inUse(mlir::Value alias) const;
  void checkGenerations(unsigned value, Bits roots);
  void blame(Bits roots, RefusalKind kind, llvm::StringRef reason,
             mlir::Operation *culprit);
  void finish(std::vector<std::optional<Refusal>> &refusals);
  // In ScreenAccesses.cpp:
  void addAccess(mlir::Operation *op, const UseVerdict &verdict, Bits roots,
                 Bits overwritten);
  void addTagFlights();
  void endOverwritesInFlight();
  // In UndefinedReads.cpp:
  void findUndefinedReads(Bits live);
  bool staysInRegion(unsigned bit) const;
  Bits mayBeWritten(mlir::Operation *reader, Bits roots);

  void recordDeallocs();

  Lifetimes &lifetimes;
  const RootSets &sets;
  mlir::DataLayout layout;
  WholeSources sources;
  llvm::DenseMap<mlir::Value, size_t> rootOf;
  /// By group; those of which `isRead` is set are known.
  std::vector<Uses> uses;
  std::vector<bool> isRead;
  /// By value. A value may meet every batch.
  std::vector<TickInterval> intervals;
  std::deque<std::string> reasons;

  /// Of the batch that is visited: its first root, its births by tick.
  size_t first = 0;
  llvm::SmallVector<int64_t, RootSets::batchSize> births;
  std::vector<BufferAccess> accesses;
  AccessRows rows;
  /// When roots are accessed by an op that is waited for.
  std::vector<std::pair<TickInterval, Bits>> flights;
  /// Roots that transfers access whose waits are anywhere, in program order.
  llvm::MapVector<const TagFlight *, Bits> tagFlights;
  std::array<Blame, RootSets::batchSize> blames;
  /// Roots without bytes between the elements, as far as asked for.
  std::bitset<RootSets::batchSize> isKnownDense, isDense;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_SCREEN_H
