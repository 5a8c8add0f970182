//===- Words.h - Words and tables as others write them ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_WORDS_H
#define IDEALLOC_TOOLS_BENCH_WORDS_H

#include "idealloc/Planner/Result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idealloc::bench {

/// Splits a command into words by the quotes of a POSIX shell: '...' is
/// literal, in "..." a backslash escapes $ ` " \ and the end of a line,
/// elsewhere any character. Nothing is expanded. nullopt if a quote is not
/// closed.
std::optional<std::vector<std::string>> splitWords(std::string_view text);

/// A word with every occurrence of `placeholder` replaced.
std::string replaced(std::string word, std::string_view placeholder,
                     std::string_view value);

/// A whole number from 0 to 2^63-1 in decimal digits.
std::optional<int64_t> parseNumber(std::string_view text);

/// A field of CSV text, quoted (RFC 4180) if it must be.
std::string csvField(std::string_view value);

/// A row of a table: the fields of the columns asked for, and its line.
struct TableRow {
  std::vector<std::string> fields;
  size_t line = 0;
};

/// Reads these columns, in this order, of CSV text whose header names them;
/// other columns are ignored. An error is "file:line: what is wrong".
Result<std::vector<TableRow>>
readColumns(std::string_view text, const std::string &file,
            const std::vector<std::string> &columns);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_WORDS_H
