//===- Shown.cpp - Foreign text in messages -------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

using namespace idealloc;

size_t idealloc::utf8Length(std::string_view text) {
  if (text.empty())
    return 0;
  auto byte = [&](size_t k) { return static_cast<unsigned char>(text[k]); };
  unsigned char lead = byte(0);
  size_t length = lead < 0x80 ? 1 : 0;
  if (lead >= 0xc2 && lead < 0xf5)
    length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length > text.size())
    return 0;
  for (size_t k = 1; k < length; ++k)
    if ((byte(k) & 0xc0) != 0x80)
      return 0;
  // Too long a form, a surrogate, beyond the last character.
  bool isWrong =
      (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xed && byte(1) >= 0xa0) ||
      (lead == 0xf0 && byte(1) < 0x90) || (lead == 0xf4 && byte(1) >= 0x90);
  return isWrong ? 0 : length;
}

namespace {

uint32_t codePoint(std::string_view character) {
  auto lead = static_cast<unsigned char>(character.front());
  uint32_t code = lead;
  if (character.size() > 1)
    code &= 0xffu >> (character.size() + 1);
  for (char c : character.substr(1))
    code = code << 6 | (static_cast<unsigned char>(c) & 0x3f);
  return code;
}

/// Control characters, line and paragraph separators, and marks, embeddings,
/// overrides and isolates of direction.
bool isControl(uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c ||
         code == 0x200e || code == 0x200f ||
         (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

std::string escape(char c) {
  if (c == '\n')
    return "\\n";
  if (c == '\r')
    return "\\r";
  if (c == '\t')
    return "\\t";
  char text[5];
  std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned char>(c));
  return text;
}

} // namespace

std::string idealloc::inQuotes(std::string_view text) {
  size_t end = 0;
  for (int count = 0; count < 40 && end < text.size(); ++count)
    end += std::max<size_t>(utf8Length(text.substr(end)), 1);
  return "'" + shown(text.substr(0, end)) + (end < text.size() ? "...'" : "'");
}

std::string idealloc::shown(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    size_t length = utf8Length(text);
    std::string_view character = text.substr(0, length ? length : 1);
    if (length && !isControl(codePoint(character)))
      result += character;
    else
      for (char c : character)
        result += escape(c);
    text.remove_prefix(character.size());
  }
  return result;
}
