//===- Orders.h - The table of orders and the table of fits -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A new order is an enumerator and a row here: its strategies, their summaries
// and how it sorts follow. What greedy does with it is for its own table to
// say, which does not compile without.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_ORDERS_H
#define IDEALLOC_LIB_PLANNER_FIT_ORDERS_H

#include "Placement.h"
#include "idealloc/Planner/Fit.h"

#include <string_view>

namespace idealloc {

/// What buffers are sorted by. Largest, longest and most come first; of begins,
/// the earliest.
enum class Property { None, Size, Length, Area, Begin, Conflicts };

struct OrderRow {
  Order order;
  std::string_view name; ///< After first-fit- and best-fit-.
  std::string_view text; ///< In the summary of its strategies.
  Property first;
  Property second = Property::None; ///< Of those that are equal by the first.
};

inline constexpr OrderRow orderTable[] = {
    {Order::Size, "size", "largest first", Property::Size},
    {Order::SizeLifetime, "size-lifetime", "largest first, then longest",
     Property::Size, Property::Length},
    {Order::SizeBegin, "size-begin", "largest first, then earliest",
     Property::Size, Property::Begin},
    {Order::Lifetime, "lifetime", "longest-lived first", Property::Length},
    {Order::LifetimeSize, "lifetime-size", "longest-lived first, then largest",
     Property::Length, Property::Size},
    {Order::Area, "area", "largest size times lifetime first", Property::Area},
    {Order::AreaSize, "area-size",
     "largest size times lifetime first, then largest", Property::Area,
     Property::Size},
    {Order::Begin, "begin", "earliest first", Property::Begin},
    {Order::BeginSize, "begin-size", "earliest first, then largest",
     Property::Begin, Property::Size},
    {Order::BeginLifetime, "begin-lifetime", "earliest first, then longest",
     Property::Begin, Property::Length},
    {Order::Conflicts, "conflicts", "most conflicts first",
     Property::Conflicts},
    {Order::ConflictsSize, "conflicts-size",
     "most conflicts first, then largest", Property::Conflicts, Property::Size},
};

struct FitRow {
  Fit fit;
  std::string_view name;
  std::string_view text;
  Plan (*plan)(const Problem &, Order);
};

inline constexpr FitRow fitTable[] = {
    {Fit::First, "first-fit", "Lowest free range", planFirstFit},
    {Fit::Best, "best-fit", "Smallest free range", planBestFit},
};

/// True if each enumerator up to `Last` has its row, in their order.
template <typename Enum, typename Rows, typename Member>
constexpr bool hasRowForEach(const Rows &rows, Member member) {
  size_t count = 0;
  for (const auto &row : rows)
    if (row.*member != static_cast<Enum>(count++))
      return false;
  return count == static_cast<size_t>(Enum::Last) + 1;
}
static_assert(hasRowForEach<Order>(orderTable, &OrderRow::order));
static_assert(hasRowForEach<Fit>(fitTable, &FitRow::fit));

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_ORDERS_H
