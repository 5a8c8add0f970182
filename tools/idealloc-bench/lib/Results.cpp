//===- Results.cpp - What runs found, per planner -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Results.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

constexpr const char *outcomeNames[] = {
    "optimal",     "feasible", "infeasible",      "unknown",
    "unsupported", "missing",  "timeout",         "failed",
    "invalid",     "crash",    "nondeterministic"};

template <typename Number> Number middle(Number low, Number high) {
  if constexpr (std::is_floating_point_v<Number>)
    return low + (high - low) / 2;
  else
    return low;
}

template <typename Number>
std::optional<Spread<Number>> spreadOf(std::vector<Number> values) {
  if (values.empty())
    return std::nullopt;
  std::ranges::sort(values);
  size_t count = values.size();
  return Spread<Number>{values.front(),
                        middle(values[(count - 1) / 2], values[count / 2]),
                        values.back()};
}

/// What the runs with a plan say for `member`, where they say it.
template <typename Number>
std::optional<Spread<Number>> spreadOf(const Row &row,
                                       std::optional<Number> Trial::*member) {
  std::vector<Number> values;
  for (const Trial &run : row.runs)
    if (run.makespan && run.*member)
      values.push_back(*(run.*member));
  return spreadOf(std::move(values));
}

double ratio(Bytes makespan, Bytes to) {
  return to == 0 ? 1 : static_cast<double>(makespan) / static_cast<double>(to);
}

/// The rows of one instance.
std::vector<Row *> rowsOf(Report &report, size_t instance) {
  std::vector<Row *> rows;
  for (Row &row : report.rows)
    if (row.instance == instance)
      rows.push_back(&row);
  return rows;
}

/// The smallest makespan of any plan, and whose it is.
struct Smallest {
  Bytes makespan = 0;
  std::string planner;
};

std::optional<Smallest> smallestOf(const std::vector<Row *> &rows) {
  std::optional<Smallest> smallest;
  for (const Row *row : rows)
    for (const Trial &run : row->runs)
      if (run.makespan && (!smallest || *run.makespan < smallest->makespan))
        smallest = {*run.makespan, row->planner};
  return smallest;
}

/// What the run claims and some plan disproves; "" if nothing.
std::string disproved(const Trial &run, const Smallest &smallest,
                      std::optional<Bytes> capacity) {
  if (run.lowerBound > smallest.makespan)
    return "that no plan is smaller than " + std::to_string(run.lowerBound);
  if (run.outcome == Outcome::Optimal && run.makespan > smallest.makespan)
    return "that " + std::to_string(*run.makespan) + " is optimal";
  if (run.outcome == Outcome::Infeasible && capacity &&
      smallest.makespan <= *capacity)
    return "that no plan fits";
  return "";
}

/// Convicts runs of claims that a plan disproves.
void checkClaims(const std::vector<Row *> &rows, const Smallest &smallest,
                 std::optional<Bytes> capacity) {
  for (Row *row : rows)
    for (Trial &run : row->runs)
      if (std::string claim = disproved(run, smallest, capacity);
          !claim.empty()) {
        run.outcome = Outcome::Invalid;
        run.detail = "claims " + claim + ", but " + smallest.planner +
                     " needs " + std::to_string(smallest.makespan);
        run.lowerBound = 0;
      }
}

void aggregateInstance(InstanceFigures &figures,
                       const std::vector<Row *> &rows) {
  std::optional<Smallest> smallest = smallestOf(rows);
  if (smallest)
    checkClaims(rows, *smallest, figures.capacity);
  for (const Row *row : rows)
    for (const Trial &run : row->runs)
      figures.lowerBound = std::max(figures.lowerBound, run.lowerBound);
  if (figures.bestKnown)
    figures.bestKnown = std::max(*figures.bestKnown, figures.lowerBound);
  if (smallest)
    figures.bestKnown = std::min(figures.bestKnown.value_or(smallest->makespan),
                                 smallest->makespan);
}

/// "seed 3 gives makespans 10 and 12" if it does.
std::string nondeterminism(const Row &row) {
  std::map<uint64_t, Bytes> makespans;
  for (const Trial &run : row.runs) {
    if (!run.makespan)
      continue;
    auto [first, added] = makespans.try_emplace(run.seed, *run.makespan);
    if (!added && first->second != *run.makespan)
      return "seed " + std::to_string(run.seed) + " gives makespans " +
             std::to_string(first->second) + " and " +
             std::to_string(*run.makespan);
  }
  return "";
}

