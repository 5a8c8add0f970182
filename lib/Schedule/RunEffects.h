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

#include <algorithm>

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
struct RunEffects {
  /// Run as late as possible, it makes nothing else larger: which values end at
  /// it does not depend on the order, and it frees at most what it adds.
  bool mayWait = false;
  /// Run as early as possible, it makes nothing else larger: which values begin
  /// at it does not depend on the order, and it frees at least what it adds.
  bool mayHurry = false;
  /// Bounds on its peak less the live bytes before and after it. The upper ones
  /// hold if it may wait (end) or hurry (start).
  Bytes mostAboveEnd = 0, leastAboveStart = 0;
  Bytes mostAboveStart = 0, leastAboveEnd = 0;
};

/// Reads the effects of runs of ops, one after another, in memory that it
/// keeps. Cost: what the ops touch, and all who touch these values.
class RunReader {
public:
  explicit RunReader(const Model &model) : model(model) {}

  /// `sideOf` tells the Side of an op.
  template <typename SideOf>
  RunEffects read(const std::vector<Index> &ops, SideOf sideOf) {
    findTouches(ops);
    for (Touch &touch : touches) {
      for (Index other : model.touchers[touch.value])
        touch.note(sideOf(other));
      add(touch);
    }
    addSavings(ops);
    return sum();
  }

private:
  enum class Answer { No, Maybe, Yes };
  /// Whether a value begins (ends) with the first (last) op of the run that
  /// touches it.
  struct Touch {
    Index value;
    Index first;
    Index last;
    Answer begins = Answer::No;
    Answer ends = Answer::No;

    void note(Side side) {
      if (side == Side::Before)
        begins = Answer::No;
      if (side == Side::Behind)
        ends = Answer::No;
      if (side == Side::Either) {
        begins = std::min(begins, Answer::Maybe);
        ends = std::min(ends, Answer::Maybe);
      }
    }
  };
  /// Of one op: bytes of values that begin and end with it, and what it saves
  /// in place, in every order and in some.
  struct Step {
    Bytes extra = 0;
    Bytes surelyAdded = 0, maybeAdded = 0;
    Bytes surelyFreed = 0, maybeFreed = 0;
    Bytes surelySaved = 0, maybeSaved = 0;
  };
  void findTouches(const std::vector<Index> &ops);
  void add(const Touch &touch);
  void addSavings(const std::vector<Index> &ops);
  RunEffects sum() const;

  const Model &model;
  std::vector<Touch> touches; ///< By value.
  std::vector<Step> steps;
  bool endsAreKnown = true;
  bool beginsAreKnown = true;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_RUNEFFECTS_H
