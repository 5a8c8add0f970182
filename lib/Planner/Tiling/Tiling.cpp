//===- Tiling.cpp - Plans without a byte to spare -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tiling/Tiling.h"
#include "Fit/Skyline.h"
#include "Placement.h"
#include "SortByKey.h"
#include "Tiling/Lines.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <unordered_set>
#include <utility>

using namespace idealloc;

namespace {

/// What ends and what begins, by time.
std::map<Time, Line> linesByTime(const Problem &problem) {
  std::map<Time, Line> lines;
  for (uint32_t i = 0; i < problem.buffers.size(); ++i) {
    lines[problem.buffers[i].lifetime.begin].begins.push_back(i);
    lines[problem.buffers[i].lifetime.end].ends.push_back(i);
  }
  return lines;
}

/// A beam over the instants, from the first to the last but one.
class Beam {
public:
  Beam(const Problem &problem, const std::vector<Line> &instants)
      : problem(problem), instants(instants) {
    for (const Buffer &buffer : problem.buffers)
      sizes.push_back(buffer.size);
  }

  /// True if a state is left at the end. No byte is wasted.
  bool runExactly(size_t width, uint64_t workLimit, const Deadline &deadline);
  /// Wastes bytes where it must, and spends about the same on every buffer.
  /// False if twice the work was not enough, or the deadline has come.
  bool runRoughly(size_t width, uint64_t workLimit, const Deadline &deadline);
  /// Of that state: the plan, or nothing if it is none.
  std::vector<Bytes> offsets() const;
  uint64_t work() const { return workDone; }

private:
  struct Choice {
    size_t parent;
    std::vector<Line> lines;
  };
  static constexpr size_t none = static_cast<size_t>(-1);
  static constexpr uint64_t unlimited = std::numeric_limits<uint64_t>::max();

  void restart();
  bool advance(const Line &instant, size_t width, bool isRough, uint64_t until);
  void choose(std::vector<SplitState> next, const std::vector<size_t> &parents,
              size_t width);
  std::vector<Line> chosenLines() const;

  const Problem &problem;
  const std::vector<Line> &instants;
  std::vector<Bytes> sizes;       ///< Of buffers, then holes.
  std::vector<SplitState> states; ///< The best one first.
  std::vector<size_t> chosen;     ///< By state, in `choices`.
  std::vector<Choice> choices;
  uint64_t workDone = 0;
};

void Beam::restart() {
  sizes.resize(problem.buffers.size());
  states.clear();
  choices.clear();
  chosen = {none};
  states.push_back(
      {.tree = {instants.front().begins, problem.buffers.size(), false}});
}

bool Beam::runExactly(size_t width, uint64_t workLimit,
                      const Deadline &deadline) {
  restart();
  for (size_t k = 1; k + 1 < instants.size(); ++k)
    if (workDone >= workLimit || deadline.hasCome() ||
        !advance(instants[k], width, false, unlimited))
      return false;
  return true;
}

bool Beam::runRoughly(size_t width, uint64_t workLimit,
                      const Deadline &deadline) {
  restart();
  const uint64_t before = workDone;
  auto changes = [](const Line &instant) {
    return instant.ends.size() + instant.begins.size();
  };
  size_t done = 0;
  for (size_t k = 1; k + 1 < instants.size(); ++k) {
    if (workDone - before > 2 * (workLimit - before) || deadline.hasCome())
      return false;
    done += changes(instants[k]);
    const double part = static_cast<double>(done) /
                        static_cast<double>(2 * problem.buffers.size());
    advance(instants[k], width, true,
            before + static_cast<uint64_t>(
                         part * static_cast<double>(workLimit - before)));
  }
  return true;
}

/// With about so much work in all; false if no state can go on.
bool Beam::advance(const Line &instant, size_t width, bool isRough,
                   uint64_t until) {
  const uint64_t room = until - std::min(until, workDone);
  const double subsets =
      std::clamp(static_cast<double>(room) / 256, 100.0, 10000.0);
  InstantSplitter splitter(sizes, instant, subsets);
  SplitLimits limits = SplitLimits::ofWidth(width);
  std::vector<SplitState> next;
  std::vector<size_t> parents;
  std::unordered_set<uint64_t> known;
  auto splitAll = [&](uint64_t most) {
    limits.work = most;
    for (size_t s = 0;
         s < states.size() && (next.empty() || splitter.work() < most); ++s)
      for (SplitState &split : splitter.split(states[s], limits))
        if (known.insert(split.tree.fingerprint()).second) {
          next.push_back(std::move(split));
          parents.push_back(chosen[s]);
        }
  };
  splitAll(isRough ? room / 2 : unlimited);
  if (next.empty() && isRough) {
    limits.isRough = true;
    splitAll(room);
  }
  workDone += splitter.work();
  if (next.empty())
    return false;
  choose(std::move(next), parents, width);
  return true;
}

/// Keeps those that waste the least and leave the most.
void Beam::choose(std::vector<SplitState> next,
                  const std::vector<size_t> &parents, size_t width) {
  std::vector<size_t> order(next.size());
  std::iota(order.begin(), order.end(), size_t(0));
  sortByKey(order, std::less<>(), [&](size_t k) {
    return std::pair(next[k].excess, -next[k].score);
  });
  order.resize(std::min(order.size(), width));
  states.clear();
  chosen.clear();
  for (size_t k : order) {
    chosen.push_back(choices.size());
    choices.push_back({parents[k], std::move(next[k].lines)});
    next[k].lines.clear();
    states.push_back(std::move(next[k]));
  }
}

std::vector<Line> Beam::chosenLines() const {
  std::vector<Line> lines;
  for (size_t k = chosen.front(); k != none; k = choices[k].parent)
    lines.insert(lines.end(), choices[k].lines.rbegin(),
                 choices[k].lines.rend());
  std::ranges::reverse(lines);
  return lines;
}

std::vector<Bytes> Beam::offsets() const {
  const std::vector<Line> lines = chosenLines();
  ContiguityTree tree(instants.front().begins, sizes.size(), true);
  for (const Line &line : lines)
    tree.replace(line.ends, line.begins);
  std::vector<Bytes> offsets = stackLines(sizes, lines, tree.orders());
  offsets.resize(problem.buffers.size());
  return offsets;
}

/// What bytes to spare leave room for moves down, the lowest first.
std::vector<Bytes> lowered(const Problem &problem,
                           const std::vector<Bytes> &offsets) {
  std::vector<size_t> order(offsets.size());
  std::iota(order.begin(), order.end(), size_t(0));
  sortByKey(order, std::less<>(), [&](size_t i) { return offsets[i]; });
  Placer placer(problem);
  placer.place(order, Fit::First);
  return placer.offsets();
}

} // namespace

