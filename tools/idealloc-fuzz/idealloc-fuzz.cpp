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

#include "ProgramGenerator.h"
#include "Random.h"
#include "Runner.h"
#include "Shrinker.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Peers/Peers.h"
#include "idealloc/Planner/Strategies.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"

using namespace idealloc::fuzz;
namespace cl = llvm::cl;

static cl::OptionCategory category("idealloc-fuzz");

static cl::list<std::string> files(cl::Positional, cl::cat(category),
                                   cl::desc("[FILE.mlir...]"));
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
static cl::opt<bool> async("async", cl::init(IDEALLOC_HAVE_ASYNC),
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
static cl::opt<bool> injectFault(
    "inject-fault", cl::Hidden, cl::cat(category),
    cl::desc("Test only: puts a buffer onto a live neighbour in every plan"));

namespace {
/// Figures of all programs.
struct Totals {
  int64_t programs = 0, findings = 0, configurations = 0, refusedStorages = 0;
  int64_t planned = 0, sharing = 0;
  std::map<std::string, int64_t> refused, kinds;

  void add(const Outcome &outcome) {
    ++programs;
    configurations += outcome.configurations;
    refusedStorages += outcome.refusedStorages;
    planned += outcome.planned;
    sharing += outcome.sharing;
    for (auto &[kind, number] : outcome.refused)
      refused[kind] += number;
    if (outcome.finding) {
      ++findings;
      ++kinds[outcome.finding->kind];
    }
  }

  void print(llvm::raw_ostream &os) const {
    int64_t all = 0;
    for (auto &[kind, number] : refused)
      all += number;
    os << programs << " programs, " << configurations
       << " planned runs compared, " << refusedStorages
       << " storages refused because of calls\n"
       << planned << " buffers planned, " << sharing
       << " of them share bytes with another\n"
       << all << " buffers not planned\n";
    for (auto &[kind, number] : refused)
      os << "  " << kind << ": " << number << "\n";
    os << findings << " findings\n";
    for (auto &[kind, number] : kinds)
      os << "  " << kind << ": " << number << "\n";
  }
};

class Fuzzer {
public:
  Fuzzer() {
    mlir::DialectRegistry registry;
    mlir::registerAllDialects(registry);
    mlir::registerAllExtensions(registry);
    mlir::registerAllToLLVMIRTranslations(registry);
    registry.insert<idealloc::IdeallocDialect>();
    context.appendDialectRegistry(registry);
    // Children are forked: no threads, and everything loaded before.
    context.disableMultithreading();
    context.loadAllAvailableDialects();
    options.pipelineOptions = pipelineOptions;
    options.vectors = vectors;
    options.timeout = timeout;
    options.optLevel = optLevel;
    options.injectFault = injectFault;
  }

  void run(const std::string &name, const std::string &program, uint64_t seed) {
    Outcome outcome = check(program, configurationsFor(seed), options, context);
    totals.add(outcome);
    if (outcome.finding)
      report(name, program, *outcome.finding, seed);
  }

  Totals totals;

private:
  /// One of each storage with some strategy, every other one poisoned; or all.
  static std::vector<Configuration> configurationsFor(uint64_t seed) {
    std::vector<Configuration> chosen;
    Random random(mix(seed) ^ 0xC0F1);
    std::vector<idealloc::Strategy> strategies;
    llvm::copy_if(idealloc::strategies(), std::back_inserter(strategies),
                  [](const idealloc::Strategy &row) {
                    return row.honoursAlignment && row.honoursGaps;
                  });
    for (idealloc::ArenaStorage storage :
         {idealloc::ArenaStorage::Alloc, idealloc::ArenaStorage::Alloca,
          idealloc::ArenaStorage::Global, idealloc::ArenaStorage::Argument}) {
      if (!allConfigurations) {
        auto &strategy = strategies[random.below(strategies.size())];
        chosen.push_back(
            {std::string(strategy.name), storage, random.chance(50)});
        continue;
      }
      for (auto &strategy : strategies)
        for (bool poison : {false, true})
          chosen.push_back({std::string(strategy.name), storage, poison});
    }
    return chosen;
  }

  void report(const std::string &name, const std::string &program,
              const Finding &finding, uint64_t seed) {
    std::string text = program;
    if (shrinkFindings)
      text = shrunk(program, finding, seed);
    std::string head = "// " + name + ": " + finding.kind + " in stage " +
                       finding.stage + "\n// " + finding.configuration + "\n";
    llvm::SmallVector<llvm::StringRef> lines;
    llvm::StringRef(finding.message).split(lines, '\n', -1, false);
    for (llvm::StringRef line : lines)
      head += "// " + line.str() + "\n";
    llvm::outs() << head;
    if (shrinkFindings || saveDirectory.empty())
      llvm::outs() << text;
    llvm::outs() << "\n";
    llvm::outs().flush();
    if (!saveDirectory.empty())
      save(name, head + text);
  }

  /// Keeps kind, stage and configuration, and the message but for numbers.
  std::string shrunk(const std::string &program, const Finding &finding,
                     uint64_t seed) {
    std::vector<Configuration> one;
    for (const Configuration &each : configurationsFor(seed))
      if (each.str() == finding.configuration)
        one = {each};
    auto isSame = [&](const std::string &text) {
      std::optional<Finding> other = check(text, one, options, context).finding;
      return other && other->kind == finding.kind &&
             other->stage == finding.stage &&
             withoutNumbers(other->message) == withoutNumbers(finding.message);
    };
    return shrink(program, isSame, shrinkTries, context);
  }

  static std::string withoutNumbers(std::string text) {
    // A difference is one wherever it shows.
    if (llvm::StringRef(text).starts_with("vector "))
      return "";
    llvm::erase_if(text, [](char c) { return llvm::isDigit(c); });
    return text;
  }

  static void save(const std::string &name, const std::string &text) {
    llvm::sys::fs::create_directories(saveDirectory);
    std::string file = name;
    llvm::replace(file, ' ', '-');
    llvm::replace(file, '/', '-');
    std::error_code error;
    llvm::raw_fd_ostream stream(saveDirectory + "/" + file + ".mlir", error);
    if (error)
      llvm::errs() << "cannot write to " << saveDirectory << ": "
                   << error.message() << "\n";
    else
      stream << text;
  }

  mlir::MLIRContext context;
  RunOptions options;
};
} // namespace

static bool runFiles(Fuzzer &fuzzer) {
  for (const std::string &file : files) {
    auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(file, /*IsText=*/true);
    if (!buffer) {
      llvm::errs() << file << ": " << buffer.getError().message() << "\n";
      return false;
    }
    fuzzer.run(file == "-" ? "stdin" : file, (*buffer)->getBuffer().str(),
               seed);
  }
  return true;
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
  Fuzzer fuzzer;
  if (files.empty())
    for (uint64_t i = 0; i < programs; ++i)
      fuzzer.run("seed " + std::to_string(seed + i),
                 generateProgram(seed + i, generator), seed + i);
  else if (!runFiles(fuzzer))
    return 1;
  fuzzer.totals.print(llvm::outs());
  return fuzzer.totals.findings ? 1 : 0;
}
