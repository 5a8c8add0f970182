//===- GraphText.h - Graphs of ops and their orders as text -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The file format, by example (docs/Schedule.md has all of it):
//
//   {
//     "capacity": 65536,
//     "values": [
//       {"id": "x", "bytes": 100, "input": true},
//       {"id": "y", "bytes": 50},
//       {"id": "z", "bytes": 50, "output": true}
//     ],
//     "ops": [
//       {"id": "conv", "reads": ["x"], "writes": ["y"], "extra": 64},
//       {"id": "relu", "reads": ["y"], "writes": ["z"], "after": ["conv"],
//        "in_place": [["y", "z"]], "work": 50, "repeatable": true}
//     ],
//     "order": ["conv", "relu"]
//   }
//
// Required are values and ops, and of each its id, of values bytes. Ops stand
// in an order that keeps all constraints. Keys, numbers and text are as in
// Json.h.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_GRAPHTEXT_H
#define IDEALLOC_TEXT_GRAPHTEXT_H

#include "idealloc/Schedule/Schedule.h"

#include <string_view>

namespace idealloc {

/// A graph as read.
struct GraphText {
  OpGraph graph = {};
  std::optional<Bytes> capacity = std::nullopt;
  /// The order that the text states: each op once, if there is one.
  std::optional<std::vector<size_t>> order = std::nullopt;
};

/// Parses and checks a graph. The error is the first one, "file:line:column:
/// what is wrong". Cost: O(n log n), and O(text) memory.
Result<GraphText> readGraph(std::string_view text, std::string_view file);

/// The input text with the order filled in (added at the end if absent); all
/// else byte for byte. `text` must be what `readGraph` accepted.
std::string writeOrder(std::string_view text, const OpGraph &graph,
                       const std::vector<size_t> &order);

/// A graph as text, one value and op per line, and its order if one is given.
/// What has no id gets "#index".
std::string toJson(const OpGraph &graph,
                   const std::vector<size_t> *order = nullptr);

/// What a summary shows besides the schedule.
struct OrderSummary {
  std::string_view rule; ///< Name of the order rule.
  /// Of the given order.
  Bytes givenPeak = 0;
  std::optional<Bytes> capacity = std::nullopt;
  /// Ops that run more than once, and the work that it costs; shown only if
  /// given.
  std::optional<size_t> clones = std::nullopt;
  uint64_t extraWork = 0;
  /// Shown only if given.
  std::optional<double> seconds = std::nullopt;
};

/// One "name value" line per figure, in the order of summaryJson.
std::string summaryText(const OpGraph &graph, const Schedule &schedule,
                        const OrderSummary &options);

/// One JSON object with exactly these keys, in this order: ops values
/// given_peak lower_bound peak status order_rule work moved capacity, clones
/// and extra_work if given, seconds if given. `moved` is how many ops do not
/// stand where the given order has them; capacity is null without one.
std::string summaryJson(const OpGraph &graph, const Schedule &schedule,
                        const OrderSummary &options);

/// Why a schedule with status Infeasible or Unknown does not fit: the bytes
/// needed, the capacity, the difference, and the op at the peak. "" for others.
/// One line.
std::string explain(const OpGraph &graph, const Schedule &schedule,
                    Bytes capacity);

} // namespace idealloc

#endif // IDEALLOC_TEXT_GRAPHTEXT_H
