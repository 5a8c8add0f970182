//===- SpecsTest.cpp - Generated problems by specification ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fingerprint.h"
#include "idealloc/Generators/Generators.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;
using test::fingerprint;

namespace {

Result<Problem> readNothing(const std::string &path) {
  return Error{"cannot read '" + path + "'"};
}

Result<Problem> readTwo(const std::string &path) {
  EXPECT_EQ(path, "some/where.csv");
  return steadyProblem(2);
}

uint64_t made(std::string_view spec, const ProblemReader &read = {}) {
  Result<Problem> result = generate(spec, read);
  EXPECT_TRUE(result) << spec << ": " << result.error();
  return result ? fingerprint(*result) : 0;
}

TEST(Generate, CallsWhatTheSpecNames) {
  EXPECT_EQ(made("steady:n=30,live=7,seed=3"),
            fingerprint(steadyProblem(30, 7, 3)));
  EXPECT_EQ(made("planted:n=30,height=1000,seed=3"),
            fingerprint(plantedProblem(30, 1000, 3)));
  EXPECT_EQ(made("pinwheel:n=30,height=1000,seed=3"),
            fingerprint(pinwheelProblem(30, 1000, 3)));
  EXPECT_EQ(made("scattered:seed=3,live=7,n=30"),
            fingerprint(scatteredProblem(30, 7, 3)));
  EXPECT_EQ(made("pareto:n=30,live=7,seed=3"),
            fingerprint(paretoProblem(30, 7, 3)));
  EXPECT_EQ(
      made("random:n=30,load=999,spread=5,live=7,seed=3"),
      fingerprint(randomProblem(30, {.load = 999, .spread = 5, .live = 7}, 3)));
  EXPECT_EQ(made("nested:n=30,arity=3,seed=5"),
            fingerprint(nestedProblem(30, 3, 5)));
  EXPECT_EQ(made("staircase:n=30,width=3,seed=5"),
            fingerprint(staircaseProblem(30, 3, 5)));
  EXPECT_EQ(made("pipeline:tiles=9,stages=4,sizes=7/5"),
            fingerprint(pipelineProblem(9, std::vector<Bytes>{7, 5, 7})));
  EXPECT_EQ(made("inference:n=30,skip=3,percent=40,seed=5"),
            fingerprint(inferenceProblem(30, 3, 40, 5)));
  EXPECT_EQ(made("training:n=30,update=4,seed=5"),
            fingerprint(trainingProblem(30, 4, 5)));
  EXPECT_EQ(made("stacked:file=some/where.csv,copies=3", readTwo),
            fingerprint(*stackedProblem(steadyProblem(2), 3)));
  EXPECT_EQ(made("tiled:file=some/where.csv,copies=3", readTwo),
            fingerprint(*tiledProblem(steadyProblem(2), 3)));
}

TEST(Generate, HasAValueForEveryKey) {
  EXPECT_EQ(made("planted"), fingerprint(plantedProblem(1000, 1 << 20, 1)));
  EXPECT_EQ(made("planted:"), made("planted"));
  EXPECT_EQ(made("planted:seed=1"), made("planted"));
  EXPECT_EQ(made("random"), fingerprint(randomProblem(1000, {}, 1)));
  EXPECT_EQ(made("training"), fingerprint(trainingProblem(50, 0, 1)));
}

/// Writing out a kind's defaults changes nothing, and each number may be its
/// least; one less or one more than the bounds is refused.
TEST(Generate, KeepsToTheTable) {
  ASSERT_EQ(generatorKinds().size(), 13u);
  for (const GeneratorKind &kind : generatorKinds()) {
    const bool copies = kind.keys[0].name == "file";
    const std::string name(kind.name);
    const std::string bare =
        copies ? name + ":file=some/where.csv" : name + ":";
    std::string all = name + ":";
    for (const GeneratorKey &key : kind.keys) {
      const std::string set = std::string(key.name) + "=";
      const std::string comma = copies ? "," : "";
      all += set + std::string(copies && key.most == 0 ? "some/where.csv"
                                                       : key.standard);
      all += &key == &kind.keys.back() ? "" : ",";
      if (key.most == 0)
        continue;
      made(bare + comma + set + std::to_string(key.least), readTwo);
      if (key.least > 0) {
        EXPECT_FALSE(generate(
            bare + comma + set + std::to_string(key.least - 1), readTwo));
      }
      const std::string above = key.most == UINT64_MAX
                                    ? "18446744073709551616"
                                    : std::to_string(key.most + 1);
      EXPECT_EQ(generate(bare + comma + set + above, readTwo).error(),
                name + ": " + std::string(key.name) + ": '" + above +
                    "' is not a whole number from " +
                    std::to_string(key.least) + " to " +
                    std::to_string(key.most));
    }
    EXPECT_EQ(made(all, readTwo), made(bare, readTwo)) << all;
    EXPECT_TRUE(kind.summary.ends_with('.')) << name;
  }
}

TEST(Generate, TakesTheLargestNumbers) {
  made("steady:n=3,live=10000000,seed=18446744073709551615");
  made("planted:n=20,height=1125899906842624");
  made("random:n=20,load=1125899906842624,spread=1048576,live=10000000");
  made("nested:n=20,arity=10000000");
  made("staircase:n=20,width=10000000");
  made("inference:n=20,skip=10000000");
  made("training:n=20,update=10000000");
  made("pipeline:tiles=10,stages=1000,sizes=1125899906842624/1");
}

struct BadSpec {
  const char *name;
  std::string spec;
  const char *error;
};

class GenerateErrors : public testing::TestWithParam<BadSpec> {};

TEST_P(GenerateErrors, ArePrecise) {
  Result<Problem> result = generate(GetParam().spec, readNothing);
  EXPECT_FALSE(result);
  EXPECT_EQ(result.error(), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Specs, GenerateErrors,
    testing::Values(
        BadSpec{
            "UnknownKind", "plantd:n=3",
            "unknown kind 'plantd' of generated problem; known are steady, "
            "planted, pinwheel, scattered, pareto, random, nested, staircase, "
            "pipeline, inference, training, stacked, tiled"},
        BadSpec{
            "Empty", "",
            "unknown kind '' of generated problem; known are steady, "
            "planted, pinwheel, scattered, pareto, random, nested, staircase, "
            "pipeline, inference, training, stacked, tiled"},
        BadSpec{"UnknownKey", "planted:n=3,hight=5",
                "planted: unknown key 'hight'; known are n, height, seed"},
        BadSpec{"NoValue", "planted:n",
                "planted: 'n' is not of the form KEY=VALUE"},
        BadSpec{"EmptyPair", "planted:n=3,,seed=1",
                "planted: '' is not of the form KEY=VALUE"},
        BadSpec{"Twice", "planted:n=3,seed=1,n=3",
                "planted: key 'n' is given twice"},
        BadSpec{"NotANumber", "planted:n=1e3",
                "planted: n: '1e3' is not a whole number from 0 to 10000000"},
        BadSpec{"Negative", "planted:n=-1",
                "planted: n: '-1' is not a whole number from 0 to 10000000"},
        BadSpec{"Blank", "planted:n=",
                "planted: n: '' is not a whole number from 0 to 10000000"},
        BadSpec{"NoFile", "stacked:copies=3", "stacked: key 'file' is missing"},
        BadSpec{"Unreadable", "tiled:file=a.csv", "tiled: cannot read 'a.csv'"},
        BadSpec{"NoSizes",
                "pipeline:sizes=", "pipeline: sizes: no size is given"},
        BadSpec{"ZeroSize", "pipeline:sizes=5/0",
                "pipeline: sizes: '0' is not a whole number from 1 to "
                "1125899906842624"},
        BadSpec{"TooManyTiles", "pipeline:tiles=10011,stages=1000",
                "pipeline: more than 10000000 buffers"},
        BadSpec{"SumTooLarge", "pipeline:tiles=9000,sizes=1125899906842624",
                "pipeline: sizes, alignments and reserved ranges together "
                "exceed 9223372036854775807 (2^63-1) at buffer #8191"}),
    [](const testing::TestParamInfo<BadSpec> &info) {
      return info.param.name;
    });

TEST(GenerateErrors, NoReader) {
  EXPECT_EQ(generate("stacked:file=a.csv").error(),
            "stacked: files cannot be read here");
}

TEST(GenerateErrors, TooManyCopies) {
  EXPECT_EQ(
      generate("stacked:file=some/where.csv,copies=5000001", readTwo).error(),
      "stacked: more than 10000000 buffers");
}

TEST(GenerateErrors, FileThatIsNotWellFormed) {
  auto read = [](const std::string &) {
    return Result<Problem>(Problem{.buffers = {{.id = "a"}}});
  };
  EXPECT_EQ(generate("stacked:file=x", read).error(),
            "stacked: buffer 'a' has size 0, which is below 1 byte");
}

} // namespace
