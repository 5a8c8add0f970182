//===- ReportCsv.cpp - A report as CSV ------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reports.h"
#include "Words.h"

#include <charconv>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

/// The shortest text that reads as this number.
template <typename Number> std::string shortest(Number value) {
  char text[64];
  auto [end, code] = std::to_chars(text, text + sizeof text, value);
  return std::string(text, code == std::errc() ? end : text);
}

/// A line that is built field by field.
class Line {
public:
  void add(const std::string &value) {
    text += (text.empty() ? "" : ",") + csvField(value);
  }
  template <typename Number> void add(const std::optional<Number> &value) {
    text += "," + (value ? shortest(*value) : std::string());
  }
  std::string text;
};

template <typename Number>
void addSpread(Line &line, const std::optional<Spread<Number>> &spread) {
  for (Number Spread<Number>::*member :
       {&Spread<Number>::min, &Spread<Number>::median, &Spread<Number>::max})
    line.add(spread ? std::optional<Number>((*spread).*member) : std::nullopt);
}

std::string lineOf(const Report &report, const Row &row) {
  Line line;
  line.add(report.instances[row.instance].name);
  line.add(row.planner);
  line.add(row.system);
  line.add(toString(row.outcome));
  line.add(row.detail);
  addSpread(line, row.makespan);
  line.add(row.ratioToLoad);
  line.add(row.ratioToBest);
  addSpread(line, row.seconds);
  line.add(row.peakBytes);
  line.add(row.inputBytes);
  line.add(row.effort);
  line.add(row.effortUnit);
  line.add(row.lowerBound);
  return line.text + "\n";
}

} // namespace

std::string idealloc::bench::csvReport(const Report &report) {
  std::string text = "instance,strategy,system,status,detail,makespan_min,"
                     "makespan_median,makespan_max,ratio_to_load,"
                     "ratio_to_best,seconds_min,seconds_median,seconds_max,"
                     "peak_bytes,input_bytes,effort,effort_unit,lower_bound\n";
  for (const Row &row : report.rows)
    text += lineOf(report, row);
  return text;
}
