//===- VelaHillClimb.cpp - The hill climb of Vela -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Climb.h"
#include "Deadline.h"
#include "Placement.h"
#include "Vela.h"

#include <array>
#include <bit>
#include <random>

using namespace idealloc;

namespace {

/// The first state of the Mersenne Twister for a seed of Python: init_by_array
/// of Matsumoto and Nishimura's mt19937ar.c, the key being the 32-bit digits.
class PythonSeed {
public:
  using result_type = uint32_t;
  explicit PythonSeed(uint64_t seed)
      : key{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)},
        length(key[1] == 0 ? 1 : 2) {}

  /// The range has 624 words.
  void generate(uint32_t *begin, uint32_t *end) const {
    const auto words = static_cast<uint32_t>(end - begin);
    begin[0] = 19650218;
    for (uint32_t i = 1; i < words; ++i)
      begin[i] = 1812433253 * folded(begin[i - 1]) + i;
    uint32_t at = 1;
    auto next = [&] {
      if (++at == words) {
        begin[0] = begin[words - 1];
        at = 1;
      }
    };
    for (uint32_t k = 0; k < words; ++k, next())
      begin[at] = (begin[at] ^ (folded(begin[at - 1]) * 1664525)) +
                  key[k % length] + k % length;
    for (uint32_t k = 1; k < words; ++k, next())
      begin[at] = (begin[at] ^ (folded(begin[at - 1]) * 1566083941)) - at;
    begin[0] = 0x80000000;
  }

private:
  static uint32_t folded(uint32_t word) { return word ^ word >> 30; }

  std::array<uint32_t, 2> key;
  uint32_t length;
};

/// Python's random, as far as it is needed.
class PythonRandom {
public:
  explicit PythonRandom(uint64_t seed) {
    PythonSeed sequence(seed);
    engine.seed(sequence);
  }
  /// Uniform in [0, count), count >= 1: as many bits as count has, drawn anew
  /// while they are too large.
  uint32_t operator()(uint32_t count) {
    while (true) {
      uint32_t drawn = engine() >> std::countl_zero(count);
      if (drawn < count)
        return drawn;
    }
  }

private:
  std::mt19937 engine;
};

/// A second exchange is made where so many iterations gained nothing.
constexpr uint64_t stuck = 50;

bool change(VelaClimb &climb, PythonRandom &random, bool isStuck) {
  climb.collectTurns();
  auto below = [&](uint32_t count) { return random(count); };
  if (!climb.exchangeTurns(below, 101))
    return false;
  if (isStuck) {
    climb.addTurnsAround();
    const auto count = static_cast<uint32_t>(climb.turns.size());
    const uint32_t one = climb.turns[below(count)];
    const uint32_t other = climb.turns[below(count)];
    std::swap(climb.order[one], climb.order[other]);
  }
  return true;
}

} // namespace

Plan idealloc::planVelaHillClimb(const Problem &problem, const Budget &budget) {
  const Bytes bound = lowerBound(problem);
  if (problem.buffers.empty())
    return finishPlan(problem, {}, bound, 0);
  const uint64_t least = budget.iterations.value_or(0);
  const uint64_t patience = budget.iterations ? 500 : iterationsOf(budget, 500);
  const Deadline deadline(budget);
  PythonRandom random(budget.seed + 1);
  VelaClimb climb(problem);
  Bytes best = climb.place(velaNowhere);
  std::vector<Bytes> offsets = climb.offsets();
  std::vector<uint32_t> order = climb.order;
  uint64_t done = 0, lastGain = 0;
  while (best > bound && (done < least || done - lastGain < patience) &&
         !deadline.hasCome()) {
    if (!change(climb, random, done - lastGain > stuck))
      break;
    const Bytes top = climb.place(best);
    if (top < best)
      lastGain = done;
    if (top <= best) {
      best = top;
      order = climb.order;
      offsets = climb.offsets();
    } else {
      climb.order = order;
    }
    ++done;
  }
  return finishPlan(problem, std::move(offsets), bound, done + 1);
}
