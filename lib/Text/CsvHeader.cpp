//===- CsvHeader.cpp - The first row of CSV problems ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CsvHeader.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>

using namespace idealloc;

struct CsvHeader::Name {
  std::string_view name;
  Column column;
  bool required;
};

/// The first name of a column is the one that messages use.
const CsvHeader::Name CsvHeader::names[] = {
    {"id", Id, true},          {"lower", Begin, true},
    {"begin", Begin, true},    {"start", Begin, true},
    {"upper", End, true},      {"end", End, true},
    {"size", Size, true},      {"alignment", Alignment, false},
    {"offset", Offset, false}, {"gaps", Gaps, false},
};

namespace {

std::string_view meaning(CsvHeader::Column column) {
  constexpr std::string_view meanings[] = {"id",
                                           "begin of the lifetime",
                                           "end of the lifetime",
                                           "size",
                                           "alignment",
                                           "offset",
                                           "gaps"};
  return meanings[column];
}

} // namespace

std::string CsvHeader::read(const std::vector<CsvField> &fields,
                            size_t &offender) {
  count = fields.size();
  std::optional<size_t> unknown;
  for (size_t k = 0; k < count; ++k) {
    auto known = std::ranges::find(names, fields[k].value, &Name::name);
    offender = k;
    if (known == std::end(names)) {
      if (std::string error = addOther(fields, k, unknown); !error.empty())
        return error;
      continue;
    }
    if (std::string error = add(*known, fields, k); !error.empty())
      return error;
  }
  offender = 0;
  for (const Name &known : names)
    if (known.required && !where[known.column])
      return whyMissing(known.column);
  if (!unknown)
    return "";
  offender = *unknown;
  return whyUnknown(fields[offender].value);
}

bool CsvHeader::hasNotes() const {
  return std::ranges::any_of(notes,
                             [](const auto &at) { return at.has_value(); });
}

std::string CsvHeader::add(const Name &known,
                           const std::vector<CsvField> &fields, size_t k) {
  if (where[known.column])
    return "duplicate column: " + inQuotes(fields[*where[known.column]].value) +
           " and " + inQuotes(fields[k].value) + " both give the " +
           std::string(meaning(known.column));
  where[known.column] = k;
  inclusiveEnd |= known.name == "end";
  return "";
}

/// A column that no planner reads: a note, "hint", or one unknown.
std::string CsvHeader::addOther(const std::vector<CsvField> &fields, size_t k,
                                std::optional<size_t> &unknown) {
  const std::string &name = fields[k].value;
  const auto *note = std::ranges::find(noteColumns, name, &NoteColumn::name);
  if (note == noteColumns.end()) {
    if (!unknown && name != "hint")
      unknown = k;
    return "";
  }
  std::optional<size_t> &at = notes[note - noteColumns.begin()];
  if (at)
    return "duplicate column: " + inQuotes(name) + " is given twice";
  at = k;
  return "";
}

std::string CsvHeader::whyUnknown(std::string_view name) {
  std::string error = "unknown column " + inQuotes(name) + "; known are ";
  const char *separator = "";
  for (const Name &known : names) {
    error += separator + std::string(known.name);
    separator = ", ";
  }
  for (const NoteColumn &note : noteColumns)
    error += separator + std::string(note.name);
  return error + " and hint";
}

std::string CsvHeader::whyMissing(Column column) {
  std::string error = "missing column ";
  const char *separator = "";
  for (const Name &known : names)
    if (known.column == column) {
      error += separator + ("'" + std::string(known.name) + "'");
      separator = " or ";
    }
  return error;
}
