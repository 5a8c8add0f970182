//===- SortByKey.h - Stable sorting by a key --------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What std::stable_sort does, without the function that libstdc++ calls there
// and C++20 deprecates. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_SORTBYKEY_H
#define IDEALLOC_LIB_PLANNER_SORTBYKEY_H

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace idealloc {

/// Sorts small items by `keyOf` each, which is asked once an item, in the order
/// of `before`; items with equal keys stay in the order in which they came.
/// O(n log n) time, O(n) memory.
template <typename Item, typename Before, typename KeyOf>
void sortByKey(std::vector<Item> &items, Before before, KeyOf keyOf) {
  struct Keyed {
    std::invoke_result_t<KeyOf &, const Item &> key;
    size_t position;
    Item item;
  };
  std::vector<Keyed> sorted;
  sorted.reserve(items.size());
  for (const Item &item : items)
    sorted.push_back({keyOf(item), sorted.size(), item});
  std::ranges::sort(sorted, [&](const Keyed &a, const Keyed &b) {
    if (before(a.key, b.key))
      return true;
    return !before(b.key, a.key) && a.position < b.position;
  });
  std::ranges::transform(sorted, items.begin(), &Keyed::item);
}

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_SORTBYKEY_H
