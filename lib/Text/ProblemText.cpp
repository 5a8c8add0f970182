//===- ProblemText.cpp - Problems as text of any format -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/ProblemText.h"
#include "idealloc/Text/Csv.h"
#include "idealloc/Text/Json.h"

#include <algorithm>

using namespace idealloc;

bool idealloc::isJson(std::string_view file, std::string_view text) {
  if (file.starts_with('<') && file.ends_with('>')) {
    size_t first = text.find_first_not_of("\xef\xbb\xbf \t\r\n");
    return first != text.npos && text[first] == '{';
  }
  constexpr std::string_view suffix = ".json";
  if (file.size() < suffix.size())
    return false;
  return std::ranges::equal(
      file.substr(file.size() - suffix.size()), suffix, [](char a, char b) {
        return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
      });
}

Result<ProblemText> idealloc::readProblem(std::string_view text,
                                          const ReadOptions &options) {
  return isJson(options.file, text) ? readJson(text, options)
                                    : readCsv(text, options);
}

std::string idealloc::writeOffsets(std::string_view file, std::string_view text,
                                   const std::vector<Bytes> &offsets) {
  return isJson(file, text) ? writeJson(text, offsets)
                            : writeCsv(text, offsets);
}
