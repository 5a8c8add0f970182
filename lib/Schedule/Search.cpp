//===- Search.cpp - Search for an order of least peak ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Search.h"
#include "Cuts.h"
#include "States.h"

#include <algorithm>
#include <bit>
#include <queue>

using namespace idealloc;

namespace {

class Search {
public:
  Search(const Model &model, const Macros &macros, Bytes budget, bool raises,
         Meter &meter)
      : model(model), macros(macros), budget(budget), raises(raises),
        meter(meter), states(macros.size()), walk(model), waits(macros.size()),
        ready((macros.size() + 63) / 64), base(macros.size()) {
    for (size_t m = 0; m < macros.size(); ++m) {
      waits[m] = Index(macros.before[m].size());
      if (waits[m] == 0)
        flipReady(Index(m));
    }
    findBridges();
  }

  Found run() {
    if (walk.live() > budget && raises)
      budget = walk.live();
    if (walk.live() > budget)
      return {.bound = budget + 1};
    baseLive = walk.live();
    states.addEmpty();
    open.push_back(0);
    while (true) {
      while (open.empty())
        if (!raise())
          return {.bound = budget + 1};
      if (meter.isEmpty())
        return {.bound = raises ? budget : 0};
      Id id = open.back();
      open.pop_back();
      if (expand(id))
        return {.order = orderOf(id), .bound = raises ? budget : 0};
    }
  }

private:
  using Id = States::Id;
  struct Blocked {
    Bytes cost;
    uint64_t turn; ///< The order in which they were met.
    Id from;
    Index macro;
    bool operator>(const Blocked &other) const {
      return std::pair(cost, turn) > std::pair(other.cost, other.turn);
    }
  };
  struct Move {
    Bytes live;
    Index macro;
  };

  /// A macro that runs before or after each other one: when it can run, what
  /// has run is known.
  void findBridges() {
    const Closure &closure = macros.closure;
    for (size_t m = 0; m < macros.size(); ++m) {
      // Those that are not related mostly are close.
      size_t first = m, last = m + 1;
      while (first > 0 && closure.isBefore(first - 1, m))
        --first;
      while (last < macros.size() && closure.isBefore(m, last))
        ++last;
      isBridge.push_back(last - first == macros.size());
    }
  }

  void flipReady(Index m) { ready[m / 64] ^= uint64_t(1) << (m % 64); }

  /// The lowest macro from `m` on that may run next; their number if there is
  /// none.
  Index nextReady(Index m) const {
    size_t word = m / 64;
    if (word == ready.size())
      return Index(macros.size());
    uint64_t bits = ready[word] & (~uint64_t(0) << (m % 64));
    while (bits == 0 && ++word < ready.size())
      bits = ready[word];
    return bits == 0 ? Index(macros.size())
                     : Index(64 * word + size_t(std::countr_zero(bits)));
  }

  /// Runs a macro, which leads to a state.
  void runMacro(Index m, Id to) {
    for (Index op : macros.ops[m])
      walk.run(op);
    flipReady(m);
    for (Index other : macros.behind[m])
      if (--waits[other] == 0)
        flipReady(other);
    inside.push_back(m);
    insideIds.push_back(to);
  }

  void undoMacro() {
    const Index m = inside.back();
    inside.pop_back();
    insideIds.pop_back();
    flipReady(m);
    for (Index other : macros.behind[m])
      if (waits[other]++ == 0)
        flipReady(other);
    for (size_t i = macros.ops[m].size(); i-- > 0;)
      walk.undo(macros.ops[m][i]);
  }

  /// The peak of a macro that runs next, and the live bytes after it.
  std::pair<Bytes, Bytes> probe(Index m) {
    const std::vector<Index> &ops = macros.ops[m];
    const size_t last = ops.size() - 1;
    Bytes peak = 0;
    for (size_t i = 0; i < last; ++i) {
      peak = std::max(peak, walk.cost(ops[i]));
      walk.run(ops[i]);
    }
    peak = std::max(peak, walk.cost(ops[last]));
    const Bytes live = walk.live() + walk.net(ops[last]);
    for (size_t i = last; i-- > 0;)
      walk.undo(ops[i]);
    return {peak, live};
  }

  /// Goes from what has run to a state, by way of the last one that is on the
  /// way to both. Those that others lead to come later.
  void goTo(Id id) {
    std::vector<Id> ahead;
    while (true) {
      while (!inside.empty() && insideIds.back() > id)
        undoMacro();
      if (id == (inside.empty() ? 0 : insideIds.back()))
        break;
      ahead.push_back(id);
      id = states.parent(id);
    }
    for (size_t i = ahead.size(); i-- > 0;)
      runMacro(states.lastMacro(ahead[i]), ahead[i]);
  }

  /// Adds what runs from the base to a state.
  void append(std::vector<Index> &order, Id id) const {
    for (Index m : states.path(id))
      order.insert(order.end(), macros.ops[m].begin(), macros.ops[m].end());
  }

  std::vector<Index> orderOf(Id id) const {
    std::vector<Index> order = prefix;
    append(order, id);
    return order;
  }

  /// Lets the cheapest blocked moves happen; false if that is not to be.
  bool raise() {
    if (!raises || blocked.empty())
      return false;
    budget = std::max(budget, blocked.top().cost);
    while (!blocked.empty() && blocked.top().cost <= budget) {
      const Blocked move = blocked.top();
      blocked.pop();
      enter(move.from, move.macro);
    }
    return true;
  }

