//===- Strategies.cpp - The table of planning strategies ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Strategies.h"
#include "Fit/Orders.h"
#include "idealloc/Planner/Auto.h"
#include "idealloc/Planner/Exact.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

using namespace idealloc;

namespace {

Plan automatic(const Problem &problem, const StrategyOptions &options) {
  return planAuto(problem, options.budget);
}

Plan exact(const Problem &problem, const StrategyOptions &options) {
  return planExact(problem, {.budget = options.budget});
}

Plan boxing(const Problem &problem, const StrategyOptions &options) {
  return planBoxing(problem, {.budget = options.budget,
                              .search = options.search,
                              .trees = options.trees,
                              .repair = options.repair,
                              .epsilon = options.epsilon});
}

Plan greedy(const Problem &problem, const StrategyOptions &options) {
  return planGreedy(problem, options.budget);
}

template <size_t order, size_t fit>
Plan fitInOrder(const Problem &problem, const StrategyOptions &) {
  return fitTable[fit].plan(problem, orderTable[order].order);
}

constexpr Strategy families[] = {
    {"auto",
     "The portfolio: trivial cases, simple orders, exact search; proves what "
     "it can within its budget, stops at the lower bound.",
     automatic, "decodes and nodes", "", true},
    {"exact",
     "Branch and bound with restarts; the smallest plan and its proof, or the "
     "best of both when the budget ends.",
     exact, "decodes and nodes", "", true},
    {"boxing",
     "Trivial cases, then boxes of boxes of buffers of similar size, placed in "
     "their order, under a tree search, and repair; stops at the lower bound.",
     boxing, "iterations", "", true},
    {"greedy",
     "Trivial cases, then the best of all first-fit and best-fit rows; optimal "
     "in the trivial cases, stops at the lower bound.",
     greedy},
};

/// Each order with each fit. Their names live as long as the program.
class FitStrategies {
public:
  FitStrategies() {
    addOrders(std::make_index_sequence<std::size(orderTable)>());
  }

  std::vector<Strategy> rows;

private:
  template <size_t... orders> void addOrders(std::index_sequence<orders...>) {
    (addFits<orders>(std::make_index_sequence<std::size(fitTable)>()), ...);
  }
  template <size_t order, size_t... fits>
  void addFits(std::index_sequence<fits...>) {
    (add(orderTable[order], fitTable[fits], fitInOrder<order, fits>), ...);
  }
  void add(const OrderRow &order, const FitRow &fit,
           decltype(Strategy::plan) plan) {
    Strategy row{.name = keep(fit.name, "-", order.name),
                 .summary = keep(fit.text, ", ", order.text,
                                 "; no guarantee, O((n + conflicts) log n)."),
                 .plan = plan};
    rows.push_back(row);
  }
  std::string_view keep(auto... parts) {
    std::string &text = texts.emplace_back();
    (text.append(parts), ...);
    return text;
  }

  std::deque<std::string> texts;
};

/// A deque, for rows that stay where they are. The planner's own are in it from
/// the first use on.
std::deque<Strategy> &table() {
  static const FitStrategies fits;
  static std::deque<Strategy> rows = [] {
    std::deque<Strategy> ours(std::begin(families), std::end(families));
    ours.insert(ours.end(), fits.rows.begin(), fits.rows.end());
    return ours;
  }();
  return rows;
}

struct NamedSearch {
  std::string_view name;
  BoxingSearch search;
};

constexpr NamedSearch searches[] = {{"mcts", BoxingSearch::Tree},
                                    {"random", BoxingSearch::Random}};

/// "unknown strategy 'x'; known: a, b, c".
std::string unknownMessage(std::string_view what, std::string_view name,
                           auto &&rows) {
  std::string message =
      "unknown " + std::string(what) + " '" + std::string(name) + "'; known";
  const char *separator = ": ";
  for (const auto &row : rows) {
    message += separator;
    message += row.name;
    separator = ", ";
  }
  return message;
}

bool isOurs(const Strategy &row) { return row.system.empty(); }

} // namespace

