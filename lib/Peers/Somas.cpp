//===- Somas.cpp - MindSpore's SOMAS --------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "idealloc/Peers/Peers.h"

#include <numeric>
#include <tuple>

using namespace idealloc;

namespace {

constexpr Bytes unbounded = std::numeric_limits<Bytes>::max();

/// Single object: one band without an upper end.
enum class Mode { Shared, Single };

/// What follows size; `Fewer` and `More` conflicts, then by index.
enum class Ties { Index, LaterIndex, Fewer, FewerLater, More, MoreLater };

constexpr SomasFit allFits[] = {SomasFit::Best, SomasFit::Smallest,
                                SomasFit::Largest, SomasFit::Worst};

/// The best free range for one buffer in one band.
class RangeChoice {
public:
  RangeChoice(const Buffer &buffer, SomasFit fit) : buffer(buffer), fit(fit) {}

  void offer(Bytes begin, Bytes end) {
    Bytes aligned = alignUp(begin, buffer.alignment);
    if (end - aligned < buffer.size)
      return;
    if (!found || isBetter(end - aligned)) {
      found = aligned;
      length = end - aligned;
    }
  }
  std::optional<Bytes> offset() const { return found; }

private:
  /// Ranges come by ascending offset, so that of equals the lowest stays.
  bool isBetter(Bytes newLength) const {
    switch (fit) {
    case SomasFit::Best:
      return newLength < length;
    case SomasFit::Smallest:
      return false;
    case SomasFit::Largest:
      return true;
    case SomasFit::Worst:
      return newLength > length;
    }
    return false;
  }

  const Buffer &buffer;
  SomasFit fit;
  std::optional<Bytes> found;
  Bytes length = 0;
};

/// A horizontal band [base, end) of the arena.
class Band {
public:
  Band(Bytes base, SomasFit fit) : base(base), fit(fit) {}

  /// Takes its first buffer. The band is as high as it, or has no end.
  Bytes open(const Problem &problem, size_t buffer, Mode mode);
  /// Takes another one, or has no place for it.
  std::optional<Bytes> tryPlace(const Problem &problem, size_t buffer,
                                Mode mode);
  Bytes end() const { return limit; }

private:
  struct Entry {
    Bytes offset;
    Bytes end;
    Interval lifetime;
    size_t buffer;
  };
  static bool blocks(const Problem &problem, const Entry &entry,
                     size_t buffer) {
    const Buffer &visitor = problem.buffers[buffer];
    return entry.lifetime.begin < visitor.lifetime.end &&
           visitor.lifetime.begin < entry.lifetime.end &&
           conflict(visitor, problem.buffers[entry.buffer]);
  }
  void insert(const Problem &problem, size_t buffer, Bytes offset);

  Bytes base;
  Bytes limit = 0;
  SomasFit fit;
  size_t first = 0;           ///< The buffer that opened it.
  std::vector<Entry> entries; ///< By offset.
};

Bytes Band::open(const Problem &problem, size_t buffer, Mode mode) {
  const Buffer &opener = problem.buffers[buffer];
  Bytes offset = alignUp(base, opener.alignment);
  limit = mode == Mode::Single ? unbounded : offset + opener.size;
  first = buffer;
  insert(problem, buffer, offset);
  return offset;
}

std::optional<Bytes> Band::tryPlace(const Problem &problem, size_t buffer,
                                    Mode mode) {
  const Buffer &visitor = problem.buffers[buffer];
  if (mode == Mode::Shared && conflict(visitor, problem.buffers[first]))
    return std::nullopt;
  RangeChoice choice(visitor, fit);
  Bytes passed = base;
  for (const Entry &entry : entries) {
    if (!blocks(problem, entry, buffer))
      continue;
    choice.offer(passed, entry.offset);
    passed = std::max(passed, entry.end);
  }
  choice.offer(passed, limit);
  if (choice.offset())
    insert(problem, buffer, *choice.offset());
  return choice.offset();
}

void Band::insert(const Problem &problem, size_t buffer, Bytes offset) {
  const Buffer &inserted = problem.buffers[buffer];
  entries.insert(std::ranges::upper_bound(entries, offset, {}, &Entry::offset),
                 {offset, offset + inserted.size, inserted.lifetime, buffer});
}

/// Runs of the solver; keeps the smallest plan, the last one of equals.
class Portfolio {
public:
  explicit Portfolio(const Problem &problem)
      : problem(problem), conflicts(conflictCounts(problem)) {}

  void run(Mode mode, Ties ties, SomasFit fit);
  Plan finish() {
    return finishPlan(problem, std::move(best), lowerBound(problem), runs);
  }

private:
  std::vector<size_t> orderOf(Ties ties) const;

  const Problem &problem;
  std::vector<size_t> conflicts;
  std::vector<Bytes> best;
  Bytes makespan = unbounded;
  uint64_t runs = 0;
};

std::vector<size_t> Portfolio::orderOf(Ties ties) const {
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, {}, [&](size_t i) {
    int64_t count = conflicts[i], index = i, second = 0;
    if (ties == Ties::Fewer || ties == Ties::FewerLater)
      second = count;
    else if (ties == Ties::More || ties == Ties::MoreLater)
      second = -count;
    bool later = ties == Ties::LaterIndex || ties == Ties::FewerLater ||
                 ties == Ties::MoreLater;
    return std::tuple(-problem.buffers[i].size, second, later ? -index : index);
  });
  return order;
}

void Portfolio::run(Mode mode, Ties ties, SomasFit fit) {
  ++runs;
  std::vector<Bytes> offsets(problem.buffers.size());
  std::vector<Band> bands;
  Bytes top = 0;
  for (size_t i : orderOf(ties)) {
    std::optional<Bytes> offset;
    for (size_t k = 0; k < bands.size() && !offset; ++k)
      offset = bands[k].tryPlace(problem, i, mode);
    if (!offset) {
      // Only the first band gets the fit that was asked for.
      bands.emplace_back(bands.empty() ? 0 : bands.back().end(),
                         bands.empty() ? fit : SomasFit::Best);
      offset = bands.back().open(problem, i, mode);
    }
    offsets[i] = *offset;
    top = std::max(top, *offset + problem.buffers[i].size);
    if (top > makespan)
      return;
  }
  makespan = top;
  best = std::move(offsets);
}

} // namespace

Plan idealloc::planSomasShared(const Problem &problem, SomasFit fit) {
  Portfolio portfolio(problem);
  portfolio.run(Mode::Shared, Ties::Index, fit);
  return portfolio.finish();
}

Plan idealloc::planSomasRelease(const Problem &problem) {
  Portfolio portfolio(problem);
  for (Mode mode : {Mode::Shared, Mode::Single})
    for (SomasFit fit : {SomasFit::Best, SomasFit::Smallest})
      portfolio.run(mode, Ties::Index, fit);
  return portfolio.finish();
}

Plan idealloc::planSomasDebug(const Problem &problem) {
  Portfolio portfolio(problem);
  for (Mode mode : {Mode::Shared, Mode::Single})
    for (Ties ties : {Ties::Index, Ties::LaterIndex, Ties::Fewer,
                      Ties::FewerLater, Ties::More, Ties::MoreLater})
      for (SomasFit fit : allFits)
        portfolio.run(mode, ties, fit);
  return portfolio.finish();
}
