//===- BoxingTree.cpp - Monte Carlo tree search over boxings --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxingTree.h"
#include "Hash.h"

#include <algorithm>
#include <bit>
#include <cmath>

using namespace idealloc;

namespace {

/// A run departs at a node with probability departure / sqrt(runs), at least
/// leastDeparture.
constexpr double departure = 2;
constexpr double leastDeparture = 0.02;

/// A node with v visits has up to widening * sqrt(v) edges.
constexpr double widening = 8;

/// The weight of what was rarely tried, in rewards.
constexpr double exploration = 0.1;

/// Uniform in [0, 1).
double uniform(uint64_t hash) {
  return static_cast<double>(hash >> 11) * 0x1p-53;
}

/// About the natural logarithm of value >= 1, the same on every machine.
double roughLog(uint32_t value) {
  int bits = std::bit_width(value) - 1;
  return 0.6931 *
         (bits + static_cast<double>(value) / (uint64_t(1) << bits) - 1);
}

} // namespace

uint64_t RandomChooser::choose(uint64_t key, uint64_t count) {
  return mix(seed ^ mix(key)) % count;
}

uint64_t BoxingTree::choose(uint64_t key, uint64_t count) {
  if (count == 1)
    return 0;
  Move move{key, select(key, count)};
  std::lock_guard<std::mutex> lock(mutex);
  moves.push_back(move);
  return move.candidate;
}

uint64_t BoxingTree::select(uint64_t key, uint64_t count) const {
  const uint64_t hash = mix(mix(seed + run) ^ mix(key));
  const uint64_t fresh = mix(hash + 1) % count;
  auto found = nodes.find(key);
  if (found == nodes.end())
    return fresh;
  const Node &node = found->second;
  double rate = std::max(leastDeparture,
                         departure / std::sqrt(static_cast<double>(run + 1)));
  if (uniform(hash) >= rate)
    return std::ranges::max_element(node.edges, {},
                                    [](const Edge &edge) {
                                      return std::pair(edge.best, edge.latest);
                                    })
        ->candidate;
  auto edges = static_cast<double>(node.edges.size());
  if (node.edges.size() < count &&
      edges < widening * std::sqrt(static_cast<double>(node.visits)))
    return fresh;
  const double log = roughLog(node.visits + 1);
  return std::ranges::max_element(
             node.edges, {},
             [&](const Edge &edge) {
               return edge.best +
                      exploration * std::sqrt(log / (edge.visits + 1));
             })
      ->candidate;
}

void BoxingTree::reward(double value) {
  ++run;
  std::ranges::sort(moves);
  moves.erase(std::unique(moves.begin(), moves.end()), moves.end());
  for (const Move &move : moves) {
    Node &node = nodes[move.key];
    ++node.visits;
    auto edge = std::ranges::find(node.edges, move.candidate, &Edge::candidate);
    if (edge == node.edges.end())
      edge = node.edges.insert(edge, Edge{move.candidate});
    ++edge->visits;
    if (value >= edge->best) {
      edge->best = value;
      edge->latest = run;
    }
  }
  moves.clear();
  if (nodes.size() > mostNodes)
    prune();
}

void BoxingTree::prune() {
  // Twice as many visits are asked for until half of the nodes are gone.
  for (uint32_t visits = 1; nodes.size() > mostNodes / 2; visits *= 2)
    std::erase_if(
        nodes, [&](const auto &node) { return node.second.visits <= visits; });
}
