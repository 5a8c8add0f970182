//===- Journal.cpp - Finished runs, kept for a resumption -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Journal.h"
#include "Files.h"
#include "OrNull.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

template <typename Value>
std::optional<Value> numberAt(const Json &object, const char *key) {
  if (!object.contains(key) || !object.at(key).is_number())
    return std::nullopt;
  return object.at(key).get<Value>();
}

std::string textAt(const Json &object, const char *key) {
  return object.contains(key) && object.at(key).is_string()
             ? object.at(key).get<std::string>()
             : "";
}

/// One line; bytes that are not UTF-8 are replaced.
std::string lineOf(const Json &json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string write(const std::string &key, const Trial &run) {
  return lineOf({{"key", key},
                 {"outcome", toString(run.outcome)},
                 {"detail", run.detail},
                 {"makespan", orNull(run.makespan)},
                 {"lower_bound", run.lowerBound},
                 {"effort", orNull(run.effort)},
                 {"seconds", orNull(run.seconds)},
                 {"peak_bytes", orNull(run.peakBytes)},
                 {"input_bytes", orNull(run.inputBytes)}}) +
         "\n";
}

std::optional<Trial> read(const Json &json) {
  std::optional<Outcome> outcome = findOutcome(textAt(json, "outcome"));
  if (!outcome)
    return std::nullopt;
  return Trial{.outcome = *outcome,
               .detail = textAt(json, "detail"),
               .makespan = numberAt<Bytes>(json, "makespan"),
               .lowerBound = numberAt<Bytes>(json, "lower_bound").value_or(0),
               .effort = numberAt<uint64_t>(json, "effort"),
               .seconds = numberAt<double>(json, "seconds"),
               .peakBytes = numberAt<Bytes>(json, "peak_bytes"),
               .inputBytes = numberAt<Bytes>(json, "input_bytes")};
}

} // namespace

std::string RunKey::text() const {
  return lineOf(Json::array(
      {program, instance, digest, planner, capacity, seed, repetition,
       options.budget.effort, orNull(options.budget.iterations),
       orNull(options.budget.timeLimit), options.budget.threads}));
}

std::string Journal::open(const std::string &path, bool resume) {
  std::error_code code;
  if (!resume)
    std::filesystem::remove(path, code);
  std::string text;
  if (std::filesystem::exists(path, code)) {
    Result<std::string> content = readFile(path);
    if (!content)
      return content.error();
    text = std::move(*content);
  }
  for (size_t begin = 0, end; begin < text.size(); begin = end + 1) {
    end = std::min(text.find('\n', begin), text.size());
    Json json = Json::parse(text.begin() + begin, text.begin() + end, nullptr,
                            /*allow_exceptions=*/false);
    if (!json.is_object())
      continue;
    if (std::optional<Trial> run = read(json))
      runs[textAt(json, "key")] = *run;
  }
  file = path;
  stream.reset(std::fopen(path.c_str(), "ae"));
  bool cut = !text.empty() && !text.ends_with('\n');
  if (!stream || (cut && std::fputc('\n', stream.get()) == EOF))
    return "cannot write '" + path + "': " + std::strerror(errno);
  return "";
}

const Trial *Journal::find(const RunKey &key) const {
  auto found = runs.find(key.text());
  return found == runs.end() ? nullptr : &found->second;
}

std::string Journal::append(const RunKey &key, const Trial &run) {
  if (!stream)
    return "";
  std::string line = write(key.text(), run);
  if (std::fputs(line.c_str(), stream.get()) == EOF ||
      std::fflush(stream.get()) != 0)
    return "cannot write '" + file + "': " + std::strerror(errno);
  return "";
}

void Journal::remove() {
  stream.reset();
  if (!file.empty())
    std::remove(file.c_str());
}
