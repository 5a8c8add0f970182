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

/// The buffers of each component, by begin.
std::vector<std::vector<size_t>> placesOf(const std::vector<Buffer> &buffers) {
  std::vector<size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, {}, [&](size_t i) {
    return std::pair(buffers[i].lifetime.begin, i);
  });
  std::vector<std::vector<size_t>> places;
  Time end = 0;
  for (size_t i : order) {
    if (places.empty() || buffers[i].lifetime.begin >= end) {
      places.emplace_back();
      end = buffers[i].lifetime.end;
    }
    places.back().push_back(i);
    end = std::max(end, buffers[i].lifetime.end);
  }
  return places;
}

/// The component alone, and what it is equal by: rows in an order that does not
/// depend on the input's.
std::vector<Row> sortByRows(Component &component) {
  std::vector<Buffer> &buffers = component.problem.buffers;
  std::vector<Buffer> ranked = buffers;
  rankTimes(ranked);
  std::vector<std::pair<Row, size_t>> rows;
  for (size_t j = 0; j < ranked.size(); ++j)
    rows.emplace_back(rowOf(ranked[j]), j);
  std::ranges::sort(rows);
  std::vector<Row> key;
  std::vector<Buffer> sorted;
  std::vector<size_t> place;
  for (auto &[row, j] : rows) {
    sorted.push_back(std::move(buffers[j]));
    place.push_back(component.places.front()[j]);
    key.push_back(std::move(row));
  }
  buffers = std::move(sorted);
  component.places.front() = std::move(place);
  return key;
}

} // namespace

std::vector<Component> idealloc::splitComponents(const Problem &problem) {
  std::vector<std::vector<size_t>> places = placesOf(problem.buffers);
  std::map<size_t, size_t> counts; // How many have so many buffers.
  for (const std::vector<size_t> &place : places)
    ++counts[place.size()];
  std::vector<Component> components;
  std::map<std::vector<Row>, size_t> known;
  for (std::vector<size_t> &place : places) {
    Component component{{{}, problem.capacity, problem.reserved}, {}};
    component.problem.buffers.reserve(place.size());
    for (size_t i : place) {
      component.problem.buffers.push_back(problem.buffers[i]);
      component.problem.buffers.back().id.clear();
    }
    component.places.push_back(std::move(place));
    // Large ones are compared only if there may be an equal one: keys are long.
    const size_t size = component.problem.buffers.size();
    if (size <= SearchModel::maxBuffers || counts[size] > 1) {
      auto [entry, isNew] =
          known.try_emplace(sortByRows(component), components.size());
      if (!isNew) {
        components[entry->second].places.push_back(
            std::move(component.places.front()));
        continue;
      }
    }
    closeUselessGaps(component.problem);
    components.push_back(std::move(component));
  }
  return components;
}
