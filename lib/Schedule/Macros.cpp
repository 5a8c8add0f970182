//===- Macros.cpp - Ops that stay together --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Macros.h"
#include "RunEffects.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <ranges>

using namespace idealloc;

Closure::Closure(const Lists &before) : words(beginOf(before.size())) {
  for (size_t i = 0; i < before.size(); ++i) {
    uint64_t *row = words.data() + beginOf(i);
    for (Index other : before[i]) {
      const uint64_t *from = words.data() + beginOf(other);
      for (size_t w = 0; w <= other / 64; ++w)
        row[w] |= from[w];
      row[other / 64] |= uint64_t(1) << (other % 64);
    }
  }
}

namespace {

class Contractor {
public:
  explicit Contractor(const Model &model)
      : model(model), closure(model.before), macroOf(model.opCount()),
        runs(model.opCount()), behind(model.opCount(), Model::none),
        changed(model.opCount(), 1), delayed(model.opCount()),
        advanced(model.opCount()), reader(model), known(model.opCount()),
        read(model.opCount()), next(model.opCount()), previous(model.opCount()),
        nextRead(model.opCount()), previousRead(model.opCount()) {
    for (Index op = 0; op < model.opCount(); ++op) {
      macroOf[op] = op;
      runs[op] = {op, op, 1};
    }
  }

  std::vector<std::vector<Index>> run() {
    std::vector<Index> left(runs.size());
    std::iota(left.begin(), left.end(), Index(0));
    for (bool isChanged = true; isChanged;) {
      isChanged = false;
      for (Index m : left)
        isChanged |= runs[m].size != 0 && delay(m);
      for (Index m : left | std::views::reverse)
        isChanged |= runs[m].size != 0 && advance(m);
      std::erase_if(left, [&](Index m) { return runs[m].size == 0; });
    }
    std::vector<std::vector<Index>> result;
    for (Index m : left)
      result.push_back(opsOf(m));
    return result;
  }

private:
  /// The ops of an index, of which each knows the next one; none if it is
  /// joined.
  struct Run {
    Index first = 0, last = 0, size = 0;
  };

  /// Until the next call.
  const std::vector<Index> &opsOf(Index m) {
    ops.resize(runs[m].size);
    Index op = runs[m].first;
    for (Index &next : ops)
      op = behind[next = op];
    return ops;
  }

  /// The macro before or behind `m` that lies between it and all others on
  /// that side; `none` without one.
  Index nearest(Index m, const Lists &lists, bool isBehind) {
    auto isNearer = [&](Index a, Index b) {
      return isBehind ? closure.isBefore(a, b) : closure.isBefore(b, a);
    };
    others.clear();
    Index nearest = Model::none;
    for (Index op : opsOf(m))
      for (Index next : lists[op]) {
        const Index other = macroOf[next];
        if (other == m || other == nearest)
          continue;
        others.push_back(other);
        if (nearest == Model::none || isNearer(other, nearest))
          nearest = other;
      }
    const bool isOnly = std::ranges::all_of(others, [&](Index other) {
      return other == nearest || isNearer(nearest, other);
    });
    return isOnly ? nearest : Model::none;
  }

  /// Read anew if they changed.
  const RunEffects &effects(Index m) {
    if (read[m] < changed[m]) {
      known[m] = reader.read(opsOf(m), [&](Index op) {
        const Index other = macroOf[op];
        return other == m                   ? Side::Inside
               : closure.isBefore(other, m) ? Side::Before
               : closure.isBefore(m, other) ? Side::Behind
                                            : Side::Either;
      });
      read[m] = joins;
    }
    return known[m];
  }

  /// The same, found anew if it may have changed.
  Index nextOf(Index m) {
    if (std::exchange(nextRead[m], joins) < changed[m])
      next[m] = nearest(m, model.behind, true);
    return next[m];
  }
  Index previousOf(Index m) {
    if (std::exchange(previousRead[m], joins) < changed[m])
      previous[m] = nearest(m, model.before, false);
    return previous[m];
  }

  /// False if the two were compared when they were what they are now; else
  /// notes that they are.
  bool isNew(Index m, Index other, std::vector<uint32_t> &compared) const {
    if (compared[m] >= std::max(changed[m], changed[other]))
      return false;
    compared[m] = joins;
    return true;
  }

  /// Effects are read anew whenever a macro grows.
  bool isTooLong(Index a, Index b) const {
    constexpr size_t most = 256;
    return runs[a].size + runs[b].size > most;
  }

  bool delay(Index m) {
    const Index next = nextOf(m);
    if (next == Model::none || isTooLong(m, next) || !isNew(m, next, delayed))
      return false;
    if (!effects(m).mayWait ||
        effects(m).mostAboveEnd > effects(next).leastAboveStart)
      return false;
    join(m, next, m);
    return true;
  }

  bool advance(Index m) {
    const Index previous = previousOf(m);
    if (previous == Model::none || isTooLong(m, previous) ||
        !isNew(m, previous, advanced))
      return false;
    if (!effects(m).mayHurry ||
        effects(m).mostAboveStart > effects(previous).leastAboveEnd)
      return false;
    join(previous, m, m);
    return true;
  }

