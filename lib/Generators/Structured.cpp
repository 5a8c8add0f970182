//===- Structured.cpp - Problems whose optimum is their load --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dice.h"
#include "idealloc/Generators/Generators.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// Cuts a buffer in two at a random place, in time or in bytes, and returns the
/// other piece; nullopt if it is one byte at one tick.
std::optional<Buffer> cut(Buffer &buffer, Dice &dice) {
  const Time length = buffer.lifetime.end - buffer.lifetime.begin;
  if (length == 1 && buffer.size == 1)
    return std::nullopt;
  bool inTime = dice(2) == 0;
  if (length == 1 || buffer.size == 1)
    inTime = length > 1;
  Buffer rest = buffer;
  if (inTime) {
    rest.lifetime.begin += Time(1 + dice(uint64_t(length - 1)));
    buffer.lifetime.end = rest.lifetime.begin;
  } else {
    buffer.size = Bytes(1 + dice(uint64_t(buffer.size - 1)));
    rest.size -= buffer.size;
  }
  return rest;
}

/// Cuts one piece in two. There are more ticks than pieces, so that one that
/// can be cut exists.
void cutOne(std::vector<Buffer> &pieces, Dice &dice) {
  size_t chosen = dice(pieces.size());
  std::optional<Buffer> rest = cut(pieces[chosen], dice);
  while (!rest) {
    chosen = (chosen + 1) % pieces.size();
    rest = cut(pieces[chosen], dice);
  }
  pieces.push_back(*rest);
}

/// Two different numbers strictly between `begin` and `end`, ascending.
std::pair<int64_t, int64_t> twoBetween(int64_t begin, int64_t end, Dice &dice) {
  const auto count = static_cast<uint64_t>(end - begin - 1);
  auto first = static_cast<int64_t>(dice(count));
  auto second = static_cast<int64_t>(dice(count - 1));
  second += second >= first ? 1 : 0;
  return {begin + 1 + std::min(first, second),
          begin + 1 + std::max(first, second)};
}

/// A piece of a tiling, which knows its lowest byte.
struct Tile {
  Interval time;
  Range bytes;
};

/// Divides a tile into one in the middle, in its place, and four that turn
/// around it; false if it is too small.
bool turn(std::vector<Tile> &tiles, size_t chosen, Dice &dice) {
  const auto [time, bytes] = tiles[chosen];
  if (time.end - time.begin < 3 || bytes.end - bytes.begin < 3)
    return false;
  const auto [early, late] = twoBetween(time.begin, time.end, dice);
  const auto [low, high] = twoBetween(bytes.begin, bytes.end, dice);
  tiles[chosen] = {{early, late}, {low, high}};
  tiles.push_back({{time.begin, late}, {bytes.begin, low}});
  tiles.push_back({{late, time.end}, {bytes.begin, high}});
  tiles.push_back({{early, time.end}, {high, bytes.end}});
  tiles.push_back({{time.begin, early}, {low, bytes.end}});
  return true;
}

/// A tree of nodes; node 0 is its root, and 0 stands for none.
struct Tree {
  std::vector<size_t> parent, firstChild, nextSibling;
};

/// Hangs every node below a random earlier one that has room.
Tree drawTree(size_t nodes, uint64_t arity, Dice &dice) {
  Tree tree{.parent = std::vector<size_t>(nodes),
            .firstChild = std::vector<size_t>(nodes),
            .nextSibling = std::vector<size_t>(nodes)};
  std::vector<uint64_t> children(nodes);
  std::vector<size_t> open = {0};
  for (size_t node = 1; node < nodes; ++node) {
    const size_t chosen = dice(open.size());
    const size_t parent = open[chosen];
    tree.parent[node] = parent;
    tree.nextSibling[node] = tree.firstChild[parent];
    tree.firstChild[parent] = node;
    if (++children[parent] == arity) {
      open[chosen] = open.back();
      open.pop_back();
    }
    open.push_back(node);
  }
  return tree;
}

/// When a walk around the tree comes to each node and leaves it. It stays up to
/// two ticks at a node before its children and one after them.
std::vector<Interval> drawWalk(const Tree &tree, Dice &dice) {
  std::vector<Interval> stays(tree.parent.size());
  Time now = 0;
  size_t node = 0;
  for (bool coming = true;;) {
    if (coming) {
      stays[node].begin = now;
      now += Time(dice(3));
      if (tree.firstChild[node] != 0) {
        node = tree.firstChild[node];
        continue;
      }
    }
    now += now == stays[node].begin ? 1 : Time(dice(2));
    stays[node].end = now;
    if (node == 0)
      return stays;
    coming = tree.nextSibling[node] != 0;
    node = coming ? tree.nextSibling[node] : tree.parent[node];
  }
}

} // namespace

Problem idealloc::plantedProblem(size_t count, Bytes height, uint64_t seed) {
  Problem problem;
  if (count == 0)
    return problem;
  Dice dice(seed);
  std::vector<Buffer> &pieces = problem.buffers;
  pieces.push_back({.lifetime = {0, Time(4 * count)}, .size = height});
  while (pieces.size() < count)
    cutOne(pieces, dice);
  shuffle(pieces, dice);
  return problem;
}

Problem idealloc::pinwheelProblem(size_t count, Bytes height, uint64_t seed) {
  Problem problem;
  if (count == 0)
    return problem;
  Dice dice(seed);
  std::vector<Tile> tiles = {{{0, Time(4 * count)}, {0, height}}};
  for (bool isTurned = true; isTurned && tiles.size() + 4 <= count;) {
    isTurned = false;
    const size_t chosen = dice(tiles.size()), tried = tiles.size();
    for (size_t k = 0; k < tried && !isTurned; ++k)
      isTurned = turn(tiles, (chosen + k) % tried, dice);
  }
  for (const Tile &tile : tiles)
    problem.buffers.push_back(
        {.lifetime = tile.time, .size = tile.bytes.end - tile.bytes.begin});
  while (problem.buffers.size() < count)
    cutOne(problem.buffers, dice);
  shuffle(problem.buffers, dice);
  return problem;
}

Problem idealloc::nestedProblem(size_t count, uint64_t arity, uint64_t seed) {
  Dice dice(seed);
  const Tree tree = drawTree(count + 1, arity, dice);
  const std::vector<Interval> stays = drawWalk(tree, dice);
  Problem problem;
  problem.buffers.reserve(count);
  // The root is the ground and no buffer.
  for (size_t node = 1; node <= count; ++node)
    problem.buffers.push_back(
        {.lifetime = stays[node], .size = drawSize(dice)});
  shuffle(problem.buffers, dice);
  return problem;
}

Problem idealloc::staircaseProblem(size_t count, uint64_t width,
                                   uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.buffers.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const Bytes size =
        i < width ? drawSize(dice) : problem.buffers[i - width].size;
    problem.buffers.push_back(
        {.lifetime = {Time(i), Time(i + width)}, .size = size});
  }
  return problem;
}