const std::deque<Strategy> &idealloc::strategies() { return table(); }

std::string idealloc::registerStrategy(const Strategy &row) {
  if (row.name.empty())
    return "a strategy needs a name";
  std::string quoted = "strategy '" + std::string(row.name) + "'";
  if (!row.plan)
    return quoted + " has no function";
  if (findStrategy(row.name))
    return quoted + " is registered already";
  table().push_back(row);
  return "";
}

std::string_view idealloc::defaultStrategy() { return "auto"; }

const Strategy *idealloc::findStrategy(std::string_view name) {
  auto row = std::ranges::find(table(), name, &Strategy::name);
  return row == table().end() ? nullptr : &*row;
}

std::string idealloc::unknownStrategyMessage(std::string_view name) {
  std::string message =
      unknownMessage("strategy", name, table() | std::views::filter(isOurs));
  if (!std::ranges::all_of(table(), isOurs))
    message +=
        " and those of other systems, see idealloc-plan --list-strategies";
  return message;
}

std::optional<BoxingSearch> idealloc::findSearch(std::string_view name) {
  auto row = std::ranges::find(searches, name, &NamedSearch::name);
  if (row == std::end(searches))
    return std::nullopt;
  return row->search;
}

std::string idealloc::unknownSearchMessage(std::string_view name) {
  return unknownMessage("search", name, searches);
}

std::string idealloc::explainRefusal(const StrategyOptions &options) {
  if (!std::isfinite(options.budget.effort) || options.budget.effort <= 0)
    return "effort must be a finite number above 0";
  if (options.budget.timeLimit && (!std::isfinite(*options.budget.timeLimit) ||
                                   *options.budget.timeLimit <= 0))
    return "time-limit must be a finite number of seconds above 0";
  if (options.budget.iterations && *options.budget.iterations < 1)
    return "iterations must be at least 1";
  if (options.trees < 1 || options.trees > mostTrees)
    return "trees must be from 1 to " + std::to_string(mostTrees);
  if (options.epsilon &&
      !(*options.epsilon > 0 && *options.epsilon < epsilonLimit))
    return "epsilon must be strictly between 0 and 0.618";
  return "";
}

std::string idealloc::effortText(const Strategy &strategy, uint64_t effort) {
  std::string_view unit = strategy.effortUnit;
  if (effort == 1) {
    unit = unit.substr(0, unit.find(' '));
    unit.remove_suffix(1);
  }
  return std::to_string(effort) + " " + std::string(unit);
}

std::string_view idealloc::unsupported(const Strategy &strategy,
                                       const Problem &problem) {
  auto any = [&](auto needs) {
    return std::ranges::any_of(problem.buffers, needs);
  };
  if (!strategy.honoursPins &&
      any([](const Buffer &b) { return b.pin.has_value(); }))
    return "pins";
  if (!strategy.honoursAlignment &&
      any([](const Buffer &b) { return b.alignment != 1; }))
    return "alignments";
  if (!strategy.honoursGaps &&
      any([](const Buffer &b) { return !b.gaps.empty(); }))
    return "gaps";
  if (!strategy.honoursReserved && !problem.reserved.empty())
    return "reserved ranges";
  return "";
}

Result<Plan> idealloc::planWith(std::string_view name, const Problem &problem,
                                const StrategyOptions &options) {
  const Strategy *strategy = findStrategy(name);
  if (!strategy)
    return Error{unknownStrategyMessage(name)};
  if (std::string error = explainRefusal(options); !error.empty())
    return Error{std::move(error)};
  if (std::optional<ProblemError> error = check(problem))
    return Error{error->message};
  if (std::string_view what = unsupported(*strategy, problem); !what.empty())
    return Error{"strategy '" + std::string(name) + "' does not honour " +
                 std::string(what)};
  Plan plan = strategy->plan(problem, options);
  bool fits = plan.status == Status::Optimal || plan.status == Status::Feasible;
  if (std::optional<PlanError> error = verify(problem, plan, !fits))
    return Error{"strategy '" + std::string(name) +
                 "' made an invalid plan: " + error->message};
  return plan;
}
