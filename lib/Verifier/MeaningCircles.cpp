//===- MeaningCircles.cpp - Values of one meaning -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Meanings.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace idealloc {

/// Values that are reached from one another, by their order in two searches:
/// forward, and then backward from what the first search left last.
void Meanings::findCircles() {
  std::vector<unsigned> left;
  std::vector<size_t> next(values.size());
  std::vector<bool> isEntered(values.size());
  std::vector<SmallVector<unsigned, 1>> sources(values.size());
  SmallVector<unsigned> path;
  for (unsigned start = 0; start != values.size(); ++start) {
    for (const Edge &edge : edges[start])
      sources[edge.target].push_back(start);
    if (!isEntered[start])
      path.push_back(start);
    isEntered[start] = true;
    while (!path.empty()) {
      unsigned number = path.back();
      if (next[number] == edges[number].size()) {
        left.push_back(number);
        path.pop_back();
        continue;
      }
      unsigned target = edges[number][next[number]++].target;
      if (!isEntered[target])
        path.push_back(target);
      isEntered[target] = true;
    }
  }
  std::vector<bool> isDone(values.size());
  for (unsigned start : llvm::reverse(left)) {
    if (isDone[start])
      continue;
    members.emplace_back();
    isDone[start] = true;
    for (path = {start}; !path.empty();) {
      unsigned number = path.pop_back_val();
      members.back().push_back(number);
      values[number].circle = members.size() - 1;
      for (unsigned source : sources[number])
        if (!isDone[source]) {
          isDone[source] = true;
          path.push_back(source);
        }
    }
    llvm::sort(members.back());
  }
}

void Meanings::addCircleEdges() {
  circleEdges.assign(members.size(), {});
  losses.assign(members.size(), {});
  for (auto [number, list] : llvm::enumerate(edges))
    for (Edge edge : list) {
      unsigned circle = values[number].circle;
      edge.target = values[edge.target].circle;
      if (edge.target != circle) {
        circleEdges[circle].push_back(edge);
        continue;
      }
      losses[circle].first |= edge.isPartial;
      losses[circle].second |= edge.isUncertain;
    }
}

/// Values that are made of those of one circle alone have the meaning of these,
/// unless it loses on the way what it has not lost in the circle. So do values
/// that are made of others, too, which lead to the circle: results of a loop
/// are made of its operands, and of what its body yields, which begins as
/// these.
void Meanings::joinEqual() {
  // By circle: from where it is made, one for each circle, and what is lost.
  std::vector<SmallVector<Edge, 1>> sources(members.size());
  std::vector<bool> isFirst(members.size());
  for (unsigned number : firsts)
    isFirst[values[number].circle] = true;
  for (auto [circle, list] : llvm::enumerate(circleEdges))
    for (const Edge &edge : list)
      sources[edge.target].push_back(
          {unsigned(circle), edge.isPartial, edge.isUncertain});
  std::vector<unsigned> joined(members.size()), numberOf(members.size());
  std::vector<SmallVector<unsigned, 1>> left;
  for (unsigned circle = 0; circle != members.size(); ++circle) {
    for (Edge &edge : sources[circle])
      edge.target = joined[edge.target];
    llvm::sort(sources[circle], [](const Edge &a, const Edge &b) {
      return a.target < b.target;
    });
    joined[circle] = circle;
    if (!isFirst[circle] && !sources[circle].empty() &&
        isEqual(circle, sources))
      joined[circle] = sources[circle].back().target;
    if (joined[circle] == circle) {
      numberOf[circle] = left.size();
      left.emplace_back();
    }
    llvm::append_range(left[numberOf[joined[circle]]], members[circle]);
  }
  if (left.size() == members.size())
    return;
  members = std::move(left);
  for (auto [circle, list] : llvm::enumerate(members)) {
    llvm::sort(list);
    for (unsigned number : list)
      values[number].circle = circle;
  }
  addCircleEdges();
}

/// Does a circle mean what the last of its sources does?
bool Meanings::isEqual(unsigned circle,
                       ArrayRef<SmallVector<Edge, 1>> sources) const {
  unsigned last = sources[circle].back().target;
  auto isLost = [&](bool isPartial, bool isUncertain) {
    return (isPartial && !losses[last].first) ||
           (isUncertain && !losses[last].second);
  };
  ArrayRef<Edge> around = sources[last];
  return !isLost(losses[circle].first, losses[circle].second) &&
         llvm::all_of(sources[circle], [&](const Edge &edge) {
           auto at = llvm::partition_point(around, [&](const Edge &other) {
             return other.target < edge.target;
           });
           return !isLost(edge.isPartial, edge.isUncertain) &&
                  (edge.target == last ||
                   (at != around.end() && at->target == edge.target));
         });
}

} // namespace idealloc
