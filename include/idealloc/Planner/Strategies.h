//===- Strategies.h - The table of planning strategies ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one table that tools and passes share. A new algorithm is one declaration
// beside its family's, one .cpp file and one row in Strategies.cpp; an order of
// placement is one row in Orders.h. Any program that links the planner can add
// rows of its own with `registerStrategy`, as `registerPeerStrategies` of the
// library Peers does.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_STRATEGIES_H
#define IDEALLOC_PLANNER_STRATEGIES_H

#include "idealloc/Planner/Boxing.h"
#include "idealloc/Planner/Budget.h"
#include "idealloc/Planner/Plan.h"
#include "idealloc/Planner/Result.h"

#include <deque>
#include <string_view>

namespace idealloc {

/// What epsilon stays below: (sqrt(5) - 1) / 2, rounded down.
inline constexpr double epsilonLimit = 0.618;

/// The most independent trees of boxing.
inline constexpr uint64_t mostTrees = 1024;

/// The budget and the choices that every strategy takes; those without use for
/// one ignore it.
struct StrategyOptions {
  Budget budget = {};
  /// Strategy boxing: where its critical points come from.
  BoxingSearch search = BoxingSearch::Tree;
  /// Strategy boxing: independent trees, 1 to mostTrees, that share the
  /// iterations. The plan depends on their number, not on `threads`.
  uint64_t trees = BoxingOptions().trees;
  /// Strategy boxing: improve the best plans by exchanging buffers.
  bool repair = true;
  /// Strategy boxing: epsilon of the last boxing, strictly between 0 and
  /// epsilonLimit. Unset: drawn anew for each boxing.
  std::optional<double> epsilon = std::nullopt;
};

/// Why the options are refused, in one sentence; "" if they are not.
std::string explainRefusal(const StrategyOptions &options);

/// The search of this name, mcts or random.
std::optional<BoxingSearch> findSearch(std::string_view name);

/// "unknown search 'x'; known: mcts, random".
std::string unknownSearchMessage(std::string_view name);

/// One row of the table. What its strings refer to must live as long as the
/// program: literals do.
struct Strategy {
  std::string_view name;
  /// One sentence for --list-strategies: method, guarantee, cost.
  std::string_view summary = "";
  Plan (*plan)(const Problem &, const StrategyOptions &) = nullptr;
  /// What Plan::effort counts, in the plural.
  std::string_view effortUnit = "decodes";
  /// The system whose planner this is; empty for our own.
  std::string_view system = "";
  /// The plan may depend on the seed.
  bool randomised = false;
  /// Properties of the input that the strategy cannot honour; such input is
  /// refused by `planWith`.
  bool honoursPins = true;
  bool honoursAlignment = true;
  bool honoursReserved = true;
  bool honoursGaps = true;
};

/// All strategies: ours, then what was registered, in that order. A row stays
/// where it is when others are registered.
const std::deque<Strategy> &strategies();

/// Adds a row. Returns why it is refused, in one sentence: the name is empty or
/// taken, or there is no function; "" if it is not. The function answers for
/// every well-formed problem with what the row says that it honours, and
/// `planWith` verifies each plan. Not thread-safe: call it before the first
/// plan, on one thread; all else in this header is safe from then on.
std::string registerStrategy(const Strategy &row);

/// The strategy used where the user names none.
std::string_view defaultStrategy();

/// The row with this name, or null.
const Strategy *findStrategy(std::string_view name);

/// "unknown strategy 'x'; known: a, b, c". Rows of other systems are not named;
/// where some are registered, " and those of other systems, see idealloc-plan
/// --list-strategies" follows.
std::string unknownStrategyMessage(std::string_view name);

/// "1000 iterations", "1 iteration". One of "decodes and nodes" is "1 decode":
/// no search begins before a decode.
std::string effortText(const Strategy &strategy, uint64_t effort);

/// What of this problem the strategy cannot honour: "pins", "alignments",
/// "gaps" or "reserved ranges"; "" if it honours all there is.
std::string_view unsupported(const Strategy &strategy, const Problem &problem);

/// Checks the problem, the name and the options, refuses input the strategy
/// cannot honour, runs it and verifies its plan. The one entry point of tools
/// and passes.
Result<Plan> planWith(std::string_view name, const Problem &problem,
                      const StrategyOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_PLANNER_STRATEGIES_H
