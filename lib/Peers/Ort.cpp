//===- Ort.cpp - The memory pattern of ONNX Runtime -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Peers/Peers.h"

using namespace idealloc;

Plan idealloc::planOrtPattern(const Problem &problem) {
  // At an allocation, what is not yet freed is what conflicts with it and began
  // no later: all that an order by begin has placed.
  return planBestFit(problem, Order::Begin);
}
