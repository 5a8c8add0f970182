//===- Orders.h - Orders that need no search --------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each returns all ops in an order that keeps all constraints, in O(n log n).
// Ties go to the lowest index.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_ORDERS_H
#define IDEALLOC_LIB_SCHEDULE_ORDERS_H

#include "Model.h"

namespace idealloc {

/// 0, 1, 2, ...
std::vector<Index> givenOrder(const Model &model);

/// From the back of the given order: an op at whose place no value dies and
/// which writes new ones runs as late as it can.
std::vector<Index> sinkOrder(const Model &model);

/// `order`, but an op that frees more than it adds runs as soon as it can
/// without raising the peak of `order`.
std::vector<Index> hoistOrder(const Model &model,
                              const std::vector<Index> &order);

/// Of the ops that can run, the one that frees most, less what it adds.
std::vector<Index> listOrder(const Model &model);

/// Of the ops that can run, the one that needs fewest bytes while it runs, and
/// of these the one that leaves fewest.
std::vector<Index> greedyOrder(const Model &model);

/// Depth first from the ops that nothing waits for, in the given order: before
/// an op, what it waits for, the largest subtree of values first.
std::vector<Index> depthFirstOrder(const Model &model);

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_ORDERS_H
