//===- Steering.cpp - What if, and what has changed -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Steering.h"
#include "Files.h"
#include "Messages.h"
#include "Progress.h"
#include "idealloc/Report/Diff.h"

#include <cstdio>
#include <map>

using namespace idealloc;

namespace {

/// An older plan: its offsets are no pins.
Result<ProblemText> readOldPlan(const std::string &path, Bytes alignment) {
  Result<InputFile> file = readInput(path);
  if (!file)
    return file.takeError();
  return readProblem(file->text, {.file = file->name,
                                  .ignoreOffsets = true,
                                  .defaultAlignment = alignment});
}

int print(const std::string &text) {
  std::fputs(text.c_str(), stdout);
  return std::fflush(stdout) == 0 ? int(Planned)
                                  : complain("cannot write standard output");
}

} // namespace

Result<InputFile> idealloc::readInput(const std::string &path) {
  Result<std::string> text = readFile(path);
  if (!text)
    return text.takeError();
  return InputFile{path == "-" ? "<stdin>" : path, *std::move(text)};
}

int idealloc::exitCodeOf(Status status) {
  return status == Status::Infeasible ? Infeasible
         : status == Status::Unknown  ? Unknown
                                      : Planned;
}

int idealloc::showDiff(const Arguments &arguments) {
  Result<ProblemText> before =
      readOldPlan(arguments.diff[0], arguments.alignment);
  if (!before)
    return complain(before.error());
  Result<ProblemText> after =
      readOldPlan(arguments.diff[1], arguments.alignment);
  if (!after)
    return complain(after.error());
  Result<PlanDiff> diff = diffPlans(*before, *after);
  if (!diff)
    return complain(diff.error());
  const bool isJson = arguments.format == "json";
  if (int code = print(isJson ? diffJson(*before, *after, *diff)
                              : diffText(*before, *after, *diff)))
    return code;
  if (!arguments.failIfLarger || diff->arenaAfter <= diff->arenaBefore)
    return Planned;
  complain(arguments.diff[1] + ": the arena has " + grownBy(*diff));
  return Larger;
}

int idealloc::showWhatIfs(const Arguments &arguments, const Problem &problem,
                          const StrategyOptions &options) {
  Result<std::vector<WhatIfRow>> rows = Error{};
  {
    StrategyOptions shown = options;
    ProgressLine progress(shown.budget);
    rows = planWhatIfs(arguments.strategy, problem, arguments.whatIfs, shown);
  }
  if (!rows)
    return complain(arguments.input + ": " + rows.error());
  const bool isJson = arguments.format == "json";
  int code = print(isJson ? whatIfJson(*rows, arguments.timing)
                          : whatIfText(*rows, arguments.timing));
  return code != Planned ? code : exitCodeOf(rows->front().plan.status);
}

Result<KeptPlan> idealloc::planAsBefore(const Arguments &arguments,
                                        const Problem &problem,
                                        const StrategyOptions &options) {
  Result<ProblemText> before = readOldPlan(arguments.keep, arguments.alignment);
  if (!before)
    return before.takeError();
  std::map<std::string_view, size_t> indexOf;
  for (size_t i = 0; i < before->problem.buffers.size(); ++i)
    indexOf.emplace(before->problem.buffers[i].id, i);
  std::vector<std::optional<Bytes>> offsets(problem.buffers.size());
  for (size_t i = 0; i < offsets.size(); ++i) {
    auto same = indexOf.find(problem.buffers[i].id);
    if (same != indexOf.end() &&
        before->problem.buffers[same->second].size == problem.buffers[i].size)
      offsets[i] = before->offsets[same->second];
  }
  return planKeeping(arguments.strategy, problem, offsets, arguments.keepCost,
                     options);
}