bool idealloc::isTiling(const Problem &problem) {
  if (problem.buffers.empty() || !Skyline::appliesTo(problem))
    return false;
  Bytes divisor = 0;
  for (const Buffer &buffer : problem.buffers)
    divisor = std::gcd(divisor, buffer.size);
  std::map<Time, Bytes> change;
  for (const Buffer &buffer : problem.buffers) {
    if (divisor % buffer.alignment != 0)
      return false;
    change[buffer.lifetime.begin] += buffer.size;
    change[buffer.lifetime.end] -= buffer.size;
  }
  return std::all_of(std::next(change.begin()), std::prev(change.end()),
                     [](const auto &entry) { return entry.second == 0; });
}

namespace {

/// Both directions, and the best plan of them.
class Beams {
public:
  Beams(const Problem &problem, const Deadline &deadline)
      : problem(problem), deadline(deadline) {
    for (auto &[time, line] : linesByTime(problem))
      forwards.push_back(std::move(line));
    backwards.assign(forwards.rbegin(), forwards.rend());
    for (Line &line : backwards)
      std::swap(line.ends, line.begins);
  }

  void runExactly(uint64_t workLimit);
  void runRoughly(uint64_t workLimit);
  TilingResult take() { return std::move(result); }

private:
  bool isOver() const { return isFound || deadline.hasCome(); }
  bool offer(std::vector<Bytes> offsets);

  const Problem &problem;
  const Deadline &deadline;
  std::vector<Line> forwards, backwards;
  Beam beams[2] = {{problem, forwards}, {problem, backwards}};
  TilingResult result;
  Bytes makespan = std::numeric_limits<Bytes>::max();
  bool isFound = false; ///< A plan without a byte to spare.
};

/// Takes a plan over if it is one and smaller.
bool Beams::offer(std::vector<Bytes> offsets) {
  Plan plan{.offsets = std::move(offsets)};
  for (size_t i = 0; i < plan.offsets.size(); ++i)
    plan.makespan =
        std::max(plan.makespan, plan.offsets[i] + problem.buffers[i].size);
  if (plan.makespan >= makespan || verify(problem, plan, true))
    return false;
  makespan = plan.makespan;
  result.offsets = std::move(plan.offsets);
  return true;
}

/// Wider and wider until it succeeds or the work is spent.
void Beams::runExactly(uint64_t workLimit) {
  constexpr size_t widest = 4096;
  for (size_t width = 4; width <= widest; width *= 3)
    for (Beam &beam : beams) {
      if (isOver() || result.work >= workLimit)
        return;
      const uint64_t before = beam.work();
      if (beam.runExactly(width, before + workLimit - result.work, deadline))
        isFound = offer(beam.offsets());
      result.work += beam.work() - before;
    }
}

/// Narrow ones are as good as wide ones, and another one may well be better.
void Beams::runRoughly(uint64_t workLimit) {
  constexpr size_t widths[] = {4, 1};
  for (size_t width : widths)
    for (Beam &beam : beams) {
      if (isOver())
        return;
      const uint64_t before = beam.work();
      if (beam.runRoughly(width, before + workLimit / 4, deadline))
        offer(lowered(problem, beam.offsets()));
      result.work += beam.work() - before;
    }
}

} // namespace

TilingResult idealloc::findTiling(const Problem &problem, uint64_t workLimit,
                                  const Deadline &deadline) {
  Beams beams(problem, deadline);
  beams.runExactly(workLimit / 2);
  beams.runRoughly(workLimit / 2);
  return beams.take();
}
