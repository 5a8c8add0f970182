//===- idealloc-plan.cpp - Plans the buffers of a file --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Flags in, files and exit code out. Exit codes: 0 planned, 1 bad input,
// 2 infeasible, 3 unknown. Standard error says why for 1 to 3.
//
//===----------------------------------------------------------------------===//

#include "Files.h"
#include "Flags.h"
#include "Interrupt.h"
#include "Messages.h"
#include "idealloc/Peers/Peers.h"
#include "idealloc/Planner/Strategies.h"
#include "idealloc/Text/ProblemText.h"
#include "idealloc/Text/Summary.h"
#include "idealloc/Text/Svg.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

using namespace idealloc;

namespace {

enum ExitCode { Planned = 0, BadInput = 1, Infeasible = 2, Unknown = 3 };

struct Flags {
  std::string input;
  std::string output;
  std::string svg;
  std::string strategy{defaultStrategy()};
  std::optional<Bytes> capacity;
  Bytes alignment = 1;
  std::vector<Range> reserved;
  StrategyOptions options;
  std::string format = "text";
  bool listStrategies = false;
  bool ignoreOffsets = false;
  bool verify = false;
  bool timing = false;
};

Range parseRange(const std::string &text) {
  size_t dash = text.find('-');
  if (dash == text.npos)
    throw CLI::ValidationError("--reserve",
                               "'" + text + "' is not of the form LO-HI");
  std::string_view view = text;
  Range range;
  range.begin = parseInteger<Bytes>("--reserve", view.substr(0, dash), 0);
  range.end = parseInteger<Bytes>("--reserve", view.substr(dash + 1), 1);
  if (range.begin >= range.end)
    throw CLI::ValidationError("--reserve", "'" + text + "' is empty");
  return range;
}

/// The flags of strategy boxing.
void addBoxingFlags(CLI::App &app, StrategyOptions &options) {
  addInteger<uint64_t>(
      app, "--iterations", 1, "N",
      "Iterations of boxing (default: 1000 times the effort, fewer for large "
      "inputs), attempts of hill climbs (default: as their originals)",
      [&](uint64_t iterations) { options.budget.iterations = iterations; });
  app.add_option_function<std::string>(
         "--search",
         [&](const std::string &name) {
           std::optional<BoxingSearch> search = findSearch(name);
           if (!search)
             throw CLI::ValidationError("--search", unknownSearchMessage(name));
           options.search = *search;
         },
         "Strategy boxing: where critical points come from, mcts (a tree "
         "search) or random (default mcts)")
      ->type_name("NAME");
  addInteger<uint64_t>(
      app, "--trees", 1, "N",
      "Strategy boxing: independent trees that share the iterations; the plan "
      "depends on their number (default " +
          std::to_string(options.trees) + ")",
      [&](uint64_t trees) { options.trees = trees; }, mostTrees);
  app.add_option(
         "--epsilon", options.epsilon,
         "Strategy boxing: epsilon of the last boxing, strictly between "
         "0 and 0.618 (default: drawn anew for each boxing)")
      ->type_name("X")
      ->check([](const std::string &text) {
        double value = std::strtod(text.c_str(), nullptr);
        return value > 0 && value < epsilonLimit
                   ? ""
                   : "'" + text +
                         "' is not a number strictly between 0 and 0.618";
      });
  app.add_flag_callback(
      "--no-repair", [&] { options.repair = false; },
      "Strategy boxing: do not improve the best plans by exchanging "
      "buffers");
}

void addPlanFlags(CLI::App &app, Flags &flags) {
  app.add_option("--strategy", flags.strategy,
                 "Planning strategy, one of --list-strategies (default auto)")
      ->type_name("NAME");
  addInteger<Bytes>(app, "--capacity", 0, "BYTES",
                    "No buffer may end above this offset (default: none)",
                    [&](Bytes bytes) { flags.capacity = bytes; });
  addInteger<Bytes>(
      app, "--alignment", 1, "BYTES",
      "Alignment of the buffers for which the file states none (default 1)",
      [&](Bytes bytes) { flags.alignment = bytes; });
  app.add_option_function<std::vector<std::string>>(
         "--reserve",
         [&](const std::vector<std::string> &texts) {
           std::ranges::transform(texts, std::back_inserter(flags.reserved),
                                  parseRange);
         },
         "Bytes [LO, HI) that no buffer may touch; may be repeated")
      ->type_name("LO-HI")
      ->allow_extra_args(false);
  addInteger<uint64_t>(
      app, "--seed", 0, "N", "Seed of randomised strategies (default 0)",
      [&](uint64_t seed) { flags.options.budget.seed = seed; });
  addPositive(app, "--effort", flags.options.budget.effort, "X",
              "Scales every work budget (default 1)");
  addInteger<unsigned>(
      app, "--threads", 0, "N",
      "Threads, 0 for one per core; the plan is the same for every number "
      "(default 1)",
      [&](unsigned threads) { flags.options.budget.threads = threads; },
      mostThreads);
  addPositive(app, "--time-limit", flags.options.budget.timeLimit, "S",
              "Stop searching after so many seconds; plans then depend on the "
              "clock (default: none)");
  addBoxingFlags(app, flags.options);
}

void addFileFlags(CLI::App &app, Flags &flags) {
  app.add_option("input", flags.input,
                 "CSV file with one buffer per row, or JSON file (NAME.json), "
                 "- for standard input")
      ->type_name("FILE");
  CLI::Option *output =
      app.add_option("-o,--output", flags.output,
                     "Write the input plus its offsets to this file, - "
                     "for standard output (the summary then goes to standard "
                     "error)")
          ->type_name("FILE");
  CLI::Option *svg =
      app.add_option("--svg", flags.svg, "Write a picture of the plan")
          ->type_name("FILE");
  app.add_option("--format", flags.format, "Format of the summary")
      ->check(CLI::IsMember({"text", "json"}));
  CLI::Option *ignore =
      app.add_flag("--ignore-offsets", flags.ignoreOffsets,
                   "The offsets in the file are an old answer, not a request");
  app.add_flag("--verify", flags.verify,
               "Plan nothing: check the offsets in the file")
      ->excludes(output)
      ->excludes(svg)
      ->excludes(ignore);
  app.add_flag("--timing", flags.timing, "Add the planning time in seconds");
  app.add_flag("--list-strategies", flags.listStrategies,
               "List the strategies and exit");
  app.set_version_flag("--version", "idealloc-plan " IDEALLOC_VERSION);
}

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
int verifyOffsets(const Flags &flags, const ProblemText &given,
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

int writePlan(const Flags &flags, const std::string &text,
              const Problem &problem, const Plan &plan,
              const std::string &file) {
  std::string error;
  if (!flags.output.empty())
    error = writeFile(flags.output, writeOffsets(file, text, plan.offsets));
  if (error.empty() && !flags.svg.empty())
    error = writeFile(
        flags.svg,
        toSvg(problem, plan,
              {.title = std::filesystem::path(file).filename().string()}));
  return error.empty() ? int(Planned) : complain(error);
}

int finish(const Flags &flags, const std::string &text, const Problem &problem,
           const Plan &plan, std::optional<double> seconds,
           const std::string &file) {
  SummaryOptions summary{.strategy = flags.strategy};
  if (flags.timing)
    summary.seconds = seconds;
  std::string shown = flags.format == "json"
                          ? summaryJson(problem, plan, summary)
                          : summaryText(problem, plan, summary);
  bool fits = plan.status == Status::Optimal || plan.status == Status::Feasible;
  if (fits && writePlan(flags, text, problem, plan, file) != Planned)
    return BadInput;
  bool toError = flags.output == "-" || flags.svg == "-";
  std::fputs(shown.c_str(), toError ? stderr : stdout);
  if (std::fflush(stdout) != 0)
    return complain("cannot write standard output");
  if (fits)
    return Planned;
  complain(file + ": " + explain(problem, plan));
  return plan.status == Status::Infeasible ? Infeasible : Unknown;
}

int run(const Flags &flags) {
  if (flags.listStrategies)
    return listStrategies();
  if (flags.input.empty())
    return complain("no input file; see --help");
  if (!findStrategy(flags.strategy))
    return complain(unknownStrategyMessage(flags.strategy));
  Result<std::string> text = readFile(flags.input);
  if (!text)
    return complain(text.error());
  std::string file = flags.input == "-" ? "<stdin>" : flags.input;
  Result<ProblemText> given =
      readProblem(*text, {.file = file,
                          .ignoreOffsets = flags.ignoreOffsets || flags.verify,
                          .defaultAlignment = flags.alignment,
                          .capacity = flags.capacity,
                          .reserved = flags.reserved});
  if (!given)
    return complain(given.error());
  if (flags.verify)
    return verifyOffsets(flags, *given, file);
  StrategyOptions options = flags.options;
  options.budget.stop = catchInterrupts();
  auto start = std::chrono::steady_clock::now();
  Result<Plan> result = planWith(flags.strategy, given->problem, options);
  std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - start;
  if (!result)
    return complain(file + ": " + result.error());
  return finish(flags, *text, given->problem, *result, seconds.count(), file);
}

} // namespace

int main(int argc, char **argv) try {
  registerPeerStrategies();
  CLI::App app("Assigns an offset in one arena to every buffer of a file.");
  app.footer("Exit codes: 0 planned, 1 bad input, 2 infeasible, 3 unknown.\n"
             "SIGINT and SIGTERM end the search: the best plan so far is the "
             "answer.\nA second one ends the program.");
  Flags flags;
  addFileFlags(app, flags);
  addPlanFlags(app, flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return answer(app, error);
  }
  return run(flags);
} catch (const std::exception &error) {
  return complain(std::string("idealloc-plan: ") + error.what());
}
