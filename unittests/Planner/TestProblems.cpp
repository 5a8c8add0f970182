//===- TestProblems.cpp - Problems and oracles for tests ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestProblems.h"

#include <algorithm>
#include <limits>

using namespace idealloc;

namespace {

bool liveDuring(const Buffer &buffer, Time tick) {
  if (tick < buffer.lifetime.begin || tick >= buffer.lifetime.end)
    return false;
  for (const Interval &gap : buffer.gaps)
    if (tick >= gap.begin && tick < gap.end)
      return false;
  return true;
}

bool overlap(Bytes begin, Bytes end, Bytes otherBegin, Bytes otherEnd) {
  return begin < otherEnd && otherBegin < end;
}

class Oracle {
public:
  explicit Oracle(const Problem &problem)
      : problem(problem), offsets(problem.buffers.size()),
        placed(problem.buffers.size()) {
    for (const Buffer &a : problem.buffers) {
      meets.emplace_back();
      for (const Buffer &b : problem.buffers)
        meets.back().push_back(test::meet(a, b));
    }
    for (Time tick = 0; tick < 64; ++tick) {
      Bytes live = 0;
      for (const Buffer &buffer : problem.buffers)
        live += liveDuring(buffer, tick) ? buffer.size : 0;
      bound = std::max(bound, live);
    }
    Bytes pinnedTop = 0;
    for (size_t i = 0; i < offsets.size(); ++i)
      if (problem.buffers[i].pin) {
        offsets[i] = *problem.buffers[i].pin;
        placed[i] = true;
        pinnedTop = std::max(pinnedTop, offsets[i] + problem.buffers[i].size);
      }
    search(pinnedTop);
  }
  Bytes best = std::numeric_limits<Bytes>::max();

private:
  bool fits(size_t i, Bytes offset) const {
    const Buffer &buffer = problem.buffers[i];
    Bytes end = offset + buffer.size;
    for (const Range &range : problem.reserved)
      if (overlap(offset, end, range.begin, range.end))
        return false;
    for (size_t j = 0; j < offsets.size(); ++j)
      if (placed[j] && meets[i][j] &&
          overlap(offset, end, offsets[j],
                  offsets[j] + problem.buffers[j].size))
        return false;
    return true;
  }

  /// Depth is at most n <= 8.
  void search(Bytes top) {
    if (top >= best || best == bound)
      return;
    bool complete = true;
    for (size_t i = 0; i < offsets.size(); ++i) {
      if (placed[i])
        continue;
      complete = false;
      Bytes offset = 0;
      while (!fits(i, offset))
        offset += problem.buffers[i].alignment;
      offsets[i] = offset;
      placed[i] = true;
      search(std::max(top, offset + problem.buffers[i].size));
      placed[i] = false;
    }
    if (complete)
      best = top;
  }

  const Problem &problem;
  std::vector<Bytes> offsets;
  std::vector<bool> placed;
  std::vector<std::vector<bool>> meets; ///< Which buffers conflict.
  Bytes bound = 0;                      ///< No plan is smaller.
};

/// Draws without <random>'s distributions, which differ between libraries.
class Dice {
public:
  explicit Dice(uint64_t seed) : engine(seed) {}
  /// Uniform in [low, high].
  int64_t draw(int64_t low, int64_t high) {
    return low + static_cast<int64_t>(engine() % uint64_t(high - low + 1));
  }

private:
  std::mt19937_64 engine;
};

std::vector<Interval> drawGaps(Interval lifetime, Dice &dice) {
  std::vector<Interval> gaps;
  Time last = lifetime.begin;
  while (lifetime.end - last > 2 && dice.draw(0, 1)) {
    Time begin = dice.draw(last + 1, lifetime.end - 2);
    Time end = dice.draw(begin + 1, lifetime.end - 1);
    gaps.push_back({begin, end});
    last = end;
  }
  return gaps;
}

} // namespace

