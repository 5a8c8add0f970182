//===- RunEffects.h - What a run of ops does to memory ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_RUNEFFECTS_H
#define IDEALLOC_LIB_SCHEDULE_RUNEFFECTS_H

#include "Model.h"

#include <functional>

namespace idealloc {

/// When an op runs, seen from a run of ops.
enum class Side {
  Inside, ///< It is one of them.
  Before, ///< Before them, in every order.
  Behind, ///< After them, in every order.
  Either, ///< As the order says.
};

/// What is known about ops that run one after another, whatever has run before
/// and is not bound to run after them.
class RunEffects {
public:
  RunEffects(const Model &model, const std::vector<Index> &ops,
             const std::function<Side(Index)> &sideOf);

  /// Run as late as possible, it makes nothing else larger: which values end at
  /// it does not depend on the order, and it frees at most what it adds.
  bool mayWait() const { return endsAreKnown && sumAdded() >= sumFreed(); }
  /// Run as early as possible, it makes nothing else larger: which values begin
  /// at it does not depend on the order, and it frees at least what it adds.
  bool mayHurry() const { return beginsAreKnown && sumFreed() >= sumAdded(); }

  /// Bounds on its peak less the live bytes before and after it. The upper ones
  /// hold if it may wait (end) or hurry (start).
  Bytes mostAboveEnd() const;
  Bytes leastAboveStart() const;
  Bytes mostAboveStart() const;
  Bytes leastAboveEnd() const;

private:
  /// Of one op: bytes of values that begin and end with it, and what it saves
  /// in place, in every order and in some.
  struct Step {
    Bytes extra = 0;
    Bytes surelyAdded = 0, maybeAdded = 0;
    Bytes surelyFreed = 0, maybeFreed = 0;
    Bytes surelySaved = 0, maybeSaved = 0;
  };
  Bytes sumAdded() const;
  Bytes sumFreed() const;

  std::vector<Step> steps;
  bool endsAreKnown = true;
  bool beginsAreKnown = true;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_RUNEFFECTS_H
