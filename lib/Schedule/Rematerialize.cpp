//===- Rematerialize.cpp - Run ops twice for a smaller peak ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Schedule/Rematerialize.h"
#include "Model.h"

#include <algorithm>
#include <numeric>

using namespace idealloc;

namespace {

/// An order of ops by places, and what lives at its peak.
class Rematerializer {
public:
  Rematerializer(const OpGraph &original, const RematerializeOptions &options)
      : original(original), options(options) {
    result.graph = original;
    result.origin.resize(original.ops.size());
    std::iota(result.origin.begin(), result.origin.end(), size_t(0));
    uint64_t work = 0;
    for (const GraphOp &op : original.ops)
      work += op.work;
    workLeft = static_cast<uint64_t>(static_cast<double>(work) / 100 *
                                     std::min(options.workPercent, 1e6));
    for (const GraphValue &value : original.values)
      if (value.isInput &&
          (value.isOutput || value.producer || !value.users.empty()))
        bytesAtStart += value.bytes;
    constexpr size_t mostLooks = 4'000'000, leastAttempts = 16;
    attemptsLeft = leastAttempts + mostLooks / (1 + original.ops.size());
  }

  Rematerialized run() {
    result.schedule = scheduleOps(original, options.schedule);
    const Schedule before = result.schedule;
    if (options.workPercent <= 0 || isGoodEnough())
      return std::move(result);
    std::vector<size_t> order = before.order;
    std::vector<Bytes> profile = memoryProfile(original, order);
    auto peak = [&] {
      return std::max(bytesAtStart, std::ranges::max(profile));
    };
    while (!isStopped() && !profile.empty() &&
           peak() > options.schedule.capacity.value_or(0) &&
           cloneOne(order, profile))
      ;
    if (!result.clones.empty())
      reorder(order, before.work);
    return std::move(result);
  }

private:
  bool isGoodEnough() const {
    return options.schedule.capacity &&
           result.schedule.peak <= *options.schedule.capacity;
  }
  bool isStopped() const {
    const std::atomic<bool> *stop = options.schedule.budget.stop;
    return stop && stop->load(std::memory_order_relaxed);
  }

  /// The first and the last place at which the bytes are the most.
  struct Peak {
    size_t first, last;
  };

  /// Values that live over all places of the peak and are not touched between
  /// them, the largest first.
  std::vector<size_t> candidates(const std::vector<size_t> &placeOf,
                                 Peak top) const {
    std::vector<size_t> all, written(result.graph.ops.size());
    for (const GraphValue &value : result.graph.values)
      if (value.producer)
        ++written[*value.producer];
    for (size_t v = 0; v < result.graph.values.size(); ++v) {
      const GraphValue &value = result.graph.values[v];
      if (!value.producer || written[*value.producer] != 1 ||
          !mayRepeat(*value.producer) || value.isOutput ||
          placeOf[*value.producer] >= top.first)
        continue;
      auto isAt = [&](size_t op) {
        return placeOf[op] >= top.first && placeOf[op] <= top.last;
      };
      auto isBehind = [&](size_t op) { return placeOf[op] > top.last; };
      if (std::ranges::any_of(value.users, isBehind) &&
          std::ranges::none_of(value.users, isAt))
        all.push_back(v);
    }
    std::ranges::sort(all, [&](size_t a, size_t b) {
      const std::vector<GraphValue> &values = result.graph.values;
      return values[a].bytes != values[b].bytes
                 ? values[a].bytes > values[b].bytes
                 : a < b;
    });
    return all;
  }

  /// The op may run twice, and writes nothing in place.
  bool mayRepeat(size_t op) const {
    const GraphOp &producer = result.graph.ops[op];
    return producer.isRepeatable && producer.inPlace.empty() &&
           producer.work <= workLeft;
  }

  /// Of each value, the last place at which it is touched; of outputs the end.
  std::vector<size_t> lastPlacesOf(const std::vector<size_t> &placeOf) const {
    std::vector<size_t> places;
    for (const GraphValue &value : result.graph.values) {
      size_t last = value.isOutput ? placeOf.size() : 0;
      for (size_t user : value.users)
        last = std::max(last, placeOf[user]);
      if (value.producer)
        last = std::max(last, placeOf[*value.producer]);
      places.push_back(last);
    }
    return places;
  }