void aggregateRow(Row &row, const InstanceFigures &figures, bool timeLimit) {
  if (row.runs.empty())
    return;
  const Trial &worst = *std::ranges::max_element(row.runs, {}, &Trial::outcome);
  row.outcome = worst.outcome;
  row.detail = worst.detail;
  // Outside planners have no seed to keep to.
  const bool mayDiffer = timeLimit || row.system == "external";
  if (std::string why = mayDiffer ? "" : nondeterminism(row); !why.empty()) {
    row.outcome = Outcome::Nondeterministic;
    row.detail = why;
  }
  row.makespan = spreadOf(row, &Trial::makespan);
  row.seconds = spreadOf(row, &Trial::seconds);
  if (row.makespan) {
    row.ratioToLoad = ratio(row.makespan->median, figures.load);
    row.ratioToBest = ratio(row.makespan->median, *figures.bestKnown);
  }
  if (auto effort = spreadOf(row, &Trial::effort))
    row.effort = effort->median;
  for (const Trial &run : row.runs) {
    row.peakBytes = std::max(row.peakBytes, run.peakBytes);
    row.inputBytes = std::max(row.inputBytes, run.inputBytes);
    if (run.lowerBound > 0)
      row.lowerBound = std::max(row.lowerBound.value_or(0), run.lowerBound);
  }
}

} // namespace

const char *idealloc::bench::toString(Outcome outcome) {
  return outcomeNames[static_cast<size_t>(outcome)];
}

std::optional<Outcome> idealloc::bench::findOutcome(std::string_view name) {
  auto found = std::ranges::find(outcomeNames, name);
  if (found == std::end(outcomeNames))
    return std::nullopt;
  return static_cast<Outcome>(found - std::begin(outcomeNames));
}

void idealloc::bench::aggregate(Report &report) {
  for (size_t i = 0; i < report.instances.size(); ++i) {
    std::vector<Row *> rows = rowsOf(report, i);
    aggregateInstance(report.instances[i], rows);
    for (Row *row : rows)
      aggregateRow(*row, report.instances[i],
                   report.settings.options.budget.timeLimit.has_value());
  }
}

std::vector<Total> idealloc::bench::totals(const Report &report) {
  std::vector<Total> totals;
  std::map<std::string, size_t> indices;
  for (const Row &row : report.rows) {
    auto [found, added] = indices.try_emplace(row.planner, totals.size());
    if (added)
      totals.push_back({.planner = row.planner});
    if (!row.makespan)
      continue;
    Total &total = totals[found->second];
    ++total.planned;
    total.best +=
        row.makespan->median == report.instances[row.instance].bestKnown;
    total.ratioToLoad += std::log(*row.ratioToLoad);
    total.ratioToBest += std::log(*row.ratioToBest);
    total.seconds += row.seconds ? row.seconds->median : 0;
  }
  for (Total &total : totals)
    if (total.planned > 0)
      for (double *sum : {&total.ratioToLoad, &total.ratioToBest})
        *sum = std::exp(*sum / static_cast<double>(total.planned));
  std::ranges::sort(totals, {}, [&](const Total &total) {
    return std::tuple(-static_cast<int64_t>(total.planned), total.ratioToBest,
                      total.seconds, indices.at(total.planner));
  });
  return totals;
}

std::vector<const Row *> idealloc::bench::ranked(const Report &report,
                                                 size_t instance) {
  std::vector<size_t> indices;
  for (size_t k = 0; k < report.rows.size(); ++k)
    if (report.rows[k].instance == instance)
      indices.push_back(k);
  std::ranges::sort(indices, {}, [&](size_t k) {
    const Row &row = report.rows[k];
    return std::tuple(row.makespan ? row.makespan->median
                                   : std::numeric_limits<Bytes>::max(),
                      row.seconds ? row.seconds->median : 0, k);
  });
  std::vector<const Row *> rows;
  for (size_t k : indices)
    rows.push_back(&report.rows[k]);
  return rows;
}
