//===- GraphTest.cpp - The rules of a well-formed graph -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Schedule/OpGraph.h"

#include <gtest/gtest.h>

#include <limits>

using namespace idealloc;

namespace {

/// x -> a -> v -> b -> w.
OpGraph chain() {
  return {.ops = {{.id = "a"}, {.id = "b"}},
          .values = {{.id = "x", .bytes = 4, .users = {0}, .isInput = true},
                     {.id = "v", .bytes = 8, .producer = 0, .users = {1}},
                     {.id = "w", .bytes = 2, .producer = 1}}};
}

void expectError(const OpGraph &graph, GraphRule rule,
                 const std::string &message) {
  const std::optional<GraphError> error = check(graph);
  ASSERT_TRUE(error);
  EXPECT_EQ(int(error->rule), int(rule));
  EXPECT_EQ(error->message, message);
}

TEST(GraphCheck, AcceptsAChainAndNothing) {
  EXPECT_FALSE(check(chain()));
  EXPECT_FALSE(check(OpGraph{}));
}

TEST(GraphCheck, AcceptsRepeatedNames) {
  OpGraph graph = chain();
  graph.values[1].users = {1, 1, 0};
  graph.ops[1].after = {0, 0};
  EXPECT_FALSE(check(graph));
}

TEST(GraphCheck, RefusesDuplicateIds) {
  OpGraph graph = chain();
  graph.ops[1].id = "a";
  expectError(graph, GraphRule::DuplicateId,
              "id 'a' is already that of another op (ops[0])");
}

TEST(GraphCheck, RefusesUnknownOps) {
  OpGraph graph = chain();
  graph.values[0].users = {2};
  expectError(graph, GraphRule::NoSuchOp, "value 'x' names op #2 of 2");
  graph = chain();
  graph.ops[1].after = {5};
  expectError(graph, GraphRule::NoSuchOp, "op 'b' names op #5 of 2");
}

TEST(GraphCheck, RefusesUnknownValues) {
  OpGraph graph = chain();
  graph.ops[1].inPlace = {{7, 2}};
  expectError(graph, GraphRule::NoSuchValue, "op 'b' names value #7 of 3");
}

TEST(GraphCheck, RefusesNegativeBytes) {
  OpGraph graph = chain();
  graph.values[1].bytes = -1;
  expectError(graph, GraphRule::NegativeBytes, "value 'v' has -1 bytes");
  graph = chain();
  graph.ops[1].extra = -2;
  expectError(graph, GraphRule::NegativeBytes, "op 'b' has -2 extra bytes");
}

TEST(GraphCheck, RefusesALeastAboveTheExtraBytes) {
  OpGraph graph = chain();
  graph.ops[0].leastExtra = 1;
  expectError(graph, GraphRule::LeastExtra,
              "op 'a' needs at least 1 extra bytes, which is not from 0 to "
              "its 0");
}

TEST(GraphCheck, RefusesSumsThatOverflow) {
  OpGraph graph = chain();
  graph.values[1].bytes = (Bytes(1) << 62) - 1;
  expectError(graph, GraphRule::SumOverflows,
              "all bytes exceed 2^62-1 together");
  graph = chain();
  graph.ops[0].work = graph.ops[1].work = uint64_t(1) << 62;
  expectError(graph, GraphRule::WorkOverflows,
              "the work of all ops exceeds 2^63-1");
}

TEST(GraphCheck, RefusesInputsWithProducers) {
  OpGraph graph = chain();
  graph.values[1].isInput = true;
  expectError(graph, GraphRule::InputProduced,
              "value 'v' is an input and has a producer, op 'a'");
}

TEST(GraphCheck, RefusesOpsBeforeWhatMustRunFirst) {
  OpGraph graph = chain();
  graph.values[2].users = {0};
  expectError(graph, GraphRule::OutOfOrder,
              "op 'a' stands before op 'b', the producer of value 'w', which "
              "it uses");
  graph = chain();
  graph.ops[1].after = {1};
  expectError(graph, GraphRule::OutOfOrder, "op 'b' must run after itself");
}

TEST(GraphCheck, RefusesPairsThatCannotBe) {
  OpGraph graph = chain();
  graph.ops[1].inPlace = {{1, 2}};
  EXPECT_FALSE(check(graph));
  graph.ops[1].inPlace = {{1, 2}, {1, 2}};
  expectError(graph, GraphRule::PairInvalid,
              "op 'b' cannot write value 'w' over value 'v': it names the "
              "latter in an earlier pair");
  graph.ops[1].inPlace = {{0, 2}};
  expectError(graph, GraphRule::PairInvalid,
              "op 'b' cannot write value 'w' over value 'x': it does not read "
              "the latter");
  graph.ops[1].inPlace = {{1, 0}};
  expectError(graph, GraphRule::PairInvalid,
              "op 'b' cannot write value 'x' over value 'v': it does not "
              "produce the former");
}

} // namespace
