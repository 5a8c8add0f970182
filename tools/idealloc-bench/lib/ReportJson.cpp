//===- ReportJson.cpp - A report as JSON ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OrNull.h"
#include "Reports.h"

using namespace idealloc;
using namespace idealloc::bench;

namespace {

template <typename Number>
Json spreadOf(const std::optional<Spread<Number>> &spread) {
  if (!spread)
    return nullptr;
  return {
      {"min", spread->min}, {"median", spread->median}, {"max", spread->max}};
}

Json optionsOf(const Settings &settings) {
  return {{"seeds", settings.seeds},
          {"effort", settings.options.budget.effort},
          {"iterations", orNull(settings.options.budget.iterations)},
          {"time_limit", orNull(settings.options.budget.timeLimit)},
          {"repeat", settings.repeat},
          {"threads", settings.options.budget.threads},
          {"capacity", orNull(settings.capacity)}};
}

Json instanceOf(const InstanceFigures &figures) {
  return {{"name", figures.name},
          {"file", figures.file},
          {"buffers", figures.buffers},
          {"load", figures.load},
          {"lower_bound", figures.lowerBound},
          {"capacity", orNull(figures.capacity)},
          {"best_known", orNull(figures.bestKnown)}};
}

Json runOf(const Trial &run) {
  return {{"seed", run.seed},
          {"repetition", run.repetition},
          {"makespan", orNull(run.makespan)},
          {"seconds", orNull(run.seconds)},
          {"peak_bytes", orNull(run.peakBytes)},
          {"status", toString(run.outcome)}};
}

Json rowOf(const Report &report, const Row &row) {
  Json runs = Json::array();
  for (const Trial &run : row.runs)
    runs.push_back(runOf(run));
  return {{"instance", report.instances[row.instance].name},
          {"strategy", row.planner},
          {"system", row.system},
          {"status", toString(row.outcome)},
          {"detail", row.detail},
          {"makespan", spreadOf(row.makespan)},
          {"ratio_to_load", orNull(row.ratioToLoad)},
          {"ratio_to_best", orNull(row.ratioToBest)},
          {"effort", orNull(row.effort)},
          {"effort_unit", row.effortUnit},
          {"seconds", spreadOf(row.seconds)},
          {"peak_bytes", orNull(row.peakBytes)},
          {"input_bytes", orNull(row.inputBytes)},
          {"lower_bound", orNull(row.lowerBound)},
          {"runs", runs}};
}

} // namespace

std::string idealloc::bench::jsonReport(const Report &report) {
  Json instances = Json::array(), results = Json::array();
  for (const InstanceFigures &figures : report.instances)
    instances.push_back(instanceOf(figures));
  for (const Row &row : report.rows)
    results.push_back(rowOf(report, row));
  Json json = {{"version", 1},
               {"options", optionsOf(report.settings)},
               {"instances", instances},
               {"results", results}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}
