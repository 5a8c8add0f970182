//===- TelamallocSolver.h - What placements leave to the rest ---*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The solver that guides the search in the manner of TelaMalloc, where the
// paper uses one for constraint programming. Private to Peers. A section
// is a maximal set of buffers that are live together (SearchModel.h).
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PEERS_TELAMALLOCSOLVER_H
#define IDEALLOC_LIB_PEERS_TELAMALLOCSOLVER_H

#include "Exact/SearchModel.h"

namespace idealloc {

/// Keeps, for a limit and the placements so far, the lowest offset of every
/// other buffer at which it overlaps none of those it conflicts with, and what
/// is free in every section. Placements are undone last first.
class TelamallocSolver {
public:
  /// Keeps a reference to the model.
  explicit TelamallocSolver(const SearchModel &model);

  /// No placements, no buffer may end above `limit`. False if some buffer or
  /// section does not fit at all.
  bool reset(Bytes limit);

  /// Places a buffer at its lowest offset. False if then
  /// - some other buffer has no place left below the limit, or
  /// - a section does not have enough room: what of its free ranges is above
  /// the
  ///   lowest offset of a buffer that fits in there is less than all that is
  ///   still to be placed in it.
  /// After that only failure and undo may be called. Cost: O(conflicts of the
  /// buffer + what they have to be compared with + for each of its sections,
  /// free ranges * buffers).
  bool place(uint32_t buffer);

  void undo();

  /// The number of placements.
  size_t depth() const { return placements.size(); }
  bool isPlaced(uint32_t buffer) const { return depths[buffer] != unplaced; }
  /// Where it is placed, else the lowest offset it could have now.
  Bytes offset(uint32_t buffer) const { return at[buffer]; }
  const std::vector<Bytes> &offsets() const { return at; }

  /// Why place was false: a buffer that cannot be placed, in a section the
  /// largest; and the latest placement, by number, before the last one that is
  /// in its way, or in that section. None: -1.
  struct Failure {
    uint32_t buffer;
    ptrdiff_t latest;
  };
  const Failure &failure() const { return why; }

  /// Buffers, conflicts and ranges looked at so far.
  uint64_t work() const { return workCount; }

private:
  struct Placement {
    uint32_t buffer;
    size_t raised; ///< Mark for undo.
  };
  struct Raise {
    uint32_t buffer;
    Bytes old;
  };
  static constexpr uint32_t unplaced = 0xffffffff;

  bool raise(uint32_t buffer);
  Bytes room(uint32_t section, Bytes begin, Bytes end);
  bool sectionFits(uint32_t section);
  void blame(uint32_t buffer, std::span<const uint32_t> others);

  const SearchModel &model;
  Table<uint32_t> members; ///< By section.
  Bytes limit = 0;
  Bytes roundedLimit = 0;       ///< SearchModel::roundedCapacity of it.
  std::vector<Bytes> at;        ///< By buffer.
  std::vector<uint32_t> depths; ///< By buffer: the number of its placement.
  std::vector<Bytes> rest;      ///< By section: total of unplaced sizes.
  std::vector<std::vector<Range>> taken; ///< By section: ascending.
  std::vector<Placement> placements;
  std::vector<Raise> raised;
  Failure why = {};
  uint64_t workCount = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PEERS_TELAMALLOCSOLVER_H
