//===- ContiguityTree.cpp - Which orders keep sets together ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tiling/ContiguityTree.h"
#include "Hash.h"

#include <algorithm>
#include <bit>
#include <utility>

using namespace idealloc;

int64_t idealloc::scaledLog2(uint64_t value) {
  const int whole = std::bit_width(value) - 1;
  // The fraction, bit by bit: squaring doubles a logarithm.
  uint64_t part = whole > 31 ? value >> (whole - 31) : value << (31 - whole);
  int64_t result = whole;
  for (int bit = 0; bit < 10; ++bit) {
    part = part * part >> 31;
    const bool isSet = part >> 32 != 0;
    part >>= isSet ? 1 : 0;
    result = 2 * result + (isSet ? 1 : 0);
  }
  return result;
}

ContiguityTree::ContiguityTree(std::span<const uint32_t> items, size_t count,
                               bool remembers)
    : leafOf(count, none), remembers(remembers) {
  root = makeBlock(items);
}

uint32_t ContiguityTree::make(Kind kind, uint32_t value) {
  uint32_t node = static_cast<uint32_t>(nodes.size());
  if (unused.empty()) {
    nodes.emplace_back();
  } else {
    node = unused.back();
    unused.pop_back();
  }
  nodes[node].kind = kind;
  nodes[node].value = value;
  return node;
}

void ContiguityTree::setChildren(uint32_t node,
                                 std::vector<uint32_t> children) {
  for (uint32_t child : children)
    nodes[child].parent = node;
  workDone += children.size();
  nodes[node].children = std::move(children);
}

/// What holds these items in any order.
uint32_t ContiguityTree::makeBlock(std::span<const uint32_t> items) {
  std::vector<uint32_t> leaves;
  for (uint32_t item : items) {
    leafOf.resize(std::max<size_t>(leafOf.size(), item + 1), none);
    leafOf[item] = make(Kind::Leaf, item);
    leaves.push_back(leafOf[item]);
  }
  return makeGroup(leaves, State::Empty);
}

uint32_t ContiguityTree::makeGroup(const std::vector<uint32_t> &children,
                                   State state) {
  if (children.size() == 1)
    return children.front();
  const uint32_t group = make(Kind::P);
  setChildren(group, children);
  nodes[group].state = state;
  if (state != State::Empty)
    touched.push_back(group);
  return group;
}

/// Counts the set's items below each node; returns the lowest one above all.
uint32_t ContiguityTree::mark(std::span<const uint32_t> set) {
  for (uint32_t item : set)
    for (uint32_t node = leafOf[item]; node != none;
         node = nodes[node].parent) {
      if (nodes[node].held++ == 0)
        touched.push_back(node);
      ++workDone;
    }
  uint32_t node = leafOf[set.front()];
  while (nodes[node].held < set.size())
    node = nodes[node].parent;
  classify(node);
  return node;
}

ContiguityTree::State ContiguityTree::classify(uint32_t node) {
  if (nodes[node].held == 0)
    return State::Empty;
  bool isFull = true;
  for (uint32_t child : nodes[node].children)
    if (!isMarker(child))
      isFull &= classify(child) == State::Full;
  workDone += nodes[node].children.size();
  return nodes[node].state = isFull ? State::Full : State::Partial;
}

void ContiguityTree::unmark() {
  for (uint32_t node : touched) {
    nodes[node].held = 0;
    nodes[node].state = State::Empty;
  }
  touched.clear();
  for (uint32_t node : released)
    nodes[node] = Node();
  unused.insert(unused.end(), released.begin(), released.end());
  released.clear();
}

/// Whether the children of a Q-node are some that are empty, perhaps one that
/// is partial, and full ones; at the root then another partial one and empty
/// ones.
bool ContiguityTree::matches(uint32_t node, bool isRoot,
                             bool isReversed) const {
  const std::vector<uint32_t> &children = nodes[node].children;
  enum { Before, Within, After } phase = Before;
  for (size_t k = 0; k < children.size(); ++k) {
    const uint32_t child = children[isReversed ? children.size() - 1 - k : k];
    if (isMarker(child))
      continue;
    const State state = nodes[child].state;
    if (phase == Before) {
      phase = state == State::Empty ? Before : Within;
    } else if (phase == Within && state != State::Full) {
      if (!isRoot)
        return false;
      phase = After;
    } else if (phase == After && state != State::Empty) {
      return false;
    }
  }
  return true;
}

/// Whether the set can lie at one end of a node that is partial, at the root
/// anywhere in it.
bool ContiguityTree::canSpread(uint32_t node, bool isRoot) const {
  int partial = 0;
  for (uint32_t child : nodes[node].children)
    if (nodes[child].state == State::Partial) {
      ++partial;
      if (!canSpread(child, false))
        return false;
    }
  if (nodes[node].kind == Kind::P)
    return partial <= (isRoot ? 2 : 1);
  return matches(node, isRoot, false) ||
         (!isRoot && matches(node, isRoot, true));
}

