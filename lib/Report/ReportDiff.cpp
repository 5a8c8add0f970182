//===- ReportDiff.cpp - What has changed since a report -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/ReportDiff.h"
#include "idealloc/Text/Shown.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

using namespace idealloc;
using Json = nlohmann::json;

namespace {

/// Reads a report; remembers the first value that is not as it should be.
class ReportReader {
public:
  std::vector<ReportedPlan> read(const Json &report) {
    std::vector<ReportedPlan> plans;
    const Json &memories = member(report, "memories", "");
    for (size_t i = 0; i < list(memories, "memories"); ++i) {
      const std::string path = "memories[" + std::to_string(i) + "]";
      ReportedPlan plan{.name = text(memories[i], "name", path)};
      const Json &buffers = member(memories[i], "plan", path);
      for (size_t k = 0; k < list(buffers, path + ".plan"); ++k)
        addBuffer(plan.text, buffers[k],
                  path + ".plan[" + std::to_string(k) + "]");
      plans.push_back(std::move(plan));
    }
    return plans;
  }

  const std::string &error() const { return why; }

private:
  void addBuffer(ProblemText &plan, const Json &json, const std::string &path) {
    Buffer buffer{.id = text(json, "id", path),
                  .size = number(member(json, "size", path), path + ".size")};
    const Bytes offset = number(member(json, "offset", path), path + ".offset");
    const Json &parts = member(json, "live", path);
    std::vector<Interval> live;
    for (size_t i = 0; i < list(parts, path + ".live"); ++i) {
      const std::string at = path + ".live[" + std::to_string(i) + "]";
      if (list(parts[i], at) != 2) {
        fail(at, "is not a pair of times");
        return;
      }
      live.push_back({number(parts[i][0], at), number(parts[i][1], at)});
      if (live.back().begin >= live.back().end ||
          (i > 0 && live[i - 1].end >= live[i].begin))
        fail(at, "is empty, or does not lie behind the one before");
    }
    if (live.empty())
      fail(path + ".live", "is empty");
    if (buffer.size < 1 || offset < 0)
      fail(path, "has no bytes, or an offset below 0");
    if (!why.empty())
      return;
    buffer.lifetime = {live.front().begin, live.back().end};
    for (size_t i = 1; i < live.size(); ++i)
      buffer.gaps.push_back({live[i - 1].end, live[i].begin});
    plan.problem.buffers.push_back(std::move(buffer));
    plan.offsets.push_back(offset);
  }

  void fail(const std::string &path, const std::string &what) {
    if (why.empty())
      why = path + " " + what;
  }

  const Json &member(const Json &json, const char *key,
                     const std::string &path) {
    static const Json none;
    if (json.is_object())
      if (auto found = json.find(key); found != json.end())
        return *found;
    fail((path.empty() ? "" : path + ".") + key, "is missing");
    return none;
  }

  /// The length of a list.
  size_t list(const Json &json, const std::string &path) {
    if (json.is_array())
      return json.size();
    fail(path, "is not a list");
    return 0;
  }

  std::string text(const Json &json, const char *key, const std::string &path) {
    const Json &value = member(json, key, path);
    if (value.is_string())
      return value.get<std::string>();
    fail(path + "." + key, "is not a text");
    return "";
  }

  int64_t number(const Json &json, const std::string &path) {
    if (json.is_number_integer() &&
        (!json.is_number_unsigned() || json.get<uint64_t>() <= INT64_MAX))
      return json.get<int64_t>();
    fail(path, "is not a whole number below 2^63");
    return 0;
  }

  std::string why;
};

ProblemText textOf(const PlannedMemory &memory) {
  return {.problem = memory.problem,
          .offsets = {memory.plan.offsets.begin(), memory.plan.offsets.end()}};
}

} // namespace

Result<std::vector<ReportedPlan>> idealloc::readReport(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded())
    return Error{"it is not JSON"};
  ReportReader reader;
  std::vector<ReportedPlan> plans = reader.read(parsed);
  if (!reader.error().empty())
    return Error{"it is no report: " + reader.error()};
  for (const ReportedPlan &plan : plans) {
    if (std::optional<ProblemError> error = check(plan.text.problem))
      return Error{"it is no report: " + error->message};
    if (Result<PlanDiff> diff = diffPlans(plan.text, plan.text); !diff)
      return diff.takeError();
  }
  return plans;
}

void idealloc::compareWith(ReportInput &input, std::string name,
                           const std::vector<ReportedPlan> &old) {
  input.since = {.name = std::move(name)};
  std::map<std::string_view, const ReportedPlan *> byName;
  for (const ReportedPlan &plan : old)
    byName.emplace(plan.name, &plan);
  auto compare = [&](const std::string &memory, ProblemText before,
                     ProblemText after) {
    PlanDiff diff = *diffPlans(before, after);
    input.since->memories.push_back(
        {memory, std::move(before), std::move(after), std::move(diff)});
  };
  for (const PlannedMemory &memory : input.memories) {
    auto was = byName.find(memory.name);
    compare(memory.name,
            was == byName.end() ? ProblemText{} : was->second->text,
            textOf(memory));
    if (was != byName.end())
      byName.erase(was);
  }
  for (const ReportedPlan &plan : old)
    if (auto gone = byName.find(plan.name); gone != byName.end()) {
      compare(plan.name, plan.text, {});
      byName.erase(gone);
    }
}

std::string idealloc::whyLarger(const ReportInput &input) {
  if (!input.since || input.since->memories.empty())
    return "";
  auto growth = [](const MemoryDiff &memory) {
    return memory.diff.arenaAfter - memory.diff.arenaBefore;
  };
  const MemoryDiff &most =
      *std::ranges::max_element(input.since->memories, {}, growth);
  return growth(most) <= 0 ? ""
                           : "the arena of " + inQuotes(most.name) + " has " +
                                 grownBy(most.diff);
}
