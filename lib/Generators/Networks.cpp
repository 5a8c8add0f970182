//===- Networks.cpp - Problems shaped like programs -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dice.h"
#include "idealloc/Generators/Generators.h"

#include <algorithm>

using namespace idealloc;

static constexpr Bytes tensorUnits = 16;

Problem idealloc::pipelineProblem(size_t tiles, std::span<const Bytes> sizes) {
  Problem problem;
  problem.buffers.reserve(tiles * sizes.size());
  for (size_t tile = 0; tile < tiles; ++tile)
    for (size_t stage = 0; stage < sizes.size(); ++stage) {
      const Time step = Time(tile + stage);
      problem.buffers.push_back(
          {.lifetime = {step, step + 2}, .size = sizes[stage]});
    }
  return problem;
}

Problem idealloc::inferenceProblem(size_t layers, uint64_t skip,
                                   uint64_t percent, uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.buffers.reserve(layers);
  for (size_t layer = 0; layer < layers; ++layer) {
    const Time after = Time(layer) + 1;
    const bool connected = dice(100) < percent;
    if (layer > 0)
      problem.buffers[layer - 1].lifetime.end = after;
    problem.buffers.push_back({.lifetime = {Time(layer), after},
                               .size = tensorUnits * drawSize(dice)});
    if (skip > 0 && skip <= layer && connected)
      problem.buffers[layer - skip].lifetime.end = after;
  }
  return problem;
}

Problem idealloc::trainingProblem(size_t layers, uint64_t update,
                                  uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  std::vector<Buffer> &buffers = problem.buffers;
  buffers.reserve(3 * layers);
  auto backward = [&](size_t layer) { return Time(2 * layers - layer); };
  for (size_t layer = 0; layer < layers; ++layer)
    buffers.push_back({.lifetime = {Time(layer), backward(layer) + 1},
                       .size = tensorUnits * drawSize(dice)});
  for (size_t layer = 0; layer < layers; ++layer)
    buffers.push_back({.lifetime = {backward(layer) - 1, backward(layer) + 1},
                       .size = buffers[layer].size});
  const size_t group = update == 0 ? layers : update;
  for (size_t layer = 0; layer < layers; ++layer) {
    const size_t fromLast = layers - 1 - layer;
    const size_t groupEnd =
        std::min(layers - 1, fromLast / group * group + group - 1);
    buffers.push_back(
        {.lifetime = {backward(layer), backward(layers - 1 - groupEnd) + 2},
         .size = tensorUnits * drawSize(dice)});
  }
  return problem;
}
