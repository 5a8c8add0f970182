//===- MaxFlow.cpp - Maximum flow -----------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MaxFlow.h"

#include <algorithm>

using namespace idealloc;

void MaxFlow::addArc(Index from, Index to, Bytes capacity) {
  arcs.push_back({to, heads[from], capacity});
  heads[from] = Index(arcs.size() - 1);
  arcs.push_back({from, heads[to], 0});
  heads[to] = Index(arcs.size() - 1);
}

bool MaxFlow::findLevels() {
  levels.assign(heads.size(), none);
  queue.assign(1, 0);
  levels[0] = 0;
  for (size_t i = 0; i < queue.size() && levels[1] == none; ++i)
    for (Index a = heads[queue[i]]; a != none; a = arcs[a].next)
      if (arcs[a].left > 0 && levels[arcs[a].to] == none) {
        levels[arcs[a].to] = levels[queue[i]] + 1;
        queue.push_back(arcs[a].to);
      }
  return levels[1] != none;
}

/// Sends flow along one shortest path; 0 if there is none left.
Bytes MaxFlow::augment(std::vector<Index> &next) {
  path.clear();
  Index at = 0;
  while (at != 1) {
    Index &arc = next[at];
    while (arc != none &&
           (arcs[arc].left == 0 || levels[arcs[arc].to] != levels[at] + 1))
      arc = arcs[arc].next;
    if (arc != none) {
      path.push_back(arc);
      at = arcs[arc].to;
    } else if (path.empty()) {
      return 0;
    } else {
      at = arcs[path.back() ^ 1].to;
      next[at] = arcs[path.back()].next;
      path.pop_back();
    }
  }
  Bytes flow = endless;
  for (Index arc : path)
    flow = std::min(flow, arcs[arc].left);
  for (Index arc : path) {
    if (arcs[arc].left != endless)
      arcs[arc].left -= flow;
    if (arcs[arc ^ 1].left != endless)
      arcs[arc ^ 1].left += flow;
  }
  return flow;
}

Bytes MaxFlow::run() {
  Bytes total = 0;
  while (findLevels()) {
    std::vector<Index> next = heads;
    while (Bytes flow = augment(next))
      total += flow;
  }
  return total;
}

std::vector<char> MaxFlow::reachesSink() const {
  std::vector<char> reaches(heads.size());
  std::vector<Index> queue = {1};
  reaches[1] = true;
  for (size_t i = 0; i < queue.size(); ++i)
    for (Index a = heads[queue[i]]; a != none; a = arcs[a].next)
      if (arcs[a ^ 1].left > 0 && !reaches[arcs[a].to]) {
        reaches[arcs[a].to] = true;
        queue.push_back(arcs[a].to);
      }
  return reaches;
}
