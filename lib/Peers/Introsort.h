//===- Introsort.h - An unstable sort, reproducibly -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// std::sort may leave equal elements in any order, and planners that sort by
// size alone depend on it. This sort leaves them in the order of libstdc++,
// under which those planners are built, with every standard library. Private to
// Peers.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PEERS_INTROSORT_H
#define IDEALLOC_LIB_PEERS_INTROSORT_H

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

namespace idealloc {

/// Floyd's heapsort: a hole sinks to a leaf along the greater children, then
/// its value rises to where it belongs.
template <typename T, typename Less> class HeapSort {
public:
  HeapSort(std::span<T> items, Less less) : items(items), less(less) {}

  void run() {
    for (size_t root = items.size() / 2; root-- > 0;)
      sink(root, items.size());
    for (size_t size = items.size(); size-- > 1;) {
      std::swap(items[0], items[size]);
      sink(0, size);
    }
  }

private:
  /// Restores the heap of `size` items below `root`.
  void sink(size_t root, size_t size) {
    T value = std::move(items[root]);
    size_t hole = root;
    for (size_t child = 2 * hole + 2; child <= size; child = 2 * hole + 2) {
      if (child == size || less(items[child], items[child - 1]))
        --child;
      items[hole] = std::move(items[child]);
      hole = child;
    }
    while (hole > root && less(items[(hole - 1) / 2], value)) {
      items[hole] = std::move(items[(hole - 1) / 2]);
      hole = (hole - 1) / 2;
    }
    items[hole] = std::move(value);
  }

  std::span<T> items;
  Less less;
};

/// Puts the median of the second, middle and last item first and splits the
/// others by it, from both ends; items equal to it are exchanged. Returns where
/// the greater part begins.
template <typename T, typename Less>
size_t splitByMedian(std::span<T> items, Less less) {
  size_t low = 1, middle = items.size() / 2, high = items.size() - 1;
  // Of equal ones, which it is matters.
  if (!less(items[low], items[middle]))
    std::swap(low, middle);
  size_t median = less(items[middle], items[high]) ? middle
                  : less(items[low], items[high])  ? high
                                                   : low;
  std::swap(items[0], items[median]);
  size_t begin = 1, end = items.size();
  for (;; ++begin) {
    while (less(items[begin], items[0]))
      ++begin;
    do
      --end;
    while (less(items[0], items[end]));
    if (begin >= end)
      return begin;
    std::swap(items[begin], items[end]);
  }
}

/// Quicksort down to 16 items, but heapsort of a part that is `depth` splits
/// deep.
template <typename T, typename Less>
void splitToShortParts(std::span<T> items, Less less, int depth) {
  for (; items.size() > 16; --depth) {
    if (depth == 0)
      return HeapSort<T, Less>(items, less).run();
    size_t cut = splitByMedian(items, less);
    splitToShortParts(items.subspan(cut), less, depth - 1);
    items = items.first(cut);
  }
}

/// Sorts by a strict weak order. Musser, Introspective sorting and selection
/// algorithms (Software: Practice and Experience 27, 1997), with the choices of
/// libstdc++'s std::sort: same comparisons decide, so equal items end up in the
/// same order. At the end one insertion sort moves items within the short
/// parts. O(n log n).
template <typename T, typename Less>
void introsort(std::span<T> items, Less less) {
  int depth = 2 * (static_cast<int>(std::bit_width(items.size())) - 1);
  splitToShortParts(items, less, depth);
  for (size_t k = 1; k < items.size(); ++k) {
    T value = std::move(items[k]);
    size_t hole = k;
    for (; hole > 0 && less(value, items[hole - 1]); --hole)
      items[hole] = std::move(items[hole - 1]);
    items[hole] = std::move(value);
  }
}

} // namespace idealloc

#endif // IDEALLOC_LIB_PEERS_INTROSORT_H
