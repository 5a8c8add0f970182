//===- ReachableEnds.cpp - Which makespans there can be -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/ReachableEnds.h"
#include "Placement.h"

using namespace idealloc;

/// Bit k is set if some of the sizes sum up to k granules, up to `most` bytes.
static std::vector<uint64_t> subsetSums(std::span<const Bytes> sizes,
                                        Bytes granule, Bytes most) {
  std::vector<uint64_t> bits(static_cast<size_t>(most / granule / 64) + 1);
  bits[0] = 1;
  for (Bytes size : sizes) {
    const size_t words = static_cast<size_t>(size / granule / 64);
    const unsigned shift = static_cast<unsigned>(size / granule % 64);
    for (size_t k = bits.size(); k-- > words;) {
      uint64_t moved = bits[k - words] << shift;
      if (shift > 0 && k > words)
        moved |= bits[k - words - 1] >> (64 - shift);
      bits[k] |= moved;
    }
  }
  return bits;
}

Bytes ReachableEnds::nextAbove(const SearchModel &model, Bytes above,
                               Bytes best) {
  const Bytes granule = model.granule;
  Bytes next = model.endFrom(above + 1);
  // Without obstacles every end is a sum of sizes, but for its padding.
  constexpr Bytes mostSums = Bytes(1) << 20;
  const Bytes highest = best + model.mostPadding;
  if (!model.isPlain || highest / granule > mostSums)
    return next;
  if (sums.empty())
    sums = subsetSums(model.sizes, granule, highest);
  auto isSum = [&](Bytes top) {
    uint64_t k = static_cast<uint64_t>(alignUp(top, granule) / granule);
    return (sums[k / 64] >> (k % 64) & 1) != 0;
  };
  while (next < best && !isSum(next))
    next = model.endFrom(next + 1);
  return next;
}