  void enter(Id from, Index macro) {
    if (auto [id, isNew] = states.add(from, macro); isNew)
      open.push_back(id);
  }

  /// Goes on from a state, and at once from the state that an op leads to which
  /// costs nothing; true if the last one has run, which then is `id`.
  bool expand(Id &id) {
    goTo(id);
    bool isDone = false;
    while (!isDone && id != States::none) {
      meter.spend(1 + macros.size() / 256);
      isDone = prefixMacros + inside.size() == macros.size();
      if (!isDone)
        id = step(id);
    }
    return isDone;
  }

  /// One state; the one to go on from at once, or `none`.
  Id step(Id id) {
    if (tryJump(id))
      return States::none;
    moves.clear();
    dear.clear();
    for (Index m = nextReady(0); m < macros.size(); m = nextReady(m + 1)) {
      if (isBridge[m] && !inside.empty()) {
        commit(id);
        return States::none;
      }
      const auto [cost, live] = probe(m);
      if (cost > budget) {
        dear.push_back({cost, 0, id, m});
      } else if (live <= walk.live()) {
        const auto [next, isNew] = states.add(id, m);
        if (!isNew)
          return States::none;
        runMacro(m, next);
        return next;
      } else {
        moves.push_back({live, m});
      }
    }
    if (raises)
      for (Blocked &move : dear) {
        move.turn = turns++;
        blocked.push(move);
      }
    std::ranges::sort(moves, [](const Move &a, const Move &b) {
      return std::pair(a.live, a.macro) > std::pair(b.live, b.macro);
    });
    for (const Move &move : moves)
      enter(id, move.macro);
    return States::none;
  }

  /// If the state has no more live bytes than the base, the set of fewest bytes
  /// between the two becomes the base, if it can be reached within the budget.
  bool tryJump(Id id) {
    if (inside.empty() || walk.live() > baseLive || walk.live() >= refused)
      return false;
    std::vector<Part> parts(macros.size(), Part::HasNotRun);
    for (size_t m = 0; m < macros.size(); ++m)
      if (base[m])
        parts[m] = Part::HasRun;
    const std::vector<Index> path = inside;
    const std::vector<Id> ids = insideIds;
    for (Index m : path)
      parts[m] = Part::Open;
    meter.spend(1 + path.size() / 16);
    const std::vector<char> least = leastLive(model, macros, parts, path);
    if (std::ranges::all_of(path, [&](Index m) { return least[m] != 0; })) {
      commit(id);
      return true;
    }
    refused = walk.live();
    if (jumpInside(path, least))
      return true;
    for (size_t i = 0; i < path.size(); ++i)
      runMacro(path[i], ids[i]);
    return false;
  }

  /// Runs the macros of a path that are in a set, from the base; from there all
  /// runs then, unless the budget does not allow it.
  bool jumpInside(const std::vector<Index> &path,
                  const std::vector<char> &set) {
    unwind();
    Id id = 0;
    for (Index m : path) {
      if (!set[m])
        continue;
      if (probe(m).first > budget) {
        unwind();
        return false;
      }
      const auto [next, isNew] = states.add(id, m);
      if (isNew)
        open.push_back(next);
      id = next;
      runMacro(m, id);
    }
    commit(id);
    return true;
  }

  void unwind() {
    while (!inside.empty())
      undoMacro();
  }

  /// All that runs later runs from this state, where the walk is.
  void commit(Id id) {
    append(prefix, id);
    prefixMacros += inside.size();
    for (Index m : inside)
      base[m] = true;
    inside.clear();
    insideIds.clear();
    states.restartFrom(id);
    open.assign(1, 0);
    blocked = {};
    baseLive = walk.live();
    refused = MaxLive;
  }

  static constexpr Bytes MaxLive = std::numeric_limits<Bytes>::max();
  const Model &model;
  const Macros &macros;
  Bytes budget;
  bool raises;
  Meter &meter;
  States states;
  Walk walk;
  std::vector<Index> waits; ///< Macros that must run before and have not.
  /// Bits of the macros that wait for none and have not run.
  std::vector<uint64_t> ready;
  std::vector<char> isBridge;

  std::vector<char> base;    ///< Of each macro: has it run in the base?
  std::vector<Index> prefix; ///< The ops of the base, in order.
  size_t prefixMacros = 0;
  Bytes baseLive = 0;
  /// No jump from states of this many live bytes or more.
  Bytes refused = MaxLive;
  std::vector<Index> inside; ///< Macros that the walk has run from the base.
  std::vector<Id> insideIds; ///< The states that they led to.

  /// Of step().
  std::vector<Move> moves;
  std::vector<Blocked> dear;

  std::vector<Id> open;
  std::priority_queue<Blocked, std::vector<Blocked>, std::greater<>> blocked;
  uint64_t turns = 0;
};

} // namespace

Found idealloc::searchFromBelow(const Model &model, const Macros &macros,
                                Bytes bound, Meter &meter) {
  return Search(model, macros, bound, true, meter).run();
}

Found idealloc::searchWithin(const Model &model, const Macros &macros,
                             Bytes limit, Meter &meter) {
  return Search(model, macros, limit, false, meter).run();
}
