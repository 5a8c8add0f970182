//===- GraphToText.cpp - Graphs of ops and orders as text -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonTree.h"
#include "idealloc/Text/GraphText.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

using namespace idealloc;

namespace {

/// Text as a JSON string.
std::string quoted(const std::string &text) {
  // Without `replace`, dump throws on text that is not UTF-8.
  return nlohmann::json(text).dump(-1, ' ', false,
                                   nlohmann::json::error_handler_t::replace);
}

template <typename Named>
std::string idOf(const std::vector<Named> &all, size_t index) {
  const std::string &id = all[index].id;
  return quoted(id.empty() ? "#" + std::to_string(index) : id);
}

template <typename Named>
std::string idsOf(const std::vector<Named> &all,
                  const std::vector<size_t> &indices) {
  std::string text;
  for (size_t index : indices)
    text += (text.empty() ? "" : ", ") + idOf(all, index);
  return "[" + text + "]";
}

std::string valueText(const OpGraph &graph, size_t v) {
  const GraphValue &value = graph.values[v];
  return "{\"id\": " + idOf(graph.values, v) +
         ", \"bytes\": " + std::to_string(value.bytes) +
         (value.isInput ? ", \"input\": true" : "") +
         (value.isOutput ? ", \"output\": true" : "") + "}";
}

std::string opText(const OpGraph &graph, size_t index,
                   const std::vector<size_t> &reads,
                   const std::vector<size_t> &writes) {
  const GraphOp &op = graph.ops[index];
  std::string text = "{\"id\": " + idOf(graph.ops, index);
  auto add = [&](const char *key, const std::string &value) {
    text += std::string(", \"") + key + "\": " + value;
  };
  add("reads", idsOf(graph.values, reads));
  add("writes", idsOf(graph.values, writes));
  if (op.extra != 0)
    add("extra", std::to_string(op.extra));
  if (op.leastExtra)
    add("least_extra", std::to_string(*op.leastExtra));
  if (!op.after.empty())
    add("after", idsOf(graph.ops, op.after));
  std::string pairs;
  for (const InPlacePair &pair : op.inPlace)
    pairs += (pairs.empty() ? "" : ", ") +
             idsOf(graph.values, {pair.source, pair.target});
  if (!pairs.empty())
    add("in_place", "[" + pairs + "]");
  if (op.work != 1)
    add("work", std::to_string(op.work));
  if (op.isRepeatable)
    add("repeatable", "true");
  return text + "}";
}

size_t movedOps(const std::vector<size_t> &order) {
  size_t moved = 0;
  for (size_t p = 0; p < order.size(); ++p)
    moved += order[p] != p;
  return moved;
}

/// Name and value of each figure, values as JSON.
std::vector<std::pair<std::string, std::string>>
figures(const OpGraph &graph, const Schedule &schedule,
        const OrderSummary &options) {
  std::vector<std::pair<std::string, std::string>> all = {
      {"ops", std::to_string(graph.ops.size())},
      {"values", std::to_string(graph.values.size())},
      {"given_peak", std::to_string(options.givenPeak)},
      {"lower_bound", std::to_string(schedule.lowerBound)},
      {"peak", std::to_string(schedule.peak)},
      {"status", quoted(toString(schedule.status))},
      {"order_rule", quoted(std::string(options.rule))},
      {"work", std::to_string(schedule.work)},
      {"moved", std::to_string(movedOps(schedule.order))},
      {"capacity",
       options.capacity ? std::to_string(*options.capacity) : "null"}};
  if (options.clones) {
    all.emplace_back("clones", std::to_string(*options.clones));
    all.emplace_back("extra_work", std::to_string(options.extraWork));
  }
  if (options.seconds) {
    char text[64];
    std::snprintf(text, sizeof text, "%.6f", *options.seconds);
    all.emplace_back("seconds", text);
  }
  return all;
}

} // namespace

std::string idealloc::writeOrder(std::string_view text, const OpGraph &graph,
                                 const std::vector<size_t> &order) {
  const JsonTree tree = parseJsonTree(text);
  const std::string ids = idsOf(graph.ops, order);
  for (size_t child : tree.nodes[0].children)
    if (const JsonNode &node = tree.nodes[child]; node.key == "order")
      return std::string(text.substr(0, node.begin)) + ids +
             std::string(text.substr(node.end));
  // Behind the last value: blanks before the brace stay before it.
  const size_t brace = tree.nodes[0].end - 1;
  const size_t end = text.find_last_not_of(" \t\r\n", brace - 1) + 1;
  return std::string(text.substr(0, end)) + ",\n  \"order\": " + ids +
         std::string(text.substr(end));
}

std::string idealloc::toJson(const OpGraph &graph,
                             const std::vector<size_t> *order) {
  std::vector<std::vector<size_t>> reads(graph.ops.size()),
      writes(graph.ops.size());
  std::string text = "{\n  \"values\": [";
  for (size_t v = 0; v < graph.values.size(); ++v) {
    text += (v == 0 ? "\n    " : ",\n    ") + valueText(graph, v);
    for (size_t user : graph.values[v].users)
      reads[user].push_back(v);
    if (graph.values[v].producer)
      writes[*graph.values[v].producer].push_back(v);
  }
  text += graph.values.empty() ? "],\n" : "\n  ],\n";
  text += "  \"ops\": [";
  for (size_t op = 0; op < graph.ops.size(); ++op)
    text += (op == 0 ? "\n    " : ",\n    ") +
            opText(graph, op, reads[op], writes[op]);
  text += graph.ops.empty() ? "]" : "\n  ]";
  if (order)
    text += ",\n  \"order\": " + idsOf(graph.ops, *order);
  return text + "\n}\n";
}

std::string idealloc::summaryText(const OpGraph &graph,
                                  const Schedule &schedule,
                                  const OrderSummary &options) {
  std::string text;
  for (auto [name, value] : figures(graph, schedule, options)) {
    if (value == "null")
      continue;
    std::erase(value, '"');
    name.resize(13, ' ');
    text += name + value + "\n";
  }
  return text;
}

std::string idealloc::summaryJson(const OpGraph &graph,
                                  const Schedule &schedule,
                                  const OrderSummary &options) {
  std::string text;
  for (const auto &[name, value] : figures(graph, schedule, options))
    text += (text.empty() ? "{\n  \"" : ",\n  \"") + name + "\": " + value;
  return text + "\n}\n";
}

std::string idealloc::explain(const OpGraph &graph, const Schedule &schedule,
                              Bytes capacity) {
  if (schedule.status != Status::Infeasible &&
      schedule.status != Status::Unknown)
    return "";
  const std::vector<Bytes> profile = memoryProfile(graph, schedule.order);
  const bool isProved = schedule.status == Status::Infeasible;
  const Bytes needed = isProved ? schedule.lowerBound : schedule.peak;
  std::string text = isProved
                         ? "infeasible: every order needs at least "
                         : "no order within the capacity was found, nor proved "
                           "impossible: the best needs ";
  text += std::to_string(needed) + " bytes, capacity is " +
          std::to_string(capacity) + ", short by " +
          std::to_string(needed - capacity);
  if (!isProved)
    text +=
        "; every order needs at least " + std::to_string(schedule.lowerBound);
  const auto top = std::ranges::max_element(profile);
  if (top != profile.end() && *top == schedule.peak)
    text += "; in the best one op " +
            opName(graph, schedule.order[size_t(top - profile.begin())]) +
            " needs " + std::to_string(*top);
  return text;
}
