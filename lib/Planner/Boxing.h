//===- Boxing.h - The boxing allocator, one run at a time -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_BOXING_H
#define IDEALLOC_LIB_PLANNER_BOXING_H

#include "BoxSteps.h"

namespace idealloc {

/// What all boxings of one problem share. Keeps a reference to the problem.
class BoxingModel {
public:
  explicit BoxingModel(const Problem &problem);

  /// False if offsets could exceed 63 bits before tightening: n boxes of the
  /// largest height are too much. Then nothing can be boxed.
  bool isBoxable() const { return boxable; }

  /// Boxes and unboxes: an offset for each buffer, pins as they are. Without
  /// pins and reserved ranges this is a valid plan, which first fit in the
  /// order of the offsets does not make larger; with them it is an order, whose
  /// first fit is valid. `epsilon` is that of the last boxing, unset: the
  /// chooser's. The choices are the same for every number of threads.
  std::vector<Bytes> looseOffsets(std::optional<double> epsilon,
                                  Chooser &chooser, unsigned threads) const;

private:
  const Problem &problem;
  Jobs jobs;
  Rounds rounds;
  bool boxable;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_BOXING_H
