//===- RandomPipeline.h - Our passes with random options --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_RANDOMPIPELINE_H
#define IDEALLOC_TOOLS_FUZZ_RANDOMPIPELINE_H

#include "Random.h"

#include <string>

namespace idealloc::fuzz {

struct RandomPipeline {
  /// For `--pass-pipeline=builtin.module(...)`, without these words.
  std::string text;
  /// Lifetimes are derived and offsets planned in one go: the plan has to
  /// verify and to materialise, unless the input has placed arguments already.
  bool isOwnPlan;
};

/// The pipeline `idealloc`, once or twice, its passes one by one, or a few of
/// them in any order and on functions alone, with upstream passes in between;
/// options are drawn from what is sensible and from what is not.
RandomPipeline randomPipeline(Random &random);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_RANDOMPIPELINE_H
