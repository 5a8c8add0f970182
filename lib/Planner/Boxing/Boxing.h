//===- Boxing.h - The boxing allocator, one run at a time -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_BOXING_BOXING_H
#define IDEALLOC_LIB_PLANNER_BOXING_BOXING_H

#include "Boxing/BoxSteps.h"
#include "idealloc/Planner/Boxing.h"

namespace idealloc {

/// What all boxings of one problem share. Keeps references to its arguments.
class BoxingModel {
public:
  BoxingModel(const Problem &problem, const BoxingOptions &options);

  /// False if offsets before tightening could exceed 62 bits. Then nothing can
  /// be boxed.
  bool isBoxable() const { return boxable; }

  /// Boxes and unboxes: an offset for each buffer, pins as they are. Without
  /// pins and reserved ranges this is a valid plan, which first fit in the
  /// order of the offsets does not make larger; with them it is an order, whose
  /// first fit is valid. The result does not depend on `threads`.
  std::vector<Bytes> looseOffsets(Chooser &chooser, unsigned threads) const;

private:
  const Problem &problem;
  const BoxingOptions &options;
  Jobs jobs;
  Rounds rounds;
  bool boxable;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_BOXING_BOXING_H
