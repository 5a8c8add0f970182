//===- Bench.cpp - A run of idealloc-bench --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "Files.h"
#include "Messages.h"
#include "Planners.h"
#include "Process.h"
#include "Progress.h"
#include "Reports.h"
#include "Runner.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Text/Csv.h"
#include "idealloc/Text/Json.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

using namespace idealloc;
using namespace idealloc::bench;
namespace fs = std::filesystem;

namespace {

/// A new folder that goes with all in it.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::error_code code;
    std::string name =
        (fs::temp_directory_path(code) / "idealloc-bench-XXXXXX").string();
    if (!code && mkdtemp(name.data()))
      path = name;
  }
  ~TemporaryFolder() {
    std::error_code code;
    if (!path.empty())
      fs::remove_all(path, code);
  }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  std::string path; ///< "" if it could not be made.
};

int listGenerators() {
  for (const GeneratorKind &kind : generatorKinds()) {
    std::string keys;
    for (const GeneratorKey &key : kind.keys)
      keys += (keys.empty() ? ":" : ",") + std::string(key.name) + "=" +
              std::string(key.standard);
    std::printf("%s%s\n    %s\n", std::string(kind.name).c_str(), keys.c_str(),
                std::string(kind.summary).c_str());
  }
  return Done;
}

/// The files, then the generated problems.
Result<std::vector<Instance>> instancesOf(const Flags &flags) {
  std::vector<std::string> paths = flags.paths;
  for (const std::string &spec : flags.generated)
    paths.push_back(std::string(generatedFile) + spec);
  return readInstances(paths, flags.settings.capacity);
}

/// What a problem has that a CSV file cannot say, or null.
const char *lostInCsv(const Problem &problem) {
  auto beginsEarly = [](const Buffer &b) { return b.lifetime.begin < 0; };
  if (problem.capacity)
    return "a capacity";
  if (!problem.reserved.empty())
    return "reserved ranges";
  return std::ranges::any_of(problem.buffers, beginsEarly) ? "times below 0"
                                                           : nullptr;
}

int save(const Flags &flags) {
  Result<std::vector<Instance>> instances = instancesOf(flags);
  if (!instances)
    return complain(instances.error());
  if (instances->size() != 1)
    return complain("--save takes one problem, not " +
                    std::to_string(instances->size()));
  const Problem &problem = instances->front().problem;
  const bool json = isJson(*flags.save, "");
  if (const char *what = json ? nullptr : lostInCsv(problem))
    return complain("--save " + *flags.save + ": CSV has no place for " + what +
                    "; use a name that ends in .json");
  std::string error =
      writeFile(*flags.save, json ? toJson(problem) : toCsv(problem));
  return error.empty() ? int(Done) : complain(error);
}

/// What the flags ask for.
Result<Plans> planIt(const Flags &flags) {
  Plans plans{.settings = flags.settings, .program = ownProgram()};
  Result<std::string> program = readFile(plans.program);
  if (!program)
    return program.takeError();
  plans.digest = digestOf(*program);
  auto strategies = selectStrategies(flags.strategies);
  if (!strategies)
    return strategies.takeError();
  plans.strategies = *std::move(strategies);
  std::set<std::string> names;
  for (const Strategy *strategy : plans.strategies)
    names.emplace(strategy->name);
  for (const std::string &text : flags.externals) {
    Result<External> planner = parseExternal(text);
    if (!planner)
      return planner.takeError();
    if (!names.insert(planner->name).second)
      return Error{"two planners have the name '" + planner->name +
                   "'; use --external NAME=TEMPLATE"};
    plans.externals.push_back(*std::move(planner));
  }
  Result<std::vector<Instance>> instances = instancesOf(flags);
  if (!instances)
    return instances.takeError();
  plans.instances = *std::move(instances);
  return plans;
}

/// Only what is written whole can be resumed.
std::string openJournal(Journal &journal, const Flags &flags) {
  std::error_code code;
  fs::file_status status = fs::status(flags.output, code);
  if (fs::is_directory(status))
    return "cannot write '" + flags.output + "': Is a directory";
  if (flags.output.empty() || flags.output == "-" ||
      (fs::exists(status) && !fs::is_regular_file(status)))
    return "";
  return journal.open(flags.output + ".journal", !flags.noResume);
}

int sayStopped(const Journal &journal) {
  complain(journal.path().empty()
               ? "interrupted; only a run with -o FILE can be resumed"
               : "interrupted; the same command resumes from '" +
                     journal.path() + "'");
  return Stopped;
}

int finish(const Flags &flags, Report &report, Journal &journal) {
  aggregate(report);
  std::string text = findReport(flags.format)(report);
  std::string error =
      writeFile(flags.output.empty() ? "-" : flags.output, text);
  if (!error.empty())
    return complain(error);
  journal.remove();
  int code = Done;
  for (const Row &row : report.rows)
    if (row.outcome == Outcome::Nondeterministic)
      code = complain(report.instances[row.instance].name + ": " + row.planner +
                      " is not deterministic: " + row.detail);
  return code;
}

} // namespace

int idealloc::bench::run(const Flags &flags) {
  if (flags.listGenerators)
    return listGenerators();
  if (flags.save)
    return save(flags);
  Result<Plans> plans = planIt(flags);
  if (!plans)
    return complain(plans.error());
  std::map<std::string, Bytes> bestKnown;
  if (!flags.bestKnown.empty()) {
    auto read = readBestKnown(flags.bestKnown);
    if (!read)
      return complain(read.error());
    bestKnown = *std::move(read);
  }
  Journal journal;
  if (std::string error = openJournal(journal, flags); !error.empty())
    return complain(error);
  std::optional<TemporaryFolder> folder;
  if (!plans->externals.empty())
    plans->folder = folder.emplace().path;
  if (folder && plans->folder.empty())
    return complain("cannot make a temporary folder");
  for (const External &planner : plans->externals)
    if (planner.program.empty())
      complain("warning: no program '" + planner.words.front() +
               "': nothing is known of planner '" + planner.name + "'");
  catchSignals();
  Report report = emptyReport(*plans, bestKnown);
  Progress progress(countRuns(*plans));
  Runner runner(*plans, journal, progress);
  bool complete = runner.run(report);
  progress.clear();
  if (complete)
    return finish(flags, report, journal);
  return runner.error.empty() ? sayStopped(journal) : complain(runner.error);
}
