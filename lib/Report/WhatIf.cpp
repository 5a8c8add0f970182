//===- WhatIf.cpp - A problem, were it otherwise --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/WhatIf.h"
#include "idealloc/Text/Numbers.h"
#include "idealloc/Text/Shown.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

using namespace idealloc;
using Json = nlohmann::ordered_json;

namespace {

Result<Bytes> parseBytes(std::string_view text, Bytes least) {
  Bytes bytes = 0;
  const char *end = text.data() + text.size();
  auto [rest, code] = std::from_chars(text.data(), end, bytes);
  if (code != std::errc() || rest != end || bytes < least)
    return Error{inQuotes(text) + " is not a whole number of bytes, at least " +
                 std::to_string(least)};
  return bytes;
}

Result<std::vector<WhatIf>> parseCapacities(std::string_view list) {
  std::vector<WhatIf> changes;
  while (true) {
    const size_t comma = list.find(',');
    Result<Bytes> bytes = parseBytes(list.substr(0, comma), 0);
    if (!bytes)
      return bytes.takeError();
    changes.push_back({.kind = WhatIf::Kind::Capacity, .bytes = *bytes});
    if (comma == list.npos)
      return changes;
    list.remove_prefix(comma + 1);
  }
}

bool fits(const Plan &plan) {
  return plan.status == Status::Optimal || plan.status == Status::Feasible;
}

std::string secondsText(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", seconds);
  return text;
}

} // namespace

Result<std::vector<WhatIf>> idealloc::parseWhatIf(std::string_view text) {
  constexpr std::string_view capacity = "capacity=", drop = "drop=",
                             size = "size:";
  if (text.starts_with(capacity))
    return parseCapacities(text.substr(capacity.size()));
  if (text.starts_with(drop) && text.size() > drop.size())
    return std::vector<WhatIf>{{.kind = WhatIf::Kind::Drop,
                                .name = std::string(text.substr(drop.size()))}};
  const size_t equals = text.rfind('=');
  if (!text.starts_with(size) || equals == text.npos || equals <= size.size())
    return Error{inQuotes(text) + " is not capacity=BYTES,BYTES..., "
                                  "drop=NAME or size:NAME=BYTES"};
  Result<Bytes> bytes = parseBytes(text.substr(equals + 1), 1);
  if (!bytes)
    return bytes.takeError();
  return std::vector<WhatIf>{
      {.kind = WhatIf::Kind::Size,
       .name = std::string(text.substr(size.size(), equals - size.size())),
       .bytes = *bytes}};
}

std::string idealloc::toString(const WhatIf &change) {
  switch (change.kind) {
  case WhatIf::Kind::Nothing:
    return "as given";
  case WhatIf::Kind::Capacity:
    return "capacity " + grouped(change.bytes);
  case WhatIf::Kind::Drop:
    return "without " + inQuotes(change.name);
  case WhatIf::Kind::Size:
    return inQuotes(change.name) + " of " + grouped(change.bytes) + " bytes";
  }
  return "";
}

Result<Problem> idealloc::changed(const Problem &problem,
                                  const WhatIf &change) {
  Problem result = problem;
  if (change.kind == WhatIf::Kind::Nothing)
    return result;
  if (change.kind == WhatIf::Kind::Capacity) {
    result.capacity = change.bytes;
    return result;
  }
  auto buffer = std::ranges::find(result.buffers, change.name, &Buffer::id);
  if (buffer == result.buffers.end())
    return Error{"there is no buffer " + inQuotes(change.name)};
  if (change.kind == WhatIf::Kind::Drop)
    result.buffers.erase(buffer);
  else
    buffer->size = change.bytes;
  return result;
}

Result<std::vector<WhatIfRow>>
idealloc::planWhatIfs(std::string_view strategy, const Problem &problem,
                      const std::vector<WhatIf> &changes,
                      const StrategyOptions &options) {
  std::vector<WhatIf> all = {WhatIf()};
  all.insert(all.end(), changes.begin(), changes.end());
  std::vector<WhatIfRow> rows;
  for (WhatIf &change : all) {
    Result<Problem> next = changed(problem, change);
    if (!next)
      return next.takeError();
    auto start = std::chrono::steady_clock::now();
    Result<Plan> plan = planWith(strategy, *next, options);
    if (!plan)
      return Error{toString(change) + ": " + plan.error()};
    std::chrono::duration<double> spent =
        std::chrono::steady_clock::now() - start;
    rows.push_back({std::move(change), *std::move(plan), spent.count()});
  }
  return rows;
}

std::string idealloc::whatIfText(const std::vector<WhatIfRow> &rows,
                                 bool withTime) {
  std::vector<std::vector<std::string>> table = {
      {"what if", "fits", "makespan", "lower bound", "status"}};
  if (withTime)
    table[0].push_back("seconds");
  for (const WhatIfRow &row : rows) {
    table.push_back({toString(row.change), fits(row.plan) ? "yes" : "no",
                     grouped(row.plan.makespan), grouped(row.plan.lowerBound),
                     toString(row.plan.status)});
    if (withTime)
      table.back().push_back(secondsText(row.seconds));
  }
  std::vector<size_t> widths(table[0].size());
  for (const auto &line : table)
    for (size_t k = 0; k < line.size(); ++k)
      widths[k] = std::max(widths[k], line[k].size());
  std::string text;
  for (const auto &line : table) {
    for (size_t k = 0; k < line.size(); ++k) {
      // Numbers stand to the right.
      const std::string blanks(widths[k] - line[k].size(), ' ');
      const bool isNumber = k == 2 || k == 3 || k == 5;
      const bool isLast = k + 1 == line.size();
      text += (k == 0 ? "" : "  ") + (isNumber ? blanks + line[k] : line[k]) +
              (isNumber || isLast ? "" : blanks);
    }
    text += '\n';
  }
  return text;
}

std::string idealloc::whatIfJson(const std::vector<WhatIfRow> &rows,
                                 bool withTime) {
  Json list = Json::array();
  for (const WhatIfRow &row : rows) {
    Json json{{"change", toString(row.change)},
              {"fits", fits(row.plan)},
              {"status", toString(row.plan.status)},
              {"makespan", row.plan.makespan},
              {"lower_bound", row.plan.lowerBound}};
    if (withTime)
      json["seconds"] = row.seconds;
    list.push_back(std::move(json));
  }
  return list.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}
