//===- Dice.h - Random numbers that are the same everywhere -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_GENERATORS_DICE_H
#define IDEALLOC_LIB_GENERATORS_DICE_H

#include "idealloc/Planner/Problem.h"

#include <random>
#include <utility>

namespace idealloc {

/// Uniform in [0, count).
class Dice {
public:
  explicit Dice(uint64_t seed) : engine(seed) {}
  uint64_t operator()(uint64_t count) { return engine() % count; }

private:
  std::mt19937_64 engine;
};

/// base^v for a uniform v in [0, 1), from the binary digits of v: log-uniform
/// in [1, base).
double drawPower(double base, Dice &dice);

/// Whole units of 64 bytes, log-uniform over three decades: one of ten octaves,
/// then uniform within it.
Bytes drawSize(Dice &dice);

/// Puts buffers in random order.
void shuffle(std::vector<Buffer> &buffers, Dice &dice);

} // namespace idealloc

#endif // IDEALLOC_LIB_GENERATORS_DICE_H
