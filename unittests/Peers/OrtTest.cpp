//===- OrtTest.cpp - The memory pattern of ONNX Runtime -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"

using namespace idealloc;
using test::buffersOf;
using test::Offsets;
using test::offsetsBy;

namespace {

TEST(Ort, ReleasesBeforeTheNextStep) {
  // 0 ends as 1 begins, 2 is still there.
  EXPECT_EQ(
      offsetsBy("ort-pattern", buffersOf({{0, 2, 4}, {2, 3, 5}, {1, 3, 1}})),
      (Offsets{0, 5, 4}));
}

TEST(Ort, AllocatesAStepByIndex) {
  EXPECT_EQ(
      offsetsBy("ort-pattern", buffersOf({{0, 4, 2}, {0, 5, 5}, {0, 3, 1}})),
      (Offsets{0, 2, 7}));
}

TEST(Ort, TakesTheSmallestRange) {
  EXPECT_EQ(offsetsBy("ort-pattern", test::twoFreeRanges()).back(), 10);
}

/// Allocations and releases one by one, as the original sees them.
class Pattern {
public:
  explicit Pattern(const Problem &problem)
      : buffers(problem.buffers), offsets(buffers.size()) {}

  void allocate(size_t index) {
    Bytes size = buffers[index].size, passed = 0;
    std::optional<Bytes> waste;
    for (size_t i : blocks) {
      Bytes left = offsets[i] - passed - size;
      if (left >= 0 && (!waste || left < *waste)) {
        waste = left;
        offsets[index] = passed;
      }
      passed = offsets[i] + buffers[i].size;
    }
    if (!waste)
      offsets[index] = passed;
    auto above = [&](size_t i) { return offsets[i] > offsets[index]; };
    blocks.insert(std::ranges::find_if(blocks, above), index);
  }
  void release(size_t index) { std::erase(blocks, index); }

  const std::vector<Buffer> &buffers;
  Offsets offsets;
  std::vector<size_t> blocks; ///< What is allocated, by offset.
};

TEST(Ort, AgreesWithAllocationsOneByOne) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Problem problem = test::randomBuffers(100, /*alignment=*/false, seed);
    Pattern pattern(problem);
    for (Time step = 0; step < 200; ++step) {
      for (size_t i = 0; i < problem.buffers.size(); ++i)
        if (problem.buffers[i].lifetime.begin == step)
          pattern.allocate(i);
      for (size_t i = 0; i < problem.buffers.size(); ++i)
        if (problem.buffers[i].lifetime.end - 1 == step)
          pattern.release(i);
    }
    EXPECT_EQ(offsetsBy("ort-pattern", problem), pattern.offsets) << seed;
  }
}

} // namespace
