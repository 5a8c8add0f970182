//===- Fuzzer.h - Differential execution of programs ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs programs with and without planning, reports those that differ, makes
// them small and keeps count.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_FUZZER_H
#define IDEALLOC_TOOLS_FUZZ_FUZZER_H

#include "ProgramGenerator.h"
#include "Runner.h"

#include "llvm/Support/raw_ostream.h"

namespace idealloc::fuzz {

struct FuzzerOptions {
  RunOptions run;
  /// Every strategy, storage and poison; else one strategy for each of some
  /// storages, drawn from the seed.
  bool allConfigurations = false;
  /// Storages of a program, 1 to 4, drawn from the seed.
  unsigned storages = 4;
  /// Make failing programs small, with so many candidates at most.
  bool shrink = false;
  int64_t shrinkTries = 3000;
  /// Where failing programs are written; empty: nowhere.
  std::string saveDirectory;
};

/// Figures of all programs.
struct Totals {
  int64_t programs = 0, findings = 0, configurations = 0, refusedStorages = 0;
  int64_t planned = 0, sharing = 0;
  std::map<std::string, int64_t> refused, kinds;

  void add(const Outcome &outcome);
  void print(llvm::raw_ostream &os) const;
};

/// With all dialects loaded and no threads, as children are forked.
std::unique_ptr<mlir::MLIRContext> makeContext();

/// Needs the passes and the native target registered. Runs programs in forked
/// children: one Fuzzer at a time, on one thread.
class Fuzzer {
public:
  explicit Fuzzer(const FuzzerOptions &options);

  /// Runs the programs that the generator makes of the seeds from `begin` to
  /// `end`.
  void runGenerated(uint64_t begin, uint64_t end,
                    const GeneratorOptions &generator);

  /// Runs the program, as MLIR text, in configurations that depend on the seed
  /// alone. A finding is printed to standard output, with the program unless
  /// that is only saved.
  void run(const std::string &name, const std::string &program, uint64_t seed);

  Totals totals;

private:
  std::vector<Configuration> configurationsFor(uint64_t seed,
                                               llvm::StringRef program) const;
  void report(const std::string &name, const std::string &program,
              const Finding &finding, uint64_t seed);
  std::string shrunk(const std::string &program, const Finding &finding,
                     uint64_t seed);
  void save(const std::string &name, const std::string &text) const;

  std::unique_ptr<mlir::MLIRContext> context;
  FuzzerOptions options;
};

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_FUZZER_H
