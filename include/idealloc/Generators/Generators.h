//===- Generators.h - Generated problems of any size ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For benchmarks, tests and the tables of the documentation; docs/Generators.md
// has them all. Problems are plain (no ids, alignments, pins, reserved ranges
// or gaps), but for copies of given ones. Equal arguments give equal problems
// on every machine: random numbers are remainders of those of std::mt19937_64,
// as the distributions of <random> differ between libraries, and what is no
// integer is made by + - * / and square roots alone, which IEEE 754 rounds in
// one way. Cost: O(count) where nothing else is said.
//
// The functions take arguments in the bounds of `generatorKinds`; `generate`
// checks them.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_GENERATORS_GENERATORS_H
#define IDEALLOC_GENERATORS_GENERATORS_H

#include "idealloc/Planner/Problem.h"
#include "idealloc/Planner/Result.h"

#include <functional>
#include <span>
#include <string_view>

namespace idealloc {

/// `count` buffers of which about `live` >= 1 are live at once: one begins at
/// every tick, lifetimes are uniform in [1, 2 * live), sizes are powers of two
/// times 1 to 4 units of 64 bytes.
Problem steadyProblem(size_t count, uint64_t live = 100, uint64_t seed = 42);

/// A rectangle of `height` >= 1 bytes times 4 * `count` ticks, cut by random
/// guillotine cuts into `count` buffers in random order. Every instant is full:
/// LOAD is `height`, and so is OPT.
Problem plantedProblem(size_t count, Bytes height, uint64_t seed);

/// The same, but a rectangle is divided into one in the middle and four that
/// turn around it, which no guillotine cut separates, and so on in a random one
/// of all; guillotine cuts make the last one to three, and the rest where no
/// rectangle has three bytes and three ticks. Every instant is full: LOAD is
/// `height`, and so is OPT.
Problem pinwheelProblem(size_t count, Bytes height, uint64_t seed);

/// `count` buffers of which about `live` >= 1 are live at once: begins are
/// uniform in [0, `count`), lifetimes in [1, 2 * live). Sizes are whole units
/// of 64 bytes, log-uniform over three decades: one of ten octaves, then
/// uniform within it. Dense: live = count / 4. Sparse: live = 12.
Problem scatteredProblem(size_t count, uint64_t live, uint64_t seed);

/// `count` buffers of which about `live` >= 1 are live at once: begins are
/// uniform in [0, 2 * `count`), lifetimes Pareto with exponent 1.6 and mean
/// 2 * `live`, rounded down but at least 1 and at most 2 * `count` (which makes
/// it fewer in small problems). Sizes are whole bytes, log-uniform over four
/// decades: [64, 640000). A few buffers outlive most others.
Problem paretoProblem(size_t count, uint64_t live, uint64_t seed);

/// What randomProblem makes.
struct RandomShape {
  /// LOAD, at least 1.
  Bytes load = Bytes(1) << 20;
  /// The largest size is at most about so many times the smallest; at least 1.
  uint64_t spread = 1024;
  /// About so many buffers are live at once, at least 1.
  uint64_t live = 100;
};

/// `count` buffers with the lifetimes of scatteredProblem and a chosen load.
/// Sizes are log-uniform over [1, `spread`], scaled, and rounded to whole bytes
/// of at least 1. LOAD is `load` exactly if that is at least `spread` times the
/// most buffers live at once, else at least `load` and at most `load` plus that
/// number. OPT is not known. Cost: O(count log count).
Problem randomProblem(size_t count, const RandomShape &shape, uint64_t seed);

/// `count` buffers whose lifetimes are nested or disjoint, in random order: a
/// random forest in which every node, and the ground, has at most `arity` >= 1
/// children that follow each other within it; 1 makes a tower. Sizes are those
/// of scatteredProblem. OPT is LOAD.
Problem nestedProblem(size_t count, uint64_t arity, uint64_t seed);

/// `count` buffers, one born at every tick and live for `width` >= 1 ticks, so
/// that each outlives all before it. Sizes are those of scatteredProblem for
/// the first `width` buffers and repeat from there: each buffer is as large as
/// the one that dies when it is born. OPT is LOAD, the total of the first
/// `width` sizes; first fit by begin attains it.
Problem staircaseProblem(size_t count, uint64_t width, uint64_t seed);

/// The double buffers of a software pipeline (load, compute, store) over
/// `tiles` tiles. Stage s of tile k runs at step k + s; it reads what stage
/// s - 1 left and writes a buffer of `sizes[s]` bytes, live for these two
/// steps: [k + s, k + s + 2). The last stage writes none, so there is one stage
/// more than sizes. Buffers come tile by tile. With at least as many tiles as
/// stages OPT is LOAD, twice the total of the sizes. Cost: O(buffers).
Problem pipelineProblem(size_t tiles, std::span<const Bytes> sizes);

/// The activations of a chain of `layers` layers. Layer i runs at step i, reads
/// the activation of layer i - 1 and, with a chance of `percent` in 100, that
/// of layer i - `skip` (a residual connection; 0 for none), and writes its own,
/// which dies when its last reader is done. Buffer i is that of layer i; sizes
/// are 16 times those of scatteredProblem. OPT is not known.
Problem inferenceProblem(size_t layers, uint64_t skip, uint64_t percent,
                         uint64_t seed);

/// One step of training a chain of n = `layers` layers: the buffers of all
/// activations, then of all their gradients, then of the gradients of all
/// weights. Layer i runs forward at step i, the loss at step n, layer i
/// backward at step 2n - i. Activation i is written by layer i and last read by
/// its backward step. Its gradient, as large, is written by the step before
/// that and read by it. The gradient of the weights is written by it too and
/// read by the update, one step after the last layer whose weights are updated
/// with it: going backward, `update` layers at a time, 0 for all at the end.
/// Sizes of activations and weights are 16 times those of scatteredProblem. OPT
/// is not known.
Problem trainingProblem(size_t layers, uint64_t update, uint64_t seed);

/// `copies` copies of a well-formed problem that all live at the same time:
/// copy k of buffer "a" is "a.k", buffers without id stay so. Alignments and
/// gaps are kept, and so are the capacity and the reserved ranges, once. LOAD
/// is `copies` times as large; so is OPT if it is LOAD and there are no
/// alignments and reserved ranges. Fails if two copies would be pinned to one
/// place or sizes exceed 2^63-1 together. Cost: O(n log n) for n buffers of the
/// result.
Result<Problem> stackedProblem(const Problem &problem, size_t copies);

/// The same, one after another in time: a copy begins where the last buffer of
/// the one before dies. Pins are kept too. LOAD and OPT stay. Fails if times or
/// sizes exceed 2^63-1.
Result<Problem> tiledProblem(const Problem &problem, size_t copies);

/// A key of a kind of generated problems: a whole number from `least` to
/// `most`, or text if `most` is 0.
struct GeneratorKey {
  std::string_view name;
  std::string_view standard; ///< The value where none is given.
  uint64_t least = 0;
  uint64_t most = 0;
  std::string_view meaning;
};

/// A kind of generated problems.
struct GeneratorKind {
  std::string_view name;
  std::string_view summary; ///< One sentence.
  std::span<const GeneratorKey> keys;
};

/// All kinds, in the order in which tools list them.
std::span<const GeneratorKind> generatorKinds();

/// What a caller of `generate` reads files with, as kinds `stacked` and `tiled`
/// have a key `file`: this library reads none.
using ProblemReader = std::function<Result<Problem>(const std::string &path)>;

/// The problem that a specification KIND:KEY=VALUE,KEY=VALUE describes, such as
/// "planted:n=1000,seed=3" or "steady". Well-formed, and at most 10,000,000
/// buffers. Fails on unknown kinds and keys, naming the known ones, on values
/// out of bounds, on a file if `read` is null or fails, and if the sizes exceed
/// 2^63-1 together. Values contain no commas. Cost: O(n log n) for n buffers.
Result<Problem> generate(std::string_view spec, const ProblemReader &read = {});

} // namespace idealloc

#endif // IDEALLOC_GENERATORS_GENERATORS_H
