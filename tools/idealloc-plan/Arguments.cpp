//===- Arguments.cpp - The command line of idealloc-plan ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Flags.h"

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace idealloc;

namespace {

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

void addPlanFlags(CLI::App &app, Arguments &flags) {
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

void addFileFlags(CLI::App &app, Arguments &flags) {
  app.add_option("input", flags.input,
                 "CSV file with one buffer per row, or JSON file (NAME.json), "
                 "- for standard input")
      ->type_name("FILE");
  app.add_option(
         "-o,--output", flags.output,
         "Write the input plus its offsets to this file, - for standard "
         "output (the summary then goes to standard error)")
      ->type_name("FILE");
  app.add_option("--svg", flags.svg, "Write a picture of the plan")
      ->type_name("FILE");
  app.add_option("--format", flags.format, "Format of the summary")
      ->check(CLI::IsMember({"text", "json"}));
  CLI::Option *ignore =
      app.add_flag("--ignore-offsets", flags.ignoreOffsets,
                   "The offsets in the file are an old answer, not a request");
  app.add_flag("--verify", flags.verify,
               "Plan nothing: check the offsets in the file")
      ->excludes(ignore);
  app.add_flag("--timing", flags.timing, "Add the planning time in seconds");
  app.add_flag("--list-strategies", flags.listStrategies,
               "List the strategies and exit");
  app.set_version_flag("--version", "idealloc-plan " IDEALLOC_VERSION);
}

void addPictureFlags(CLI::App &app, Arguments &flags) {
  app.add_option("--report", flags.report,
                 "Write where the memory goes: NAME.txt, NAME.json or "
                 "NAME.html")
      ->type_name("FILE");
  app.add_option("--html", flags.html,
                 "Write a page for a browser that shows the plan")
      ->type_name("FILE");
  app.add_option("--reuse-edges", flags.reuseEdges,
                 "Write which buffers must be done before another may reuse "
                 "their bytes: NAME.csv or NAME.json")
      ->type_name("FILE");
  app.add_option("--header", flags.header,
                 "Write a header for C and C++: bytes and alignment of the "
                 "arena, and where each buffer lies")
      ->type_name("FILE");
}

void addSteeringFlags(CLI::App &app, Arguments &flags) {
  CLI::Option *whatIf =
      app.add_option_function<std::vector<std::string>>(
             "--what-if",
             [&](const std::vector<std::string> &texts) {
               for (const std::string &text : texts) {
                 Result<std::vector<WhatIf>> some = parseWhatIf(text);
                 if (!some)
                   throw CLI::ValidationError("--what-if", some.error());
                 flags.whatIfs.insert(flags.whatIfs.end(), some->begin(),
                                      some->end());
               }
             },
             "Write no plan, but a table of what would become of the problem: "
             "capacity=BYTES,BYTES..., drop=NAME or size:NAME=BYTES; may be "
             "repeated")
          ->type_name("CHANGE")
          ->allow_extra_args(false);
  CLI::Option *keep =
      app.add_option("--keep", flags.keep,
                     "Keep buffers of the same name and size at the offsets of "
                     "this older plan where that costs little")
          ->type_name("OLD")
          ->excludes(whatIf);
  app.add_option("--keep-cost", flags.keepCost,
                 "With --keep: how many percent larger the arena may become "
                 "(default 0)")
      ->type_name("PERCENT")
      ->needs(keep)
      ->check(CLI::Range(0.0, 1e6));
  CLI::Option *diff =
      app.add_option("--diff", flags.diff,
                     "Plan nothing: say what has changed between two plans")
          ->type_name("OLD NEW")
          ->expected(2)
          ->excludes(whatIf)
          ->excludes(keep);
  app.add_flag("--fail-if-larger", flags.failIfLarger,
               "With --diff: exit code 4 if the arena has become larger")
      ->needs(diff);
  // What makes no plan writes none.
  for (const char *file :
       {"--output", "--svg", "--report", "--html", "--reuse-edges", "--header"})
    for (CLI::Option *other : {whatIf, diff, app.get_option("--verify")})
      app.get_option(file)->excludes(other);
  for (CLI::Option *other : {whatIf, diff, keep})
    other->excludes(app.get_option("--verify"));
}

} // namespace

void idealloc::addArguments(CLI::App &app, Arguments &arguments) {
  addFileFlags(app, arguments);
  addPictureFlags(app, arguments);
  addSteeringFlags(app, arguments);
  addPlanFlags(app, arguments);
}
