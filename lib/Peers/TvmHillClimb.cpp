//===- TvmHillClimb.cpp - The hill climb of TVM ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Climb.h"
#include "ConflictLists.h"
#include "Deadline.h"
#include "Placement.h"
#include "Tvm.h"

using namespace idealloc;

namespace {

/// rand_r of the GNU C library, whose three steps give 31 bits.
class RandR {
public:
  explicit RandR(uint64_t seed) : state(static_cast<uint32_t>(seed)) {}

  uint32_t operator()() {
    uint32_t bits = step() % 2048;
    for (int k = 0; k < 2; ++k)
      bits = bits << 10 ^ step() % 1024;
    return bits;
  }

private:
  uint32_t step() {
    state = state * 1103515245 + 12345;
    return state >> 16;
  }
  uint32_t state;
};

/// From this attempt on, nothing that is not better is ever accepted.
constexpr uint64_t strictFrom = 50;

class Climb {
public:
  Climb(const Problem &problem, const Budget &budget)
      : problem(problem), conflicts(conflictLists(problem)), placer(problem),
        order(tvmOrder(problem, TvmOrder::Size, conflicts)),
        position(order.size()), weights(order.size()), random(budget.seed) {
    for (size_t k = 0; k < order.size(); ++k)
      position[order[k]] = k;
  }

  Plan run(const Budget &budget);

private:
  bool tryOrder(uint64_t attempt);
  bool toleratesWorse(Bytes makespan, uint64_t attempt);
  void change();
  size_t pickBottleneck();
  void collect(size_t bottleneck);
  size_t drawFirst() { return first[random() % first.size()]; }
  size_t drawSecond();
  void exchange();

  const Problem &problem;
  const std::vector<std::vector<uint32_t>> conflicts;
  Placer placer;
  std::vector<size_t> order;
  std::vector<size_t> position;
  std::vector<Bytes> offsets; ///< Of the last accepted placement.
  Bytes makespan = 0;
  size_t from = 0, to = 0; ///< The last positions that were exchanged.
  // Scratch of change: the neighbours by position, and how often there is a
  // neighbour of a neighbour at a position.
  std::vector<size_t> first;
  std::vector<size_t> weights;
  size_t seconds = 0; ///< The sum of the weights.
  RandR random;
};

void Climb::exchange() {
  std::swap(order[from], order[to]);
  position[order[from]] = from;
  position[order[to]] = to;
}

bool Climb::toleratesWorse(Bytes tried, uint64_t attempt) {
  const auto excess = static_cast<double>(tried - makespan);
  const auto percent =
      static_cast<uint64_t>(50 * excess / static_cast<double>(tried));
  return random() % 100 < percent / attempt;
}

/// Places all; true if that is accepted.
bool Climb::tryOrder(uint64_t attempt) {
  const bool strict = attempt >= strictFrom;
  const bool complete = placer.place(
      order, Fit::First, strict ? makespan : std::numeric_limits<Bytes>::max());
  const Bytes tried = complete ? placer.makespan() : makespan;
  if (attempt > 0 && tried >= makespan && !toleratesWorse(tried, attempt))
    return false;
  offsets = placer.offsets();
  makespan = tried;
  return true;
}

/// One of those that end highest.
size_t Climb::pickBottleneck() {
  std::vector<size_t> highest;
  for (size_t i : order)
    if (offsets[i] + problem.buffers[i].size == makespan)
      highest.push_back(i);
  return highest[random() % highest.size()];
}

void Climb::collect(size_t bottleneck) {
  first.clear();
  std::ranges::fill(weights, 0);
  seconds = 0;
  for (uint32_t near : conflicts[bottleneck]) {
    const size_t place = position[near];
    if (place < position[bottleneck])
      first.push_back(place);
    for (uint32_t far : conflicts[near]) {
      const size_t earlier = position[far] < place;
      weights[position[far]] += earlier;
      seconds += earlier;
    }
  }
  std::ranges::sort(first);
}

size_t Climb::drawSecond() {
  size_t rest = random() % seconds;
  size_t place = 0;
  for (; rest >= weights[place]; ++place)
    rest -= weights[place];
  return place;
}

/// Exchanges two buffers in the order, if there are two.
void Climb::change() {
  collect(pickBottleneck());
  if (first.empty())
    return;
  const size_t one = drawFirst();
  size_t other = one;
  while (other == one) {
    other = seconds > 0 && random() % 100 > 25 ? drawSecond() : drawFirst();
    if (seconds < 2 && first.size() < 2)
      break;
  }
  if (other == one)
    return;
  from = one;
  to = other;
  exchange();
}

Plan Climb::run(const Budget &budget) {
  const Bytes bound = lowerBound(problem);
  const uint64_t attempts = iterationsOf(budget, 500);
  const Deadline deadline(budget);
  uint64_t attempt = 0;
  while (attempt < attempts && (attempt == 0 || !deadline.hasCome())) {
    const bool accepted = tryOrder(attempt++);
    if (accepted && makespan <= bound)
      break;
    if (!accepted)
      exchange();
    change();
  }
  return finishPlan(problem, std::move(offsets), bound, attempt);
}

} // namespace

Plan idealloc::planTvmHillClimb(const Problem &problem, const Budget &budget) {
  if (problem.buffers.empty())
    return finishPlan(problem, {}, lowerBound(problem), 0);
  return Climb(problem, budget).run(budget);
}
