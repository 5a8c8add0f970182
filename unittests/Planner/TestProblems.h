//===- TestProblems.h - Problems and oracles for tests ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing here calls the planner: oracles are naive on purpose.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_PLANNER_TESTPROBLEMS_H
#define IDEALLOC_UNITTESTS_PLANNER_TESTPROBLEMS_H

#include "idealloc/Planner/Plan.h"

#include <random>

namespace idealloc::test {

/// What a random problem may contain.
struct Traits {
  size_t buffers = 7;
  Time horizon = 10;
  Bytes largest = 8;
  bool alignment = false;
  bool pins = false;
  bool reserved = false;
  bool gaps = false;
};

/// A well-formed random problem; equal arguments give equal problems.
Problem randomProblem(const Traits &traits, uint64_t seed);

/// True if some tick lies in both live sets; looks at every tick.
bool meet(const Buffer &a, const Buffer &b);

/// "" or what is wrong with the offsets; looks at every pair of buffers.
std::string pairwiseFault(const Problem &problem,
                          const std::vector<Bytes> &offsets);

/// The highest end.
Bytes makespanOf(const Problem &problem, const std::vector<Bytes> &offsets);

/// The smallest problems whose optimum exceeds LOAD, by one; LOAD is 4, 5
/// and 4.
std::vector<Problem> witnesses();

/// The smallest makespan of all plans, capacity aside. For any plan, placing
/// the buffers by ascending offset, each as low as it can go, moves none up; so
/// trying every order finds an optimum. For n <= 8.
Bytes optimum(const Problem &problem);

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_PLANNER_TESTPROBLEMS_H
