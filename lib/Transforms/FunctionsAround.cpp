//===- FunctionsAround.cpp - Which function an op is in -------------------===//
//-----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionsAround.h"

using namespace mlir;

namespace idealloc {

FunctionOpInterface FunctionsAround::of(Operation *op) {
  SmallVector<Operation *> path;
  FunctionOpInterface found;
  for (op = op->getParentOp(); op && !found; op = op->getParentOp()) {
    auto it = known.find(op);
    if (it != known.end()) {
      found = it->second;
      break;
    }
    path.push_back(op);
    found = dyn_cast<FunctionOpInterface>(op);
  }
  for (Operation *around : path)
    known[around] = found;
  return found;
}

const DataLayout &FunctionsAround::layoutAt(Operation *op) {
  FunctionOpInterface function = of(op);
  Operation *around = function ? function : op->getParentOp();
  if (!layout || around != place)
    layout.emplace(DataLayout::closest(around));
  place = around;
  return *layout;
}

} // namespace idealloc
