//===- Generators.cpp - Generated problems of any size --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generators.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace idealloc;

namespace {

/// Uniform in [0, count).
class Dice {
public:
  explicit Dice(uint64_t seed) : engine(seed) {}
  uint64_t operator()(uint64_t count) { return engine() % count; }

private:
  std::mt19937_64 engine;
};

/// Cuts a buffer in two at a random place, in time or in bytes, and returns the
/// other piece; nullopt if it is one byte at one tick.
std::optional<Buffer> cut(Buffer &buffer, Dice &dice) {
  const Time length = buffer.lifetime.end - buffer.lifetime.begin;
  if (length == 1 && buffer.size == 1)
    return std::nullopt;
  bool inTime = dice(2) == 0;
  if (length == 1 || buffer.size == 1)
    inTime = length > 1;
  Buffer rest = buffer;
  if (inTime) {
    rest.lifetime.begin += Time(1 + dice(uint64_t(length - 1)));
    buffer.lifetime.end = rest.lifetime.begin;
  } else {
    buffer.size = Bytes(1 + dice(uint64_t(buffer.size - 1)));
    rest.size -= buffer.size;
  }
  return rest;
}

/// A number x >= 1 with P(x >= t) = t^-1.6: x^8 = u^-5 for a uniform u.
double pareto(Dice &dice) {
  constexpr uint64_t steps = uint64_t(1) << 53;
  const double u = double(1 + dice(steps)) / double(steps);
  return std::sqrt(std::sqrt(std::sqrt(1 / (u * u * u * u * u))));
}

/// 10^(4v) for a uniform v in [0, 1), from the binary digits of v.
double fourDecades(Dice &dice) {
  const uint64_t digits = dice(uint64_t(1) << 32);
  double power = 1, root = 10000;
  for (int digit = 31; digit >= 0; --digit) {
    root = std::sqrt(root);
    if (digits >> digit & 1)
      power *= root;
  }
  return power;
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

Problem idealloc::plantedProblem(size_t count, Bytes height, uint64_t seed) {
  Problem problem;
  if (count == 0)
    return problem;
  Dice dice(seed);
  std::vector<Buffer> &pieces = problem.buffers;
  pieces.push_back({.lifetime = {0, Time(4 * count)}, .size = height});
  while (pieces.size() < count) {
    // A piece that can be cut exists: there are more ticks than pieces.
    size_t chosen = dice(pieces.size());
    std::optional<Buffer> rest = cut(pieces[chosen], dice);
    while (!rest) {
      chosen = (chosen + 1) % pieces.size();
      rest = cut(pieces[chosen], dice);
    }
    pieces.push_back(*rest);
  }
  for (size_t i = count; i > 1; --i)
    std::swap(pieces[i - 1], pieces[dice(i)]);
  return problem;
}

Problem idealloc::scatteredProblem(size_t count, uint64_t live, uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.buffers.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    Time begin = static_cast<Time>(dice(count));
    Time length = static_cast<Time>(1 + dice(2 * live - 1));
    uint64_t octave = uint64_t(1) << dice(10);
    problem.buffers.push_back({.id = {},
                               .lifetime = {begin, begin + length},
                               .size = Bytes(64 * (octave + dice(octave)))});
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
    double size = 64 * fourDecades(dice);
    problem.buffers.push_back(
        {.id = {},
         .lifetime = {begin, begin + std::max(Time(1), Time(length))},
         .size = Bytes(size)});
  }
  return problem;
}
