//===- Mutants.h - Our passes and readers on mutated input ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes given files at random and looks whether we answer as we should: what
// is accepted is handled or refused with a reason, and nothing else happens.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_MUTANTS_H
#define IDEALLOC_TOOLS_FUZZ_MUTANTS_H

#include "Runner.h"
#include "Sandbox.h"

#include "llvm/Support/raw_ostream.h"

namespace idealloc::fuzz {

struct MutantOptions {
  uint64_t seed = 0;
  /// Mutants in all, spread evenly over the inputs.
  uint64_t count = 1;
  /// Number of the first mutant of each input.
  uint64_t first = 0;
  /// Seconds of processor time after which a mutant hangs.
  unsigned timeout = 60;
  /// Make failing programs small, with so many candidates at most.
  bool shrink = false;
  int64_t shrinkTries = 3000;
  /// Where failing mutants are written; empty: nowhere.
  std::string saveDirectory;
  /// Test only: a pass that does what none may do takes the place of ours.
  bool injectFault = false;
};

/// A program, or a problem as idealloc-plan reads it.
struct MutantInput {
  std::string name, text;
};

/// What became of one mutant. `counts` is by outcome: "planned", ...
struct MutantOutcome {
  std::optional<Finding> finding;
  std::map<std::string, int64_t> counts;
  /// The mutant, if it was asked for.
  std::string text;
};

/// How one kind of input is mutated and tried.
class MutantKind {
public:
  virtual ~MutantKind() = default;

  /// Tries mutant `number` of the input in this process, which may die of it.
  /// Says stages, counts and findings with the functions below; with
  /// `isVerbose` also each text before it is tried.
  virtual void run(const MutantInput &input, uint64_t number, bool isVerbose,
                   Tell tell) = 0;

  /// The text made smaller, as long as the finding is the same.
  virtual std::string shrunk(const std::string &text, const Finding &) {
    return text;
  }
};

/// A line for each thing that a mutant tells.
std::string sayStage(llvm::StringRef stage, llvm::StringRef configuration,
                     bool isUpstream = false);
std::string sayCount(llvm::StringRef what);
std::string sayText(llvm::StringRef text);
std::string sayFinding(const Finding &finding);

/// What was told, and how the process ended: a death is a finding, `crash` or
/// `timeout`, in the last stage. If that is an upstream pass, it is counted.
MutantOutcome readMutant(const Report &report);

/// Programs: text of MLIR, split at `// -----`. Mutants that MLIR's parser and
/// verifier accept run through a random pipeline. Findings: `crash`, `timeout`,
/// `invalid` (the IR does not verify after a pass of ours that succeeded),
/// `changed` (a pass of ours that failed changed it), `silent` (it failed
/// without an error), `plan` (an own plan is refused by the verifier or by
/// materialisation).
std::unique_ptr<MutantKind> makeProgramKind(const MutantOptions &options,
                                            mlir::MLIRContext &context);

/// Problems: CSV and JSON. Findings: `crash`, `timeout`, `plan` (an own plan
/// does not verify), `written` (what is written with offsets cannot be read
/// again, or says something else), `message` (an error without text, a summary
/// or a picture with control characters).
std::unique_ptr<MutantKind> makeProblemKind(const MutantOptions &options);

/// Runs `options.count` mutants of the inputs, with the kind for each, in
/// child processes. Prints findings, at most ten that differ in numbers only,
/// and at the end the figures. Returns the number of findings.
int64_t runMutants(const std::vector<MutantInput> &inputs,
                   const MutantOptions &options,
                   llvm::function_ref<MutantKind &(const MutantInput &)> kindOf,
                   llvm::raw_ostream &os);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_MUTANTS_H
