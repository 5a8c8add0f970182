//===- Orders.cpp - Orders of placement -----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "Wide.h"
#include "idealloc/Planner/Algorithms.h"

#include <array>

using namespace idealloc;

namespace {

/// Ascending keys are the order of placement.
struct Key {
  Wide first;
  uint64_t second;
  size_t index;
  auto operator<=>(const Key &) const = default;
};

// Every property as a number that grows with it.
uint64_t sizeOf(const Buffer &b) { return static_cast<uint64_t>(b.size); }

uint64_t lengthOf(const Buffer &b) {
  return static_cast<uint64_t>(b.lifetime.end) -
         static_cast<uint64_t>(b.lifetime.begin);
}

uint64_t beginOf(const Buffer &b) {
  return static_cast<uint64_t>(b.lifetime.begin) ^ (uint64_t(1) << 63);
}

/// Turns "largest first" into "ascending".
uint64_t descending(uint64_t value) { return ~value; }

Wide descendingArea(const Buffer &b) {
  Wide area = multiply(sizeOf(b), lengthOf(b));
  return {~area.high, ~area.low};
}

Key keyOf(const Buffer &b, Order order, size_t conflicts) {
  switch (order) {
  case Order::Size:
    return {{0, descending(sizeOf(b))}, 0, 0};
  case Order::SizeLifetime:
    return {{0, descending(sizeOf(b))}, descending(lengthOf(b)), 0};
  case Order::SizeBegin:
    return {{0, descending(sizeOf(b))}, beginOf(b), 0};
  case Order::Lifetime:
    return {{0, descending(lengthOf(b))}, 0, 0};
  case Order::LifetimeSize:
    return {{0, descending(lengthOf(b))}, descending(sizeOf(b)), 0};
  case Order::Area:
    return {descendingArea(b), 0, 0};
  case Order::AreaSize:
    return {descendingArea(b), descending(sizeOf(b)), 0};
  case Order::Begin:
    return {{0, beginOf(b)}, 0, 0};
  case Order::BeginSize:
    return {{0, beginOf(b)}, descending(sizeOf(b)), 0};
  case Order::BeginLifetime:
    return {{0, beginOf(b)}, descending(lengthOf(b)), 0};
  case Order::Conflicts:
    return {{0, descending(conflicts)}, 0, 0};
  case Order::ConflictsSize:
    return {{0, descending(conflicts)}, descending(sizeOf(b)), 0};
  }
  return {};
}

} // namespace

std::span<const Order> idealloc::allOrders() {
  static constexpr std::array orders = {
      Order::Size,          Order::SizeLifetime, Order::SizeBegin,
      Order::Lifetime,      Order::LifetimeSize, Order::Area,
      Order::AreaSize,      Order::Begin,        Order::BeginSize,
      Order::BeginLifetime, Order::Conflicts,    Order::ConflictsSize,
  };
  return orders;
}

std::vector<size_t> idealloc::placementOrder(const Problem &problem,
                                             Order order) {
  std::vector<size_t> conflicts(problem.buffers.size());
  if (order == Order::Conflicts || order == Order::ConflictsSize)
    conflicts = conflictCounts(problem);
  std::vector<Key> keys;
  keys.reserve(problem.buffers.size());
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    keys.push_back(keyOf(problem.buffers[i], order, conflicts[i]));
    keys.back().index = i;
  }
  if (!std::ranges::is_sorted(keys))
    std::ranges::sort(keys);
  std::vector<size_t> indices;
  indices.reserve(keys.size());
  for (const Key &key : keys)
    indices.push_back(key.index);
  return indices;
}