bool ContiguityTree::canJoin(std::span<const uint32_t> set) {
  const uint32_t node = mark(set);
  const bool result = nodes[node].state == State::Full || canSpread(node, true);
  unmark();
  return result;
}

void ContiguityTree::turn(std::vector<uint32_t> &children) {
  std::ranges::reverse(children);
  for (uint32_t child : children)
    if (isMarker(child))
      nodes[child].isTurned = !nodes[child].isTurned;
}

void ContiguityTree::release(uint32_t node) {
  nodes[node].children.clear();
  released.push_back(node);
}

/// Takes a partial node apart into what is empty, then what is full.
void ContiguityTree::spread(uint32_t node, std::vector<uint32_t> &out) {
  if (nodes[node].kind == Kind::Q) {
    if (!matches(node, false, false))
      turn(nodes[node].children);
    for (uint32_t child : std::vector<uint32_t>(nodes[node].children))
      if (nodes[child].state == State::Partial)
        spread(child, out);
      else
        out.push_back(child);
    release(node);
    return;
  }
  std::vector<uint32_t> empty, full;
  uint32_t partial = none;
  for (uint32_t child : nodes[node].children) {
    if (nodes[child].state == State::Partial)
      partial = child;
    else
      (nodes[child].state == State::Full ? full : empty).push_back(child);
  }
  if (!empty.empty())
    out.push_back(makeGroup(empty, State::Empty));
  if (partial != none)
    spread(partial, out);
  if (!full.empty())
    out.push_back(makeGroup(full, State::Full));
  release(node);
}

/// Makes the set a run of children of one node, below this one or it.
uint32_t ContiguityTree::joinBelow(uint32_t node) {
  std::vector<uint32_t> empty, full, partial, sequence;
  if (nodes[node].kind == Kind::Q) {
    bool hasBegun = false;
    for (uint32_t child : std::vector<uint32_t>(nodes[node].children)) {
      std::vector<uint32_t> part = {child};
      if (nodes[child].state == State::Partial) {
        part.clear();
        spread(child, part);
        if (hasBegun)
          turn(part);
      }
      hasBegun |= nodes[child].state != State::Empty;
      sequence.insert(sequence.end(), part.begin(), part.end());
    }
    setChildren(node, std::move(sequence));
    return node;
  }
  for (uint32_t child : nodes[node].children) {
    const State state = nodes[child].state;
    (state == State::Empty  ? empty
     : state == State::Full ? full
                            : partial)
        .push_back(child);
  }
  uint32_t joined = none;
  if (partial.empty()) {
    joined = makeGroup(full, State::Full);
    empty.push_back(joined);
    setChildren(node, std::move(empty));
    return node;
  }
  spread(partial.front(), sequence);
  if (!full.empty())
    sequence.push_back(makeGroup(full, State::Full));
  if (partial.size() > 1) {
    std::vector<uint32_t> part;
    spread(partial.back(), part);
    turn(part);
    sequence.insert(sequence.end(), part.begin(), part.end());
  }
  joined = empty.empty() ? node : make(Kind::Q);
  nodes[joined].kind = Kind::Q;
  setChildren(joined, std::move(sequence));
  if (joined != node) {
    empty.push_back(joined);
    setChildren(node, std::move(empty));
  }
  return joined;
}

/// Takes subtrees out, forgotten or remembered as the next set.
void ContiguityTree::detach(std::vector<uint32_t> run) {
  if (remembers) {
    for (uint32_t node : run)
      nodes[node].parent = none;
    replaced.push_back(std::move(run));
    return;
  }
  while (!run.empty()) {
    const uint32_t node = run.back();
    run.pop_back();
    run.insert(run.end(), nodes[node].children.begin(),
               nodes[node].children.end());
    release(node);
  }
}

/// Puts a block in the place of a subtree.
void ContiguityTree::exchange(uint32_t old, uint32_t block) {
  const uint32_t parent = nodes[old].parent;
  nodes[block].parent = parent;
  if (parent == none)
    root = block;
  else
    std::ranges::replace(nodes[parent].children, old, block);
  detach({old});
}

