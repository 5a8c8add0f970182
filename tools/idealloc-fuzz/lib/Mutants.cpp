//===- Mutants.cpp - Our passes and readers on mutated input --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Mutants.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace idealloc::fuzz;
namespace json = llvm::json;

//===----------------------------------------------------------------------===//
// From child to parent
//===----------------------------------------------------------------------===//

static std::string toText(json::Object object) {
  return llvm::formatv("{0}", json::Value(std::move(object))).str();
}

std::string idealloc::fuzz::sayStage(llvm::StringRef stage,
                                     llvm::StringRef configuration,
                                     bool isUpstream) {
  return toText(json::Object{{"stage", json::fixUTF8(stage)},
                             {"configuration", json::fixUTF8(configuration)},
                             {"upstream", isUpstream}});
}

std::string idealloc::fuzz::sayCount(llvm::StringRef what) {
  return toText(json::Object{{"count", json::fixUTF8(what)}});
}

std::string idealloc::fuzz::sayText(llvm::StringRef text) {
  // Any bytes, which JSON cannot hold.
  return toText(json::Object{{"text", llvm::toHex(text)}});
}

std::string idealloc::fuzz::sayFinding(const Finding &finding) {
  return toText(
      json::Object{{"kind", finding.kind},
                   {"message", json::fixUTF8(finding.message)},
                   {"configuration", json::fixUTF8(finding.configuration)},
                   {"stage", json::fixUTF8(finding.stage)}});
}

MutantOutcome idealloc::fuzz::readMutant(const Report &report) {
  MutantOutcome outcome;
  Finding last{"", "", "", "start"};
  bool isUpstream = false;
  for (const json::Object &object : eventsOf(report)) {
    auto text = [&](llvm::StringRef key) {
      return object.getString(key).value_or("").str();
    };
    if (object.get("kind"))
      outcome.finding = Finding{text("kind"), text("message"),
                                text("configuration"), text("stage")};
    else if (object.get("stage")) {
      last = {"", "", text("configuration"), text("stage")};
      isUpstream = object.getBoolean("upstream").value_or(false);
    } else if (object.get("count"))
      ++outcome.counts[text("count")];
    else if (object.get("text"))
      outcome.text = llvm::fromHex(text("text"));
  }
  if (!report.death.empty() && isUpstream) {
    ++outcome.counts["ended by an upstream pass"];
  } else if (!report.death.empty() && !outcome.finding) {
    last.kind = report.death == "timeout" ? "timeout" : "crash";
    last.message = report.death;
    outcome.finding = last;
  }
  return outcome;
}

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

namespace {
class MutantRuns {
public:
  MutantRuns(const MutantOptions &options, llvm::raw_ostream &os)
      : options(options), os(os) {}

  /// The mutants with these numbers of one input.
  void run(const MutantInput &input, MutantKind &kind, uint64_t begin,
           uint64_t end) {
    runEachInChild(
        begin, end,
        [&](uint64_t number, Tell tell) {
          kind.run(input, number, /*isVerbose=*/false, tell);
        },
        [&](uint64_t number, const Report &report) {
          MutantOutcome outcome = readMutant(report);
          ++mutants;
          for (auto &[what, count] : outcome.counts)
            counts[what] += count;
          if (outcome.finding)
            found(input, kind, number, *outcome.finding);
        },
        patience());
  }

  void printTotals() const {
    os << mutants << " mutants\n";
    for (auto &[what, count] : counts)
      os << "  " << what << ": " << count << "\n";
    os << findings << " findings\n";
    for (auto &[kind, number] : kinds)
      os << "  " << kind << ": " << number << "\n";
  }

  int64_t findings = 0;

private:
  Patience patience() const { return {.processorSeconds = options.timeout}; }

  void found(const MutantInput &input, MutantKind &kind, uint64_t number,
             const Finding &finding) {
    ++findings;
    ++kinds[finding.kind + " in " + finding.stage];
    std::string like = finding.kind + finding.stage + finding.message;
    llvm::erase_if(like, [](char c) { return llvm::isDigit(c); });
    if (++alike[like] > 10)
      return;
    std::string text = readMutant(runInChild(
                                      [&](Tell tell) {
                                        kind.run(input, number,
                                                 /*isVerbose=*/true, tell);
                                      },
                                      patience()))
                           .text;
    if (options.shrink)
      text = kind.shrunk(text, finding);
    report(input, number, finding, text);
  }

  void report(const MutantInput &input, uint64_t number, const Finding &finding,
              const std::string &text) {
    std::string head = "// " + input.name + " mutant " +
                       std::to_string(number) + ": " + finding.kind +
                       " in stage " + finding.stage + "\n// " +
                       finding.configuration + "\n";
    llvm::SmallVector<llvm::StringRef> lines;
    llvm::StringRef(finding.message).split(lines, '\n', -1, false);
    for (llvm::StringRef line : lines)
      head += "// " + line.str() + "\n";
    os << head;
    if (options.saveDirectory.empty())
      os << text;
    else
      save(input, number, text);
    os << "\n";
    os.flush();
  }

  /// The text alone: it is to be read again.
  void save(const MutantInput &input, uint64_t number,
            const std::string &text) {
    namespace path = llvm::sys::path;
    llvm::sys::fs::create_directories(options.saveDirectory);
    llvm::StringRef name = llvm::StringRef(input.name).split(' ').first;
    std::string file = (path::stem(name) + "-" +
                        llvm::StringRef(input.name)
                            .rsplit(' ')
                            .second.take_while(llvm::isDigit) +
                        "-" + llvm::Twine(number) + path::extension(name))
                           .str();
    std::error_code error;
    llvm::raw_fd_ostream stream(options.saveDirectory + "/" + file, error);
    if (!error)
      stream << text;
    os << (error ? "cannot write " : "saved as ") << file << "\n";
  }

  const MutantOptions &options;
  llvm::raw_ostream &os;
  int64_t mutants = 0;
  std::map<std::string, int64_t> counts, kinds, alike;
};
} // namespace

int64_t idealloc::fuzz::runMutants(
    const std::vector<MutantInput> &inputs, const MutantOptions &options,
    llvm::function_ref<MutantKind &(const MutantInput &)> kindOf,
    llvm::raw_ostream &os) {
  MutantRuns runs(options, os);
  // A child costs as much as some mutants.
  constexpr uint64_t batch = 1024;
  uint64_t each = inputs.empty() ? 0 : options.count / inputs.size();
  uint64_t rest = inputs.empty() ? 0 : options.count % inputs.size();
  for (uint64_t begin = 0; begin <= each; begin += batch)
    for (auto [i, input] : llvm::enumerate(inputs)) {
      uint64_t end = each + (i < rest ? 1 : 0);
      if (begin < end)
        runs.run(input, kindOf(input), options.first + begin,
                 options.first + std::min(end, begin + batch));
    }
  runs.printTotals();
  return runs.findings;
}
