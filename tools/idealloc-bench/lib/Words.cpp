//===- Words.cpp - Words and tables as others write them ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"
#include "CsvRows.h"

#include <algorithm>
#include <charconv>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

/// A word that begins at `at`; `at` then is behind it. False if a quote is not
/// closed.
bool readWord(std::string_view text, size_t &at, std::string &word) {
  char quote = '\0';
  for (; at < text.size(); ++at) {
    char c = text[at];
    char next = at + 1 < text.size() ? text[at + 1] : '\0';
    bool escapes = c == '\\' && next != '\0' &&
                   (quote == '\0' ||
                    (quote == '"' && std::string_view("$`\"\\\n").find(next) !=
                                         std::string::npos));
    if (escapes) {
      ++at;
      if (next != '\n')
        word += next;
    } else if (quote != '\0' ? c == quote : c == '\'' || c == '"') {
      quote = quote == '\0' ? c : '\0';
    } else if (quote == '\0' && (c == ' ' || c == '\t' || c == '\n')) {
      break;
    } else {
      word += c;
    }
  }
  return quote == '\0';
}

} // namespace

std::optional<std::vector<std::string>>
idealloc::bench::splitWords(std::string_view text) {
  std::vector<std::string> words;
  for (size_t at = 0;;) {
    at = text.find_first_not_of(" \t\n", at);
    if (at == text.npos)
      return words;
    if (!readWord(text, at, words.emplace_back()))
      return std::nullopt;
  }
}

std::string idealloc::bench::replaced(std::string word,
                                      std::string_view placeholder,
                                      std::string_view value) {
  for (size_t at = 0; (at = word.find(placeholder, at)) != word.npos;
       at += value.size())
    word.replace(at, placeholder.size(), value);
  return word;
}

std::optional<int64_t> idealloc::bench::parseNumber(std::string_view text) {
  int64_t value = 0;
  const char *end = text.data() + text.size();
  auto [rest, code] = std::from_chars(text.data(), end, value);
  if (code != std::errc() || rest != end || value < 0)
    return std::nullopt;
  return value;
}

std::string idealloc::bench::csvField(std::string_view value) {
  auto blank = [](char c) { return c == ' ' || c == '\t'; };
  bool plain =
      value.find_first_of(",\"\r\n") == value.npos &&
      (value.empty() || (!blank(value.front()) && !blank(value.back())));
  if (plain)
    return std::string(value);
  return '"' + replaced(std::string(value), "\"", "\"\"") + '"';
}

Result<std::vector<TableRow>>
idealloc::bench::readColumns(std::string_view text, const std::string &file,
                             const std::vector<std::string> &columns) {
  auto fail = [&](size_t line, const std::string &what) {
    return Error{file + ":" + std::to_string(line) + ": " + what};
  };
  CsvRows rows(text);
  bool any = rows.next();
  std::vector<CsvField> header;
  if (any)
    header = rows.fields();
  std::vector<size_t> where;
  for (const std::string &column : columns) {
    auto found = std::ranges::find(header, column, &CsvField::value);
    if (any && found == header.end())
      return fail(header.front().place.line, "no column '" + column + "'");
    where.push_back(static_cast<size_t>(found - header.begin()));
  }
  std::vector<TableRow> table;
  while (any && rows.next()) {
    const std::vector<CsvField> &fields = rows.fields();
    size_t line = fields.front().place.line;
    if (fields.size() != header.size())
      return fail(line, "expected " + std::to_string(header.size()) +
                            " fields, found " + std::to_string(fields.size()));
    TableRow &row = table.emplace_back();
    row.line = line;
    for (size_t index : where)
      row.fields.push_back(fields[index].value);
  }
  if (!rows.error().empty())
    return fail(rows.errorPlace().line, rows.error());
  if (!any)
    return fail(1, "is empty");
  return table;
}