bool test::meet(const Buffer &a, const Buffer &b) {
  for (Time tick = a.lifetime.begin; tick < a.lifetime.end; ++tick)
    if (liveDuring(a, tick) && liveDuring(b, tick))
      return true;
  return false;
}

Problem test::randomProblem(const Traits &traits, uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  if (traits.reserved)
    for (int64_t count = dice.draw(0, 3); count > 0; --count) {
      Bytes begin = dice.draw(0, 3 * traits.largest);
      problem.reserved.push_back({begin, begin + dice.draw(1, 5)});
    }
  for (size_t i = 0; i < traits.buffers; ++i) {
    Time begin = dice.draw(0, traits.horizon - 1);
    Buffer buffer{.id = "b" + std::to_string(i),
                  .lifetime = {begin, dice.draw(begin + 1, traits.horizon)},
                  .size = dice.draw(1, traits.largest)};
    if (traits.alignment)
      buffer.alignment = std::vector<Bytes>{1, 2, 3, 4, 8}[dice.draw(0, 4)];
    if (traits.gaps)
      buffer.gaps = drawGaps(buffer.lifetime, dice);
    if (traits.pins && dice.draw(0, 3) == 0) {
      buffer.pin = dice.draw(0, 4) * buffer.alignment;
      Problem with = problem;
      with.buffers.push_back(buffer);
      if (check(with))
        buffer.pin.reset();
    }
    problem.buffers.push_back(std::move(buffer));
  }
  return problem;
}

std::string test::pairwiseFault(const Problem &problem,
                                const std::vector<Bytes> &offsets) {
  if (offsets.size() != problem.buffers.size())
    return "wrong count";
  for (size_t i = 0; i < offsets.size(); ++i) {
    const Buffer &a = problem.buffers[i];
    std::string name = std::to_string(i);
    if (offsets[i] < 0 || offsets[i] % a.alignment != 0)
      return name + " is misplaced";
    if (a.pin && *a.pin != offsets[i])
      return name + " has left its pin";
    for (const Range &range : problem.reserved)
      if (overlap(offsets[i], offsets[i] + a.size, range.begin, range.end))
        return name + " touches a reserved range";
    for (size_t j = 0; j < i; ++j) {
      const Buffer &b = problem.buffers[j];
      if (overlap(offsets[i], offsets[i] + a.size, offsets[j],
                  offsets[j] + b.size) &&
          meet(a, b))
        return name + " clashes with " + std::to_string(j);
    }
  }
  return "";
}

Bytes test::makespanOf(const Problem &problem,
                       const std::vector<Bytes> &offsets) {
  Bytes makespan = 0;
  for (size_t i = 0; i < offsets.size(); ++i)
    makespan = std::max(makespan, offsets[i] + problem.buffers[i].size);
  return makespan;
}

std::vector<Problem> test::witnesses() {
  struct Row {
    Time begin, end;
    Bytes size;
  };
  constexpr Row rows[3][7] = {{{0, 1, 2},
                               {0, 2, 2},
                               {1, 3, 1},
                               {1, 4, 1},
                               {2, 4, 1},
                               {3, 5, 2},
                               {4, 5, 2}},
                              {{0, 1, 3},
                               {0, 3, 1},
                               {1, 2, 2},
                               {1, 4, 2},
                               {2, 5, 1},
                               {3, 4, 2},
                               {4, 5, 3}},
                              {{2, 3, 3},
                               {2, 5, 1},
                               {3, 4, 2},
                               {3, 6, 1},
                               {4, 7, 1},
                               {5, 6, 2},
                               {6, 7, 3}}};
  std::vector<Problem> problems(3);
  for (size_t k = 0; k < 3; ++k)
    for (const Row &row : rows[k])
      problems[k].buffers.push_back(
          {.lifetime = {row.begin, row.end}, .size = row.size});
  return problems;
}

Bytes test::optimum(const Problem &problem) { return Oracle(problem).best; }
