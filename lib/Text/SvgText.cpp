//===- SvgText.cpp - Numbers and text in pictures -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SvgText.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

using namespace idealloc;

namespace {

/// The fewest digits that tell the number from others.
std::string decimal(double value) {
  char text[512];
  auto end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::fixed)
          .ptr;
  return {text, end};
}

/// The length of the UTF-8 character that starts the text, 0 if it is none or
/// XML forbids it.
size_t characterLength(std::string_view text) {
  auto lead = static_cast<unsigned char>(text.front());
  bool isForbidden = lead < 0x20 || lead == 0x7f ||
                     text.starts_with("\xef\xbf\xbe") ||
                     text.starts_with("\xef\xbf\xbf");
  return isForbidden ? 0 : utf8Length(text);
}

} // namespace

std::string idealloc::pixels(double value) {
  return decimal(std::round(value * 10) / 10);
}

std::string idealloc::bytesText(Bytes bytes) {
  constexpr const char *units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  size_t unit = 0;
  double value = static_cast<double>(bytes);
  for (; value >= 1024 && unit + 1 < std::size(units); ++unit)
    value /= 1024;
  return decimal(value) + " " + units[unit];
}

size_t idealloc::characterCount(std::string_view text) {
  size_t count = 0;
  for (; !text.empty(); ++count)
    text.remove_prefix(std::max<size_t>(utf8Length(text), 1));
  return count;
}

std::string idealloc::shortened(std::string_view text, size_t most) {
  if (characterCount(text) <= most)
    return std::string(text);
  if (most < 3)
    return "";
  std::string result;
  for (size_t k = 0; k + 1 < most; ++k) {
    const size_t length = std::max<size_t>(utf8Length(text), 1);
    result += text.substr(0, length);
    text.remove_prefix(length);
  }
  return result + "\xe2\x80\xa6";
}

size_t idealloc::charactersIn(double length) {
  return static_cast<size_t>(std::max(length - 4, 0.0) / 7);
}

std::string idealloc::escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    size_t length = characterLength(text);
    if (length == 0)
      result += '?';
    else if (text.front() == '&')
      result += "&amp;";
    else if (text.front() == '<')
      result += "&lt;";
    else if (text.front() == '>')
      result += "&gt;";
    else
      result += text.substr(0, length);
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return result;
}

double idealloc::decimalStep(double least) {
  double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
  for (double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least)
      return factor * power;
  return 10 * power;
}

double idealloc::binaryStep(double least) {
  return std::exp2(std::ceil(std::log2(std::max(least, 1.0))));
}
