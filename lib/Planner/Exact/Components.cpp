//===- Components.cpp - Parts of a problem that share no time -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Components.h"
#include "Exact/Holes.h"
#include "Exact/SearchModel.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

using namespace idealloc;

namespace {

/// Everything about one buffer that plans depend on.
using Row = std::vector<int64_t>;

Row rowOf(const Buffer &buffer) {
  Row row = {buffer.lifetime.begin, buffer.lifetime.end, buffer.size,
             buffer.alignment, buffer.pin.value_or(-1)};
  for (const Interval &gap : buffer.gaps) {
    row.push_back(gap.begin);
    row.push_back(gap.end);
  }
  return row;
}

/// Replaces times by their ranks.
void rankTimes(std::vector<Buffer> &buffers) {
  std::vector<Time> times;
  auto forEachTime = [&](auto visit) {
    for (Buffer &buffer : buffers) {
      visit(buffer.lifetime.begin);
      visit(buffer.lifetime.end);
      for (Interval &gap : buffer.gaps) {
        visit(gap.begin);
        visit(gap.end);
      }
    }
  };
  forEachTime([&](Time &time) { times.push_back(time); });
  std::ranges::sort(times);
  times.erase(std::unique(times.begin(), times.end()), times.end());
  forEachTime([&](Time &time) {
    time = std::ranges::lower_bound(times, time) - times.begin();
  });
}

} // namespace

std::vector<Component> idealloc::splitComponents(const Problem &problem) {
  const std::vector<Buffer> &buffers = problem.buffers;
  std::vector<size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, {}, [&](size_t i) {
    return std::pair(buffers[i].lifetime.begin, i);
  });
  std::vector<Component> components;
  std::map<std::vector<Row>, size_t> known;
  for (size_t k = 0; k < order.size();) {
    std::vector<size_t> place;
    Time end = buffers[order[k]].lifetime.end;
    for (; k < order.size() &&
           (place.empty() || buffers[order[k]].lifetime.begin < end);
         ++k) {
      place.push_back(order[k]);
      end = std::max(end, buffers[order[k]].lifetime.end);
    }
    std::vector<Buffer> alone;
    alone.reserve(place.size());
    for (size_t i : place) {
      alone.push_back(buffers[i]);
      alone.back().id.clear();
    }
    if (place.size() > SearchModel::maxBuffers) {
      // Not searched, hence not compared.
      components.push_back(
          {{std::move(alone), problem.capacity, problem.reserved},
           {std::move(place)}});
      closeUselessGaps(components.back().problem);
      continue;
    }
    std::vector<Buffer> ranked = alone;
    rankTimes(ranked);
    // Sorted, so that equal components are equal whatever the input's order.
    std::vector<std::pair<Row, size_t>> rows;
    for (size_t j = 0; j < ranked.size(); ++j)
      rows.emplace_back(rowOf(ranked[j]), j);
    std::ranges::sort(rows);
    std::vector<Row> key;
    Component component{{{}, problem.capacity, problem.reserved}, {{}}};
    for (auto &[row, j] : rows) {
      component.problem.buffers.push_back(std::move(alone[j]));
      component.places.front().push_back(place[j]);
      key.push_back(std::move(row));
    }
    auto [entry, isNew] = known.try_emplace(std::move(key), components.size());
    if (isNew) {
      closeUselessGaps(component.problem);
      components.push_back(std::move(component));
    } else {
      components[entry->second].places.push_back(
          std::move(component.places.front()));
    }
  }
  return components;
}
