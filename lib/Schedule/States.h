//===- States.h - Sets of macros that have run ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_STATES_H
#define IDEALLOC_LIB_SCHEDULE_STATES_H

#include "Lists.h"
#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// Distinct sets of macros, each reached from another by one macro that runs.
class States {
public:
  using Id = uint32_t;
  static constexpr Id none = ~Id(0);

  explicit States(size_t macros) : words((macros + 63) / 64) { clear(); }

  /// Forgets all, then adds the set that `id` was as the first one, of Id 0.
  void restartFrom(Id id);
  /// The set `from` and `macro`, and whether it is new.
  std::pair<Id, bool> add(Id from, Index macro);
  /// The first set: no macro has run. Its Id is 0.
  void addEmpty();

  /// The macros of `id` that are not in the first set, in the order in which
  /// they ran.
  std::vector<Index> path(Id id) const;
  /// The state that it was first reached from, which has a lower Id, by the
  /// last macro.
  Id parent(Id id) const { return parents[id]; }
  Index lastMacro(Id id) const { return macros[id]; }
  size_t size() const { return parents.size(); }

private:
  void clear();
  std::pair<Id, bool> insert();
  uint64_t hash(const uint64_t *set) const;

  size_t words;
  std::vector<uint64_t> bits;
  std::vector<Id> parents;
  std::vector<Index> macros;
  std::vector<Id> table; ///< Open addressing, at most half full.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_STATES_H
