//===- idealloc-schedule.cpp - Orders the ops of a graph ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Flags in, files and exit code out. Exit codes: 0 ordered, 1 bad input,
// 2 infeasible, 3 unknown. Standard error says why for 1 to 3.
//
//===----------------------------------------------------------------------===//

#include "Files.h"
#include "Flags.h"
#include "Interrupt.h"
#include "Messages.h"
#include "idealloc/Generators/OpGraphs.h"
#include "idealloc/Schedule/Rematerialize.h"
#include "idealloc/Text/GraphText.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <numeric>

using namespace idealloc;

namespace {

enum ExitCode { Ordered = 0, BadInput = 1, Infeasible = 2, Unknown = 3 };

struct Flags {
  std::string input;
  std::string output;
  std::string generate;
  std::string rule = "auto";
  ScheduleOptions options;
  double rematWork = 0;
  std::string format = "text";
  bool listOrders = false;
  bool listGenerators = false;
  bool compare = false;
  bool verify = false;
  bool timing = false;
};

void addFlags(CLI::App &app, Flags &flags) {
  app.add_option("input", flags.input,
                 "JSON file with ops and values, - for standard input")
      ->type_name("FILE");
  CLI::Option *output =
      app.add_option("-o,--output", flags.output,
                     "Write the input with its order to this file, - for "
                     "standard output (the summary then goes to standard "
                     "error)")
          ->type_name("FILE");
  app.add_option("--generate", flags.generate,
                 "Order a generated graph instead of a file, KIND or "
                 "KIND:KEY=VALUE,... of --list-generators")
      ->type_name("SPEC");
  CLI::Option *rule =
      app.add_option("--order", flags.rule,
                     "How to order, one of --list-orders (default auto)")
          ->type_name("NAME");
  addInteger<Bytes>(app, "--capacity", 0, "BYTES",
                    "Search only until the peak fits (default: none, or what "
                    "the file states)",
                    [&](Bytes bytes) { flags.options.capacity = bytes; });
  addPositive(app, "--effort", flags.options.budget.effort, "X",
              "Scales the budget of search (default 1)");
  addPositive(app, "--time-limit", flags.options.budget.timeLimit, "S",
              "Stop searching after so many seconds; orders then depend on "
              "the clock (default: none)");
  addPositive(app, "--remat-work", flags.rematWork, "PERCENT",
              "Run repeatable ops twice where that makes the peak smaller, for "
              "at most so much more work (default: never); the output is then "
              "a graph of its own");
  app.add_option("--format", flags.format, "Format of the summary")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_flag("--compare", flags.compare,
               "Write a table of all orders instead of a summary")
      ->excludes(output)
      ->excludes(rule);
  app.add_flag("--verify", flags.verify,
               "Order nothing: check the order in the file")
      ->excludes(output)
      ->excludes(rule);
  app.add_flag("--timing", flags.timing, "Add the time in seconds");
  app.add_flag("--list-orders", flags.listOrders, "List the orders and exit");
  app.add_flag("--list-generators", flags.listGenerators,
               "List the kinds of generated graphs with their keys and exit");
  app.set_version_flag("--version", "idealloc-schedule " IDEALLOC_VERSION);
}

int listOrders() {
  for (const OrderRule &rule : orderRules())
    std::printf("%-12.*s %.*s\n", int(rule.name.size()), rule.name.data(),
                int(rule.summary.size()), rule.summary.data());
  return Ordered;
}

int listGenerators() {
  for (const GeneratorKind &kind : graphKinds()) {
    std::printf("%.*s: %.*s\n", int(kind.name.size()), kind.name.data(),
                int(kind.summary.size()), kind.summary.data());
    for (const GeneratorKey &key : kind.keys)
      std::printf("  %-10.*s %.*s (default %.*s)\n", int(key.name.size()),
                  key.name.data(), int(key.meaning.size()), key.meaning.data(),
                  int(key.standard.size()), key.standard.data());
  }
  return Ordered;
}

/// The graph, and the text that it is written into.
struct Input {
  GraphText given;
  std::string text;
  std::string name;
};

Result<Input> readInput(const Flags &flags) {
  if (!flags.generate.empty()) {
    if (!flags.input.empty())
      return Error{"both a file and --generate are given"};
    Result<OpGraph> graph = generateGraph(flags.generate);
    if (!graph)
      return graph.takeError();
    std::string text = toJson(*graph);
    return Input{{.graph = *std::move(graph)}, std::move(text), flags.generate};
  }
  if (flags.input.empty())
    return Error{"no input file; see --help"};
  Result<std::string> text = readFile(flags.input);
  if (!text)
    return text.takeError();
  std::string name = flags.input == "-" ? "<stdin>" : flags.input;
  Result<GraphText> given = readGraph(*text, name);
  if (!given)
    return given.takeError();
  return Input{*std::move(given), *std::move(text), std::move(name)};
}

Bytes givenPeak(const OpGraph &graph) {
  std::vector<size_t> order(graph.ops.size());
  std::iota(order.begin(), order.end(), size_t(0));
  return peakOf(graph, order);
}

/// Checks the order that the file states.
int verifyOrder(const Flags &flags, const Input &input) {
  const OpGraph &graph = input.given.graph;
  if (!input.given.order)
    return complain(input.name + ": there is no order");
  Schedule schedule{.order = *input.given.order, .status = Status::Feasible};
  VerifyOrderOptions options{.states = 0};
  std::optional<OrderError> error = verify(graph, schedule, options);
  // No peak is claimed.
  if (error && error->fault != OrderFault::WrongPeak)
    return complain(input.name + ": " + error->message);
  const Bytes peak = peakOf(graph, schedule.order);
  const std::optional<Bytes> capacity = flags.options.capacity;
  if (capacity && peak > *capacity)
    return complain(input.name + ": the order needs " + std::to_string(peak) +
                    " bytes, capacity is " + std::to_string(*capacity));
  if (flags.format == "text")
    std::printf("valid: %zu ops in %lld bytes\n", schedule.order.size(),
                static_cast<long long>(peak));
  else
    std::printf("{\"valid\": true, \"peak\": %lld}\n",
                static_cast<long long>(peak));
  return Ordered;
}

/// A row for each order.
int compare(const Flags &flags, const OpGraph &graph) {
  std::printf("%-12s %14s %14s %7s  %-10s %8s%s\n", "order", "peak",
              "lower_bound", "ratio", "status", "work",
              flags.timing ? "  seconds" : "");
  const Bytes given = givenPeak(graph);
  for (const OrderRule &rule : orderRules()) {
    const auto start = std::chrono::steady_clock::now();
    const Schedule schedule = rule.run(graph, flags.options);
    const std::chrono::duration<double> seconds =
        std::chrono::steady_clock::now() - start;
    std::printf("%-12.*s %14lld %14lld %7.3f  %-10s %8llu",
                int(rule.name.size()), rule.name.data(),
                static_cast<long long>(schedule.peak),
                static_cast<long long>(schedule.lowerBound),
                given == 0 ? 1
                           : static_cast<double>(schedule.peak) /
                                 static_cast<double>(given),
                toString(schedule.status),
                static_cast<unsigned long long>(schedule.work));
    if (flags.timing)
      std::printf("  %.6f", seconds.count());
    std::printf("\n");
  }
  return Ordered;
}

/// A schedule, and what it is written as.
struct Answer {
  Schedule schedule = {};
  OrderSummary summary = {};
  OpGraph graph = {};
  std::string text = {};
};

Answer answerWithClones(const Flags &flags, const OpGraph &graph) {
  Rematerialized found = rematerialize(
      graph, {.schedule = flags.options, .workPercent = flags.rematWork});
  Answer answer{.schedule = std::move(found.schedule)};
  answer.summary.clones = found.clones.size();
  answer.summary.extraWork = found.extraWork;
  answer.text = toJson(found.graph, &answer.schedule.order);
  answer.graph = std::move(found.graph);
  return answer;
}

Answer answerWith(const Flags &flags, const Input &input,
                  const OrderRule &rule) {
  const OpGraph &graph = input.given.graph;
  const auto start = std::chrono::steady_clock::now();
  Answer answer;
  if (flags.rematWork > 0) {
    answer = answerWithClones(flags, graph);
  } else {
    answer.graph = graph;
    answer.schedule = rule.run(graph, flags.options);
  }
  const std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - start;
  if (flags.rematWork == 0)
    answer.text = writeOrder(input.text, graph, answer.schedule.order);
  answer.summary.rule = rule.name;
  answer.summary.givenPeak = givenPeak(graph);
  answer.summary.capacity = flags.options.capacity;
  if (flags.timing)
    answer.summary.seconds = seconds.count();
  return answer;
}

int order(const Flags &flags, const Input &input, const OrderRule &rule) {
  const Answer answer = answerWith(flags, input, rule);
  const Schedule &schedule = answer.schedule;
  const std::string shown =
      flags.format == "json"
          ? summaryJson(answer.graph, schedule, answer.summary)
          : summaryText(answer.graph, schedule, answer.summary);
  const bool fits =
      schedule.status == Status::Optimal || schedule.status == Status::Feasible;
  if (fits && !flags.output.empty())
    if (std::string error = writeFile(flags.output, answer.text);
        !error.empty())
      return complain(error);
  std::fputs(shown.c_str(), flags.output == "-" ? stderr : stdout);
  if (fits)
    return Ordered;
  complain(input.name + ": " +
           explain(answer.graph, schedule, *flags.options.capacity));
  return schedule.status == Status::Infeasible ? Infeasible : Unknown;
}

int run(Flags &flags) {
  if (flags.listOrders)
    return listOrders();
  if (flags.listGenerators)
    return listGenerators();
  const OrderRule *rule = findOrderRule(flags.rule);
  if (!rule)
    return complain(unknownOrderMessage(flags.rule));
  if (flags.rematWork > 0 && (flags.rule != "auto" || flags.compare))
    return complain("--remat-work needs --order auto, and no --compare");
  Result<Input> input = readInput(flags);
  if (!input)
    return complain(input.error());
  if (!flags.options.capacity)
    flags.options.capacity = input->given.capacity;
  if (flags.verify)
    return verifyOrder(flags, *input);
  flags.options.budget.stop = catchInterrupts();
  const int code = flags.compare ? compare(flags, input->given.graph)
                                 : order(flags, *input, *rule);
  return std::fflush(stdout) == 0 ? code
                                  : complain("cannot write standard output");
}

} // namespace

int main(int argc, char **argv) {
  CLI::App app("Orders the ops of a graph so that the values between them need "
               "few bytes.");
  app.footer("Exit codes: 0 ordered, 1 bad input, 2 infeasible, 3 unknown.\n"
             "SIGINT and SIGTERM end the search: the best order so far is the "
             "answer.\nA second one ends the program.");
  Flags flags;
  addFlags(app, flags);
  return runTool(app, argc, argv, [&] { return run(flags); });
}
