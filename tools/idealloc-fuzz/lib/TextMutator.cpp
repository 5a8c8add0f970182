//===- TextMutator.cpp - Random edits of CSV and JSON ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TextMutator.h"

#include <algorithm>
#include <cctype>

using namespace idealloc::fuzz;

using Strings = std::vector<std::string>;

static const Strings numbers = {"0",
                                "1",
                                "-1",
                                "2",
                                "3",
                                "7",
                                "64",
                                "100",
                                "4096",
                                "-0",
                                "1e3",
                                "1.5",
                                "nan",
                                "007",
                                "4611686018427387904",
                                "9223372036854775807",
                                "9223372036854775806",
                                "9223372036854775808",
                                "-9223372036854775808",
                                "18446744073709551616",
                                "99999999999999999999999999"};

static const Strings pieces = {std::string(1, '\0'),
                               "\x1b[31m",
                               "\x7f",
                               "\xc2\x9b",
                               "\xe2\x80\xae",
                               "\r",
                               "\r\n",
                               "\n",
                               "\t",
                               "\"",
                               "\"\"",
                               ",",
                               ",,",
                               ";",
                               " ",
                               "\\u0000",
                               "\\u001b",
                               "\\ud800",
                               "\\",
                               "{",
                               "}",
                               "[",
                               "]",
                               ":",
                               "null",
                               "true",
                               "\xff\xfe",
                               "\xef\xbb\xbf",
                               "\xc3\xa9",
                               "\xf0\x9f\x98\x80",
                               "offset",
                               "alignment",
                               "gaps",
                               "size",
                               "id",
                               "3-5",
                               "1-2 4-9",
                               "/",
                               "<",
                               "&"};

/// [begin, end) of a run of characters of one sort around a random place.
template <typename Sort>
static std::pair<size_t, size_t> runAt(const std::string &text, Random &random,
                                       Sort isOne) {
  size_t start = random.below(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    size_t at = (start + i) % text.size();
    if (!isOne(text[at]))
      continue;
    size_t begin = at, end = at;
    while (begin > 0 && isOne(text[begin - 1]))
      --begin;
    while (end < text.size() && isOne(text[end]))
      ++end;
    return {begin, end};
  }
  return {start, start};
}

static bool isDigit(char c) { return c >= '0' && c <= '9'; }
static bool isInField(char c) {
  return c != ',' && c != '\n' && c != ':' && c != '"' && c != '{' && c != '}';
}
static bool isInLine(char c) { return c != '\n'; }

static std::pair<size_t, size_t> randomRun(const std::string &text,
                                           Random &random) {
  switch (random.below(4)) {
  case 0:
    return runAt(text, random, isDigit);
  case 1:
    return runAt(text, random, isInField);
  case 2: {
    auto [begin, end] = runAt(text, random, isInLine);
    return {begin, std::min(end + 1, text.size())};
  }
  default: {
    size_t begin = random.below(text.size());
    return {begin, std::min<size_t>(begin + random.below(20), text.size())};
  }
  }
}

void idealloc::fuzz::mutateText(std::string &text, Random &random) {
  if (text.empty())
    text = random.pick(pieces);
  size_t at = random.below(text.size());
  auto [begin, end] = randomRun(text, random);
  std::string run = text.substr(begin, end - begin);
  switch (random.below(9)) {
  case 0:
  case 1:
  case 2: {
    auto [first, last] = runAt(text, random, isDigit);
    text.replace(first, last - first, random.pick(numbers));
    break;
  }
  case 3:
    text[at] = static_cast<char>(random.below(256));
    break;
  case 4:
    text.insert(at, random.pick(pieces));
    break;
  case 5:
    text.erase(begin, end - begin);
    break;
  case 6:
    text.insert(begin, run);
    break;
  case 7: {
    auto [from, to] = randomRun(text, random);
    std::string other = text.substr(from, to - from);
    text.replace(begin, end - begin, other);
    break;
  }
  default: {
    size_t depth = random.chance(5) ? 100000 : random.between(1, 5);
    text.insert(at, std::string(depth, random.chance(50) ? '[' : '{'));
  }
  }
}
