//===- External.cpp - Planners outside this project -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "External.h"
#include "Files.h"
#include "Launch.h"
#include "Process.h"
#include "Words.h"
#include "Worker.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>

using namespace idealloc;
using namespace idealloc::bench;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view outPlaceholder = "{out}";

std::string idOf(const Problem &problem, size_t index) {
  const std::string &id = problem.buffers[index].id;
  return id.empty() ? "#" + std::to_string(index) : id;
}

std::string gapsText(const Buffer &buffer) {
  std::string text;
  for (const Interval &gap : buffer.gaps)
    text += (text.empty() ? "" : " ") + std::to_string(gap.begin) + '-' +
            std::to_string(gap.end);
  return text;
}

/// The offsets by the index of the buffer, or why they are no plan.
std::optional<std::vector<Bytes>> offsetsOf(const Problem &problem,
                                            const std::vector<TableRow> &rows,
                                            Trial &run) {
  auto fail = [&](Outcome outcome, std::string why) {
    run.outcome = outcome;
    run.detail = std::move(why);
    return std::nullopt;
  };
  std::map<std::string, size_t> indices;
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    indices[idOf(problem, i)] = i;
  std::vector<std::optional<Bytes>> offsets(problem.buffers.size());
  for (const TableRow &row : rows) {
    auto found = indices.find(row.fields[0]);
    std::optional<int64_t> offset = parseNumber(row.fields[1]);
    std::string where = "output:" + std::to_string(row.line) + ": ";
    if (found == indices.end())
      return fail(Outcome::Failed,
                  where + "no buffer has the id '" + row.fields[0] + "'");
    if (!offset)
      return fail(Outcome::Failed, where + "offset '" + row.fields[1] +
                                       "' is not a number of bytes");
    if (offsets[found->second])
      return fail(Outcome::Failed,
                  where + "buffer '" + row.fields[0] + "' is there twice");
    offsets[found->second] = offset;
  }
  std::vector<Bytes> plan;
  for (size_t i = 0; i < offsets.size(); ++i) {
    if (!offsets[i])
      return fail(Outcome::Invalid,
                  "buffer '" + idOf(problem, i) + "' has no offset");
    plan.push_back(*offsets[i]);
  }
  return plan;
}

bool hasPlaceholder(const External &planner, std::string_view placeholder) {
  return std::ranges::any_of(planner.words, [&](const std::string &word) {
    return word.find(placeholder) != word.npos;
  });
}

} // namespace

Result<External> idealloc::bench::parseExternal(const std::string &text) {
  External planner;
  planner.text = text;
  size_t equals = text.find('=');
  bool named = equals != text.npos && equals > 0 && text.front() != '-' &&
               std::ranges::all_of(text.substr(0, equals), [](char c) {
                 return std::isalnum(static_cast<unsigned char>(c)) ||
                        std::string_view("_.+-").find(c) != std::string::npos;
               });
  if (named) {
    planner.name = text.substr(0, equals);
    planner.text = text.substr(equals + 1);
  }
  auto words = splitWords(planner.text);
  if (!words || words->empty())
    return Error{"--external '" + text + "': " +
                 (words ? "there is no command" : "a quote is not closed")};
  planner.words = std::move(*words);
  planner.program = findProgram(planner.words.front());
  if (!named)
    planner.name = fs::path(planner.words.front()).filename().string();
  return planner;
}

std::string idealloc::bench::externalCsv(const Problem &problem) {
  auto any = [&](auto has) {
    return std::ranges::any_of(problem.buffers, has);
  };
  bool alignment = any([](const Buffer &b) { return b.alignment != 1; });
  bool gaps = any([](const Buffer &b) { return !b.gaps.empty(); });
  bool pins = any([](const Buffer &b) { return b.pin.has_value(); });
  std::string text = "id,lower,upper,size";
  text += std::string(alignment ? ",alignment" : "") + (gaps ? ",gaps" : "") +
          (pins ? ",offset" : "") + '\n';
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    text += csvField(idOf(problem, i)) + ',' +
            std::to_string(buffer.lifetime.begin) + ',' +
            std::to_string(buffer.lifetime.end) + ',' +
            std::to_string(buffer.size);
    if (alignment)
      text += ',' + std::to_string(buffer.alignment);
    if (gaps)
      text += ',' + gapsText(buffer);
    if (pins)
      text += ',' + (buffer.pin ? std::to_string(*buffer.pin) : "");
    text += '\n';
  }
  return text;
}

void idealloc::bench::takeOffsets(Trial &run, const Problem &problem,
                                  const std::string &text) {
  run.outcome = Outcome::Failed;
  auto rows = readColumns(text, "output", {"id", "offset"});
  if (!rows) {
    run.detail = rows.error();
    return;
  }
  auto offsets = offsetsOf(problem, *rows, run);
  if (!offsets)
    return;
  Plan plan{.offsets = std::move(*offsets)};
  for (size_t i = 0; i < plan.offsets.size(); ++i) {
    Bytes size = problem.buffers[i].size;
    if (plan.offsets[i] <= std::numeric_limits<Bytes>::max() - size)
      plan.makespan = std::max(plan.makespan, plan.offsets[i] + size);
  }
  if (std::optional<PlanError> error =
          verify(problem, plan, /*ignoreCapacity=*/true)) {
    run.outcome = Outcome::Invalid;
    run.detail = error->message;
    return;
  }
  run.makespan = plan.makespan;
  if (problem.capacity && plan.makespan > *problem.capacity)
    run.outcome = Outcome::Unknown;
  else if (plan.makespan == lowerBound(problem))
    run.outcome = Outcome::Optimal;
  else
    run.outcome = Outcome::Feasible;
}

std::optional<Trial> idealloc::bench::runExternal(const std::string &program,
                                                  const External &planner,
                                                  const Instance &instance,
                                                  Bytes capacity,
                                                  const std::string &folder,
                                                  std::optional<double> limit) {
  Trial run;
  std::string in = folder + "/in.csv", out = folder + "/out.csv",
              usageFile = folder + "/usage";
  for (const std::string &file : {in, out, usageFile})
    std::remove(file.c_str());
  run.detail = writeFile(in, externalCsv(instance.problem));
  if (!run.detail.empty())
    return run;
  Command command{.program = program,
                  .words = {program, "--launch", usageFile, planner.program},
                  .seconds = limit};
  for (size_t k = 1; k < planner.words.size(); ++k) {
    std::string word =
        replaced(planner.words[k], "{capacity}", std::to_string(capacity));
    word = replaced(std::move(word), outPlaceholder, out);
    command.words.push_back(replaced(std::move(word), "{in}", in));
  }
  Finished finished = runProcess(command);
  if (finished.ending == Ending::Interrupted)
    return std::nullopt;
  if (finished.ending != Ending::Exited || finished.code != 0)
    run = failedRun(finished, Outcome::Failed);
  else if (Result<std::string> text = hasPlaceholder(planner, outPlaceholder)
                                          ? readFile(out)
                                          : std::move(finished.output))
    takeOffsets(run, instance.problem, *text);
  else
    run.detail = text.error();
  if (std::optional<Usage> usage = readUsage(usageFile)) {
    run.seconds = usage->seconds;
    run.peakBytes = usage->peakBytes;
  }
  return run;
}
