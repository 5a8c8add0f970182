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
  addRegions(function);
  spans.reserve(opAtTick.size());
  for (auto [tick, op] : llvm::enumerate(opAtTick)) {
    int64_t now = tick;
    spans.try_emplace(op, Span{now, now}).first->second.exit = now;
  }
}

void LogicalTime::addRegions(Operation *op) {
  for (Region &region : op->getRegions())
    for (Block &block : region)
      for (Operation &nested : block)
        add(&nested);
}

void LogicalTime::add(Operation *op) {
  opAtTick.push_back(op);
  if (op->getNumRegions() == 0)
    return;
  addRegions(op);
  opAtTick.push_back(op);
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
