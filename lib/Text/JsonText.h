//===- JsonText.h - What all readers of JSON share --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TEXT_JSONTEXT_H
#define IDEALLOC_LIB_TEXT_JSONTEXT_H

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

namespace idealloc {

inline constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

/// Reads text and tells how far: the events of nlohmann's parser carry no
/// places.
class JsonCursor {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char *;
  using reference = const char &;

  JsonCursor(const char *at, const char **read) : at(at), read(read) {}
  reference operator*() const { return *at; }
  JsonCursor &operator++() {
    *read = ++at;
    return *this;
  }
  bool operator==(const JsonCursor &other) const { return at == other.at; }

private:
  const char *at;
  const char **read;
};

/// The line and column of a byte, counting from 1: "3:14".
std::string lineAndColumn(std::string_view text, size_t byte);

/// "syntax error while parsing value - ...; expected ...", without what was
/// read last, which may be the whole text.
std::string syntaxError(std::string message, const std::string &lastToken);

/// "a, b, c".
std::string listed(std::span<const std::string_view> names);

/// True for keys that may hold anything.
bool isExtension(std::string_view key);

/// The end of the number that begins at a byte of the text.
size_t numberEnd(std::string_view text, size_t begin);

/// "1e99999 exceeds ..." of a whole number that 64 bits cannot hold.
std::string tooLargeMessage(const std::string &digits);

} // namespace idealloc

#endif // IDEALLOC_LIB_TEXT_JSONTEXT_H