  /// The values that an op touches and did not produce.
  Lists touchedValues() const {
    std::vector<std::pair<Index, Index>> pairs;
    for (size_t v = 0; v < result.graph.values.size(); ++v)
      for (size_t user : result.graph.values[v].users)
        pairs.emplace_back(Index(user), Index(v));
    return Lists(result.graph.ops.size(), pairs);
  }

  /// True if all that a clone reads and that is dead at the peak takes at least
  /// as much there as the value.
  bool keepsAsMuch(size_t v, const std::vector<size_t> &lastPlaces,
                   const Lists &touched, size_t top) const {
    Bytes kept = 0;
    for (Index read : touched[*result.graph.values[v].producer])
      if (lastPlaces[read] < top)
        kept += result.graph.values[read].bytes;
    return kept >= result.graph.values[v].bytes;
  }

  /// Makes the first clone that makes the peak smaller, and nothing if that is
  /// at the start; false if there is none. `profile` is that of the order.
  bool cloneOne(std::vector<size_t> &order, std::vector<Bytes> &profile) {
    const Bytes peak = std::ranges::max(profile);
    if (peak < bytesAtStart)
      return false;
    const Peak top{
        .first = size_t(std::ranges::find(profile, peak) - profile.begin()),
        .last = size_t(profile.rend() - 1 -
                       std::find(profile.rbegin(), profile.rend(), peak))};
    std::vector<size_t> placeOf(order.size());
    for (size_t p = 0; p < order.size(); ++p)
      placeOf[order[p]] = p;
    const std::vector<size_t> lastPlaces = lastPlacesOf(placeOf);
    const Lists touched = touchedValues();
    for (size_t v : candidates(placeOf, top)) {
      if (isStopped())
        return false;
      if (attemptsLeft-- == 0)
        return false;
      if (keepsAsMuch(v, lastPlaces, touched, top.first))
        continue;
      const std::vector<size_t> users = result.graph.values[v].users;
      std::vector<size_t> next = order;
      const Clone clone = add(next, placeOf, v, top.last);
      std::vector<Bytes> lower;
      if (isLegal(next))
        lower = memoryProfile(result.graph, next);
      if (lower.empty() ||
          std::max(bytesAtStart, std::ranges::max(lower)) >= peak) {
        remove(clone, users);
        continue;
      }
      accept(clone);
      order = std::move(next);
      profile = std::move(lower);
      return true;
    }
    return false;
  }

  /// Repeats the producer of a value just before its first use behind a place.
  Clone add(std::vector<size_t> &order, const std::vector<size_t> &placeOf,
            size_t v, size_t top) {
    OpGraph &graph = result.graph;
    const size_t op = *graph.values[v].producer;
    Clone clone{.op = op,
                .clone = graph.ops.size(),
                .value = v,
                .copy = graph.values.size()};
    GraphOp twin = graph.ops[op];
    GraphValue copy = graph.values[v];
    std::string suffix = "+" + std::to_string(clone.clone);
    twin.id += twin.id.empty() ? "" : suffix;
    copy.id += copy.id.empty() ? "" : suffix;
    copy.producer = clone.clone;
    copy.users.clear();
    std::vector<size_t> kept;
    size_t first = order.size();
    for (size_t user : graph.values[v].users) {
      const bool isBehind = placeOf[user] > top;
      (isBehind ? copy.users : kept).push_back(user);
      if (isBehind)
        first = std::min(first, placeOf[user]);
    }
    graph.values[v].users = std::move(kept);
    // What must run behind the op runs behind its clones.
    for (GraphOp &other : graph.ops)
      if (std::ranges::find(other.after, op) != other.after.end())
        other.after.push_back(clone.clone);
    for (size_t read = 0; read < graph.values.size(); ++read)
      if (std::vector<size_t> &users = graph.values[read].users;
          read != v && std::ranges::find(users, op) != users.end())
        users.push_back(clone.clone);
    for (size_t user : copy.users)
      for (InPlacePair &pair : graph.ops[user].inPlace)
        if (pair.source == v)
          pair.source = clone.copy;
    clone.users = copy.users;
    graph.ops.push_back(std::move(twin));
    graph.values.push_back(std::move(copy));
    order.insert(order.begin() + std::ptrdiff_t(first), clone.clone);
    return clone;
  }

