//===- LogicalTime.cpp - Ticks of the ops of a function -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/LogicalTime.h"

#include "mlir/IR/Visitors.h"

using namespace mlir;

namespace idealloc {

LogicalTime::LogicalTime(Operation *function) {
  function->walk([&](Operation *op, const WalkStage &stage) {
    if (op == function)
      return;
    // A region op is visited before, between and after its regions.
    if (stage.isBeforeAllRegions()) {
      spans[op] = {size(), size()};
      opAtTick.push_back(op);
      if (op->getNumRegions() == 0)
        return;
    }
    if (stage.isAfterAllRegions()) {
      spans[op].exit = size();
      opAtTick.push_back(op);
    }
  });
}

int64_t LogicalTime::count(Operation *function) {
  int64_t ticks = 0;
  function->walk([&](Operation *op) {
    if (op != function)
      ticks += op->getNumRegions() == 0 ? 1 : 2;
  });
  return ticks;
}

} // namespace idealloc
