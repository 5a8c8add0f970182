//===- AccessRows.h - Long rows of accesses ---------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where each of n values may refer to any of n buffers, every batch of 64
// buffers meets all n accesses. Most of them change nothing: between two facts
// about a buffer, what a row of accesses in one block does to what is around it
// depends on whether one reads and whether one writes, and within the row on
// the first that writes and the last that reads. The others only occupy their
// own ticks, mostly where the buffer is live anyway.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_LIFETIMES_ACCESSROWS_H
#define IDEALLOC_LIB_LIFETIMES_ACCESSROWS_H

#include "Occupancy.h"

namespace idealloc {

/// Accesses of ops of one block to the same buffers, none of which overwrites
/// a buffer as a whole.
class AccessRow {
public:
  /// An op, its ticks, and what it may do. The row fills in the other members:
  /// the number of the next item that writes and of the last one up to here
  /// that reads, itself included; that of none is the number of items.
  struct Item {
    mlir::Operation *op;
    LogicalTime::Span span;
    bool reads, writes;
    size_t nextWrite = 0, lastRead = 0;
  };

  /// In any order, an op once or more often; at least one reads or writes.
  explicit AccessRow(std::vector<Item> list);

  llvm::ArrayRef<Item> getItems() const { return items; }
  int64_t begin() const { return items.front().span.enter; }
  int64_t end() const { return items.back().span.exit + 1; }

private:
  std::vector<Item> items;
};

/// The rows that access up to 64 buffers.
class AccessRows {
public:
  void clear();
  /// The buffers that the row accesses. Keeps a reference.
  void add(const AccessRow &row, Bits buffers);
  /// All that are accessed.
  Bits all() const;
  /// Forgets other buffers.
  void keep(Bits buffers);
  /// Adds the accesses of the rows that matter, given all others, births
  /// included. Where two rows overlap, all of the shorter one matter. Cost:
  /// O(log) for each other access and row, and what is added.
  void addTo(std::vector<BufferAccess> &accesses, const LogicalTime &time);
  /// Adds the ticks of the accesses that `addTo` left out to what all others
  /// make of the buffers: the result is that of all accesses. Cost: O(log) for
  /// each buffer and row that is live throughout it.
  void complete(llvm::MutableArrayRef<LiveSet> live) const;

private:
  struct Place {
    const AccessRow *row;
    Bits buffers;
  };
  /// Items [begin, end) of a row are left out.
  struct Gap {
    Place place;
    size_t begin, end;
  };
  std::vector<Place> takeApart(std::vector<BufferAccess> &accesses);
  void addAll(const Place &place, size_t begin, size_t end,
              std::vector<BufferAccess> &accesses) const;
  void addPart(const Place &place, size_t begin, size_t end,
               std::vector<BufferAccess> &accesses);

  std::vector<Place> places;
  std::vector<Gap> gaps;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_LIFETIMES_ACCESSROWS_H
