//===- OpGraphs.cpp - Generated graphs of ops -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Generators/OpGraphs.h"
#include "Dice.h"
#include "SpecValues.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// Adds ops with what they read and write.
class Builder {
public:
  size_t input(const std::string &id, Bytes bytes) {
    graph.values.push_back({.id = id, .bytes = bytes, .isInput = true});
    return graph.values.size() - 1;
  }

  /// An op that writes one value of the same id.
  size_t op(const std::string &id, Bytes bytes,
            const std::vector<size_t> &reads, uint64_t work = 1) {
    const size_t index = graph.ops.size();
    graph.ops.push_back({.id = id, .work = work});
    for (size_t v : reads)
      graph.values[v].users.push_back(index);
    graph.values.push_back({.id = id, .bytes = bytes, .producer = index});
    return graph.values.size() - 1;
  }

  /// One that may write over what it reads.
  size_t inPlace(const std::string &id, Bytes bytes,
                 const std::vector<size_t> &reads, uint64_t work = 1) {
    const size_t value = op(id, bytes, reads, work);
    std::vector<InPlacePair> &pairs = graph.ops.back().inPlace;
    for (size_t source : reads)
      if (std::ranges::find(pairs, source, &InPlacePair::source) == pairs.end())
        pairs.push_back({source, value});
    return value;
  }

  OpGraph graph;
};

/// Of each node, the lower nodes with an edge to it.
std::vector<std::vector<size_t>> smallWorld(const RandWireShape &shape,
                                            Dice &dice) {
  const size_t n = shape.nodes;
  std::vector<std::vector<char>> edges(n, std::vector<char>(n));
  auto join = [&](size_t a, size_t b, char isThere) {
    edges[a][b] = edges[b][a] = isThere;
  };
  for (size_t node = 0; node < n; ++node)
    for (size_t hop = 1; hop <= shape.neighbours / 2; ++hop)
      join(node, (node + hop) % n, true);
  for (size_t hop = 1; hop <= shape.neighbours / 2; ++hop)
    for (size_t node = 0; node < n; ++node) {
      const size_t old = (node + hop) % n;
      if (dice(100) >= shape.percent || !edges[node][old])
        continue;
      const size_t end = dice(n);
      if (end == node || edges[node][end])
        continue;
      join(node, old, false);
      join(node, end, true);
    }
  std::vector<std::vector<size_t>> lower(n);
  for (size_t node = 0; node < n; ++node)
    for (size_t other = 0; other < node; ++other)
      if (edges[node][other])
        lower[node].push_back(other);
  return lower;
}

class DartsCells {
public:
  DartsCells(size_t cells, Bytes bytes) : count(cells), bytes(bytes) {}

  OpGraph run() {
    before = last = build.op("stem", 4 * bytes, {build.input("image", bytes)});
    for (size_t c = 0; c < count; ++c) {
      const bool reduces = c == count / 3 || c == 2 * count / 3;
      cell("cell" + std::to_string(c), reduces && count > 2);
    }
    build.graph.values[last].isOutput = true;
    return std::move(build.graph);
  }

private:
  enum class Edge { Separable, Dilated, Skip, Pool };
  struct Half {
    Edge edge;
    size_t from; ///< 0 and 1: the cells before; 2 and more: nodes.
  };

