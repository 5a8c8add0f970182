//===- Cuts.cpp - The least memory among sets of ops ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cuts.h"
#include "MaxFlow.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// Where an op or macro stands in the network: a node, or one of the ends.
constexpr Index source = 0, sink = 1;

class Network {
public:
  Network(const Model &model, const Macros &macros,
          const std::vector<Part> &parts, const std::vector<Index> &open)
      : model(model), macros(macros), nodes(macros.size()) {
    for (size_t m = 0; m < macros.size(); ++m)
      nodes[m] = parts[m] == Part::HasRun ? source : sink;
    for (Index m : open)
      nodes[m] = flow.addNode();
    for (Index m : open)
      for (Index other : macros.before[m])
        if (isOpen(nodes[other]))
          flow.addArc(nodes[m], nodes[other], MaxFlow::endless);
  }

  static bool isOpen(Index node) { return node > sink; }
  /// The node of an op outside of the macro that is cut in two.
  Index nodeOf(Index op) const { return nodes[macros.macroOf[op]]; }

  /// Adds the bytes of a value, if it is live; `ends` are the nodes of its
  /// touchers.
  void addValue(size_t v, const std::vector<Index> &ends) {
    const bool isBorn =
        model.isInput[v] || std::ranges::find(ends, source) != ends.end();
    const bool isNeeded =
        model.isOutput[v] || std::ranges::find(ends, sink) != ends.end();
    if (isBorn && isNeeded) {
      bytes += model.bytes[v];
      return;
    }
    if (std::ranges::none_of(ends, isOpen))
      return;
    const Index from = isBorn ? source : flow.addNode();
    const Index to = isNeeded ? sink : flow.addNode();
    flow.addArc(from, to, model.bytes[v]);
    for (Index end : ends) {
      if (!isOpen(end))
        continue;
      if (!isBorn)
        flow.addArc(end, from, MaxFlow::endless);
      if (!isNeeded)
        flow.addArc(to, end, MaxFlow::endless);
    }
  }

  /// Adds bytes unless all these nodes have run.
  void addUnlessAll(Bytes amount, const std::vector<Index> &ends) {
    const Index all = flow.addNode();
    flow.addArc(source, all, amount);
    for (Index end : ends)
      if (end != source)
        flow.addArc(all, end, MaxFlow::endless);
  }

  /// The least bytes.
  Bytes solve() { return bytes + flow.run(); }
  /// After that, of each macro: is it in the largest set of these bytes?
  std::vector<char> largestSet() const {
    const std::vector<char> reaches = flow.reachesSink();
    std::vector<char> set;
    for (Index node : nodes)
      set.push_back(node == source || (isOpen(node) && !reaches[node]));
    return set;
  }

  Bytes bytes = 0; ///< What does not depend on the cut.

private:
  const Model &model;
  const Macros &macros;
  MaxFlow flow;
  std::vector<Index> nodes; ///< Of each macro.
};

} // namespace

std::vector<char> idealloc::leastLive(const Model &model, const Macros &macros,
                                      const std::vector<Part> &parts,
                                      const std::vector<Index> &open) {
  Network network(model, macros, parts, open);
  std::vector<Index> touched;
  for (Index m : open)
    for (Index op : macros.ops[m])
      touched.insert(touched.end(), model.touches[op].begin(),
                     model.touches[op].end());
  std::ranges::sort(touched);
  touched.erase(std::ranges::unique(touched).begin(), touched.end());
  std::vector<Index> ends;
  for (Index v : touched) {
    ends.clear();
    for (Index op : model.touchers[v])
      ends.push_back(network.nodeOf(op));
    network.addValue(v, ends);
  }
  network.solve();
  return network.largestSet();
}

namespace {

/// The network of an op that runs.
class CostNetwork {
public:
  CostNetwork(const Model &model, const Macros &macros, Index op)
      : model(model), macros(macros), op(op), macro(macros.macroOf[op]),
        parts(macros.size(), Part::HasNotRun), open(openMacros()),
        network(model, macros, parts, open) {
    const std::vector<Index> &run = macros.ops[macro];
    before.assign(run.begin(), std::ranges::find(run, op));
    std::ranges::sort(before);
  }

  Bytes run() {
    std::vector<Index> ends;
    for (size_t v = 0; v < model.valueCount(); ++v) {
      if (model.touchers[v].empty() && !model.isInput[v])
        continue;
      if (std::ranges::binary_search(model.touches[op], Index(v))) {
        network.bytes += model.bytes[v];
        continue;
      }
      findEnds(v, ends);
      network.addValue(v, ends);
    }
    network.bytes += model.extra[op];
    addSavings();
    return network.solve();
  }

private:
  /// Those that may run before or after the op; sets `parts`.
  std::vector<Index> openMacros() {
    std::vector<Index> result;
    for (Index m = 0; m < macros.size(); ++m)
      if (macros.closure.isBefore(m, macro)) {
        parts[m] = Part::HasRun;
      } else if (m != macro && !macros.closure.isBefore(macro, m)) {
        parts[m] = Part::Open;
        result.push_back(m);
      }
    return result;
  }

  /// The nodes of all touchers of a value but the op itself.
  void findEnds(size_t v, std::vector<Index> &ends) const {
    ends.clear();
    for (Index other : model.touchers[v])
      if (other != op)
        ends.push_back(macros.macroOf[other] != macro ? network.nodeOf(other)
                       : std::ranges::binary_search(before, other) ? source
                                                                   : sink);
  }

  void addSavings() {
    const std::span<const Model::Saving> all = model.savings(op);
    for (size_t begin = 0, end = 0; begin < all.size(); begin = end) {
      Bytes most = 0;
      std::vector<Index> ends;
      size_t sources = 0;
      for (; end < all.size() && all[end].target == all[begin].target; ++end) {
        const Index v = all[end].source;
        std::vector<Index> its;
        findEnds(v, its);
        if (model.isOutput[v] || std::ranges::find(its, sink) != its.end())
          continue;
        ++sources;
        most = std::max(most, all[end].bytes);
        ends = std::move(its);
      }
      network.bytes -= most;
      if (sources == 1)
        network.addUnlessAll(most, ends);
    }
  }

  const Model &model;
  const Macros &macros;
  Index op;
  Index macro;
  std::vector<Index> before; ///< Ops of its macro that run before it.
  std::vector<Part> parts;
  std::vector<Index> open;
  Network network;
};

} // namespace

Bytes idealloc::leastCost(const Model &model, const Macros &macros, Index op) {
  return CostNetwork(model, macros, op).run();
}
