//===- GraphText.cpp - Graphs of ops from JSON text -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/GraphText.h"
#include "JsonTree.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <array>
#include <unordered_map>

using namespace idealloc;

namespace {

using Kind = JsonNode::Kind;
using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 4> topKeys = {"capacity", "values",
                                                     "ops", "order"};
constexpr std::array<std::string_view, 4> valueKeys = {"id", "bytes", "input",
                                                       "output"};
constexpr std::array<std::string_view, 9> opKeys = {
    "id",    "reads",    "writes", "extra",     "least_extra",
    "after", "in_place", "work",   "repeatable"};

std::string indexed(std::string_view name, size_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

/// One object: the node of each of its keys, or null.
struct Fields {
  const JsonNode *object = nullptr;
  std::string path;
  Names names;
  std::vector<const JsonNode *> nodes;

  const JsonNode *operator[](std::string_view name) const {
    return nodes[size_t(std::ranges::find(names, name) - names.begin())];
  }
  /// As in "ops[3].extra".
  std::string pathOf(std::string_view name) const {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
  }
};

class GraphReader {
public:
  explicit GraphReader(std::string_view text) : tree(parseJsonTree(text)) {
    error = tree.error;
    errorPlace = tree.errorPlace;
  }

  bool run() {
    Fields top;
    return error.empty() &&
           fields(tree.nodes[0], "", topKeys, {"values", "ops"}, top) &&
           number(top, "capacity", 0, result.capacity) &&
           objects(top, "values", valueKeys, {"id", "bytes"}, values) &&
           objects(top, "ops", opKeys, {"id"}, ops) && readValues() &&
           readOps() && order(top) && checkGraph();
  }

  GraphText result;
  std::string error;
  size_t errorPlace = 0;

private:
  using Ids = std::unordered_map<std::string_view, size_t>;

  bool fail(size_t place, std::string what) {
    error = std::move(what);
    errorPlace = place;
    return false;
  }

  bool expect(const JsonNode &node, Kind kind, const std::string &path) {
    if (node.kind == kind)
      return true;
    if (node.kind == Kind::Large && kind == Kind::Number)
      return fail(node.begin, path + ": " + tooLargeMessage(node.text));
    const std::string subject = path.empty() ? "the text" : path + ":";
    return fail(node.begin, subject + " must be " +
                                std::string(toString(kind)) + ", not " +
                                std::string(toString(node.kind)));
  }

  bool fields(const JsonNode &node, std::string path, Names names,
              std::initializer_list<std::string_view> required, Fields &out) {
    const std::string prefix = path.empty() ? "" : path + ": ";
    if (!expect(node, Kind::Object, path))
      return false;
    out = {&node, std::move(path), names,
           std::vector<const JsonNode *>(names.size())};
    for (size_t child : node.children) {
      const JsonNode &it = tree.nodes[child];
      const auto name = std::ranges::find(names, it.key);
      if (name == names.end()) {
        if (isExtension(it.key))
          continue;
        return fail(it.keyPlace, prefix + "unknown key " + inQuotes(it.key) +
                                     "; known are " + listed(names));
      }
      const JsonNode *&slot = out.nodes[size_t(name - names.begin())];
      if (slot)
        return fail(it.keyPlace, out.pathOf(it.key) + ": is given twice");
      slot = &it;
    }
    for (std::string_view name : required)
      if (!out[name])
        return fail(node.begin,
                    prefix + "missing key '" + std::string(name) + "'");
    return true;
  }

  bool objects(const Fields &top, std::string_view name, Names names,
               std::initializer_list<std::string_view> required,
               std::vector<Fields> &out) {
    const JsonNode &list = *top[name];
    if (!expect(list, Kind::Array, std::string(name)))
      return false;
    for (size_t i = 0; i < list.children.size(); ++i)
      if (!fields(tree.nodes[list.children[i]], indexed(name, i), names,
                  required, out.emplace_back()))
        return false;
    return true;
  }

  /// A whole number of at least `least`, if given.
  template <typename Number>
  bool number(const Fields &of, std::string_view name, int64_t least,
              std::optional<Number> &out) {
    const JsonNode *node = of[name];
    if (!node)
      return true;
    if (!expect(*node, Kind::Number, of.pathOf(name)))
      return false;
    if (node->number < least)
      return fail(node->begin,
                  of.pathOf(name) + ": is " + std::to_string(node->number) +
                      ", must be at least " + std::to_string(least));
    out = static_cast<Number>(node->number);
    return true;
  }

  template <typename Number>
  bool number(const Fields &of, std::string_view name, Number &out) {
    std::optional<Number> value;
    if (!number(of, name, 0, value))
      return false;
    out = value.value_or(out);
    return true;
  }

  bool flag(const Fields &of, std::string_view name, bool &out) {
    const JsonNode *node = of[name];
    if (!node)
      return true;
    out = node->flag;
    return expect(*node, Kind::Boolean, of.pathOf(name));
  }

  bool id(const Fields &of, Ids &ids, std::string_view what, std::string &out) {
    const JsonNode &node = *of["id"];
    if (!expect(node, Kind::Text, of.pathOf("id")))
      return false;
    if (node.text.empty())
      return fail(node.begin, of.pathOf("id") + ": is blank");
    auto [at, isNew] = ids.emplace(node.text, ids.size());
    if (!isNew)
      return fail(node.begin, of.pathOf("id") + ": id '" + node.text +
                                  "' is already that of another " +
                                  std::string(what == "ops" ? "op" : "value") +
                                  " (" + indexed(what, at->second) + ")");
    out = node.text;
    return true;
  }

  /// Ids of ops or values, as their indices.
  bool references(const JsonNode *list, const std::string &path, const Ids &ids,
                  const char *what, std::vector<size_t> &out) {
    if (!list)
      return true;
    if (!expect(*list, Kind::Array, path))
      return false;
    for (size_t i = 0; i < list->children.size(); ++i) {
      const JsonNode &node = tree.nodes[list->children[i]];
      if (!expect(node, Kind::Text, indexed(path, i)))
        return false;
      const auto found = ids.find(node.text);
      if (found == ids.end())
        return fail(node.begin, indexed(path, i) + ": no " + what + " has id " +
                                    inQuotes(node.text));
      out.push_back(found->second);
    }
    return true;
  }

  bool readValues() {
    for (const Fields &of : values) {
      GraphValue &value = result.graph.values.emplace_back();
      if (!id(of, valueIds, "values", value.id) ||
          !number(of, "bytes", value.bytes) ||
          !flag(of, "input", value.isInput) ||
          !flag(of, "output", value.isOutput))
        return false;
    }
    return true;
  }

  bool readOps() {
    for (const Fields &of : ops)
      if (!id(of, opIds, "ops", result.graph.ops.emplace_back().id))
        return false;
    for (size_t i = 0; i < ops.size(); ++i)
      if (!readOp(ops[i], i))
        return false;
    return true;
  }

  bool readOp(const Fields &of, size_t index) {
    GraphOp &op = result.graph.ops[index];
    std::vector<size_t> reads, writes;
    if (!references(of["reads"], of.pathOf("reads"), valueIds, "value",
                    reads) ||
        !references(of["writes"], of.pathOf("writes"), valueIds, "value",
                    writes) ||
        !references(of["after"], of.pathOf("after"), opIds, "op", op.after) ||
        !number(of, "extra", op.extra) ||
        !number(of, "least_extra", 0, op.leastExtra) ||
        !number(of, "work", op.work) ||
        !flag(of, "repeatable", op.isRepeatable) || !pairs(of, op))
      return false;
    for (size_t v : reads)
      result.graph.values[v].users.push_back(index);
    for (size_t w = 0; w < writes.size(); ++w) {
      GraphValue &value = result.graph.values[writes[w]];
      if (value.producer)
        return fail(tree.nodes[of["writes"]->children[w]].begin,
                    indexed(of.pathOf("writes"), w) + ": value '" + value.id +
                        "' is already written by op '" +
                        result.graph.ops[*value.producer].id +
                        "'; what several ops write, they read");
      value.producer = index;
    }
    return true;
  }

  bool pairs(const Fields &of, GraphOp &op) {
    const JsonNode *list = of["in_place"];
    const std::string path = of.pathOf("in_place");
    if (!list)
      return true;
    if (!expect(*list, Kind::Array, path))
      return false;
    for (size_t i = 0; i < list->children.size(); ++i) {
      const JsonNode &node = tree.nodes[list->children[i]];
      std::vector<size_t> pair;
      if (!references(&node, indexed(path, i), valueIds, "value", pair))
        return false;
      if (pair.size() != 2)
        return fail(node.begin, indexed(path, i) +
                                    ": must be two values, source and target");
      op.inPlace.push_back({pair[0], pair[1]});
    }
    return true;
  }

  bool order(const Fields &top) {
    const JsonNode *node = top["order"];
    if (!node)
      return true;
    std::vector<size_t> &order = result.order.emplace();
    return references(node, "order", opIds, "op", order);
  }

  bool checkGraph() {
    std::optional<GraphError> wrong = check(result.graph);
    if (!wrong)
      return true;
    const Fields &at = (wrong->isValue ? values : ops)[wrong->index];
    return fail(at.object->begin, at.path + ": " + wrong->message);
  }

  JsonTree tree;
  std::vector<Fields> values, ops;
  Ids valueIds, opIds;
};

} // namespace

Result<GraphText> idealloc::readGraph(std::string_view text,
                                      std::string_view file) {
  GraphReader reader(text);
  if (reader.run())
    return std::move(reader.result);
  return Error{std::string(file) + ":" +
               lineAndColumn(text, reader.errorPlace) + ": " + reader.error};
}
