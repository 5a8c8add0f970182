//===- VerifyOrderTest.cpp - What the verifier of orders refuses ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Schedule/Schedule.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// Two branches, each with a large and a small value: the given order, branch
/// by branch, is best.
class VerifyOrder : public testing::Test {
protected:
  VerifyOrder() {
    graph.ops = {
        {.id = "a"}, {.id = "b"}, {.id = "c"}, {.id = "d"}, {.id = "e"}};
    graph.values = {{.bytes = 100, .producer = 0, .users = {1}},
                    {.bytes = 1, .producer = 1, .users = {4}},
                    {.bytes = 100, .producer = 2, .users = {3}},
                    {.bytes = 1, .producer = 3, .users = {4}}};
    schedule = {.order = {0, 1, 2, 3, 4},
                .peak = 102,
                .lowerBound = 102,
                .status = Status::Optimal};
  }

  void expectFault(OrderFault fault, const std::string &message,
                   const VerifyOrderOptions &options = {}) {
    const std::optional<OrderError> error = verify(graph, schedule, options);
    ASSERT_TRUE(error);
    EXPECT_EQ(int(error->fault), int(fault));
    EXPECT_EQ(error->message, message);
  }

  OpGraph graph;
  Schedule schedule;
};

TEST_F(VerifyOrder, AcceptsTheBest) {
  EXPECT_FALSE(verify(graph, schedule));
  EXPECT_EQ(scheduleOps(graph).peak, 102);
}

TEST_F(VerifyOrder, RefusesWhatIsNoOrder) {
  schedule.order.pop_back();
  expectFault(OrderFault::WrongCount, "the order has 4 ops, the graph 5");
  schedule.order.push_back(7);
  expectFault(OrderFault::NoSuchOp, "the order names op #7 of 5");
  schedule.order.back() = 0;
  expectFault(OrderFault::Repeated, "op 'a' runs twice");
}

TEST_F(VerifyOrder, RefusesOrdersThatBreakConstraints) {
  schedule.order = {1, 0, 2, 3, 4};
  expectFault(OrderFault::OutOfOrder,
              "op 'b' runs before op 'a', which must run before it");
  graph.ops[3].after = {1};
  schedule.order = {2, 3, 0, 1, 4};
  expectFault(OrderFault::OutOfOrder,
              "op 'd' runs before op 'b', which must run before it");
}

TEST_F(VerifyOrder, RefusesAWrongPeak) {
  schedule.order = {0, 2, 1, 3, 4};
  expectFault(OrderFault::WrongPeak, "the peak is 201 bytes, not 102");
}

TEST_F(VerifyOrder, RefusesWrongClaims) {
  schedule.lowerBound = 103;
  expectFault(OrderFault::BoundTooLarge,
              "the lower bound 103 exceeds the peak 102");
  schedule.lowerBound = 101;
  expectFault(OrderFault::WrongStatus,
              "the status is optimal, but peak, bound and capacity say "
              "feasible");
  schedule.status = Status::Feasible;
  EXPECT_FALSE(verify(graph, schedule));
  expectFault(OrderFault::WrongStatus,
              "the status is feasible, but peak, bound and capacity say "
              "infeasible",
              {.capacity = 100});
}

TEST_F(VerifyOrder, RefusesAFalseOptimum) {
  schedule.order = {0, 2, 1, 3, 4};
  schedule.peak = schedule.lowerBound = 201;
  expectFault(OrderFault::NotOptimal,
              "an order has a peak below the lower bound 201");
  EXPECT_FALSE(verify(graph, schedule, {.states = 0}));
}

TEST_F(VerifyOrder, BoundsHoldForOrdersOfBodiesToo) {
  // The body of c may do with less, which would make the peak 102: as it is, c
  // runs first.
  graph.ops[1].extra = 1;
  graph.ops[2].extra = 10;
  graph.ops[2].leastExtra = 0;
  const Schedule found = scheduleOps(graph);
  EXPECT_EQ(found.peak, 110);
  EXPECT_LE(found.lowerBound, 102);
  EXPECT_EQ(found.status, Status::Feasible);
  EXPECT_FALSE(verify(graph, found));
}

} // namespace
