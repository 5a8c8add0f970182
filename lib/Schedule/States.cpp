//===- States.cpp - Sets of macros that have run --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "States.h"

#include <algorithm>

using namespace idealloc;

void States::clear() {
  bits.clear();
  parents.clear();
  macros.clear();
  table.assign(64, none);
}

uint64_t States::hash(const uint64_t *set) const {
  uint64_t sum = 0x9e3779b97f4a7c15;
  for (size_t w = 0; w < words; ++w) {
    sum = (sum ^ set[w]) * 0xbf58476d1ce4e5b9;
    sum ^= sum >> 29;
  }
  return sum;
}

/// Enters the set at the end of `bits` unless it is there already.
std::pair<States::Id, bool> States::insert() {
  const Id id = Id(parents.size());
  if (2 * (size_t(id) + 1) > table.size()) {
    std::vector<Id> larger(4 * table.size(), none);
    for (Id other : table) {
      if (other == none)
        continue;
      size_t slot = hash(bits.data() + other * words) & (larger.size() - 1);
      while (larger[slot] != none)
        slot = (slot + 1) & (larger.size() - 1);
      larger[slot] = other;
    }
    table = std::move(larger);
  }
  const uint64_t *set = bits.data() + id * words;
  size_t slot = hash(set) & (table.size() - 1);
  for (; table[slot] != none; slot = (slot + 1) & (table.size() - 1))
    if (std::equal(set, set + words, bits.data() + table[slot] * words)) {
      bits.resize(id * words);
      return {table[slot], false};
    }
  table[slot] = id;
  return {id, true};
}

void States::addEmpty() {
  bits.resize(words);
  insert();
  parents.push_back(none);
  macros.push_back(0);
}

std::pair<States::Id, bool> States::add(Id from, Index macro) {
  const size_t end = bits.size();
  bits.resize(end + words);
  std::copy_n(bits.begin() + from * words, words, bits.begin() + end);
  bits[end + macro / 64] |= uint64_t(1) << (macro % 64);
  const std::pair<Id, bool> result = insert();
  if (result.second) {
    parents.push_back(from);
    macros.push_back(macro);
  }
  return result;
}

void States::restartFrom(Id id) {
  std::vector<uint64_t> set(bits.begin() + id * words,
                            bits.begin() + (id + 1) * words);
  clear();
  bits = std::move(set);
  insert();
  parents.push_back(none);
  macros.push_back(0);
}

std::vector<Index> States::path(Id id) const {
  std::vector<Index> path;
  for (; parents[id] != none; id = parents[id])
    path.push_back(macros[id]);
  std::ranges::reverse(path);
  return path;
}
