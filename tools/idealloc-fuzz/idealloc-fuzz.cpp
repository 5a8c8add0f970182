//===- idealloc-fuzz.cpp - Differential execution of random programs ------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/Fuzzing.md says how to use it.
//
//===----------------------------------------------------------------------===//

#include "Fuzzer.h"
#include "Mutants.h"
#include "ProgramGenerator.h"

#include "idealloc/Peers/Peers.h"
#include "idealloc/Text/ProblemText.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/InitAllPasses.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"

using namespace idealloc::fuzz;
namespace cl = llvm::cl;

static cl::OptionCategory category("idealloc-fuzz");

static cl::list<std::string> files(cl::Positional, cl::cat(category),
                                   cl::desc("[FILE...]"));
static cl::opt<uint64_t>
    seed("seed", cl::init(0), cl::cat(category),
         cl::desc("Seed of the first program. Default: 0"));
static cl::opt<uint64_t>
    programs("count", cl::init(1), cl::cat(category),
             cl::desc("Programs to generate, of seeds that follow each other. "
                      "Default: 1"));
static cl::opt<int>
    statements("statements", cl::init(30), cl::cat(category),
               cl::desc("Statements of a program. Default: 30"));
static cl::opt<bool> async("async", cl::init(GeneratorOptions().async),
                           cl::cat(category),
                           cl::desc("Generate async.execute. Default: true "
                                    "where the runtime library is installed"));
static cl::opt<unsigned>
    vectors("vectors", cl::init(6), cl::cat(category),
            cl::desc("Vectors of scalar arguments per program. Default: 6"));
static cl::opt<bool>
    allConfigurations("all-configurations", cl::cat(category),
                      cl::desc("Every strategy, storage and poison; else one "
                               "of each storage, drawn from the seed"));
static cl::opt<unsigned>
    storages("storages", cl::init(FuzzerOptions().storages), cl::cat(category),
             cl::desc("Storages a program is run with, drawn from the seed; 1 "
                      "runs more programs in the same time. Default: 4, all"));
static cl::opt<std::string> pipelineOptions(
    "pipeline-options", cl::cat(category),
    cl::desc("Options of the pipeline idealloc, for all configurations"));
static cl::opt<bool> shrinkFindings("shrink", cl::cat(category),
                                    cl::desc("Make failing programs small"));
static cl::opt<int64_t>
    shrinkTries("shrink-tries", cl::init(3000), cl::cat(category),
                cl::desc("Candidates to try while shrinking. Default: 3000"));
static cl::opt<bool> print("print", cl::cat(category),
                           cl::desc("Print every program, do not run it"));
static cl::opt<std::string>
    saveDirectory("save-dir", cl::cat(category),
                  cl::desc("Write failing programs to this directory"));
static cl::opt<unsigned>
    timeout("timeout", cl::init(60), cl::cat(category),
            cl::desc("Seconds of processor time after which a program hangs. "
                     "Default: 60"));
static cl::opt<unsigned>
    optLevel("opt-level", cl::init(0), cl::cat(category),
             cl::desc("Optimisation of compiled code, 0 to 3. Default: 0"));
static cl::opt<bool> mutateFiles(
    "mutate", cl::cat(category),
    cl::desc("Change the files (MLIR, CSV, JSON) at random, see "
             "that our passes and readers handle that; --count is of "
             "mutants in all"));
static cl::opt<uint64_t>
    firstMutant("first-mutant", cl::init(0), cl::cat(category),
                cl::desc("Number of the first mutant of each file or section. "
                         "Default: 0, the input as it is"));
static cl::opt<bool> injectFault(
    "inject-fault", cl::Hidden, cl::cat(category),
    cl::desc("Test only: puts a buffer onto a live neighbour in every plan; "
             "with --mutate, runs a pass that is wrong instead of ours"));

