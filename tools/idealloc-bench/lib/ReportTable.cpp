//===- ReportTable.cpp - A report as Markdown -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportCells.h"
#include "Reports.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

/// Text of one line that does not end a cell.
std::string escaped(const std::string &text) {
  std::string result;
  for (char c : shown(text)) {
    if (c == '|')
      result += '\\';
    result += c;
  }
  return result;
}

/// How wide a terminal shows UTF-8 text, but for wide characters.
size_t columnsOf(const std::string &text) {
  return static_cast<size_t>(std::ranges::count_if(text, [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string line(const std::vector<std::string> &cells,
                 const std::vector<size_t> &widths) {
  std::string text = "|";
  for (size_t k = 0; k < cells.size(); ++k) {
    std::string blanks(widths[k] - columnsOf(cells[k]), ' ');
    text += k < textColumns ? " " + cells[k] + blanks : " " + blanks + cells[k];
    text += " |";
  }
  return text + "\n";
}

std::string rule(const std::vector<size_t> &widths) {
  std::string text = "|";
  for (size_t k = 0; k < widths.size(); ++k)
    text += k < textColumns ? " " + std::string(widths[k], '-') + " |"
                            : " " + std::string(widths[k] - 1, '-') + ": |";
  return text + "\n";
}

std::string show(const Cells &table) {
  std::vector<std::vector<std::string>> lines = {table.header};
  lines.insert(lines.end(), table.rows.begin(), table.rows.end());
  std::vector<size_t> widths(table.header.size(), 2);
  for (std::vector<std::string> &cells : lines)
    for (size_t k = 0; k < cells.size(); ++k) {
      cells[k] = escaped(cells[k]);
      widths[k] = std::max(widths[k], columnsOf(cells[k]));
    }
  std::string text = "## " + escaped(table.title) + "\n\n";
  for (size_t k = 0; k < lines.size(); ++k) {
    text += line(lines[k], widths);
    if (k == 0)
      text += rule(widths);
  }
  for (const std::string &note : table.notes)
    text += "\n" + escaped(note) + "\n";
  return text;
}

} // namespace

std::string idealloc::bench::tableReport(const Report &report) {
  std::string text;
  for (const Cells &table : tablesOf(report))
    text += (text.empty() ? "" : "\n") + show(table);
  return text;
}

WriteReport idealloc::bench::findReport(std::string_view name) {
  struct Format {
    std::string_view name;
    WriteReport write;
  };
  constexpr Format formats[] = {{"table", tableReport},
                                {"csv", csvReport},
                                {"json", jsonReport},
                                {"html", htmlReport}};
  auto found = std::ranges::find(formats, name, &Format::name);
  return found == std::end(formats) ? nullptr : found->write;
}
