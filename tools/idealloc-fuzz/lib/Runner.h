//===- Runner.h - Runs a program with and without planning ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program is a module with a function @main without results. Its arguments
// are memrefs of static shape and plain layout (integers of 8 to 64 bits,
// index, f32, f64, vectors of them), which are inputs and outputs at once, and
// scalars of type index and iN. It is run once per vector of scalars: vector 0
// is all zeros, 1 all ones, the others are numbers from 0 to 5 (0 or 1 for i1)
// that depend on the position of the argument alone, and so do the contents of
// memrefs. It may call
//
//   func.func private @fuzz_touch_i32(memref<?xi32, strided<[?], offset: ?>>)
//     attributes {idealloc.noretain, llvm.emit_c_interface}
//
// and the same for i64: every element x becomes 3 x + 1.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_RUNNER_H
#define IDEALLOC_TOOLS_FUZZ_RUNNER_H

#include "idealloc/Conversion/Passes.h"

#include "mlir/IR/MLIRContext.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idealloc::fuzz {

/// How a program is planned and where its arenas live.
struct Configuration {
  std::string strategy = "auto";
  ArenaStorage storage = ArenaStorage::Alloc;
  /// Slots are overwritten at birth and death by idealloc-poison.
  bool poison = false;
  /// Planned twice: large buffers, and then those that are left.
  bool twice = false;
  /// idealloc-shorten runs first.
  bool shorten = true;
  /// Ops run in a random order that keeps all constraints, of this seed.
  std::optional<uint64_t> shuffle = std::nullopt;
  /// What entry points return lies in the arena (results=arena).
  bool results = false;
  /// Parallel bodies have arenas of their own (instances=body).
  bool bodies = false;

  std::string str() const;
};

struct RunOptions {
  /// Options of the pipeline `idealloc`, as text, for every configuration.
  std::string pipelineOptions;
  /// Vectors of scalars each program is run with.
  unsigned vectors = 6;
  /// Seconds of processor time after which a program counts as hanging, at
  /// least 1.
  unsigned timeout = 60;
  /// Optimisation of the compiled code.
  unsigned optLevel = 0;
  /// Test only: puts one planned buffer onto a live neighbour, past the
  /// verifiers.
  bool injectFault = false;
};

/// What is wrong, in order of discovery: `invalid` the program does not parse
/// or verify; `reference` it cannot be run as it is, which counts against the
/// generator or MLIR; `undefined` it reads memory it has not written; `plan`
/// the passes down to slices fail, idealloc-verify-offsets among them; `poison`
/// and `lower` the passes after them fail; `memory` it writes out of bounds or
/// frees what it may not; `differs` the outputs do; `crash` and `timeout` where
/// `stage` says.
struct Finding {
  std::string kind, message, configuration, stage;
};

/// What happened to one program.
struct Outcome {
  std::optional<Finding> finding;
  /// Configurations run, and those refused for good reason: storages that
  /// calls rule out.
  int64_t configurations = 0, refusedStorages = 0;
  /// Allocations planned, those of them that share bytes with another, and
  /// those not planned by kind of reason.
  int64_t planned = 0, sharing = 0;
  std::map<std::string, int64_t> refused;
};

/// Runs the program in a process of its own, first as it is and then in each
/// configuration, and compares all memref arguments bit by bit (all NaNs are
/// one). Stops at the first finding.
Outcome check(const std::string &program,
              const std::vector<Configuration> &configurations,
              const RunOptions &options, mlir::MLIRContext &context);

/// A program and how it is planned.
struct Task {
  std::string program;
  std::vector<Configuration> configurations;
};

/// `check` for the numbers from `begin` to `end`, many of them in one process,
/// which spares each the start. A finding counts as it is when the program
/// has a process of its own, unless it is none there.
void checkEach(
    uint64_t begin, uint64_t end,
    llvm::function_ref<Task(uint64_t number)> taskOf,
    llvm::function_ref<void(uint64_t number, const Task &, const Outcome &)>
        finish,
    const RunOptions &options, mlir::MLIRContext &context);

/// "" or why the text is no pipeline option.
std::string checkPipelineOptions(const std::string &text);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_RUNNER_H
