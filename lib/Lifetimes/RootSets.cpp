//===- RootSets.cpp - Which roots a value may refer to --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RootSets.h"

#include "idealloc/Lifetimes/AliasFlow.h"

#include <queue>

using namespace mlir;

namespace idealloc {

RootSets::RootSets(ArrayRef<Value> roots, OpFacts &facts) {
  findValues(roots, facts);
  findGroups(roots);
  std::vector<unsigned> groupOfRoot;
  for (Value root : roots)
    groupOfRoot.push_back(groups[numbers.lookup(root)]);
  spread(groupOfRoot);
  transpose();
}

std::optional<unsigned> RootSets::numberOf(Value value) const {
  auto found = numbers.find(value);
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

void RootSets::findValues(ArrayRef<Value> roots, OpFacts &facts) {
  auto add = [&](Value value) {
    auto [it, isNew] = numbers.try_emplace(value, values.size());
    if (isNew)
      values.push_back(value);
    return it->second;
  };
  for (Value root : roots) {
    add(root);
    for (size_t value = aliases.size(); value != values.size(); ++value) {
      for (OpOperand &use : values[value].getUses())
        for (Value alias : aliasesThrough(use, facts))
          aliases.items.push_back(add(alias));
      aliases.close();
    }
  }
}

/// Tarjan's algorithm, without recursion. It finds those first that lead to no
/// others.
void RootSets::findGroups(ArrayRef<Value> roots) {
  constexpr unsigned none = ~0u;
  std::vector<unsigned> order(values.size(), none), low(values.size());
  groups.assign(values.size(), none);
  unsigned entered = 0, found = 0;
  SmallVector<unsigned> open;
  /// A value, and how many of its aliases have been looked at.
  SmallVector<std::pair<unsigned, size_t>> path;
  auto enter = [&](unsigned value) {
    order[value] = low[value] = entered++;
    open.push_back(value);
    path.push_back({value, 0});
  };
  for (unsigned start = 0; start != values.size(); ++start) {
    if (order[start] == none)
      enter(start);
    while (!path.empty()) {
      auto [value, done] = path.back();
      if (done != aliases.of(value).size()) {
        unsigned alias = aliases.of(value)[path.back().second++];
        if (order[alias] == none)
          enter(alias);
        else if (groups[alias] == none)
          low[value] = std::min(low[value], order[alias]);
        continue;
      }
      path.pop_back();
      if (!path.empty())
        low[path.back().first] = std::min(low[path.back().first], low[value]);
      if (low[value] != order[value])
        continue;
      unsigned member;
      do {
        member = open.pop_back_val();
        groups[member] = found;
      } while (member != value);
      ++found;
    }
  }
  for (unsigned &group : groups)
    group = found - 1 - group;
  joinFollowers(roots, found);
  std::vector<SmallVector<unsigned, 1>> lists(found);
  for (auto [value, group] : llvm::enumerate(groups))
    lists[group].push_back(value);
  for (auto [group, list] : llvm::enumerate(lists)) {
    llvm::append_range(members.items, list);
    members.close();
    for (unsigned value : list)
      for (unsigned alias : aliases.of(value))
        if (groups[alias] != group)
          next.items.push_back(groups[alias]);
    next.close();
  }
}

/// What all sources of a group pass on, the last of them does, if the others
/// pass it on to that one, too: the results of a loop refer to what its
/// arguments do, which begin as the same. Such groups become one. Of `count`
/// groups whose sources have lower numbers it makes as many as are left.
void RootSets::joinFollowers(ArrayRef<Value> roots, unsigned &count) {
  std::vector<bool> hasRoot(count);
  for (Value root : roots)
    hasRoot[groups[numbers.lookup(root)]] = true;
  std::vector<SmallVector<unsigned, 1>> sources(count);
  for (unsigned value = 0; value != values.size(); ++value)
    for (unsigned alias : aliases.of(value))
      if (groups[alias] != groups[value])
        sources[groups[alias]].push_back(groups[value]);
  // By group: the first of those that become one with it, then its number.
  std::vector<unsigned> leaders(count), places(count);
  unsigned left = 0;
  for (unsigned group = 0; group != count; ++group) {
    SmallVector<unsigned, 1> &list = sources[group];
    for (unsigned &source : list)
      source = leaders[source];
    llvm::sort(list);
    list.erase(llvm::unique(list), list.end());
    leaders[group] = group;
    if (!list.empty() && !hasRoot[group] &&
        llvm::all_of(ArrayRef(list).drop_back(), [&](unsigned source) {
          return llvm::binary_search(sources[list.back()], source);
        }))
      leaders[group] = list.back();
    places[group] = leaders[group] == group ? left++ : places[leaders[group]];
  }
  for (unsigned &group : groups)
    group = places[group];
  count = left;
}

/// Batch by batch, each group once: all that lead to it come before.
void RootSets::spread(ArrayRef<unsigned> roots) {
  std::vector<Bits> bits(members.size());
  std::priority_queue<unsigned, std::vector<unsigned>, std::greater<>> pending;
  auto add = [&](unsigned group, Bits added) {
    if (!bits[group])
      pending.push(group);
    bits[group] |= added;
  };
  while (!roots.empty()) {
    ArrayRef<unsigned> batch = roots.take_front(batchSize);
    roots = roots.drop_front(batch.size());
    for (auto [bit, group] : llvm::enumerate(batch))
      add(group, Bits(1) << bit);
    while (!pending.empty()) {
      unsigned group = pending.top();
      pending.pop();
      Bits here = std::exchange(bits[group], 0);
      batches.items.push_back({group, here});
      for (unsigned target : next.of(group))
        add(target, here);
    }
    batches.close();
  }
}

void RootSets::transpose() {
  words.begins.assign(members.size() + 1, 0);
  for (const GroupWord &item : batches.items)
    ++words.begins[item.group + 1];
  for (size_t group = 0; group != members.size(); ++group)
    words.begins[group + 1] += words.begins[group];
  words.items.resize(batches.items.size());
  std::vector<size_t> place(words.begins.begin(), words.begins.end() - 1);
  for (unsigned batch = 0; batch != batches.size(); ++batch)
    for (const GroupWord &item : batches.of(batch))
      words.items[place[item.group]++] = {batch, item.bits};
}

} // namespace idealloc
