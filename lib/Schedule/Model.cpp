//===- Model.cpp - A graph as all algorithms read it ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Model.h"

#include <algorithm>
#include <numeric>

using namespace idealloc;

Lists::Lists(size_t count, const std::vector<std::pair<Index, Index>> &pairs)
    : begins(count + 1), all(pairs.size()) {
  for (auto [row, index] : pairs)
    ++begins[row + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<size_t> places(begins.begin(), begins.end() - 1);
  for (auto [row, index] : pairs)
    all[places[row]++] = index;
  // Rows are short, and mostly ascending.
  size_t end = 0;
  for (size_t row = 0; row < count; ++row) {
    const auto first = all.begin() + std::ptrdiff_t(begins[row]);
    const auto last = all.begin() + std::ptrdiff_t(begins[row + 1]);
    if (!std::is_sorted(first, last))
      std::sort(first, last);
    const auto to = all.begin() + std::ptrdiff_t(end);
    begins[row] = end;
    end = size_t(std::move(first, std::unique(first, last), to) - all.begin());
  }
  begins[count] = end;
  all.resize(end);
}

Lists Lists::transposed(size_t count) const {
  Lists result;
  result.begins.resize(count + 1);
  result.all.resize(all.size());
  for (Index index : all)
    ++result.begins[index + 1];
  std::partial_sum(result.begins.begin(), result.begins.end(),
                   result.begins.begin());
  std::vector<size_t> places(result.begins.begin(), result.begins.end() - 1);
  for (size_t row = 0; row < size(); ++row)
    for (Index index : (*this)[row])
      result.all[places[index]++] = static_cast<Index>(row);
  return result;
}

Model::Model(const OpGraph &graph) {
  std::vector<std::pair<Index, Index>> touched, ordered;
  for (size_t v = 0; v < graph.values.size(); ++v) {
    const GraphValue &value = graph.values[v];
    bytes.push_back(value.bytes);
    isInput.push_back(value.isInput);
    isOutput.push_back(value.isOutput);
    producer.push_back(value.producer ? Index(*value.producer) : none);
    if (value.producer)
      touched.emplace_back(v, *value.producer);
    for (size_t user : value.users) {
      touched.emplace_back(v, user);
      if (value.producer && *value.producer != user)
        ordered.emplace_back(user, *value.producer);
    }
  }
  for (size_t op = 0; op < graph.ops.size(); ++op) {
    extra.push_back(graph.ops[op].extra);
    for (size_t other : graph.ops[op].after)
      ordered.emplace_back(op, other);
    pairBegins.push_back(pairs.size());
    for (const InPlacePair &pair : graph.ops[op].inPlace)
      pairs.push_back(
          {.source = Index(pair.source),
           .target = Index(pair.target),
           .bytes = std::min(bytes[pair.source], bytes[pair.target])});
    std::ranges::sort(
        pairs.begin() + pairBegins.back(), pairs.end(), {},
        [](const Saving &pair) { return std::pair(pair.target, pair.source); });
  }
  pairBegins.push_back(pairs.size());
  touchers = Lists(valueCount(), touched);
  touches = touchers.transposed(opCount());
  for (size_t v = 0; v < valueCount(); ++v)
    untilLast.push_back(
        isOutput[v] ? none : Index(touchers[v].size()) + isInput[v] - 1);
  before = Lists(opCount(), ordered);
  behind = before.transposed(opCount());
}

Walk::Walk(const Model &model)
    : model(&model), counts(model.isInput.begin(), model.isInput.end()) {
  for (size_t v = 0; v < model.valueCount(); ++v)
    if (model.isInput[v] && (model.isOutput[v] || !model.touchers[v].empty()))
      bytes += model.bytes[v];
}

Bytes Walk::added(size_t op) const {
  Bytes sum = model->extra[op];
  for (Index v : model->touches[op])
    if (isFirst(v))
      sum += model->bytes[v];
  Bytes best = 0;
  Index target = Model::none;
  for (const Model::Saving &pair : model->savings(op)) {
    if (pair.target != target)
      sum -= std::exchange(best, 0);
    target = pair.target;
    if (isLast(pair.source))
      best = std::max(best, pair.bytes);
  }
  return sum - best;
}

Bytes Walk::net(size_t op) const {
  Bytes sum = 0;
  for (Index v : model->touches[op])
    sum += netOf(v);
  return sum;
}

void Walk::run(size_t op) {
  for (Index v : model->touches[op]) {
    bytes += netOf(v);
    ++counts[v];
  }
}

void Walk::undo(size_t op) {
  for (Index v : model->touches[op]) {
    --counts[v];
    bytes -= netOf(v);
  }
}

std::vector<Bytes> idealloc::profileOf(const Model &model,
                                       const std::vector<Index> &order) {
  Walk walk(model);
  std::vector<Bytes> profile;
  profile.reserve(order.size());
  for (Index op : order) {
    profile.push_back(walk.cost(op));
    walk.run(op);
  }
  return profile;
}

Bytes idealloc::peakOf(const Model &model, const std::vector<Index> &order,
                       Bytes most) {
  Walk walk(model);
  Bytes peak = walk.live();
  for (Index op : order) {
    if (peak >= most)
      break;
    peak = std::max(peak, walk.cost(op));
    walk.run(op);
  }
  return peak;
}

Bytes idealloc::aloneCost(const Model &model, size_t op) {
  Bytes sum = model.extra[op];
  for (Index v : model.touches[op])
    sum += model.bytes[v];
  Bytes best = 0;
  Index target = Model::none;
  for (const Model::Saving &pair : model.savings(op)) {
    if (pair.target != target)
      sum -= std::exchange(best, 0);
    target = pair.target;
    if (!model.isOutput[pair.source])
      best = std::max(best, pair.bytes);
  }
  return sum - best;
}

Bytes idealloc::aloneBound(const Model &model) {
  Bytes atEnd = 0, through = 0, bound = Walk(model).live();
  for (size_t v = 0; v < model.valueCount(); ++v) {
    const bool isThere = model.isInput[v] || !model.touchers[v].empty();
    atEnd += model.isOutput[v] && isThere ? model.bytes[v] : 0;
    through += model.isInput[v] && model.isOutput[v] ? model.bytes[v] : 0;
  }
  bound = std::max(bound, atEnd);
  for (size_t op = 0; op < model.opCount(); ++op) {
    Bytes touched = 0;
    for (Index v : model.touches[op])
      touched += model.isInput[v] && model.isOutput[v] ? model.bytes[v] : 0;
    bound = std::max(bound, aloneCost(model, op) + through - touched);
  }
  return bound;
}
