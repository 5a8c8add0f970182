//===- JsonText.cpp - What all readers of JSON share ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JsonText.h"

#include <algorithm>

using namespace idealloc;

std::string idealloc::lineAndColumn(std::string_view text, size_t byte) {
  std::string_view before = text.substr(0, byte);
  if (before.starts_with(byteOrderMark))
    before.remove_prefix(byteOrderMark.size());
  size_t line = 1 + std::ranges::count(before, '\n');
  before.remove_prefix(before.rfind('\n') + 1);
  size_t column = 1 + std::ranges::count_if(before, [](char c) {
                    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
                  });
  return std::to_string(line) + ":" + std::to_string(column);
}

std::string idealloc::syntaxError(std::string message,
                                  const std::string &lastToken) {
  message.erase(0, std::min(message.find("syntax error"), message.size()));
  const std::string shown = "; last read: '" + lastToken + "'";
  if (size_t at = message.find(shown); at != message.npos)
    message.erase(at, shown.size());
  return message;
}

bool idealloc::isExtension(std::string_view key) {
  return key.starts_with("x-") || key.starts_with('_');
}

std::string idealloc::listed(std::span<const std::string_view> names) {
  std::string text;
  for (std::string_view name : names)
    text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

size_t idealloc::numberEnd(std::string_view text, size_t begin) {
  return std::min(text.find_first_not_of("+-.0123456789eE", begin),
                  text.size());
}

std::string idealloc::tooLargeMessage(const std::string &digits) {
  std::string cut = digits.substr(0, 40) + (digits.size() > 40 ? "..." : "");
  return cut + (digits.starts_with('-')
                    ? " is below -9223372036854775808 (-2^63)"
                    : " exceeds 9223372036854775807 (2^63-1)");
}