  /// Takes back the clone that was added last; `users` are those of the value
  /// before.
  void remove(const Clone &clone, const std::vector<size_t> &users) {
    OpGraph &graph = result.graph;
    auto drop = [&](std::vector<size_t> &ops) {
      if (!ops.empty() && ops.back() == clone.clone)
        ops.pop_back();
    };
    for (size_t user : clone.users)
      for (InPlacePair &pair : graph.ops[user].inPlace)
        if (pair.source == clone.copy)
          pair.source = clone.value;
    graph.ops.pop_back();
    graph.values.pop_back();
    for (GraphOp &op : graph.ops)
      drop(op.after);
    for (GraphValue &value : graph.values)
      drop(value.users);
    graph.values[clone.value].users = users;
  }

  /// The order keeps the constraints that came with a clone.
  bool isLegal(const std::vector<size_t> &order) const {
    const OpGraph &graph = result.graph;
    std::vector<size_t> placeOf(order.size());
    for (size_t p = 0; p < order.size(); ++p)
      placeOf[order[p]] = p;
    for (size_t op = 0; op < graph.ops.size(); ++op)
      for (size_t other : graph.ops[op].after)
        if (placeOf[other] >= placeOf[op])
          return false;
    return true;
  }

  void accept(const Clone &clone) {
    const uint64_t work = result.graph.ops[clone.clone].work;
    result.origin.push_back(result.origin[clone.op]);
    result.clones.push_back(clone);
    result.extraWork += work;
    workLeft -= work;
  }

  /// Numbers the ops as they run, as the given order keeps all constraints, and
  /// orders them again.
  void reorder(const std::vector<size_t> &order, uint64_t work) {
    std::vector<size_t> placeOf(order.size()), origin;
    for (size_t p = 0; p < order.size(); ++p)
      placeOf[order[p]] = p;
    auto rename = [&](std::vector<size_t> &ops) {
      for (size_t &op : ops)
        op = placeOf[op];
    };
    OpGraph graph{.values = std::move(result.graph.values)};
    for (size_t op : order) {
      graph.ops.push_back(std::move(result.graph.ops[op]));
      rename(graph.ops.back().after);
      origin.push_back(result.origin[op]);
    }
    for (GraphValue &value : graph.values) {
      rename(value.users);
      if (value.producer)
        value.producer = placeOf[*value.producer];
    }
    for (Clone &clone : result.clones) {
      clone.op = result.origin[clone.op];
      clone.clone = placeOf[clone.clone];
    }
    result.graph = std::move(graph);
    result.origin = std::move(origin);
    name(result.clones);
    ScheduleOptions again = options.schedule;
    again.seeksBound &= options.seeksBoundWithClones;
    result.schedule = scheduleOps(result.graph, again);
    result.schedule.work += work;
  }

  /// Values and users of clones: later clones may have taken users over, and
  /// repeat copies.
  void name(std::vector<Clone> &clones) const {
    std::vector<size_t> valueOf(result.graph.values.size());
    std::iota(valueOf.begin(), valueOf.end(), size_t(0));
    for (Clone &clone : clones) {
      clone.value = valueOf[clone.copy] = valueOf[clone.value];
      clone.users = result.graph.values[clone.copy].users;
    }
  }

  const OpGraph &original;
  const RematerializeOptions &options;
  Rematerialized result;
  uint64_t workLeft = 0;
  Bytes bytesAtStart = 0;
  /// Clones that are tried, each of which costs a look at all ops.
  size_t attemptsLeft;
};

} // namespace

Rematerialized idealloc::rematerialize(const OpGraph &graph,
                                       const RematerializeOptions &options) {
  return Rematerializer(graph, options).run();
}
