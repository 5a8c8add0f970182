//===- JsonTree.h - JSON text as a tree with places -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TEXT_JSONTREE_H
#define IDEALLOC_LIB_TEXT_JSONTREE_H

#include "JsonText.h"

#include <vector>

namespace idealloc {

/// One value.
struct JsonNode {
  enum class Kind {
    Object,
    Array,
    Number,
    Fraction,
    Large, ///< A whole number that 64 bits cannot hold: `text` has its digits.
    Text,
    Null,
    Boolean
  };
  Kind kind = Kind::Null;
  size_t begin = 0; ///< Its place in the text, in bytes.
  size_t end = 0;   ///< Where it ends.
  int64_t number = 0;
  bool flag = false;
  std::string text = {};
  std::string key = {}; ///< In an object, its key,
  size_t keyPlace = 0;  ///< and where that begins.
  std::vector<size_t> children = {};
};

/// "an object", "a whole number", ...
std::string_view toString(JsonNode::Kind kind);

/// All values, the root first; or the first error.
struct JsonTree {
  std::vector<JsonNode> nodes = {};
  std::string error = {};
  size_t errorPlace = 0;
};

/// Parses JSON text. Refuses zero bytes, which the parser takes for the end.
JsonTree parseJsonTree(std::string_view text);

} // namespace idealloc

#endif // IDEALLOC_LIB_TEXT_JSONTREE_H
