//===- Windows.cpp - Search in a part of an order -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Windows.h"
#include "Search.h"

#include <algorithm>

using namespace idealloc;

namespace {

constexpr size_t leastWindow = 40, mostWindow = 640;

class Windows {
public:
  Windows(const OpGraph &graph, const Model &model, std::vector<Index> &order,
          Bytes target, Meter &meter)
      : graph(graph), model(model), order(order), target(target), meter(meter),
        placeOf(order.size()), profile(profileOf(model, order)),
        indexOf(model.valueCount(), Model::none) {
    for (size_t p = 0; p < order.size(); ++p)
      placeOf[order[p]] = p;
  }

  Bytes run() {
    const Bytes atStart = Walk(model).live();
    while (!profile.empty() && !meter.isEmpty()) {
      const auto top = std::ranges::max_element(profile);
      if (*top <= std::max(target, atStart))
        break;
      if (!lower(size_t(top - profile.begin())))
        break;
    }
    return profile.empty() ? atStart
                           : std::max(atStart, std::ranges::max(profile));
  }

private:
  /// Makes the bytes at the place of the peak smaller, and none as large.
  bool lower(size_t place) {
    for (size_t size = leastWindow; size <= mostWindow; size *= 2) {
      const size_t begin = place - std::min(place, size / 2);
      const size_t end = std::min(order.size(), begin + size);
      if (meter.isEmpty())
        return false;
      if (reorder(begin, end, profile[place]))
        return true;
      if (begin == 0 && end == order.size())
        return false;
    }
    return false;
  }

  bool reorder(size_t begin, size_t end, Bytes peak) {
    const Model part(slice(begin, end));
    const Bytes bound = std::max(target, aloneBound(part));
    if (bound >= peak)
      return false;
    const Macros macros = contract(part);
    Found found = searchWithin(part, macros, peak - 1, meter);
    if (found.order.empty())
      return false;
    const std::vector<Index> old(order.begin() + begin, order.begin() + end);
    const std::vector<Bytes> bytes = profileOf(part, found.order);
    for (size_t i = 0; i < old.size(); ++i) {
      order[begin + i] = old[found.order[i]];
      placeOf[order[begin + i]] = begin + i;
      profile[begin + i] = bytes[i];
    }
    return true;
  }

  /// The ops of a window as a graph: what others touch before it is an input,
  /// what they touch later an output.
  OpGraph slice(size_t begin, size_t end) {
    OpGraph part;
    part.ops.reserve(end - begin);
    std::vector<Index> touched;
    for (size_t p = begin; p < end; ++p) {
      const Index op = order[p];
      part.ops.push_back({.extra = model.extra[op]});
      part.ops.back().after.reserve(model.before[op].size());
      for (Index other : model.before[op])
        if (placeOf[other] >= begin)
          part.ops.back().after.push_back(placeOf[other] - begin);
      for (Index v : model.touches[op]) {
        if (indexOf[v] != Model::none)
          continue;
        indexOf[v] = Index(part.values.size());
        touched.push_back(v);
        part.values.push_back(sliceValue(v, begin, end));
      }
      for (const InPlacePair &pair : graph.ops[op].inPlace)
        part.ops.back().inPlace.push_back(
            {indexOf[pair.source], indexOf[pair.target]});
    }
    for (Index v : touched)
      indexOf[v] = Model::none;
    part.values.push_back({.bytes = bytesThrough(begin, part),
                           .isInput = true,
                           .isOutput = true});
    return part;
  }

  GraphValue sliceValue(Index v, size_t begin, size_t end) const {
    GraphValue value = {.bytes = model.bytes[v],
                        .isInput = model.isInput[v] != 0,
                        .isOutput = model.isOutput[v] != 0};
    value.users.reserve(model.touchers[v].size());
    for (Index op : model.touchers[v]) {
      const size_t place = placeOf[op];
      value.isInput |= place < begin;
      value.isOutput |= place >= end;
      if (place < begin || place >= end)
        continue;
      if (model.producer[v] == op)
        value.producer = place - begin;
      else
        value.users.push_back(place - begin);
    }
    return value;
  }

  /// Live bytes at a place of values that the window does not touch.
  Bytes bytesThrough(size_t begin, const OpGraph &part) const {
    Walk walk(model);
    for (size_t p = 0; p < begin; ++p)
      walk.run(order[p]);
    Bytes bytes = walk.live();
    for (const GraphValue &value : part.values)
      bytes -= value.isInput ? value.bytes : 0;
    return bytes;
  }

  const OpGraph &graph;
  const Model &model;
  std::vector<Index> &order;
  Bytes target;
  Meter &meter;
  std::vector<size_t> placeOf;
  std::vector<Bytes> profile;
  std::vector<Index> indexOf; ///< Of values, in the window that is cut out.
};

} // namespace

Bytes idealloc::improveWindows(const OpGraph &graph, const Model &model,
                               std::vector<Index> &order, Bytes target,
                               Meter &meter) {
  return Windows(graph, model, order, target, meter).run();
}