static FuzzerOptions optionsFromFlags() {
  FuzzerOptions options;
  options.run.pipelineOptions = pipelineOptions;
  options.run.vectors = vectors;
  options.run.timeout = timeout;
  options.run.optLevel = optLevel;
  options.run.injectFault = injectFault;
  options.allConfigurations = allConfigurations;
  options.storages = storages;
  options.shrink = shrinkFindings;
  options.shrinkTries = shrinkTries;
  options.saveDirectory = saveDirectory;
  return options;
}

/// The contents of a file, or nothing and a message.
static std::optional<std::string> readInput(const std::string &file) {
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(file);
  if (!buffer) {
    llvm::errs() << file << ": " << buffer.getError().message() << "\n";
    return std::nullopt;
  }
  return (*buffer)->getBuffer().str();
}

static bool runFiles(Fuzzer &fuzzer) {
  for (const std::string &file : files) {
    std::optional<std::string> text = readInput(file);
    if (!text)
      return false;
    fuzzer.run(file == "-" ? "stdin" : file, *text, seed);
  }
  return true;
}

static bool isProblem(llvm::StringRef file) {
  return file.ends_with(".csv") || file.ends_with(".json");
}

/// The sections of the files.
static std::optional<std::vector<MutantInput>> mutantInputs() {
  std::vector<MutantInput> inputs;
  for (const std::string &file : files) {
    std::optional<std::string> text = readInput(file);
    if (!text)
      return std::nullopt;
    if (isProblem(file)) {
      inputs.push_back({file, *text});
      continue;
    }
    llvm::SmallVector<llvm::StringRef> sections;
    llvm::StringRef(*text).split(sections, "// -----\n");
    for (auto [i, section] : llvm::enumerate(sections))
      inputs.push_back(
          {file + " section " + std::to_string(i + 1), section.str()});
  }
  return inputs;
}

static int runMutate() {
  MutantOptions options;
  options.seed = seed;
  options.count = programs;
  options.first = firstMutant;
  options.timeout = timeout;
  options.shrink = shrinkFindings;
  options.shrinkTries = shrinkTries;
  options.saveDirectory = saveDirectory;
  options.injectFault = injectFault;
  if (files.empty()) {
    llvm::errs() << "--mutate needs files to change\n";
    return 1;
  }
  std::optional<std::vector<MutantInput>> inputs = mutantInputs();
  if (!inputs)
    return 1;
  std::unique_ptr<mlir::MLIRContext> context = makeContext();
  context->allowUnregisteredDialects();
  std::unique_ptr<MutantKind> program = makeProgramKind(options, *context);
  std::unique_ptr<MutantKind> problem = makeProblemKind(options);
  auto kindOf = [&](const MutantInput &input) -> MutantKind & {
    return isProblem(input.name) ? *problem : *program;
  };
  return runMutants(*inputs, options, kindOf, llvm::outs()) ? 1 : 0;
}

int main(int argc, char **argv) {
  idealloc::registerPeerStrategies();
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(
      argc, argv,
      "Runs random bufferized programs, or those of files, with and without "
      "planning\nand compares what they compute. Exit code 0: all agree, 1: "
      "not, or bad input.\n");
  if (std::string error = checkPipelineOptions(pipelineOptions);
      !error.empty()) {
    llvm::errs() << error << "\n";
    return 1;
  }
  if (storages < 1 || storages > FuzzerOptions().storages) {
    llvm::errs() << "--storages is a number from 1 to 4\n";
    return 1;
  }
  GeneratorOptions generator;
  generator.statements = statements;
  generator.async = async;
  if (print && files.empty()) {
    for (uint64_t i = 0; i < programs; ++i)
      llvm::outs() << generateProgram(seed + i, generator);
    return 0;
  }
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  mlir::registerAllPasses();
  idealloc::registerPassesAndPipeline();
  if (mutateFiles)
    return runMutate();
  Fuzzer fuzzer(optionsFromFlags());
  if (files.empty())
    fuzzer.runGenerated(seed, seed + programs, generator);
  else if (!runFiles(fuzzer))
    return 1;
  fuzzer.totals.print(llvm::outs());
  return fuzzer.totals.findings ? 1 : 0;
}
