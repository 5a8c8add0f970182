//===- Planners.cpp - Which strategies to run -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planners.h"

#include <algorithm>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

bool equalIgnoringCase(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool names(std::string_view word, const Strategy &row) {
  if (word == "all" || word == row.name)
    return true;
  if (row.system.empty() && word == "ours")
    return true;
  // What is a name stands for nothing else.
  if (word.empty() || findStrategy(word))
    return false;
  const bool begins = row.name.starts_with(word) &&
                      row.name.substr(word.size()).starts_with('-');
  return begins || equalIgnoringCase(word, row.system);
}

} // namespace

Result<std::vector<const Strategy *>>
idealloc::bench::selectStrategies(std::string_view list) {
  std::vector<char> chosen(strategies().size(), false);
  for (size_t begin = 0, end = 0; end != list.npos; begin = end + 1) {
    end = list.find(',', begin);
    std::string_view word = list.substr(begin, end - begin);
    bool known = false;
    for (size_t k = 0; k < chosen.size(); ++k)
      if (names(word, strategies()[k]))
        known = chosen[k] = true;
    if (!known)
      return Error{unknownStrategyMessage(word)};
  }
  std::vector<const Strategy *> rows;
  for (size_t k = 0; k < chosen.size(); ++k)
    if (chosen[k])
      rows.push_back(&strategies()[k]);
  return rows;
}
