//===- JsonTree.cpp - JSON text as a tree with places ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonTree.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

using namespace idealloc;

namespace {

using Kind = JsonNode::Kind;

/// Builds a tree from the events of nlohmann's parser, which calls these
/// functions by name; each returns false at the first error.
class TreeEvents {
public:
  explicit TreeEvents(std::string_view text)
      : read(text.data()), text(text),
        last(text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0) {}

  /// Where the parser has read up to; kept up to date by the caller.
  const char *read;
  JsonTree tree;

  bool null() { return add(Kind::Null); }
  bool boolean(bool value) { return add(Kind::Boolean, {.flag = value}); }
  bool number_integer(int64_t value) {
    return add(Kind::Number, {.number = value});
  }
  bool number_unsigned(uint64_t value) {
    return value <= uint64_t(std::numeric_limits<int64_t>::max())
               ? number_integer(int64_t(value))
               : add(Kind::Large, {.text = std::to_string(value)});
  }
  /// Called for fractions and for what 64 bits cannot hold.
  bool number_float(double, const std::string &digits) {
    return digits.find_first_of(".eE") != digits.npos
               ? add(Kind::Fraction)
               : add(Kind::Large, {.text = digits});
  }
  bool string(std::string &value) {
    return add(Kind::Text, {.text = std::move(value)});
  }
  bool binary(nlohmann::json::binary_t &) { return add(Kind::Null); }
  bool start_object(size_t) { return open(Kind::Object); }
  bool start_array(size_t) { return open(Kind::Array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string &name) {
    locate(false);
    nextKey = std::move(name);
    keyPlace = place;
    return true;
  }
  bool parse_error(size_t position, const std::string &lastToken,
                   const nlohmann::detail::exception &error) {
    // Out of range: no double holds the number.
    if (constexpr int outOfRange = 406; error.id == outOfRange)
      return number_float(0, lastToken);
    // The position counts what was read; the last of it is what is wrong.
    tree.error = syntaxError(error.what(), lastToken);
    tree.errorPlace =
        std::min(position - std::min<size_t>(position, 1), text.size());
    return false;
  }

private:
  /// Finds where the token that was just read begins and ends. Of a number the
  /// parser may have read one character more.
  void locate(bool isNumber) {
    place = std::min(text.find_first_not_of(" \t\r\n:,", last), text.size());
    last = isNumber ? numberEnd(text, place) : size_t(read - text.data());
  }

  bool add(Kind kind, JsonNode node = {}) {
    locate(kind == Kind::Number || kind == Kind::Fraction ||
           kind == Kind::Large);
    node.kind = kind;
    node.begin = place;
    node.end = last;
    node.key = std::move(nextKey);
    node.keyPlace = keyPlace;
    if (!parents.empty())
      tree.nodes[parents.back()].children.push_back(tree.nodes.size());
    tree.nodes.push_back(std::move(node));
    return true;
  }

  bool open(Kind kind) {
    add(kind);
    parents.push_back(tree.nodes.size() - 1);
    return true;
  }

  bool close() {
    locate(false);
    tree.nodes[parents.back()].end = last;
    parents.pop_back();
    return true;
  }

  std::string_view text;
  std::vector<size_t> parents;
  std::string nextKey;
  size_t keyPlace = 0;
  size_t place = 0; ///< Where the current token begins.
  size_t last = 0;  ///< Where the one before ended.
};

} // namespace

std::string_view idealloc::toString(JsonNode::Kind kind) {
  constexpr std::string_view names[] = {
      "an object",      "an array", "a whole number", "a fraction",
      "a whole number", "a string", "null",           "a boolean"};
  return names[size_t(kind)];
}

JsonTree idealloc::parseJsonTree(std::string_view text) {
  TreeEvents events(text);
  if (size_t zero = text.find('\0'); zero != text.npos)
    return {.error = "a zero byte is no JSON", .errorPlace = zero};
  const char *end = text.data() + text.size();
  nlohmann::json::sax_parse(JsonCursor(text.data(), &events.read),
                            JsonCursor(end, &events.read), &events);
  return std::move(events.tree);
}
