//===- RandomGraphs.h - Graphs for tests ------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_SCHEDULE_RANDOMGRAPHS_H
#define IDEALLOC_UNITTESTS_SCHEDULE_RANDOMGRAPHS_H

#include "idealloc/Schedule/Schedule.h"

#include <random>

namespace idealloc::test {

/// A graph of at most `most` ops: values with and without producers, inputs,
/// outputs, values of no bytes, extra bytes, constraints and pairs in place, of
/// several sources too. Small sizes, so that many orders tie.
OpGraph randomGraph(std::mt19937_64 &random, size_t most);

/// Of any size: layers that read a few earlier ones.
OpGraph randomNetwork(std::mt19937_64 &random, size_t ops);

/// The least peak over all orders: every set of ops, one after another. At most
/// 16 ops.
Bytes leastPeak(const OpGraph &graph);

/// The least bytes in memory over all orders while `op` runs.
Bytes leastBytesAt(const OpGraph &graph, size_t op);

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_SCHEDULE_RANDOMGRAPHS_H
