//===- Tiling.cpp - Plans without a byte to spare -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tiling/Tiling.h"
#include "Fit/Skyline.h"
#include "SortByKey.h"
#include "Tiling/Lines.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <unordered_set>

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
      : problem(problem), instants(instants) {}

  /// True if a state is left at the end.
  bool run(size_t width, uint64_t workLimit, const Deadline &deadline);
  /// Of that state: the plan, or nothing if it is none.
  std::vector<Bytes> offsets() const;
  uint64_t work() const { return workDone; }

private:
  struct Choice {
    size_t parent;
    std::vector<Line> lines;
  };
  static constexpr size_t none = static_cast<size_t>(-1);

  bool advance(const Line &instant, size_t width);
  std::vector<Line> chosenLines() const;

  const Problem &problem;
  const std::vector<Line> &instants;
  std::vector<SplitState> states; ///< The best one first.
  std::vector<size_t> chosen;     ///< By state, in `choices`.
  std::vector<Choice> choices;
  uint64_t workDone = 0;
};

bool Beam::run(size_t width, uint64_t workLimit, const Deadline &deadline) {
  states.clear();
  choices.clear();
  chosen = {none};
  states.push_back(
      {.tree = {instants.front().begins, problem.buffers.size(), false}});
  for (size_t k = 1; k + 1 < instants.size(); ++k)
    if (workDone >= workLimit || deadline.hasCome() ||
        !advance(instants[k], width))
      return false;
  return true;
}

/// False if no state can go on.
bool Beam::advance(const Line &instant, size_t width) {
  const SplitLimits limits = SplitLimits::ofWidth(width);
  InstantSplitter splitter(problem, instant);
  std::vector<SplitState> next;
  std::vector<size_t> parents;
  std::unordered_set<uint64_t> known;
  for (size_t s = 0; s < states.size(); ++s)
    for (SplitState &split : splitter.split(std::move(states[s]), limits))
      if (known.insert(split.tree.fingerprint()).second) {
        next.push_back(std::move(split));
        parents.push_back(chosen[s]);
      }
  workDone += splitter.work();
  std::vector<size_t> order(next.size());
  std::iota(order.begin(), order.end(), size_t(0));
  sortByKey(order, std::greater<>(), [&](size_t k) { return next[k].score; });
  order.resize(std::min(order.size(), width));
  states.clear();
  chosen.clear();
  for (size_t k : order) {
    chosen.push_back(choices.size());
    choices.push_back({parents[k], std::move(next[k].lines)});
    next[k].lines.clear();
    states.push_back(std::move(next[k]));
  }
  return !states.empty();
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
  ContiguityTree tree(instants.front().begins, problem.buffers.size(), true);
  for (const Line &line : lines)
    tree.replace(line.ends, line.begins);
  return stackLines(problem, lines, tree.orders());
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

TilingResult idealloc::findTiling(const Problem &problem, uint64_t workLimit,
                                  const Deadline &deadline) {
  std::vector<Line> instants;
  for (auto &[time, line] : linesByTime(problem))
    instants.push_back(std::move(line));
  std::vector<Line> backwards(instants.rbegin(), instants.rend());
  for (Line &line : backwards)
    std::swap(line.ends, line.begins);
  Beam beams[] = {{problem, instants}, {problem, backwards}};
  TilingResult result;
  constexpr size_t widest = 4096;
  for (size_t width = 4; width <= widest; width *= 3)
    for (Beam &beam : beams) {
      if (result.work >= workLimit || deadline.hasCome())
        return result;
      const uint64_t before = beam.work();
      if (beam.run(width, before + workLimit - result.work, deadline))
        result.offsets = beam.offsets();
      result.work += beam.work() - before;
      if (!result.offsets.empty())
        return result;
    }
  return result;
}
