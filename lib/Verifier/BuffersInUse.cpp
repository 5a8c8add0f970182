//===- BuffersInUse.cpp - Which buffers share bytes -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BuffersInUse.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace idealloc {

BuffersInUse::BuffersInUse(std::vector<unsigned> sorted,
                           ArrayRef<PlacedBuffer> buffers)
    : buffers(buffers), width(llvm::PowerOf2Ceil(sorted.size())),
      firstBegin(2 * width, INT64_MAX), lastEnd(2 * width, INT64_MIN),
      numbers(std::move(sorted)) {
  llvm::sort(numbers, [&](unsigned a, unsigned b) {
    return std::pair(buffers[a].begin, a) < std::pair(buffers[b].begin, b);
  });
  for (auto [leaf, number] : llvm::enumerate(numbers)) {
    leaves[number] = leaf;
    firstBegin[width + leaf] = buffers[number].begin;
  }
  for (size_t node = width; --node != 0;)
    firstBegin[node] = firstBegin[2 * node];
}

void BuffersInUse::toggle(unsigned number) {
  size_t node = width + leaves.lookup(number);
  lastEnd[node] = lastEnd[node] == INT64_MIN ? buffers[number].end : INT64_MIN;
  while (node /= 2)
    lastEnd[node] = std::max(lastEnd[2 * node], lastEnd[2 * node + 1]);
}

void BuffersInUse::forEachSharing(const PlacedBuffer &buffer,
                                  function_ref<void(unsigned)> visit,
                                  size_t node) const {
  if (firstBegin[node] >= buffer.end || lastEnd[node] <= buffer.begin)
    return;
  if (node >= width)
    return visit(numbers[node - width]);
  forEachSharing(buffer, visit, 2 * node);
  forEachSharing(buffer, visit, 2 * node + 1);
}

} // namespace idealloc
