//===- Check.cpp - The rules of a well-formed graph -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Schedule/OpGraph.h"

#include <algorithm>
#include <unordered_map>

using namespace idealloc;

namespace {

std::string nameOf(const std::string &id, size_t index) {
  return id.empty() ? "#" + std::to_string(index) : "'" + id + "'";
}

constexpr uint64_t mostBytes = (uint64_t(1) << 62) - 1;
constexpr uint64_t mostWork = (uint64_t(1) << 63) - 1;

/// Adds a number; true if the sum exceeds `most`.
bool overflows(uint64_t &sum, uint64_t number, uint64_t most) {
  if (number > most - sum)
    return true;
  sum += number;
  return false;
}

class Checker {
public:
  explicit Checker(const OpGraph &graph) : graph(graph) {}

  std::optional<GraphError> run() {
    if (ids(graph.ops, false) && ids(graph.values, true) && indices() &&
        bytes() && constraints() && pairs())
      return std::nullopt;
    return error;
  }

private:
  bool fail(GraphRule rule, bool isValue, size_t index, std::string message) {
    error = {rule, isValue, index, std::move(message)};
    return false;
  }
  std::string op(size_t index) const { return "op " + opName(graph, index); }
  std::string value(size_t index) const {
    return "value " + valueName(graph, index);
  }

  template <typename Named>
  bool ids(const std::vector<Named> &all, bool isValue) {
    std::unordered_map<std::string_view, size_t> seen;
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i].id.empty())
        continue;
      auto [at, isNew] = seen.emplace(all[i].id, i);
      if (!isNew)
        return fail(GraphRule::DuplicateId, isValue, i,
                    "id '" + all[i].id + "' is already that of another " +
                        (isValue ? "value (values[" : "op (ops[") +
                        std::to_string(at->second) + "])");
    }
    return true;
  }

  bool isOp(size_t index, bool isValue, size_t of) {
    if (index < graph.ops.size())
      return true;
    return fail(GraphRule::NoSuchOp, isValue, of,
                (isValue ? value(of) : op(of)) + " names op #" +
                    std::to_string(index) + " of " +
                    std::to_string(graph.ops.size()));
  }

  bool indices() {
    for (size_t i = 0; i < graph.ops.size(); ++i) {
      for (size_t other : graph.ops[i].after)
        if (!isOp(other, false, i))
          return false;
      for (const InPlacePair &pair : graph.ops[i].inPlace)
        if (size_t most = std::max(pair.source, pair.target);
            most >= graph.values.size())
          return fail(GraphRule::NoSuchValue, false, i,
                      op(i) + " names value #" + std::to_string(most) + " of " +
                          std::to_string(graph.values.size()));
    }
    for (size_t v = 0; v < graph.values.size(); ++v) {
      if (graph.values[v].producer && !isOp(*graph.values[v].producer, true, v))
        return false;
      for (size_t user : graph.values[v].users)
        if (!isOp(user, true, v))
          return false;
    }
    return true;
  }

  bool bytes() {
    uint64_t sum = 0, work = 0;
    for (size_t v = 0; v < graph.values.size(); ++v) {
      const Bytes size = graph.values[v].bytes;
      if (size < 0)
        return fail(GraphRule::NegativeBytes, true, v,
                    value(v) + " has " + std::to_string(size) + " bytes");
      if (overflows(sum, static_cast<uint64_t>(size), mostBytes))
        return fail(GraphRule::SumOverflows, true, v,
                    "all bytes exceed 2^62-1 together");
    }
    for (size_t i = 0; i < graph.ops.size(); ++i) {
      const GraphOp &it = graph.ops[i];
      if (it.extra < 0)
        return fail(GraphRule::NegativeBytes, false, i,
                    op(i) + " has " + std::to_string(it.extra) +
                        " extra bytes");
      if (it.leastExtra && (*it.leastExtra < 0 || *it.leastExtra > it.extra))
        return fail(GraphRule::LeastExtra, false, i,
                    op(i) + " needs at least " +
                        std::to_string(*it.leastExtra) +
                        " extra bytes, which is not from 0 to its " +
                        std::to_string(it.extra));
      if (overflows(sum, static_cast<uint64_t>(it.extra), mostBytes))
        return fail(GraphRule::SumOverflows, false, i,
                    "all bytes exceed 2^62-1 together");
      if (overflows(work, it.work, mostWork))
        return fail(GraphRule::WorkOverflows, false, i,
                    "the work of all ops exceeds 2^63-1");
    }
    return true;
  }

  bool precedes(size_t first, size_t second, const std::string &why) {
    if (first < second)
      return true;
    return fail(GraphRule::OutOfOrder, false, second,
                op(second) +
                    (first == second ? " must run after itself"
                                     : " stands before " + op(first)) +
                    why);
  }

  bool constraints() {
    for (size_t v = 0; v < graph.values.size(); ++v) {
      const GraphValue &it = graph.values[v];
      if (it.producer && it.isInput)
        return fail(GraphRule::InputProduced, true, v,
                    value(v) + " is an input and has a producer, " +
                        op(*it.producer));
      for (size_t user : it.users)
        if (it.producer && user != *it.producer &&
            !precedes(*it.producer, user,
                      ", the producer of " + value(v) + ", which it uses"))
          return false;
    }
    for (size_t i = 0; i < graph.ops.size(); ++i)
      for (size_t other : graph.ops[i].after)
        if (!precedes(other, i, other == i ? "" : ", which must run before it"))
          return false;
    return true;
  }

  bool touches(size_t v, size_t i) const {
    const GraphValue &it = graph.values[v];
    return it.producer == i || std::ranges::find(it.users, i) != it.users.end();
  }

  bool pairs() {
    for (size_t i = 0; i < graph.ops.size(); ++i) {
      const std::vector<InPlacePair> &all = graph.ops[i].inPlace;
      for (auto pair = all.begin(); pair != all.end(); ++pair) {
        const std::string name = op(i) + " cannot write " +
                                 value(pair->target) + " over " +
                                 value(pair->source) + ": it ";
        const char *why =
            graph.values[pair->target].producer != i
                ? "does not produce the former"
            : pair->source == pair->target || !touches(pair->source, i)
                ? "does not read the latter"
            : std::any_of(all.begin(), pair,
                          [&](const InPlacePair &other) {
                            return other.source == pair->source;
                          })
                ? "names the latter in an earlier pair"
                : nullptr;
        if (why)
          return fail(GraphRule::PairInvalid, false, i, name + why);
      }
    }
    return true;
  }

  const OpGraph &graph;
  GraphError error{};
};

} // namespace

std::string idealloc::opName(const OpGraph &graph, size_t op) {
  return nameOf(graph.ops[op].id, op);
}

std::string idealloc::valueName(const OpGraph &graph, size_t value) {
  return nameOf(graph.values[value].id, value);
}

std::optional<GraphError> idealloc::check(const OpGraph &graph) {
  return Checker(graph).run();
}
