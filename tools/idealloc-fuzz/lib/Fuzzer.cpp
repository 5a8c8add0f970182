//===- Fuzzer.cpp - Differential execution of programs --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzzer.h"
#include "Random.h"
#include "Shrinker.h"

#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Planner/Strategies.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace idealloc;
using namespace idealloc::fuzz;

void Totals::add(const Outcome &outcome) {
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

void Totals::print(llvm::raw_ostream &os) const {
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

std::unique_ptr<mlir::MLIRContext> idealloc::fuzz::makeContext() {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  mlir::registerAllToLLVMIRTranslations(registry);
  registry.insert<idealloc::IdeallocDialect>();
  auto context = std::make_unique<mlir::MLIRContext>(
      registry, mlir::MLIRContext::Threading::DISABLED);
  context->loadAllAvailableDialects();
  return context;
}

Fuzzer::Fuzzer(const FuzzerOptions &options)
    : context(makeContext()), options(options) {}

void Fuzzer::run(const std::string &name, const std::string &program,
                 uint64_t seed) {
  Outcome outcome =
      check(program, configurationsFor(seed, program), options.run, *context);
  totals.add(outcome);
  if (outcome.finding)
    report(name, program, *outcome.finding, seed);
}

void Fuzzer::runGenerated(uint64_t begin, uint64_t end,
                          const GeneratorOptions &generator) {
  checkEach(
      begin, end,
      [&](uint64_t seed) {
        std::string program = generateProgram(seed, generator);
        return Task{program, configurationsFor(seed, program)};
      },
      [&](uint64_t seed, const Task &task, const Outcome &outcome) {
        totals.add(outcome);
        if (outcome.finding)
          report("seed " + std::to_string(seed), task.program, *outcome.finding,
                 seed);
      },
      options.run, *context);
}

/// Each of some storages with some strategy, every other one poisoned, three of
/// four shortened; or all. Every other one with arenas for parallel bodies and,
/// where they can be, for results. States want memory that outlives calls, and
/// are no slots that die.
std::vector<Configuration>
Fuzzer::configurationsFor(uint64_t seed, llvm::StringRef program) const {
  std::vector<Configuration> chosen;
  Random random(mix(seed) ^ 0xC0F1);
  std::vector<Strategy> strategies;
  llvm::copy_if(idealloc::strategies(), std::back_inserter(strategies),
                [](const idealloc::Strategy &row) {
                  return row.honoursAlignment && row.honoursGaps;
                });
  for (ArenaStorage storage : {ArenaStorage::Alloc, ArenaStorage::Alloca,
                               ArenaStorage::Global, ArenaStorage::Argument}) {
    if (!options.allConfigurations) {
      auto &strategy = strategies[random.below(strategies.size())];
      chosen.push_back({std::string(strategy.name), storage, random.chance(50),
                        random.chance(25), random.chance(75)});
      if (random.chance(50))
        chosen.back().shuffle = random.below(1 << 16);
      continue;
    }
    for (auto &strategy : strategies)
      for (bool poison : {false, true})
        for (bool twice : {false, true})
          for (bool shorten : {false, true})
            chosen.push_back(
                {std::string(strategy.name), storage, poison, twice, shorten});
  }
  while (!options.allConfigurations && chosen.size() > options.storages)
    chosen.erase(chosen.begin() + random.below(chosen.size()));
  // Memory of one run of a function holds no results, and no states.
  bool hasStates = program.contains("idealloc.state");
  for (Configuration &each : chosen) {
    if (hasStates) {
      each.poison = false;
      if (each.storage == ArenaStorage::Alloc)
        each.storage = ArenaStorage::Global;
      if (each.storage == ArenaStorage::Alloca)
        each.storage = ArenaStorage::Argument;
    }
    bool outlives = each.storage == ArenaStorage::Global ||
                    each.storage == ArenaStorage::Argument;
    each.results = outlives && random.chance(50);
    each.bodies = random.chance(50);
  }
  return chosen;
}

void Fuzzer::report(const std::string &name, const std::string &program,
                    const Finding &finding, uint64_t seed) {
  std::string text = program;
  if (options.shrink)
    text = shrunk(program, finding, seed);
  std::string head = "// " + name + ": " + finding.kind + " in stage " +
                     finding.stage + "\n// " + finding.configuration + "\n";
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::StringRef(finding.message).split(lines, '\n', -1, false);
  for (llvm::StringRef line : lines)
    head += "// " + line.str() + "\n";
  llvm::outs() << head;
  if (options.shrink || options.saveDirectory.empty())
    llvm::outs() << text;
  llvm::outs() << "\n";
  llvm::outs().flush();
  if (!options.saveDirectory.empty())
    save(name, head + text);
}

static std::string withoutNumbers(std::string text) {
  // A difference is one wherever it shows.
  if (llvm::StringRef(text).starts_with("vector "))
    return "";
  llvm::erase_if(text, [](char c) { return llvm::isDigit(c); });
  return text;
}

/// Keeps kind, stage and configuration, and the message but for numbers.
std::string Fuzzer::shrunk(const std::string &program, const Finding &finding,
                           uint64_t seed) {
  std::vector<Configuration> one;
  for (const Configuration &each : configurationsFor(seed, program))
    if (each.str() == finding.configuration)
      one = {each};
  auto isSame = [&](const std::string &text) {
    std::optional<Finding> other =
        check(text, one, options.run, *context).finding;
    return other && other->kind == finding.kind &&
           other->stage == finding.stage &&
           withoutNumbers(other->message) == withoutNumbers(finding.message);
  };
  return shrink(program, isSame, options.shrinkTries, *context);
}

void Fuzzer::save(const std::string &name, const std::string &text) const {
  llvm::sys::fs::create_directories(options.saveDirectory);
  std::string file = name;
  llvm::replace(file, ' ', '-');
  llvm::replace(file, '/', '-');
  std::error_code error;
  llvm::raw_fd_ostream stream(options.saveDirectory + "/" + file + ".mlir",
                              error);
  if (error)
    llvm::errs() << "cannot write to " << options.saveDirectory << ": "
                 << error.message() << "\n";
  else
    stream << text;
}
