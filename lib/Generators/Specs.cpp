//===- Specs.cpp - Generated problems by specification --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SpecValues.h"

using namespace idealloc;

namespace {

constexpr uint64_t mostBuffers = 10'000'000;
constexpr GeneratorKey count = {"n", "1000", 0, mostBuffers,
                                "number of buffers"};
constexpr GeneratorKey liveKey = {"live", "100", 1, mostBuffers,
                                  "about so many buffers are live at once"};
constexpr GeneratorKey seed = {"seed", "1", 0, anySeed,
                               "seed of the random numbers"};
constexpr GeneratorKey file = {"file", "", 0, 0, "the problem to copy"};
constexpr GeneratorKey copies = {"copies", "2", 0, mostBuffers,
                                 "number of copies"};

constexpr GeneratorKey liveKeys[] = {count, liveKey, seed};
constexpr GeneratorKey plantedKeys[] = {
    count,
    {"height", "1048576", 1, mostChosenBytes, "load and optimum, in bytes"},
    seed};
constexpr GeneratorKey randomKeys[] = {
    count,
    {"load", "1048576", 1, mostChosenBytes, "load, in bytes"},
    {"spread", "1024", 1, 1 << 20, "largest size over smallest"},
    liveKey,
    seed};
constexpr GeneratorKey nestedKeys[] = {
    count, {"arity", "4", 1, mostBuffers, "most children of a buffer"}, seed};
constexpr GeneratorKey staircaseKeys[] = {
    count, {"width", "100", 1, mostBuffers, "ticks that a buffer lives"}, seed};
constexpr GeneratorKey pipelineKeys[] = {
    {"tiles", "100", 0, mostBuffers, "number of tiles"},
    {"stages", "3", 1, 1000, "stages of the pipeline"},
    {"sizes", "16384/4096", 0, 0,
     "bytes that each stage but the last writes, repeated as needed"}};
constexpr GeneratorKey inferenceKeys[] = {
    {"n", "50", 0, mostBuffers, "number of layers, each with one buffer"},
    {"skip", "4", 0, mostBuffers, "layers that a connection skips; 0: none"},
    {"percent", "50", 0, 100, "share of layers with such a connection"},
    seed};
constexpr GeneratorKey trainingKeys[] = {
    {"n", "50", 0, mostBuffers / 3, "number of layers, each with 3 buffers"},
    {"update", "0", 0, mostBuffers,
     "layers whose weights are updated together; 0: all"},
    seed};
constexpr GeneratorKey copyKeys[] = {file, copies};

Result<Problem> makePipeline(SpecValues values, const ProblemReader &) {
  std::vector<Bytes> listed;
  for (std::string_view rest = values[2].text; !rest.empty();) {
    std::string_view text = cutAt(rest, '/');
    std::optional<uint64_t> size = parseWhole(text, 1, mostChosenBytes);
    if (!size)
      return Error{"sizes: " + notANumber(text, 1, mostChosenBytes)};
    listed.push_back(static_cast<Bytes>(*size));
  }
  if (listed.empty())
    return Error{"sizes: no size is given"};
  std::vector<Bytes> sizes(values[1].number - 1);
  for (size_t stage = 0; stage < sizes.size(); ++stage)
    sizes[stage] = listed[stage % listed.size()];
  if (values[0].number * sizes.size() > mostBuffers)
    return Error{"more than " + std::to_string(mostBuffers) + " buffers"};
  return pipelineProblem(values[0].number, sizes);
}

template <Result<Problem> (*Copy)(const Problem &, size_t)>
Result<Problem> makeCopies(SpecValues values, const ProblemReader &read) {
  if (values[0].text.empty())
    return Error{"key 'file' is missing"};
  if (!read)
    return Error{"files cannot be read here"};
  Result<Problem> given = read(std::string(values[0].text));
  if (!given)
    return given;
  if (std::optional<ProblemError> error = check(*given))
    return Error{error->message};
  if (values[1].number * given->buffers.size() > mostBuffers)
    return Error{"more than " + std::to_string(mostBuffers) + " buffers"};
  return Copy(*given, values[1].number);
}

/// A kind of three numbers, the last one a seed.
template <auto Make>
Result<Problem> makeOfThree(SpecValues values, const ProblemReader &) {
  return Make(values[0].number, values[1].number, values[2].number);
}

Problem planted(size_t n, uint64_t height, uint64_t seed) {
  return plantedProblem(n, static_cast<Bytes>(height), seed);
}

Problem pinwheel(size_t n, uint64_t height, uint64_t seed) {
  return pinwheelProblem(n, static_cast<Bytes>(height), seed);
}

Result<Problem> makeRandom(SpecValues values, const ProblemReader &) {
  const RandomShape shape{.load = static_cast<Bytes>(values[1].number),
                          .spread = values[2].number,
                          .live = values[3].number};
  return randomProblem(values[0].number, shape, values[4].number);
}

Result<Problem> makeInference(SpecValues values, const ProblemReader &) {
  return inferenceProblem(values[0].number, values[1].number, values[2].number,
                          values[3].number);
}

constexpr GeneratorKind kinds[] = {
    {"steady",
     "One buffer begins at every tick, lifetimes are uniform, sizes powers of "
     "two times 1 to 4.",
     liveKeys},
    {"planted", "A rectangle cut into buffers; its height is the optimum.",
     plantedKeys},
    {"pinwheel",
     "A rectangle of pinwheels of pinwheels; its height is the optimum.",
     plantedKeys},
    {"scattered",
     "Uniform begins and lifetimes, sizes log-uniform over three decades.",
     liveKeys},
    {"pareto", "A few buffers outlive most others, sizes over four decades.",
     liveKeys},
    {"random", "Random buffers with a chosen load and spread of sizes.",
     randomKeys},
    {"nested", "Lifetimes are nested or disjoint; the optimum is the load.",
     nestedKeys},
    {"staircase",
     "Each buffer outlives those before it; the optimum is the load.",
     staircaseKeys},
    {"pipeline",
     "Double buffers between the stages of a software pipeline; with as many "
     "tiles as stages, the optimum is the load.",
     pipelineKeys},
    {"inference",
     "Activations of a chain of layers that skip connections span.",
     inferenceKeys},
    {"training",
     "Activations and gradients of one forward and backward pass over a chain "
     "of layers.",
     trainingKeys},
    {"stacked", "Copies of a problem that all live at the same time.",
     copyKeys},
    {"tiled", "Copies of a problem, one after another in time.", copyKeys},
};

/// Of each kind, in the same order.
constexpr Result<Problem> (*makers[])(SpecValues, const ProblemReader &) = {
    makeOfThree<steadyProblem>,
    makeOfThree<planted>,
    makeOfThree<pinwheel>,
    makeOfThree<scatteredProblem>,
    makeOfThree<paretoProblem>,
    makeRandom,
    makeOfThree<nestedProblem>,
    makeOfThree<staircaseProblem>,
    makePipeline,
    makeInference,
    makeOfThree<trainingProblem>,
    makeCopies<stackedProblem>,
    makeCopies<tiledProblem>,
};
static_assert(std::size(kinds) == std::size(makers));

} // namespace

std::span<const GeneratorKind> idealloc::generatorKinds() { return kinds; }

Result<Problem> idealloc::generate(std::string_view spec,
                                   const ProblemReader &readFile) {
  Result<Spec> read = readSpec(spec, kinds, "problem");
  if (!read)
    return read.takeError();
  const std::string prefix = std::string(kinds[read->kind].name) + ": ";
  Result<Problem> result = makers[read->kind](read->values, readFile);
  if (!result)
    return Error{prefix + result.error()};
  if (std::optional<ProblemError> wrong = check(*result))
    return Error{prefix + wrong->message};
  return result;
}
