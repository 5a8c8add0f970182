//===- Bands.cpp - What of a plan to place again --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Bands.h"
#include "Hash.h"
#include "SortByKey.h"

#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

class Cone {
public:
  Cone(const SearchModel &model, std::span<const Bytes> offsets, Bytes target)
      : model(model), offsets(offsets), order(byOffset(model, offsets)),
        isFree(model.count()) {
    for (uint32_t i = 0; i < model.count(); ++i)
      if (at(i) + model.rawSizes[i] > target)
        out.push_back(i);
  }

  std::vector<uint32_t> keep(size_t wanted, uint64_t random) {
    for (uint32_t i : out)
      spread(i);
    uint32_t current = out[random % out.size()];
    constexpr int mostSteps = 60;
    for (int step = 0; step < mostSteps && count < wanted; ++step) {
      random = mix(random);
      std::vector<uint32_t> below = highestBelow(current);
      if (below.empty()) {
        current = out[random % out.size()];
        continue;
      }
      current = below[random % below.size()];
      spread(current);
    }
    std::vector<uint32_t> kept;
    for (uint32_t i : order)
      if (!isFree[i])
        kept.push_back(i);
    return kept;
  }
  uint64_t spent() const { return work + 16 * order.size(); }

private:
  Bytes at(uint32_t i) const { return offsets[model.originals[i]]; }

  /// Up to three conflicts that end highest of those that begin lower.
  std::vector<uint32_t> highestBelow(uint32_t i) const {
    std::vector<uint32_t> below;
    for (uint32_t j : model.conflicts[i])
      if (at(j) < at(i))
        below.push_back(j);
    sortByKey(below, std::greater<>(),
              [&](uint32_t j) { return at(j) + model.sizes[j]; });
    below.resize(std::min<size_t>(below.size(), 3));
    return below;
  }

  /// Frees a buffer and all that is above.
  void spread(uint32_t seed) {
    auto add = [&](uint32_t i) {
      if (!isFree[i])
        pending.push_back(i);
      count += !isFree[i];
      isFree[i] = 1;
    };
    add(seed);
    while (!pending.empty()) {
      const uint32_t i = pending.back();
      pending.pop_back();
      work += 3 * model.conflicts[i].size();
      for (uint32_t j : model.conflicts[i])
        if (at(j) > at(i))
          add(j);
    }
  }

  const SearchModel &model;
  const std::span<const Bytes> offsets;
  const std::vector<uint32_t> order;
  std::vector<uint8_t> isFree;
  size_t count = 0;              ///< Of those.
  uint64_t work = 0;             ///< As Search::work counts.
  std::vector<uint32_t> pending; ///< Free, but not yet what is above.
  std::vector<uint32_t> out;     ///< What ends above the target.
};

} // namespace

std::vector<uint32_t> idealloc::byOffset(const SearchModel &model,
                                         std::span<const Bytes> offsets) {
  std::vector<uint32_t> order(model.count());
  std::iota(order.begin(), order.end(), uint32_t(0));
  sortByKey(order, std::less<>(),
            [&](uint32_t i) { return offsets[model.originals[i]]; });
  return order;
}

std::vector<uint32_t> idealloc::keepBesideCone(const SearchModel &model,
                                               std::span<const Bytes> offsets,
                                               Bytes target, size_t wanted,
                                               uint64_t seed, uint64_t &work) {
  Cone cone(model, offsets, target);
  std::vector<uint32_t> kept = cone.keep(wanted, seed);
  work += cone.spent();
  return kept;
}
