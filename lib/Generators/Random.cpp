//===- Random.cpp - Problems of random lifetimes and sizes ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dice.h"
#include "idealloc/Generators/Generators.h"

#include <algorithm>
#include <cmath>

using namespace idealloc;

namespace {

/// A number x >= 1 with P(x >= t) = t^-1.6: x^8 = u^-5 for a uniform u.
double pareto(Dice &dice) {
  constexpr uint64_t steps = uint64_t(1) << 53;
  const double u = double(1 + dice(steps)) / double(steps);
  return std::sqrt(std::sqrt(std::sqrt(1 / (u * u * u * u * u))));
}

/// Begins in [0, count), lasts for [1, 2 * live) ticks.
Interval drawLifetime(size_t count, uint64_t live, Dice &dice) {
  Time begin = static_cast<Time>(dice(count));
  return {begin, begin + static_cast<Time>(1 + dice(2 * live - 1))};
}

/// Scales weights to sizes of at least 1 byte and, if none was raised to that,
/// a load of at most `target`. Products of weight and target need 128 bits.
void scale(Problem &problem, Bytes target) {
  const Bytes weight = load(problem).bytes;
  for (Buffer &buffer : problem.buffers) {
    auto scaled = static_cast<unsigned __int128>(buffer.size) *
                  static_cast<uint64_t>(target) / static_cast<uint64_t>(weight);
    buffer.size = std::max<Bytes>(1, static_cast<Bytes>(scaled));
  }
}

/// Makes buffers that are live at the peak larger, by `target` less LOAD
/// together. No instant then holds more than the peak.
void fill(Problem &problem, Bytes target) {
  const Load peak = load(problem);
  if (peak.bytes >= target)
    return;
  const std::vector<size_t> live = liveAt(problem, peak.instant);
  const auto count = static_cast<Bytes>(live.size());
  const Bytes missing = target - peak.bytes;
  for (Bytes k = 0; k < count; ++k)
    problem.buffers[live[size_t(k)]].size +=
        missing / count + (k < missing % count ? 1 : 0);
}

} // namespace

Problem idealloc::steadyProblem(size_t count, uint64_t live, uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.buffers.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    Time begin = static_cast<Time>(i);
    Time length = static_cast<Time>(1 + dice(2 * live - 1));
    Bytes unit = Bytes(64) << dice(10);
    problem.buffers.push_back({.id = {},
                               .lifetime = {begin, begin + length},
                               .size = unit * Bytes(1 + dice(4))});
  }
  return problem;
}

Problem idealloc::scatteredProblem(size_t count, uint64_t live, uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.buffers.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    Interval lifetime = drawLifetime(count, live, dice);
    problem.buffers.push_back({.lifetime = lifetime, .size = drawSize(dice)});
  }
  return problem;
}

Problem idealloc::paretoProblem(size_t count, uint64_t live, uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.buffers.reserve(count);
  const double horizon = 2 * double(count);
  // The mean of pareto() is 8/3, that of lifetimes is to be 2 * live.
  const double shortest = 0.75 * double(live);
  for (size_t i = 0; i < count; ++i) {
    Time begin = static_cast<Time>(dice(2 * count));
    double length = std::min(shortest * pareto(dice), horizon);
    double size = 64 * drawPower(10000, dice);
    problem.buffers.push_back(
        {.id = {},
         .lifetime = {begin, begin + std::max(Time(1), Time(length))},
         .size = Bytes(size)});
  }
  return problem;
}

Problem idealloc::randomProblem(size_t count, const RandomShape &shape,
                                uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.buffers.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    Interval lifetime = drawLifetime(count, shape.live, dice);
    // A weight with 16 binary digits after the point.
    const double weight = 65536 * drawPower(double(shape.spread), dice);
    problem.buffers.push_back({.lifetime = lifetime, .size = Bytes(weight)});
  }
  if (count == 0)
    return problem;
  scale(problem, shape.load);
  fill(problem, shape.load);
  return problem;
}
