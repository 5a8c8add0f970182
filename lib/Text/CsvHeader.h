//===- CsvHeader.h - The first row of CSV problems --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TEXT_CSVHEADER_H
#define IDEALLOC_LIB_TEXT_CSVHEADER_H

#include "CsvRows.h"
#include "idealloc/Planner/Problem.h"
#include "idealloc/Text/Notes.h"

#include <array>
#include <optional>

namespace idealloc {

/// Where each column is in a row.
class CsvHeader {
public:
  enum Column { Id, Begin, End, Size, Alignment, Offset, Gaps, ColumnCount };

  /// Reads the header row; "" or what is wrong, with the offending field.
  std::string read(const std::vector<CsvField> &fields, size_t &offender);

  /// The field of a column in a row, or null if there is no such column.
  const CsvField *in(const std::vector<CsvField> &row, Column column) const {
    return where[column] ? &row[*where[column]] : nullptr;
  }

  /// The index of a column, if the file has it.
  std::optional<size_t> index(Column column) const { return where[column]; }

  size_t columns() const { return count; }

  /// The field of a note in a row, or null if there is no such column.
  const CsvField *note(const std::vector<CsvField> &row, size_t column) const {
    return notes[column] ? &row[*notes[column]] : nullptr;
  }

  bool hasNotes() const;

  /// What to add to a written end to make it exclusive.
  Time endAddend() const { return inclusiveEnd ? 1 : 0; }

private:
  struct Name;

  std::string add(const Name &known, const std::vector<CsvField> &fields,
                  size_t k);
  std::string addOther(const std::vector<CsvField> &fields, size_t k,
                       std::optional<size_t> &unknown);
  static std::string whyUnknown(std::string_view name);
  static std::string whyMissing(Column column);

  static const Name names[];

  std::array<std::optional<size_t>, ColumnCount> where;
  std::array<std::optional<size_t>, noteColumns.size()> notes;
  size_t count = 0;
  bool inclusiveEnd = false;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TEXT_CSVHEADER_H
