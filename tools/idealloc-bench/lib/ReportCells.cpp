//===- ReportCells.cpp - The tables for people ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportCells.h"

#include <cstdio>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

std::string fixed(const char *format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string bytes(std::optional<Bytes> value) {
  return value ? std::to_string(*value) : "";
}

std::string effortCell(const Row &row) {
  if (!row.effort)
    return "";
  Strategy unit = {};
  unit.effortUnit = row.effortUnit;
  return effortText(unit, *row.effort);
}

std::vector<std::string> cellsOf(const Row &row) {
  std::vector<std::string> cells = {row.planner, toString(row.outcome)};
  auto add = [&](bool known, auto text) {
    cells.push_back(known ? text() : std::string());
  };
  auto addSpread = [&](const auto &spread, auto text) {
    add(spread.has_value(), [&] { return text(spread->median); });
    add(spread.has_value(), [&] { return text(spread->min); });
    add(spread.has_value(), [&] { return text(spread->max); });
  };
  addSpread(row.makespan, [](Bytes value) { return std::to_string(value); });
  for (const std::optional<double> &ratio : {row.ratioToLoad, row.ratioToBest})
    add(ratio.has_value(), [&] { return fixed("%.4f", *ratio); });
  addSpread(row.seconds, [](double value) { return fixed("%.6f", value); });
  add(row.peakBytes.has_value(), [&] {
    return fixed("%.1f", static_cast<double>(*row.peakBytes) / (1 << 20));
  });
  cells.push_back(effortCell(row));
  return cells;
}

Cells instanceTable(const Report &report, size_t instance) {
  const InstanceFigures &figures = report.instances[instance];
  Cells table;
  table.title = figures.name + ": " + std::to_string(figures.buffers) +
                " buffers, load " + std::to_string(figures.load) +
                ", lower bound " + std::to_string(figures.lowerBound);
  if (figures.capacity)
    table.title += ", capacity " + bytes(figures.capacity);
  if (figures.bestKnown)
    table.title += ", best known " + bytes(figures.bestKnown);
  table.header = {"planner", "status", "makespan", "min",
                  "max",     "/ load", "/ best",   "seconds",
                  "min",     "max",    "peak MiB", "effort"};
  for (const Row *row : ranked(report, instance)) {
    table.rows.push_back(cellsOf(*row));
    if (!row->detail.empty())
      table.notes.push_back(row->planner + ": " + row->detail);
  }
  return table;
}

Cells totalTable(const Report &report) {
  Cells table;
  table.title = "All " + std::to_string(report.instances.size()) + " instances";
  table.header = {"planner", "planned", "best", "/ load", "/ best", "seconds"};
  for (const Total &total : totals(report)) {
    bool any = total.planned > 0;
    table.rows.push_back({total.planner,
                          std::to_string(total.planned) + "/" +
                              std::to_string(report.instances.size()),
                          std::to_string(total.best),
                          any ? fixed("%.4f", total.ratioToLoad) : "",
                          any ? fixed("%.4f", total.ratioToBest) : "",
                          any ? fixed("%.6f", total.seconds) : ""});
  }
  table.notes = {"planned: instances with a plan; best: instances whose median "
                 "makespan is the best known; ratios: geometric means over the "
                 "instances with a plan; seconds: sum of the medians"};
  return table;
}

} // namespace

std::vector<Cells> idealloc::bench::tablesOf(const Report &report) {
  std::vector<Cells> tables;
  for (size_t i = 0; i < report.instances.size(); ++i)
    tables.push_back(instanceTable(report, i));
  tables.push_back(totalTable(report));
  return tables;
}
