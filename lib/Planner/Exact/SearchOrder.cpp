//===- SearchOrder.cpp - Which buffers the exact search tries first -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/SearchOrder.h"
#include "Wide.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <random>

using namespace idealloc;

namespace {

using Key = SearchOrder::Key;

constexpr SearchOrder plainOrders[] = {
    {.byTotal = true, .key = Key::Length},
    {.byTotal = true, .key = Key::Sections},
    {.byTotal = true, .key = Key::Length, .tiesBySize = false},
    {.byTotal = true, .key = Key::Sections, .tiesBySize = false},
    {.byTotal = false, .key = Key::Length},
    {.byTotal = false, .key = Key::Sections},
    {.byTotal = true, .key = Key::Area}, // Not where there is room to spare.
};

/// By width, area and total, in the words of the paper: WAT, TAW, TWA.
constexpr SearchOrder staticOrders[] = {
    {.totalLast = true, .key = Key::LengthArea, .tiesBySize = false},
    {.key = Key::AreaLength, .tiesBySize = false},
    {.key = Key::LengthArea, .tiesBySize = false},
};

uint64_t plainCountOf(RunSeries series) {
  return std::size(plainOrders) - (series == RunSeries::Loose ? 1 : 0);
}

/// Values from 0 to below 2^20, coarser for large ones.
class Scale {
public:
  explicit Scale(uint64_t largest)
      : shift(std::max(0, int(std::bit_width(largest)) - 20)) {}
  uint64_t operator()(uint64_t value) const { return value >> shift; }

private:
  int shift;
};

/// Ranks of all buffers by length and area, or the other way round, the largest
/// highest; equal ones have equal ranks. Of equal areas the shorter lifetime
/// has the larger size, and of equal lengths the larger area.
std::vector<uint64_t> exactRanks(const SearchModel &model, bool areaFirst) {
  auto comesBefore = [&](uint32_t i, uint32_t j) {
    if (areaFirst) {
      auto area = [&](uint32_t k) {
        return multiply(static_cast<uint64_t>(model.sizes[k]),
                        static_cast<uint64_t>(model.lengths[k]));
      };
      if (auto order = area(i) <=> area(j); order != 0)
        return order < 0;
    }
    return std::pair(model.lengths[i], model.sizes[i]) <
           std::pair(model.lengths[j], model.sizes[j]);
  };
  std::vector<uint32_t> sorted(model.count());
  std::iota(sorted.begin(), sorted.end(), uint32_t(0));
  std::ranges::sort(sorted, comesBefore);
  std::vector<uint64_t> ranks(model.count());
  for (size_t k = 1; k < sorted.size(); ++k)
    ranks[sorted[k]] =
        ranks[sorted[k - 1]] + (comesBefore(sorted[k - 1], sorted[k]) ? 1 : 0);
  return ranks;
}

} // namespace

uint64_t idealloc::luby(uint64_t k) {
  while (!std::has_single_bit(k + 1))
    k -= std::bit_floor(k) - 1;
  return (k + 1) / 2;
}

uint64_t idealloc::cycleOf(RunSeries series) {
  switch (series) {
  case RunSeries::Tight:
    return 4;
  case RunSeries::Loose:
    return 2;
  case RunSeries::Static:
    return std::size(staticOrders);
  }
  return 1;
}

std::vector<uint64_t> idealloc::orderKeys(const SearchModel &model,
                                          const SearchOrder &order) {
  if (order.key == Key::LengthArea || order.key == Key::AreaLength)
    return exactRanks(model, order.key == Key::AreaLength);
  Time longest = 0;
  Bytes largest = 0;
  for (size_t i = 0; i < model.count(); ++i) {
    longest = std::max(longest, model.lengths[i]);
    largest = std::max(largest, model.sizes[i]);
  }
  Scale length(longest), size(largest);
  std::mt19937_64 random(order.seed);
  std::vector<uint64_t> keys;
  for (size_t i = 0; i < model.count(); ++i) {
    uint64_t sections = model.hulls[i].last - model.hulls[i].first;
    uint64_t key = 0;
    switch (order.key) {
    case Key::Length:
      key = length(model.lengths[i]);
      break;
    case Key::Sections:
      key = sections;
      break;
    case Key::Area:
      key = length(model.lengths[i]) * size(model.sizes[i]);
      break;
    case Key::Cells:
      key = sections * size(model.sizes[i]);
      break;
    case Key::Size:
      key = size(model.sizes[i]);
      break;
    case Key::LengthArea:
    case Key::AreaLength:
      break; // Ranked above.
    }
    uint64_t factor = 1024;
    if (order.noise > 0)
      factor += random() % (2 * order.noise + 1) - order.noise;
    keys.push_back(key * factor *
                   (order.factors ? (*order.factors)[i] : Lessons::unit));
  }
  return keys;
}

SearchOrder idealloc::orderOfRun(RunSeries series, uint64_t run,
                                 uint64_t seed) {
  const uint64_t cycle = cycleOf(series);
  if (series == RunSeries::Static)
    return staticOrders[run % cycle];
  if (run % cycle == 0)
    return plainOrders[run / cycle % plainCountOf(series)];
  std::mt19937_64 random(seed * 0x9E3779B97F4A7C15 + run);
  constexpr uint32_t noises[] = {20, 50, 100, 200, 300};
  constexpr Key keys[] = {Key::Length,   Key::Sections, Key::Length,
                          Key::Sections, Key::Area,     Key::Cells};
  const bool tight = series == RunSeries::Tight;
  SearchOrder order;
  order.byTotal = random() % 3 != 0;
  order.key = keys[random() % (tight ? 6 : 4)];
  order.noise = noises[random() % (tight ? 5 : 4)];
  order.tiesBySize = random() % 2 == 0;
  order.seed = random();
  return order;
}

uint64_t idealloc::lengthOfRun(RunSeries series, uint64_t run) {
  constexpr uint64_t base = 4;
  const uint64_t cycle = cycleOf(series);
  if (series == RunSeries::Static)
    return uint64_t(2) << std::min<uint64_t>(run / cycle, 40);
  if (run % cycle != 0)
    return base * luby(run - run / cycle);
  const uint64_t turn =
      std::min<uint64_t>(run / cycle / plainCountOf(series), 15);
  return 2 * base << (series == RunSeries::Tight ? 2 * turn : turn);
}