  void cell(const std::string &name, bool reduces) {
    using enum Edge;
    static constexpr Half normal[] = {
        {Separable, 0}, {Separable, 1}, {Separable, 0}, {Separable, 1},
        {Separable, 1}, {Skip, 0},      {Skip, 0},      {Dilated, 2}};
    static constexpr Half reduction[] = {{Pool, 0}, {Pool, 1}, {Skip, 2},
                                         {Pool, 1}, {Pool, 0}, {Skip, 2},
                                         {Skip, 2}, {Pool, 1}};
    std::vector<size_t> nodes = {build.op(name + ".in0", bytes, {before}),
                                 build.op(name + ".in1", bytes, {last})};
    if (reduces)
      bytes = std::max<Bytes>(1, bytes / 2);
    const Half *halves = reduces ? reduction : normal;
    for (size_t node = 2; node < 6; ++node) {
      const std::string id = name + ".node" + std::to_string(node);
      std::vector<size_t> ends;
      for (size_t side = 0; side < 2; ++side) {
        const Half &half = halves[2 * (node - 2) + side];
        ends.push_back(
            edge(id + (side == 0 ? "a" : "b"), half.edge, nodes[half.from]));
      }
      nodes.push_back(build.inPlace(id, bytes, ends));
    }
    before = last;
    last = build.op(name, 4 * bytes, {nodes.begin() + 2, nodes.end()});
  }

  size_t edge(const std::string &id, Edge kind, size_t from) {
    if (kind == Edge::Skip)
      return from;
    if (kind == Edge::Pool)
      return build.op(id + ".pool", bytes, {from});
    for (size_t step = 0; step < (kind == Edge::Separable ? 2u : 1u); ++step) {
      const std::string name = id + std::to_string(step);
      from = build.op(name + ".depthwise", bytes, {from});
      from = build.op(name + ".pointwise", bytes, {from});
    }
    return from;
  }

  Builder build;
  size_t count;
  Bytes bytes;
  size_t before = 0, last = 0; ///< Outputs of the two cells before.
};

constexpr uint64_t mostOps = 1'000'000;
constexpr GeneratorKey seedKey = {"seed", "1", 0, anySeed,
                                  "seed of the random numbers"};
constexpr GeneratorKey bytesKey = {"bytes", "1048576", 1, mostChosenBytes,
                                   "bytes of a value of the first layers"};
constexpr GeneratorKey randWireKeys[] = {
    {"stages", "3", 1, 30, "number of stages"},
    {"nodes", "32", 3, 1000, "nodes of a stage"},
    {"neighbours", "4", 2, 100, "neighbours of a node before rewiring, even"},
    {"percent", "75", 0, 100, "share of edges that are rewired"},
    bytesKey,
    {"split", "0", 0, 1, "1: sum and convolution of a node are two ops"},
    seedKey};
