//===- CsvRows.h - Rows of CSV text with their places -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TEXT_CSVROWS_H
#define IDEALLOC_LIB_TEXT_CSVROWS_H

#include <csv.h>

#include <string>
#include <string_view>
#include <vector>

namespace idealloc {

/// A place in CSV text.
struct CsvPlace {
  size_t byte = 0;      ///< Bytes before it.
  size_t line = 1;      ///< Counts from 1.
  size_t lineStart = 0; ///< Bytes before its line.
};

struct CsvField {
  std::string value = {}; ///< Without quotes and surrounding blanks.
  CsvPlace place = {};    ///< Where its text begins.
  size_t end = 0;         ///< The byte of the text where it ends.
};

/// A value as a field of RFC 4180 text, in quotes where it needs them.
std::string quotedField(const std::string &value);

/// Splits text into rows by RFC 4180 (libcsv, strict), one row at a time. Blank
/// lines are skipped. Cost: linear.
class CsvRows {
public:
  /// Starts at a place between two rows.
  explicit CsvRows(std::string_view text, CsvPlace start = {});
  ~CsvRows() { csv_free(&parser); }
  CsvRows(const CsvRows &) = delete;
  CsvRows &operator=(const CsvRows &) = delete;

  /// Reads the next row; false at the end of the text or at an error.
  bool next();
  /// The fields of the row; at least one.
  const std::vector<CsvField> &fields() const { return row; }

  /// What is wrong and where, if next() stopped at an error.
  const std::string &error() const { return message; }
  const CsvPlace &errorPlace() const { return wrong; }

  /// The column of a place in code points, counting from 1.
  size_t column(const CsvPlace &place) const;

private:
  void feed();
  static void onField(void *data, size_t length, void *self);
  static void onRow(int terminator, void *self);

  std::string_view text;
  csv_parser parser;
  CsvPlace at;         ///< What is parsed so far.
  CsvPlace fieldStart; ///< Where the current field begins.
  size_t fieldEnd = 0;
  std::vector<CsvField> row;
  bool rowComplete = false;
  bool finished = false;
  std::string message;
  CsvPlace wrong;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TEXT_CSVROWS_H
