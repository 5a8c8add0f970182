//===- Dice.cpp - Random numbers that are the same everywhere -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dice.h"

#include <cmath>

using namespace idealloc;

double idealloc::drawPower(double base, Dice &dice) {
  const uint64_t digits = dice(uint64_t(1) << 32);
  double power = 1, root = base;
  for (int digit = 31; digit >= 0; --digit) {
    root = std::sqrt(root);
    if (digits >> digit & 1)
      power *= root;
  }
  return power;
}

Bytes idealloc::drawSize(Dice &dice) {
  const uint64_t octave = uint64_t(1) << dice(10);
  return Bytes(64 * (octave + dice(octave)));
}

void idealloc::shuffle(std::vector<Buffer> &buffers, Dice &dice) {
  for (size_t i = buffers.size(); i > 1; --i)
    std::swap(buffers[i - 1], buffers[dice(i)]);
}