constexpr GeneratorKey dartsKeys[] = {
    {"cells", "20", 1, 10'000, "number of cells"}, bytesKey};
constexpr GeneratorKey trainingKeys[] = {
    {"n", "20", 1, 100'000, "number of layers"}, bytesKey};

constexpr GeneratorKind kinds[] = {
    {"randwire", "Stages of randomly wired nodes.", randWireKeys},
    {"darts", "Cells that read the two before them.", dartsKeys},
    {"training", "One step of training a chain of layers.", trainingKeys},
};

Result<OpGraph> makeRandWire(SpecValues values) {
  const RandWireShape shape{.stages = values[0].number,
                            .nodes = values[1].number,
                            .neighbours = values[2].number,
                            .percent = values[3].number,
                            .bytes = Bytes(values[4].number),
                            .splits = values[5].number != 0};
  if (shape.neighbours % 2 != 0 || shape.neighbours >= shape.nodes)
    return Error{"neighbours must be even and fewer than nodes"};
  return randWireGraph(shape, values[6].number);
}

Result<OpGraph> makeDarts(SpecValues values) {
  return dartsGraph(values[0].number, Bytes(values[1].number));
}

Result<OpGraph> makeTraining(SpecValues values) {
  return trainingGraph(values[0].number, Bytes(values[1].number));
}

/// Of each kind, in the same order.
constexpr Result<OpGraph> (*makers[])(SpecValues) = {makeRandWire, makeDarts,
                                                     makeTraining};
static_assert(std::size(kinds) == std::size(makers));

} // namespace

OpGraph idealloc::randWireGraph(const RandWireShape &shape, uint64_t seed) {
  Dice dice(seed);
  Builder build;
  Bytes bytes = shape.bytes;
  size_t from = build.input("image", bytes);
  for (size_t s = 0; s < shape.stages; ++s) {
    const std::string stage = "stage" + std::to_string(s);
    const std::vector<std::vector<size_t>> lower = smallWorld(shape, dice);
    from = build.op(stage + ".in", bytes, {from});
    std::vector<size_t> nodes, ends;
    std::vector<char> isRead(shape.nodes);
    for (size_t node = 0; node < shape.nodes; ++node) {
      const std::string id = stage + ".node" + std::to_string(node);
      std::vector<size_t> reads;
      for (size_t other : lower[node]) {
        reads.push_back(nodes[other]);
        isRead[other] = true;
      }
      if (reads.empty())
        reads.push_back(from);
      if (shape.splits && reads.size() > 1)
        reads = {build.inPlace(id + ".sum", bytes, reads)};
      nodes.push_back(build.op(id, bytes, reads));
    }
    for (size_t node = 0; node < shape.nodes; ++node)
      if (!isRead[node])
        ends.push_back(nodes[node]);
    from = build.inPlace(stage + ".out", bytes, ends);
    bytes = std::max<Bytes>(1, bytes / 2);
  }
  build.graph.values[from].isOutput = true;
  return std::move(build.graph);
}

OpGraph idealloc::dartsGraph(size_t cells, Bytes bytes) {
  return DartsCells(cells, bytes).run();
}

OpGraph idealloc::trainingGraph(size_t layers, Bytes bytes) {
  constexpr uint64_t convolution = 20;
  Builder build;
  auto named = [](const char *what, size_t layer) {
    return what + std::to_string(layer);
  };
  auto bytesOf = [&](size_t layer) {
    return std::max<Bytes>(1, bytes >> std::min<size_t>(62, layer / 4));
  };
  auto weightsOf = [&](size_t layer) {
    return std::max<Bytes>(
        1, bytes >> std::min<size_t>(62, (layers - 1 - layer) / 4));
  };
  std::vector<size_t> read = {build.input("image", bytes)}, linear, gradients;
  for (size_t i = 0; i < layers; ++i) {
    linear.push_back(
        build.op(named("conv", i), bytesOf(i), {read.back()}, convolution));
    read.push_back(build.op(named("relu", i), bytesOf(i), {linear.back()}));
    build.graph.ops.back().isRepeatable = true;
  }
  size_t gradient = build.inPlace("loss", bytesOf(layers - 1), {read.back()});
  for (size_t i = layers; i-- > 0;) {
    gradient =
        build.inPlace(named("relu_back", i), bytesOf(i), {gradient, linear[i]});
    gradients.push_back(build.op(named("weight_back", i), weightsOf(i),
                                 {gradient, read[i]}, convolution));
    if (i > 0)
      gradient = build.op(named("conv_back", i), bytesOf(i - 1), {gradient},
                          convolution);
  }
  for (size_t i = 0; i < layers; ++i) {
    const std::string id = named("update", i);
    build.graph.values[gradients[layers - 1 - i]].users.push_back(
        build.graph.ops.size());
    build.graph.ops.push_back({.id = id});
  }
  return std::move(build.graph);
}

std::span<const GeneratorKind> idealloc::graphKinds() { return kinds; }

Result<OpGraph> idealloc::generateGraph(std::string_view spec) {
  Result<Spec> read = readSpec(spec, kinds, "graph");
  if (!read)
    return read.takeError();
  const std::string prefix = std::string(kinds[read->kind].name) + ": ";
  Result<OpGraph> graph = makers[read->kind](read->values);
  if (!graph)
    return Error{prefix + graph.error()};
  if (graph->ops.size() > mostOps)
    return Error{prefix + "more than " + std::to_string(mostOps) + " ops"};
  if (std::optional<GraphError> wrong = check(*graph))
    return Error{prefix + wrong->message};
  return graph;
}
