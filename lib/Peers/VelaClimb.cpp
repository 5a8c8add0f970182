//===- VelaClimb.cpp - What hill climbs of Vela share ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConflictLists.h"
#include "Placement.h"
#include "Vela.h"

#include <numeric>
#include <tuple>

using namespace idealloc;

namespace {

/// The distinct times at which a lifetime begins or ends, ascending.
std::vector<Time> endpoints(const Problem &problem) {
  std::vector<Time> times;
  for (const Buffer &buffer : problem.buffers) {
    times.push_back(buffer.lifetime.begin);
    times.push_back(buffer.lifetime.end);
  }
  std::ranges::sort(times);
  auto rest = std::ranges::unique(times);
  times.erase(rest.begin(), rest.end());
  return times;
}

/// What is live during a lifetime at most; then the longest, where length
/// counts endpoints; then the earliest; then the largest.
std::vector<uint32_t> byUrgency(const Problem &problem) {
  const std::vector<Time> times = endpoints(problem);
  auto rank = [&](Time time) {
    return std::ranges::lower_bound(times, time) - times.begin();
  };
  std::vector<Bytes> live(times.size());
  for (const Buffer &buffer : problem.buffers) {
    live[rank(buffer.lifetime.begin)] += buffer.size;
    live[rank(buffer.lifetime.end)] -= buffer.size;
  }
  std::partial_sum(live.begin(), live.end(), live.begin());

  std::vector<std::tuple<Bytes, ptrdiff_t, Time, Bytes, uint32_t>> keys;
  for (uint32_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    auto begin = rank(buffer.lifetime.begin);
    auto end = rank(buffer.lifetime.end);
    Bytes urgency = *std::max_element(live.begin() + begin, live.begin() + end);
    keys.emplace_back(-urgency, begin - end, begin, -buffer.size, i);
  }
  std::ranges::sort(keys);
  std::vector<uint32_t> order;
  for (const auto &key : keys)
    order.push_back(std::get<uint32_t>(key));
  return order;
}

} // namespace

VelaClimb::VelaClimb(const Problem &problem)
    : order(byUrgency(problem)), places(order.size()), problem(problem),
      neighbours(conflictLists(problem)), reserved(mergedReserved(problem)),
      collected(order.size()) {
  for (uint32_t i = 0; i < places.size(); ++i)
    if (std::optional<Bytes> pin = problem.buffers[i].pin) {
      places[i].offset = *pin;
      places[i].end = *pin + problem.buffers[i].size;
    }
}

std::vector<Bytes> VelaClimb::offsets() const {
  std::vector<Bytes> offsets;
  for (const VelaPlace &place : places)
    offsets.push_back(place.offset);
  return offsets;
}

/// Which of several neighbours with one end is the predecessor depends on their
/// order and on where they are met first.
void VelaClimb::settle(uint32_t i) {
  const Buffer &buffer = problem.buffers[i];
  Bytes offset = 0;
  uint32_t predecessor = velaNobody;
  bool moved = false;
  // True once the obstacle is below.
  auto passes = [&](const Obstacle &obstacle) {
    if (obstacle.begin < offset + buffer.size && obstacle.end > offset) {
      offset = alignUp(obstacle.end, buffer.alignment);
      predecessor = obstacle.buffer;
      moved = true;
    }
    return obstacle.end <= offset;
  };
  above.clear();
  for (uint32_t other : neighbours[i]) {
    const Obstacle obstacle{places[other].offset, places[other].end, other};
    if (obstacle.begin != velaNowhere && !passes(obstacle))
      above.push_back(obstacle);
  }
  for (const Range &range : reserved)
    if (Obstacle obstacle{range.begin, range.end, velaNobody};
        !passes(obstacle))
      above.push_back(obstacle);
  while (moved) {
    moved = false;
    size_t kept = 0;
    for (const Obstacle &obstacle : above)
      if (!passes(obstacle))
        above[kept++] = obstacle;
    above.resize(kept);
  }
  places[i].offset = offset;
  places[i].end = offset + buffer.size;
  places[i].predecessor = predecessor;
}

Bytes VelaClimb::place(Bytes best) {
  for (uint32_t i = 0; i < places.size(); ++i)
    if (!problem.buffers[i].pin)
      places[i].offset = velaNowhere;
  Bytes top = 0;
  for (uint32_t turn = 0; turn < order.size() && top <= best; ++turn) {
    const uint32_t i = order[turn];
    if (!problem.buffers[i].pin)
      settle(i);
    places[i].turn = turn;
    top = std::max(top, places[i].end);
  }
  return top;
}

void VelaClimb::addTurn(uint32_t turn) {
  if (collected[turn])
    return;
  collected[turn] = true;
  turns.push_back(turn);
}

void VelaClimb::addChain(uint32_t buffer) {
  for (; buffer != velaNobody; buffer = places[buffer].predecessor)
    addTurn(places[buffer].turn);
}

void VelaClimb::collectTurns() {
  for (uint32_t turn : turns)
    collected[turn] = false;
  turns.clear();
  apart.clear();
  auto highest = std::ranges::max_element(places, {}, &VelaPlace::end);
  const auto bottleneck = static_cast<uint32_t>(highest - places.begin());
  addChain(bottleneck);
  for (uint32_t neighbour : neighbours[bottleneck])
    addChain(neighbour);
  for (uint32_t turn : turns)
    if (!conflict(problem.buffers[order[turn]], problem.buffers[bottleneck]))
      apart.push_back(turn);
}

void VelaClimb::addTurnsAround() {
  for (uint32_t turn : apart)
    for (uint32_t neighbour : neighbours[order[turn]])
      addTurn(places[neighbour].turn);
}
