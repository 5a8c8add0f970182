//===- ConflictIndex.h - Placed buffers in the way of another ---*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An index over the buffers placed so far, private to Placement.cpp: feeds a
// FreeRangeSearch with those that conflict with a given buffer, and with the
// reserved ranges, by ascending offset.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_CONFLICTINDEX_H
#define IDEALLOC_LIB_PLANNER_CONFLICTINDEX_H

#include "LatestEnds.h"
#include "Placement.h"

namespace idealloc {

/// A range of bytes in the way.
struct Span {
  Bytes offset;
  Bytes end;
};

/// Feeds a search with obstacles and, between them, two sorted lists of more.
class ObstacleMerger {
public:
  ObstacleMerger(std::span<const Range> reserved, std::span<const Span> spans,
                 FreeRangeSearch &search)
      : reserved(reserved), spans(spans), search(search) {}

  /// Obstacles come by ascending begin. True once no later one matters.
  bool add(Bytes begin, Bytes end) {
    return addListed(begin) || search.obstacle(begin, end);
  }
  /// The rest of the lists.
  void finish() { addListed(std::numeric_limits<Bytes>::max()); }

private:
  /// Everything in the lists that begins at `limit` or below.
  bool addListed(Bytes limit);

  std::span<const Range> reserved;
  std::span<const Span> spans;
  FreeRangeSearch &search;
};

/// For buffers that conflict with many others: all placed ones by offset, in
/// blocks. A block in which everything conflicts with a visitor and no free
/// range is large enough for it is passed in one step. Cost: visit O(placed) at
/// worst, O(placed / blockSize) where all blocks are passed; insert
/// O(blockSize + placed / blockSize).
class DenseIndex {
public:
  explicit DenseIndex(const Problem &problem);
  void insert(size_t buffer, Bytes offset);
  /// Returns the number of placed buffers and blocks looked at.
  uint64_t visit(size_t buffer, ObstacleMerger &merger) const;

private:
  struct Entry {
    Bytes offset;
    Bytes end;
    Interval lifetime;
    size_t buffer;
  };
  struct Block {
    explicit Block(std::vector<Entry> entries);
    void summarise();

    std::vector<Entry> entries; ///< Ascending offset, not empty.
    Bytes top;                  ///< The highest end.
    Bytes widest;               ///< The largest range that no entry covers.
    Time latestBegin;           ///< Of all lifetimes.
    Time earliestEnd;           ///< Of all lifetimes.
  };
  bool isWall(const Block &block, const Buffer &visitor) const;

  static constexpr size_t blockSize = 128;

  const Problem &problem;
  bool hasGaps;              ///< Intersecting hulls may not be conflicts.
  std::vector<Block> blocks; ///< Ascending offset.
};

/// For buffers that conflict with few others: an implicit segment tree over the
/// buffers by begin of lifetime that keeps the latest end among the placed
/// ones. Cost: insert O(log n); collect O(k log n) for k placed buffers with
/// intersecting hulls.
class SparseIndex {
public:
  /// `byBegin` holds every buffer once, by ascending begin.
  SparseIndex(const Problem &problem, const std::vector<size_t> &byBegin);
  void insert(size_t buffer, Bytes offset);
  /// The placed buffers that conflict with this one, by ascending offset; valid
  /// until the next call.
  std::span<const Span> collect(size_t buffer);

private:
  void gather(size_t buffer);
  void sortFound();
  void collectBlock(size_t block, size_t limit, const Buffer &buffer);

  /// Positions per block.
  static constexpr size_t blockSize = 32;
  static constexpr Time unplaced = std::numeric_limits<Time>::min();

  const Problem &problem;
  bool hasGaps;                 ///< Intersecting hulls may not be conflicts.
  std::vector<size_t> buffers;  ///< By position; positions ascend by begin.
  std::vector<size_t> position; ///< By buffer.
  std::vector<Time> begins;     ///< By position.
  std::vector<Time> ends;       ///< By position, `unplaced` if so.
  std::vector<Span> spans;      ///< By position, if placed.
  LatestEnds latest;            ///< Of the placed ones, in blocks.
  std::vector<Span> found;      ///< Scratch of collect: what is in the way.
  size_t count = 0;             ///< Of `found`, how many are.
  std::vector<Span> sorted;     ///< Scratch of sortFound.
  std::vector<uint32_t> starts; ///< Scratch of sortFound.
};

/// Every placed buffer in the index that suits it. Which one that is decides
/// about cost only.
class ConflictIndex {
public:
  /// `conflicts` counts, for each buffer, the others with intersecting hulls.
  ConflictIndex(const Problem &problem, const std::vector<size_t> &byBegin,
                const std::vector<size_t> &conflicts)
      : conflicts(conflicts), dense(problem), sparse(problem, byBegin) {}

  void insert(size_t buffer, Bytes offset) {
    if (conflicts[buffer] * 8 >= conflicts.size())
      dense.insert(buffer, offset);
    else
      sparse.insert(buffer, offset);
  }
  /// Returns the amount of work: placed buffers and blocks looked at.
  uint64_t visit(size_t buffer, std::span<const Range> reserved,
                 FreeRangeSearch &search) {
    std::span<const Span> spans = sparse.collect(buffer);
    ObstacleMerger merger(reserved, spans, search);
    return spans.size() + dense.visit(buffer, merger);
  }

private:
  const std::vector<size_t> &conflicts;
  DenseIndex dense;
  SparseIndex sparse;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_CONFLICTINDEX_H