  /// Joins two macros; the closure stays right if the one gives up its index
  /// all paths of which lead through the other.
  void join(Index first, Index second, Index given) {
    const Index kept = given == first ? second : first;
    ++joins;
    for (Index op : opsOf(given)) {
      macroOf[op] = kept;
      // Effects depend on where others that touch the same values stand, and
      // where ops of the index that is kept stand does not change.
      for (Index v : model.touches[op])
        for (Index other : model.touchers[v])
          changed[macroOf[other]] = joins;
      for (const Lists *lists : {&model.before, &model.behind})
        for (Index other : (*lists)[op])
          changed[macroOf[other]] = joins;
    }
    changed[kept] = joins;
    behind[runs[first].last] = runs[second].first;
    runs[kept] = {runs[first].first, runs[second].last,
                  runs[first].size + runs[second].size};
    runs[given].size = 0;
  }

  const Model &model;
  Closure closure; ///< Of macros, by the indices that they kept.
  std::vector<Index> macroOf;
  std::vector<Run> runs;     ///< Of each index.
  std::vector<Index> behind; ///< Of each op, the next one of its run.
  /// How many joins there were, from 1; at that number, of each index: its
  /// effects changed; it was compared with the one that it may join.
  uint32_t joins = 1;
  std::vector<uint32_t> changed, delayed, advanced;
  RunReader reader;
  /// Of each index: its effects, and after how many joins they were read.
  std::vector<RunEffects> known;
  std::vector<uint32_t> read;
  /// Of each index: the macros that it may join, and after how many joins they
  /// were found.
  std::vector<Index> next, previous;
  std::vector<uint32_t> nextRead, previousRead;
  std::vector<Index> others; ///< Of nearest().
  std::vector<Index> ops;    ///< Of opsOf().
};

/// All rows, each behind those that it names in `before`; of those that may be
/// next the one with the lowest key.
std::vector<Index> firstReady(const Lists &before, const Lists &behind,
                              const std::vector<Index> &keys) {
  using Entry = std::pair<Index, Index>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> ready;
  std::vector<size_t> waits(keys.size());
  for (Index row = 0; row < keys.size(); ++row)
    if ((waits[row] = before[row].size()) == 0)
      ready.emplace(keys[row], row);
  std::vector<Index> order;
  while (!ready.empty()) {
    const Index row = ready.top().second;
    ready.pop();
    order.push_back(row);
    for (Index other : behind[row])
      if (--waits[other] == 0)
        ready.emplace(keys[other], other);
  }
  return order;
}

/// Macros in an order that keeps all constraints, the lowest first op first.
Macros finish(const Model &model, std::vector<std::vector<Index>> runs) {
  std::vector<Index> runOf(model.opCount());
  for (size_t r = 0; r < runs.size(); ++r)
    for (Index op : runs[r])
      runOf[op] = Index(r);
  std::vector<std::pair<Index, Index>> pairs;
  for (Index op = 0; op < model.opCount(); ++op)
    for (Index other : model.before[op])
      if (runOf[other] != runOf[op])
        pairs.emplace_back(runOf[op], runOf[other]);
  const Lists before(runs.size(), pairs);
  const Lists behind = before.transposed(runs.size());

  std::vector<Index> firstOps;
  for (const std::vector<Index> &run : runs)
    firstOps.push_back(run.front());
  Macros macros;
  std::vector<Index> rank(runs.size());
  for (Index r : firstReady(before, behind, firstOps)) {
    rank[r] = Index(macros.size());
    macros.ops.push_back(std::move(runs[r]));
  }
  for (auto &[row, index] : pairs) {
    row = rank[row];
    index = rank[index];
  }
  macros.before = Lists(macros.size(), pairs);
  macros.behind = macros.before.transposed(macros.size());
  macros.closure = Closure(macros.before);
  for (Index op = 0; op < model.opCount(); ++op)
    macros.macroOf.push_back(rank[runOf[op]]);
  return macros;
}

} // namespace

Macros idealloc::contract(const Model &model) {
  return finish(model, Contractor(model).run());
}

Macros idealloc::singleMacros(const Model &model) {
  std::vector<std::vector<Index>> runs;
  for (Index op = 0; op < model.opCount(); ++op)
    runs.push_back({op});
  return finish(model, std::move(runs));
}

std::vector<Index> idealloc::orderOfMacros(const Macros &macros,
                                           const std::vector<Index> &order) {
  std::vector<Index> firstPlaces(macros.size(), Model::none), ops;
  for (Index place = 0; place < order.size(); ++place) {
    Index &first = firstPlaces[macros.macroOf[order[place]]];
    first = std::min(first, place);
  }
  for (Index m : firstReady(macros.before, macros.behind, firstPlaces))
    ops.insert(ops.end(), macros.ops[m].begin(), macros.ops[m].end());
  return ops;
}
