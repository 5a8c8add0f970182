//===- RandomPipeline.cpp - Our passes with random options ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomPipeline.h"

#include "idealloc/Planner/Strategies.h"

#include <vector>

using namespace idealloc::fuzz;

using Strings = std::vector<std::string>;

static const Strings annotateOptions = {
    "memory-spaces=1",      "memory-spaces=default",
    "memory-spaces=\"L1\"", "memory-spaces=default,1",
    "memory-spaces=nosuch", "min-size=64",
    "min-size=-1",          "in-place=false"};

static const Strings makeStaticOptions = {
    "bound-bytes=4096", "bound-bytes=9223372036854775807", "bound-bytes=-1",
    "instance-bytes=65536", "instance-bytes=9223372036854775807"};

static const Strings shortenOptions = {"views=all", "views=none",
                                       "fold-bytes=0", "fold-bytes=64",
                                       "fold-bytes=-1"};

static const Strings assignOptions = {
    "alignment=1",
    "alignment=3",
    "alignment=0",
    "alignment=-64",
    "alignment=4611686018427387904",
    "capacity=default:1024",
    "capacity=1:65536,default:65536",
    "capacity=\"L1\":0",
    "capacity=default:9223372036854775807",
    "capacity=1",
    "reserve=default:0-64",
    "reserve=1:64-128,default:64-4096",
    "reserve=default:9223372036854775700-9223372036854775807",
    "reserve=default:64-0",
    "seed=18446744073709551615",
    "threads=2",
    "time-limit=0.001",
    "time-limit=inf",
    "effort=0",
    "effort=nan",
    "effort=inf",
    "effort=-1"};

static const Strings boxingOptions = {
    "iterations=1",  "iterations=0", "search=random", "trees=1",
    "trees=0",       "trees=3",      "epsilon=0.3",   "epsilon=nan",
    "epsilon=0.618", "repair=false", "iterations=-1", "epsilon=1e-300"};

static const Strings lowerOptions = {"storage=alloca", "storage=global",
                                     "storage=argument",
                                     "storage=alloc dealloc-arena=false"};

namespace {
/// One option of each list at most, so that few runs end at the first word.
class Options {
public:
  Options(Random &random) : random(random) {}

  Options &add(const Strings &list, int percent) {
    return random.chance(percent) ? add(random.pick(list)) : *this;
  }

  Options &add(const std::string &option) {
    text += (text.empty() ? "" : " ") + option;
    return *this;
  }

  Options &addStrategy() {
    if (random.chance(50)) {
      auto &rows = idealloc::strategies();
      add("strategy=" + std::string(rows[random.below(rows.size())].name));
    }
    return add("effort=0.001");
  }

  Options &addSpaces() {
    return random.chance(70) ? add("memory-spaces=all") : *this;
  }

  std::string str() const { return text.empty() ? "" : "{" + text + "}"; }

private:
  Random &random;
  std::string text;
};
} // namespace

static RandomPipeline wholePipeline(Random &random) {
  Options options(random);
  options.addSpaces()
      .addStrategy()
      .add(annotateOptions, 20)
      .add(makeStaticOptions, 20)
      .add(shortenOptions, 30)
      .add(assignOptions, 30)
      .add(lowerOptions, 50);
  bool isGiven = random.chance(10);
  if (isGiven)
    options.add("lifetimes=given");
  if (random.chance(30))
    options.add("lower=false");
  if (!random.chance(80))
    options.add("shorten=false");
  return {"idealloc" + options.str(), !isGiven};
}

/// One pass by itself.
static std::string pass(int number, bool isOwnPlan, Random &random) {
  Options options(random);
  switch (number) {
  case 0:
    options.add(makeStaticOptions, 40).add("min-size=0");
    return "idealloc-make-static" + options.str();
  case 6:
    options.add(shortenOptions, 50).add(annotateOptions, 20);
    return "idealloc-shorten" + options.str();
  case 1:
    options.addSpaces().add(annotateOptions, 30);
    if (!isOwnPlan)
      options.add({"lifetimes=given", "leave-unverifiable=false"}, 40);
    return "idealloc-annotate-lifetimes" + options.str();
  case 2:
    options.addStrategy().add(assignOptions, 30).add(boxingOptions, 30);
    return "idealloc-assign-offsets" + options.str();
  case 3:
    return "idealloc-verify-offsets";
  case 4:
    return "idealloc-materialize-arena";
  default:
    options.add(lowerOptions, 70);
    return "idealloc-lower-to-memref" + options.str();
  }
}

static RandomPipeline passesInOrder(Random &random) {
  std::string text;
  if (random.chance(50))
    text = pass(6, true, random);
  for (int number = random.below(2); number < 6; ++number)
    text += (text.empty() ? "" : ",") + pass(number, true, random);
  return {text, true};
}

static RandomPipeline passesInAnyOrder(Random &random) {
  static const Strings others = {"canonicalize", "cse", "inline",
                                 "loop-invariant-code-motion", "symbol-dce"};
  static const Strings anchors = {"func.func", "any", "gpu.module"};
  std::string text;
  for (int64_t i = random.between(1, 5); i > 0; --i) {
    std::string next = random.chance(25) ? random.pick(others)
                                         : pass(random.below(7), false, random);
    if (random.chance(15))
      next = random.pick(anchors) + "(" + next + ")";
    text += (text.empty() ? "" : ",") + next;
  }
  return {text, false};
}

RandomPipeline idealloc::fuzz::randomPipeline(Random &random) {
  switch (random.below(8)) {
  case 0:
  case 1:
  case 2:
    return wholePipeline(random);
  case 3:
  case 4:
    return passesInOrder(random);
  case 5: {
    RandomPipeline first = wholePipeline(random);
    RandomPipeline second = wholePipeline(random);
    return {first.text + "," + second.text,
            first.isOwnPlan && second.isOwnPlan};
  }
  default:
    return passesInAnyOrder(random);
  }
}
