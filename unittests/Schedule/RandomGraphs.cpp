//===- RandomGraphs.cpp - Graphs for tests --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The definition of docs/Schedule.md, word for word: sets are bits, and the
// bytes of each set are counted from scratch.
//
//===----------------------------------------------------------------------===//

#include "RandomGraphs.h"

#include <algorithm>
#include <limits>
#include <map>

using namespace idealloc;

namespace {

using Set = uint32_t;

bool has(Set set, size_t op) { return set >> op & 1; }

Set touchersOf(const GraphValue &value) {
  Set set = value.producer ? Set(1) << *value.producer : 0;
  for (size_t user : value.users)
    set |= Set(1) << user;
  return set;
}

/// Bytes of values touched in `begun` or inputs, and to be touched outside of
/// `ended` or outputs.
Bytes bytesOf(const OpGraph &graph, Set begun, Set ended) {
  Bytes sum = 0;
  for (const GraphValue &value : graph.values) {
    const Set ops = touchersOf(value);
    if ((value.isInput || (ops & begun)) && (value.isOutput || (ops & ~ended)))
      sum += value.bytes;
  }
  return sum;
}

Bytes costOf(const OpGraph &graph, Set done, size_t op) {
  const Set with = done | Set(1) << op;
  Bytes sum = bytesOf(graph, with, done) + graph.ops[op].extra;
  std::map<size_t, Bytes> saved;
  for (const InPlacePair &pair : graph.ops[op].inPlace) {
    const GraphValue &source = graph.values[pair.source];
    if (!source.isOutput && (touchersOf(source) & ~with) == 0)
      saved[pair.target] =
          std::max(saved[pair.target],
                   std::min(source.bytes, graph.values[pair.target].bytes));
  }
  for (auto [target, bytes] : saved)
    sum -= bytes;
  return sum;
}

std::vector<Set> needsOf(const OpGraph &graph) {
  std::vector<Set> needs(graph.ops.size());
  for (const GraphValue &value : graph.values)
    for (size_t user : value.users)
      if (value.producer && user != *value.producer)
        needs[user] |= Set(1) << *value.producer;
  for (size_t op = 0; op < graph.ops.size(); ++op)
    for (size_t other : graph.ops[op].after)
      needs[op] |= Set(1) << other;
  return needs;
}

constexpr Bytes never = std::numeric_limits<Bytes>::max();

/// Of each set of ops, the least peak with which it can be the set that has
/// run; `never` for sets that break constraints.
std::vector<Bytes> leastPeaks(const OpGraph &graph) {
  const std::vector<Set> needs = needsOf(graph);
  std::vector<Bytes> least(size_t(1) << graph.ops.size(), never);
  least[0] = bytesOf(graph, 0, 0);
  for (Set done = 0; done < least.size(); ++done)
    for (size_t op = 0; op < graph.ops.size(); ++op)
      if (least[done] != never && !has(done, op) && (needs[op] & ~done) == 0) {
        Bytes &next = least[done | Set(1) << op];
        next = std::min(next, std::max(least[done], costOf(graph, done, op)));
      }
  return least;
}

} // namespace

Bytes test::leastPeak(const OpGraph &graph) { return leastPeaks(graph).back(); }

Bytes test::leastBytesAt(const OpGraph &graph, size_t op) {
  const std::vector<Bytes> least = leastPeaks(graph);
  const std::vector<Set> needs = needsOf(graph);
  Bytes result = never;
  for (Set done = 0; done < least.size(); ++done)
    if (least[done] != never && !has(done, op) && (needs[op] & ~done) == 0)
      result = std::min(result, costOf(graph, done, op));
  return result;
}

OpGraph test::randomGraph(std::mt19937_64 &random, size_t most) {
  auto dice = [&](size_t count) { return size_t(random() % count); };
  OpGraph graph;
  graph.ops.resize(1 + dice(most));
  const size_t n = graph.ops.size();
  const size_t density = 1 + dice(4);
  for (size_t v = 0, count = dice(2 * n + 2); v < count; ++v) {
    GraphValue value{.bytes = Bytes(dice(8))};
    size_t from = 0;
    if (dice(8) < 6)
      from = *(value.producer = dice(n));
    else
      value.isInput = dice(2);
    value.isOutput = dice(8) == 0;
    for (size_t u = 0, users = dice(density + 1); u < users; ++u)
      value.users.push_back(from + dice(std::min<size_t>(n - from, 5)));
    graph.values.push_back(std::move(value));
  }
  for (size_t op = 0; op < n; ++op) {
    if (dice(4) == 0)
      graph.ops[op].extra = Bytes(dice(8));
    for (size_t i = dice(8); op > 0 && i > 6; --i)
      graph.ops[op].after.push_back(dice(op));
    for (size_t source = 0; source < graph.values.size(); ++source) {
      const size_t target = dice(graph.values.size());
      const GraphValue &read = graph.values[source];
      if (graph.values[target].producer == op && source != target &&
          (std::ranges::find(read.users, op) != read.users.end() ||
           read.producer == op))
        graph.ops[op].inPlace.push_back({source, target});
    }
  }
  return graph;
}

OpGraph test::randomNetwork(std::mt19937_64 &random, size_t ops) {
  auto dice = [&](size_t count) { return size_t(random() % count); };
  OpGraph graph;
  graph.ops.resize(ops);
  for (size_t op = 0; op < ops; ++op) {
    graph.values.push_back({.bytes = Bytes(1 + dice(100)), .producer = op});
    graph.ops[op].extra = dice(5) == 0 ? Bytes(dice(50)) : 0;
    for (size_t i = 0; op > 0 && i < 1 + dice(3); ++i) {
      const size_t read = op - 1 - dice(std::min<size_t>(op, 12));
      graph.values[read].users.push_back(op);
      if (i == 0 && dice(2))
        graph.ops[op].inPlace.push_back({read, op});
    }
  }
  return graph;
}
