//===- Lessons.cpp - What failed runs say about the next ones -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Lessons.h"

#include <algorithm>

using namespace idealloc;

/// Old weights lose one part in 21: a run counts 1.05 times the one before.
static void addTo(std::vector<uint64_t> &weights,
                  const std::vector<uint32_t> &counts) {
  constexpr uint64_t one = 1024;
  weights.resize(counts.size());
  for (size_t k = 0; k < counts.size(); ++k)
    weights[k] = weights[k] / 21 * 20 + counts[k] * one;
}

void Lessons::add(const SearchModel &model, const Failures &failures) {
  addTo(buffers, failures.buffers);
  addTo(sections, failures.sections);
  constexpr uint64_t interval = 8;
  if (runs++ % interval == 0)
    renew(model);
}

void Lessons::renew(const SearchModel &model) {
  Factors weights = buffers;
  for (size_t i = 0; i < weights.size(); ++i) {
    uint64_t most = 0;
    for (const SectionRange &range : model.ranges[i])
      for (uint32_t s = range.first; s < range.last; ++s)
        most = std::max(most, sections[s]);
    weights[i] += most;
  }
  const uint64_t most = weights.empty() ? 0 : std::ranges::max(weights);
  for (uint64_t &weight : weights)
    weight = unit + (most == 0 ? 0 : 20 * unit * weight / most);
  current = std::make_shared<const Factors>(std::move(weights));
}
