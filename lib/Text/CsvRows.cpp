//===- CsvRows.cpp - Rows of CSV text with their places -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CsvRows.h"

#include <algorithm>

using namespace idealloc;

CsvRows::CsvRows(std::string_view text, CsvPlace start)
    : text(text), at(start), fieldStart(start) {
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
}

void CsvRows::onField(void *data, size_t length, void *self) {
  auto &rows = *static_cast<CsvRows *>(self);
  CsvField field{.place = rows.fieldStart, .end = rows.fieldEnd};
  if (data)
    field.value.assign(static_cast<const char *>(data), length);
  rows.row.push_back(std::move(field));
}

void CsvRows::onRow(int, void *self) {
  static_cast<CsvRows *>(self)->rowComplete = true;
}

/// Parses up to and including the next comma or end of line: the only places
/// where libcsv can end a field, quoted or not.
void CsvRows::feed() {
  size_t stop = std::min(text.find_first_of(",\r\n", at.byte), text.size() - 1);
  std::string_view chunk = text.substr(at.byte, stop + 1 - at.byte);
  size_t fieldsBefore = row.size();
  fieldEnd = stop;
  size_t parsed =
      csv_parse(&parser, chunk.data(), chunk.size(), onField, onRow, this);
  if (parsed != chunk.size()) {
    wrong = at;
    wrong.byte += parsed;
    message = csv_error(&parser) == CSV_EPARSE
                  ? "misplaced quote: quotes enclose whole fields, and a quote "
                    "inside is doubled"
                  : csv_strerror(csv_error(&parser));
    return;
  }
  at.byte = stop + 1;
  char last = chunk.back();
  bool nextIsLineFeed = at.byte < text.size() && text[at.byte] == '\n';
  if (last == '\n' || (last == '\r' && !nextIsLineFeed)) {
    ++at.line;
    at.lineStart = at.byte;
  }
  std::string_view field =
      text.substr(fieldStart.byte, at.byte - fieldStart.byte);
  bool isBlankLine =
      row.empty() && field.find_first_not_of(" \t\r\n") == field.npos;
  if (row.size() != fieldsBefore || isBlankLine)
    fieldStart = at;
}

bool CsvRows::next() {
  row.clear();
  rowComplete = false;
  while (!rowComplete && at.byte < text.size() && message.empty())
    feed();
  if (rowComplete || finished || !message.empty())
    return rowComplete;
  finished = true;
  fieldEnd = text.size();
  if (csv_fini(&parser, onField, onRow, this) != 0) {
    wrong = fieldStart;
    message = "the quote that opens here is never closed";
    return false;
  }
  return rowComplete;
}

size_t CsvRows::column(const CsvPlace &place) const {
  std::string_view before =
      text.substr(place.lineStart, place.byte - place.lineStart);
  auto startsCharacter = [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  };
  return 1 + std::ranges::count_if(before, startsCharacter);
}

std::string idealloc::quotedField(const std::string &value) {
  bool plain = value.find_first_of(",\"\r\n") == value.npos &&
               !value.starts_with(' ') && !value.ends_with(' ') &&
               !value.starts_with('\t') && !value.ends_with('\t');
  if (plain)
    return value;
  std::string text(2 * value.size() + 2, '\0');
  text.resize(csv_write(text.data(), text.size(), value.data(), value.size()));
  return text;
}
