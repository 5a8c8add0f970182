//===- Summary.cpp - What is known about a plan, as text ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Summary.h"
#include "idealloc/Text/Numbers.h"
#include "idealloc/Text/Shown.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

using namespace idealloc;

namespace {

double ratioOf(const Plan &plan) {
  if (plan.lowerBound == 0)
    return 1;
  return static_cast<double>(plan.makespan) /
         static_cast<double>(plan.lowerBound);
}

std::string fixed(double value, const char *format) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

/// "a, b and 7 more", each as `show` says.
template <typename Show>
std::string listed(const std::vector<size_t> &indices, Show show) {
  constexpr size_t most = 16;
  std::string text;
  for (size_t k = 0; k < indices.size() && k < most; ++k)
    text += (k == 0 ? "" : ", ") + show(indices[k]);
  if (indices.size() > most)
    text += " and " + std::to_string(indices.size() - most) + " more";
  return text;
}

/// "a (3 bytes)"; with the alignment, where that can leave bytes unused.
std::string sizeOf(const Problem &problem, size_t index) {
  const Buffer &buffer = problem.buffers[index];
  std::string text = shown(labelOf(problem, index)) + " (" +
                     std::to_string(buffer.size) + " bytes";
  if (buffer.size % buffer.alignment != 0)
    text += ", aligned to " + std::to_string(buffer.alignment);
  return text + ")";
}

/// Why the buffers of a conflict set do not fit.
std::string blame(const Problem &problem, const std::vector<size_t> &set) {
  std::string buffers =
      listed(set, [&](size_t i) { return sizeOf(problem, i); });
  if (set.size() == 1 && problem.buffers[set[0]].pin)
    return "buffer " + buffers + " is pinned at " +
           std::to_string(*problem.buffers[set[0]].pin);
  if (set.size() == 1)
    return "buffer " + buffers + " does not fit even alone";
  std::string these = "these " + std::to_string(set.size()) + " buffers ";
  if (std::optional<Time> instant = commonInstant(problem, set))
    return "at time " + std::to_string(*instant) + " " + these +
           "are live together: " + buffers;
  return these + "cannot share it, although at most " +
         std::to_string(load(subproblem(problem, set)).bytes) +
         " bytes of them are live together: " + buffers;
}

} // namespace

std::string idealloc::summaryText(const Problem &problem, const Plan &plan,
                                  const SummaryOptions &options) {
  std::string text;
  auto line = [&](std::string name, const std::string &value) {
    name.resize(std::max<size_t>(name.size() + 1, 13), ' ');
    text += name + value + "\n";
  };
  auto id = [&](size_t i) { return shown(labelOf(problem, i)); };
  line("buffers", std::to_string(problem.buffers.size()));
  line("load", std::to_string(load(problem).bytes));
  line("lower_bound", std::to_string(plan.lowerBound));
  line("makespan", std::to_string(plan.makespan));
  line("ratio", fixed(ratioOf(plan), "%.4f"));
  line("status", toString(plan.status));
  line("strategy", std::string(options.strategy));
  line("effort", std::to_string(plan.effort));
  line("capacity",
       problem.capacity ? std::to_string(*problem.capacity) : "none");
  line("conflict_set",
       plan.conflictSet.empty() ? "none" : listed(plan.conflictSet, id));
  if (options.kept) {
    line("kept", std::to_string(options.kept->kept));
    line("moved", std::to_string(options.kept->moved));
    line("free_makespan", std::to_string(options.kept->freeMakespan));
  }
  if (options.seconds)
    line("seconds", fixed(*options.seconds, "%.6f"));
  return text;
}

std::string idealloc::summaryJson(const Problem &problem, const Plan &plan,
                                  const SummaryOptions &options) {
  nlohmann::ordered_json json = {
      {"buffers", problem.buffers.size()},
      {"load", load(problem).bytes},
      {"lower_bound", plan.lowerBound},
      {"makespan", plan.makespan},
      {"ratio", ratioOf(plan)},
      {"status", toString(plan.status)},
      {"strategy", options.strategy},
      {"effort", plan.effort},
      {"capacity", nullptr},
      {"conflict_set", nlohmann::ordered_json::array()},
  };
  if (problem.capacity)
    json["capacity"] = *problem.capacity;
  for (size_t i : plan.conflictSet)
    json["conflict_set"].push_back(labelOf(problem, i));
  if (options.kept) {
    json["kept"] = options.kept->kept;
    json["moved"] = options.kept->moved;
    json["free_makespan"] = options.kept->freeMakespan;
  }
  if (options.seconds)
    json["seconds"] = *options.seconds;
  // Without `replace`, dump throws on text that is not UTF-8.
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
         "\n";
}

std::string idealloc::explain(const Problem &problem, const Plan &plan) {
  if (plan.status == Status::Optimal || plan.status == Status::Feasible)
    return "";
  Bytes capacity = problem.capacity.value_or(0);
  std::string limit = "capacity is " + std::to_string(capacity);
  if (Bytes reserved = reservedBelow(problem, capacity))
    limit += " (" + std::to_string(reserved) + " bytes of it reserved)";
  if (plan.status == Status::Unknown)
    return "no plan within the capacity was found, nor proved impossible: the "
           "best needs " +
           std::to_string(plan.makespan) + " bytes, " + limit + ", short by " +
           std::to_string(plan.makespan - capacity) +
           "; every plan needs at least " + std::to_string(plan.lowerBound);
  std::string message = "infeasible: needs at least " +
                        std::to_string(plan.lowerBound) + " bytes, " + limit +
                        ", short by " +
                        std::to_string(plan.lowerBound - capacity);
  return message + "; " + blame(problem, plan.conflictSet) +
         "; the smallest capacity known to work is " +
         std::to_string(plan.makespan);
}
