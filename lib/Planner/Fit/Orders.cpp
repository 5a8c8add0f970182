//===- Orders.cpp - Orders of placement -----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/Orders.h"
#include "Wide.h"

#include <algorithm>

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

/// A number that is the lower the earlier its buffer comes.
Wide keyOf(const Buffer &b, Property property, uint64_t conflicts) {
  switch (property) {
  case Property::None:
    return {0, 0};
  case Property::Size:
    return {0, ~sizeOf(b)};
  case Property::Length:
    return {0, ~lengthOf(b)};
  case Property::Area: {
    Wide area = multiply(sizeOf(b), lengthOf(b));
    return {~area.high, ~area.low};
  }
  case Property::Begin:
    return {0, beginOf(b)};
  case Property::Conflicts:
    return {0, ~conflicts};
  }
  return {0, 0};
}

// Of the second key the low half is all there is.
static_assert(std::ranges::none_of(orderTable, [](const OrderRow &row) {
  return row.second == Property::Area;
}));

} // namespace

std::vector<Order> idealloc::allOrders() {
  std::vector<Order> orders;
  for (const OrderRow &row : orderTable)
    orders.push_back(row.order);
  return orders;
}

std::vector<size_t> idealloc::placementOrder(const Problem &problem,
                                             Order order) {
  std::vector<size_t> conflicts(problem.buffers.size());
  const OrderRow &row = orderTable[static_cast<size_t>(order)];
  if (row.first == Property::Conflicts || row.second == Property::Conflicts)
    conflicts = conflictCounts(problem);
  std::vector<Key> keys;
  keys.reserve(problem.buffers.size());
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    keys.push_back({keyOf(buffer, row.first, conflicts[i]),
                    keyOf(buffer, row.second, conflicts[i]).low, i});
  }
  if (!std::ranges::is_sorted(keys))
    std::ranges::sort(keys);
  std::vector<size_t> indices;
  indices.reserve(keys.size());
  for (const Key &key : keys)
    indices.push_back(key.index);
  return indices;
}