/// Puts a block in the place of the full children of a node.
void ContiguityTree::exchangeRun(uint32_t node, uint32_t block) {
  const std::vector<uint32_t> children = nodes[node].children;
  auto isFull = [&](uint32_t child) {
    return nodes[child].state == State::Full;
  };
  const auto first = std::ranges::find_if(children, isFull);
  const auto last =
      std::find_if(children.rbegin(), children.rend(), isFull).base();
  std::vector<uint32_t> run(first, last), rest(children.begin(), first);
  rest.push_back(block);
  if (remembers && run.size() > 1)
    rest.push_back(make(Kind::Marker, static_cast<uint32_t>(replaced.size())));
  rest.insert(rest.end(), last, children.end());
  setChildren(node, std::move(rest));
  if (!remembers && nodes[node].children.size() == 2)
    nodes[node].kind = Kind::P; // The same orders.
  detach(std::move(run));
}

void ContiguityTree::replace(std::span<const uint32_t> set,
                             std::span<const uint32_t> items) {
  uint32_t node = mark(set);
  const uint32_t block = makeBlock(items);
  if (nodes[node].state == State::Full)
    exchange(node, block);
  else
    exchangeRun(joinBelow(node), block);
  unmark();
}

void ContiguityTree::addItems(uint32_t index,
                              std::vector<uint32_t> &items) const {
  const Node &node = nodes[index];
  ++workDone;
  if (node.kind == Kind::Leaf)
    items.push_back(node.value);
  for (uint32_t child : node.children)
    addItems(child, items);
}

/// Of what is full below a node that is not: all children of a P-node together,
/// those of a Q-node that are neighbours.
void ContiguityTree::addRuns(uint32_t index,
                             std::vector<std::vector<uint32_t>> &result) const {
  const Node &node = nodes[index];
  std::vector<uint32_t> run;
  auto endRun = [&] {
    if (!run.empty())
      result.push_back(std::move(run));
    run.clear();
  };
  workDone += node.children.size();
  for (uint32_t child : node.children) {
    if (isMarker(child))
      continue;
    const State state = nodes[child].state;
    if (state == State::Full)
      addItems(child, run);
    else if (node.kind == Kind::Q)
      endRun();
    if (state == State::Partial)
      addRuns(child, result);
  }
  endRun();
}

std::vector<std::vector<uint32_t>>
ContiguityTree::runs(std::span<const uint32_t> set) {
  const uint32_t node = mark(set);
  std::vector<std::vector<uint32_t>> result;
  if (nodes[node].state == State::Full)
    result.emplace_back(set.begin(), set.end());
  else
    addRuns(node, result);
  unmark();
  return result;
}

int64_t ContiguityTree::freedom() const {
  int64_t bits = 0;
  std::vector<uint32_t> pending = {root};
  while (!pending.empty()) {
    const Node &node = nodes[pending.back()];
    pending.pop_back();
    pending.insert(pending.end(), node.children.begin(), node.children.end());
    if (node.kind == Kind::P)
      for (size_t k = 2; k <= node.children.size(); ++k)
        bits += scaledLog2(k);
    if (node.kind == Kind::Q)
      bits += scaledLog2(2);
    ++workDone;
  }
  return bits;
}

uint64_t ContiguityTree::fingerprintOf(uint32_t index) const {
  const Node &node = nodes[index];
  ++workDone;
  if (node.kind == Kind::Leaf)
    return mix(node.value);
  uint64_t sum = 0, forwards = 1, backwards = 1;
  std::vector<uint64_t> below;
  for (uint32_t child : node.children)
    if (!isMarker(child))
      below.push_back(fingerprintOf(child));
  for (size_t k = 0; k < below.size(); ++k) {
    sum += below[k];
    forwards = mix(forwards + below[k]);
    backwards = mix(backwards + below[below.size() - 1 - k]);
  }
  return node.kind == Kind::P ? mix(mix(sum))
                              : mix(mix(std::min(forwards, backwards)) + 1);
}

void ContiguityTree::read(uint32_t index, std::vector<uint8_t> &turned,
                          std::vector<uint32_t> &items) const {
  const Node &node = nodes[index];
  if (node.kind == Kind::Leaf)
    items.push_back(node.value);
  if (node.kind == Kind::Marker)
    turned[node.value] = node.isTurned ? 1 : 0;
  for (uint32_t child : node.children)
    read(child, turned, items);
}

std::vector<std::vector<uint32_t>> ContiguityTree::orders() const {
  std::vector<std::vector<uint32_t>> result(replaced.size() + 1);
  std::vector<uint8_t> turned(replaced.size());
  read(root, turned, result.back());
  // A marker lies in what was there, or was replaced, later.
  for (size_t k = replaced.size(); k-- > 0;) {
    std::vector<uint32_t> run = replaced[k];
    if (turned[k] != 0)
      std::ranges::reverse(run);
    for (uint32_t node : run)
      if (isMarker(node))
        turned[nodes[node].value] = nodes[node].isTurned != (turned[k] != 0);
      else
        read(node, turned, result[k]);
  }
  return result;
}
