//===- ValleySearch.cpp - What did not fit comes earlier ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/ValleySearch.h"
#include "Hash.h"

#include <algorithm>
#include <bit>
#include <cmath>

using namespace idealloc;

/// Weights are multiples of 1 / one.
static constexpr uint32_t one = 1024;

ValleySearch::ValleySearch(const Problem &problem, uint64_t seed)
    : valleys(problem), seed(seed), isPart(false), keys(valleys.count()),
      weights(valleys.count(), one), bestWeights(weights) {
  const auto most = static_cast<double>(std::ranges::max(valleys.loads()));
  for (size_t k = 0; k < valleys.count(); ++k) {
    const auto [begin, end] = valleys.lives()[k];
    const auto first = valleys.loads().begin();
    const Bytes load = *std::max_element(first + begin, first + end);
    const double part = static_cast<double>(load) / most;
    const double square = part * part;
    bases.push_back(static_cast<double>(end - begin) * square * square);
    const auto size = static_cast<double>(valleys.sizesByPosition()[k]);
    roots.push_back(std::sqrt(std::sqrt(std::sqrt(size))));
    workDone += 8 + (end - begin) / 2;
  }
}

ValleySearch::ValleySearch(const ValleySearch &whole, const Valleys::Part &part,
                           uint64_t seed)
    : valleys(whole.valleys, part), seed(seed), isPart(true),
      keys(valleys.count()) {
  for (uint32_t k : part.free) {
    bases.push_back(whole.bases[k]);
    roots.push_back(whole.roots[k]);
    weights.push_back(whole.bestWeights[k]);
  }
  bestWeights = weights;
  workDone += 4 * part.free.size();
}

void ValleySearch::learnFrom(const ValleySearch &search,
                             const Valleys::Part &part) {
  for (size_t k = 0; k < part.free.size(); ++k)
    bestWeights[part.free[k]] = search.bestWeights[k];
}

/// Products and square roots only, which every machine rounds alike.
void ValleySearch::makeKeys() {
  const uint64_t random = mix(mix(seed) + count);
  // Mostly little noise: up to a tenth, in parts three tenths.
  constexpr uint64_t full = 1 << 10;
  const uint64_t part = random % full;
  const uint64_t most = part * part / 10 * (isPart ? 3 : 1);
  const uint64_t noise = count == 0 && !isPart ? 0 : most;
  // Powers of the size, in sixteenths.
  constexpr unsigned few[] = {0, 2, 1, 3};
  constexpr unsigned many[] = {0, 2, 3, 4, 5, 8, 12, 16};
  const unsigned power =
      isPart ? many[random >> 20 & 7] : few[random >> 20 & 3];
  for (size_t k = 0; k < keys.size(); ++k) {
    double key = bases[k] * static_cast<double>(weights[k]);
    for (unsigned p = power; p > 1; p -= 2)
      key = key * roots[k];
    if (power % 2 == 1)
      key = key * std::sqrt(roots[k]);
    const uint64_t less = (mix(random + k) >> 44) * noise >> 20;
    key = key * static_cast<double>(full * full - less);
    // Positive floating-point numbers ascend with their bits.
    keys[k] = std::max(1, std::bit_cast<int32_t>(static_cast<float>(key)));
  }
  workDone += 8 * keys.size();
}

/// What was not placed where there was no room becomes a twentieth heavier, in
/// parts a fifth, as these have few placements.
void ValleySearch::learn() {
  constexpr uint32_t most = 1 << 20;
  const uint32_t divisor = isPart ? 5 : 20;
  const uint32_t section = valleys.fullSection();
  uint32_t k = valleys.firstLiveIn(section);
  for (; k < keys.size() && valleys.lives()[k].begin <= section; ++k) {
    ++workDone;
    if (valleys.lives()[k].end > section && !valleys.isPlaced(k))
      weights[k] = std::min(weights[k] + weights[k] / divisor, most);
  }
}

/// Weights go a fifth of the way back to one, now and then; and to those that
/// were good where nothing has come of it for long.
void ValleySearch::forget() {
  constexpr uint64_t often = 64, patience = 200;
  if (++failures % often == 0)
    for (uint32_t &weight : weights)
      weight -= (weight - one) / 5;
  if (++inVain < patience)
    return;
  inVain = 0;
  weights = bestWeights;
}

bool ValleySearch::next(Bytes limit, uint64_t workLeft,
                        const Deadline &deadline) {
  makeKeys();
  ++count;
  const auto outcome =
      valleys.place(keys, limit - 1, valleys.work() + workLeft, deadline);
  if (outcome == Valleys::Outcome::Placed && valleys.makespan() < limit) {
    inVain = 0;
    bestWeights = weights;
    return true;
  }
  if (outcome == Valleys::Outcome::Full)
    learn();
  forget();
  return false;
}
