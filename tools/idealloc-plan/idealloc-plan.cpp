//===- idealloc-plan.cpp - Plans the buffers of a file --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Flags in, files and exit code out. Exit codes: 0 planned, 1 bad input,
// 2 infeasible, 3 unknown, 4 larger than before (--fail-if-larger). Standard
// error says why for 1 to 4.
//
//===----------------------------------------------------------------------===//

#include "Files.h"
#include "Interrupt.h"
#include "Messages.h"
#include "Progress.h"
#include "Steering.h"
#include "idealloc/Peers/Peers.h"
#include "idealloc/Planner/ReuseEdges.h"
#include "idealloc/Report/ReportText.h"
#include "idealloc/Text/CHeader.h"
#include "idealloc/Text/ReuseText.h"
#include "idealloc/Text/Summary.h"
#include "idealloc/Text/Svg.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>

using namespace idealloc;

namespace {

int listStrategies() {
  bool isOurs = true;
  for (const Strategy &row : strategies()) {
    if (std::exchange(isOurs, row.system.empty()) && !isOurs)
      std::printf("\nPlanners of other systems, to compare with:\n");
    std::printf("%-28.*s %.*s\n", static_cast<int>(row.name.size()),
                row.name.data(), static_cast<int>(row.summary.size()),
                row.summary.data());
  }
  return Planned;
}

/// Checks the offsets that the file states.
int verifyOffsets(const Arguments &flags, const ProblemText &given,
                  const std::string &file) {
  Plan plan;
  auto at = [&](size_t i) {
    return file + ":" + std::to_string(given.lines[i]) + ": ";
  };
  for (size_t i = 0; i < given.offsets.size(); ++i) {
    const Buffer &buffer = given.problem.buffers[i];
    if (!given.offsets[i])
      return complain(at(i) + "buffer '" + buffer.id + "' has no offset");
    plan.offsets.push_back(*given.offsets[i]);
    if (*given.offsets[i] <= std::numeric_limits<Bytes>::max() - buffer.size)
      plan.makespan = std::max(plan.makespan, *given.offsets[i] + buffer.size);
  }
  if (std::optional<PlanError> error = idealloc::verify(given.problem, plan))
    return complain(at(error->first) + error->message);
  if (flags.format == "text")
    std::printf("valid: %zu buffers in %lld bytes\n", plan.offsets.size(),
                static_cast<long long>(plan.makespan));
  else
    std::printf("{\"valid\": true}\n");
  return Planned;
}

/// What a run has made of its input.
struct Answer {
  const InputFile &file;
  const ProblemText &given;
  const Plan &plan;
  SummaryOptions summary;
};

Report reportOf(const Answer &answer) {
  std::string title =
      std::filesystem::path(answer.file.name).filename().string();
  return makeReport({.title = title,
                     .memories = {{.name = title,
                                   .problem = answer.given.problem,
                                   .plan = answer.plan,
                                   .notes = answer.given.notes}}});
}

/// Writes the files that the flags ask for, up to the first error.
int writeFiles(const Arguments &flags, const Answer &answer) {
  std::string error;
  auto write = [&](const std::string &path, auto text) {
    if (!path.empty() && error.empty())
      error = writeFile(path, text());
  };
  const Problem &problem = answer.given.problem;
  const Plan &plan = answer.plan;
  write(flags.output, [&] {
    return writeOffsets(answer.file.name, answer.file.text, plan.offsets);
  });
  write(flags.svg, [&] {
    return toSvg(
        problem, plan,
        {.title = std::filesystem::path(answer.file.name).filename().string()});
  });
  write(flags.html, [&] { return reportHtml(reportOf(answer)); });
  write(flags.report,
        [&] { return *reportAs(flags.report, reportOf(answer)); });
  write(flags.reuseEdges, [&] {
    std::vector<ReuseEdge> edges = reuseEdges(problem, plan);
    return isJson(flags.reuseEdges, "") ? toJson(problem, edges)
                                        : toCsv(problem, edges);
  });
  write(flags.header, [&] { return toCHeader(problem, plan); });
  return error.empty() ? int(Planned) : complain(error);
}

int finish(const Arguments &flags, const Answer &answer) {
  const Problem &problem = answer.given.problem;
  const Plan &plan = answer.plan;
  const int code = exitCodeOf(plan.status);
  if (code == Planned && writeFiles(flags, answer) != Planned)
    return BadInput;
  bool toError =
      std::ranges::count(std::array{flags.output, flags.svg, flags.html,
                                    flags.reuseEdges, flags.header},
                         std::string("-"));
  std::string shown = flags.format == "json"
                          ? summaryJson(problem, plan, answer.summary)
                          : summaryText(problem, plan, answer.summary);
  std::fputs(shown.c_str(), toError ? stderr : stdout);
  if (std::fflush(stdout) != 0)
    return complain("cannot write standard output");
  if (code != Planned)
    complain(answer.file.name + ": " + explain(problem, plan));
  return code;
}

/// Plans, and says what it took.
int plan(const Arguments &flags, const InputFile &file,
         const ProblemText &given, StrategyOptions options) {
  SummaryOptions summary{.strategy = flags.strategy};
  auto start = std::chrono::steady_clock::now();
  Result<KeptPlan> result = Error{};
  {
    ProgressLine progress(options.budget);
    if (!flags.keep.empty())
      result = planAsBefore(flags, given.problem, options);
    else if (Result<Plan> plan =
                 planWith(flags.strategy, given.problem, options))
      result = KeptPlan{.plan = *std::move(plan)};
    else
      result = plan.takeError();
  }
  std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - start;
  if (!result)
    return complain(file.name + ": " + result.error());
  if (flags.timing)
    summary.seconds = seconds.count();
  if (!flags.keep.empty())
    summary.kept = {result->kept, result->moved, result->free};
  return finish(flags, {file, given, result->plan, summary});
}

/// Why the flags are refused before anything is planned; "" if they are not.
std::string whyRefused(const Arguments &flags) {
  if (flags.input.empty())
    return "no input file; see --help";
  if (!findStrategy(flags.strategy))
    return unknownStrategyMessage(flags.strategy);
  // An unknown ending is named before anything is planned.
  if (Result<std::string> text = reportAs(flags.report, {});
      !flags.report.empty() && !text)
    return text.error();
  return "";
}

int run(const Arguments &flags) {
  if (flags.listStrategies)
    return listStrategies();
  if (!flags.diff.empty())
    return showDiff(flags);
  if (std::string why = whyRefused(flags); !why.empty())
    return complain(why);
  Result<InputFile> file = readInput(flags.input);
  if (!file)
    return complain(file.error());
  Result<ProblemText> given = readProblem(
      file->text, {.file = file->name,
                   .ignoreOffsets = flags.ignoreOffsets || flags.verify,
                   .defaultAlignment = flags.alignment,
                   .capacity = flags.capacity,
                   .reserved = flags.reserved});
  if (!given)
    return complain(given.error());
  if (flags.verify)
    return verifyOffsets(flags, *given, file->name);
  StrategyOptions options = flags.options;
  options.budget.stop = catchInterrupts();
  if (!flags.whatIfs.empty())
    return showWhatIfs(flags, given->problem, options);
  return plan(flags, *file, *given, options);
}

} // namespace

int main(int argc, char **argv) {
  registerPeerStrategies();
  CLI::App app("Assigns an offset in one arena to every buffer of a file.");
  app.footer(
      "Exit codes: 0 planned, 1 bad input, 2 infeasible, 3 unknown, 4 larger "
      "(--fail-if-larger).\n"
      "SIGINT and SIGTERM end the search: the best plan so far is the "
      "answer.\nA second one ends the program.");
  Arguments flags;
  addArguments(app, flags);
  return runTool(app, argc, argv, [&] { return run(flags); });
}
