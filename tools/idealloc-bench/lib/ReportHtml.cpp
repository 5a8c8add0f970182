//===- ReportHtml.cpp - A report as a page --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportCells.h"
#include "Reports.h"

using namespace idealloc;
using namespace idealloc::bench;

namespace {

constexpr const char *head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>idealloc-bench</title>
<style>
body { font-family: sans-serif; margin: 2em; }
table { border-collapse: collapse; }
th, td { padding: 0.2em 0.8em; border-bottom: 1px solid #ccc; }
th { cursor: pointer; text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
</style>
</head>
<body>
<h1>idealloc-bench</h1>
)";

/// A click sorts by that column, a second one the other way round; empty cells
/// stay last.
constexpr const char *script = R"(<script>
for (const th of document.querySelectorAll("th"))
  th.onclick = () => {
    const sign = th.dataset.sign = th.dataset.sign === "1" ? "-1" : "1";
    const text = row => row.cells[th.cellIndex].textContent;
    const body = th.closest("table").tBodies[0];
    const compare = (a, b) => {
      const x = text(a), y = text(b);
      if (!x || !y)
        return !x - !y;
      const numbers = parseFloat(x) - parseFloat(y);
      return sign * (isNaN(numbers) ? x.localeCompare(y) : numbers);
    };
    body.append(...[...body.rows].sort(compare));
  };
</script>
</body>
</html>
)";

std::string escaped(const std::string &text) {
  std::string shown;
  for (char c : text)
    switch (c) {
    case '&':
      shown += "&amp;";
      break;
    case '<':
      shown += "&lt;";
      break;
    case '>':
      shown += "&gt;";
      break;
    case '"':
      shown += "&quot;";
      break;
    default:
      shown += c;
    }
  return shown;
}

std::string show(const Cells &table) {
  std::string text = "<h2>" + escaped(table.title) + "</h2>\n<table>\n";
  text += "<thead><tr>";
  for (const std::string &name : table.header)
    text += "<th>" + escaped(name) + "</th>";
  text += "</tr></thead>\n<tbody>\n";
  for (const std::vector<std::string> &cells : table.rows) {
    text += "<tr>";
    for (size_t k = 0; k < cells.size(); ++k)
      text += (k < textColumns ? "<td>" : "<td class=\"number\">") +
              escaped(cells[k]) + "</td>";
    text += "</tr>\n";
  }
  text += "</tbody>\n</table>\n";
  for (const std::string &note : table.notes)
    text += "<p>" + escaped(note) + "</p>\n";
  return text;
}

} // namespace

std::string idealloc::bench::htmlReport(const Report &report) {
  std::vector<Cells> tables = tablesOf(report);
  std::string text = head + show(tables.back());
  tables.pop_back();
  for (const Cells &table : tables)
    text += show(table);
  return text + script;
}
