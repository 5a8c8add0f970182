//===- Instances.cpp - The problems to plan -------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Instances.h"
#include "Files.h"
#include "Words.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Text/Json.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

using namespace idealloc;
using namespace idealloc::bench;
namespace fs = std::filesystem;

namespace {

bool isProblemFile(const fs::path &path) {
  return path.extension() == ".csv" || path.extension() == ".json";
}

std::string nameOf(const fs::path &path) {
  return (isProblemFile(path) ? path.stem() : path.filename()).string();
}

/// The problem files of a folder, or the path itself.
std::vector<std::string> filesOf(const std::string &path, std::string &error) {
  std::error_code code;
  if (!fs::is_directory(path, code))
    return {path};
  std::vector<std::string> files;
  fs::directory_iterator entries(path, code), end;
  for (; !code && entries != end; entries.increment(code)) {
    std::error_code ignored;
    if (isProblemFile(entries->path()) && !entries->is_directory(ignored))
      files.push_back(entries->path().string());
  }
  std::ranges::sort(files);
  if (code)
    error = "cannot read '" + path + "': " + code.message();
  else if (files.empty())
    error = "'" + path + "' has no problem files";
  return files;
}

std::optional<Instance> generateInstance(const std::string &spec,
                                         std::optional<Bytes> capacity,
                                         std::string &error) {
  std::string name = spec;
  GenerateResult result =
      generate(spec, [&](const std::string &path) -> GenerateResult {
        std::string wrong;
        auto instance = readInstance(path, std::nullopt, wrong);
        if (!instance)
          return {std::nullopt, wrong};
        if (size_t at = name.find(path); at != name.npos)
          name.replace(at, path.size(), instance->name);
        return {std::move(instance->problem)};
      });
  if (!result.problem) {
    error = "--generate " + spec + ": " + result.error;
    return std::nullopt;
  }
  std::string digest = digestOf(toJson(*result.problem));
  if (!result.problem->capacity)
    result.problem->capacity = capacity;
  return Instance{.name = std::move(name),
                  .file = std::string(generatedFile) + spec,
                  .problem = std::move(*result.problem),
                  .digest = std::move(digest)};
}

} // namespace

/// FNV-1a, 64 bits.
std::string idealloc::bench::digestOf(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (unsigned char c : text)
    hash = (hash ^ c) * 0x100000001b3;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx",
                static_cast<unsigned long long>(hash));
  return digits;
}

std::optional<Instance>
idealloc::bench::readInstance(const std::string &path,
                              std::optional<Bytes> capacity,
                              std::string &error) {
  if (path == "-") {
    error = "an instance is read more than once, so not from standard input";
    return std::nullopt;
  }
  if (path.starts_with(generatedFile))
    return generateInstance(path.substr(generatedFile.size()), capacity, error);
  std::optional<std::string> text = readFile(path, error);
  if (!text)
    return std::nullopt;
  ProblemText read = readProblem(*text, {.file = path});
  if (!read.problem) {
    error = read.error;
    return std::nullopt;
  }
  if (!read.problem->capacity)
    read.problem->capacity = capacity;
  return Instance{.name = nameOf(path),
                  .file = path,
                  .problem = std::move(*read.problem),
                  .digest = digestOf(*text)};
}

std::optional<std::vector<Instance>>
idealloc::bench::readInstances(const std::vector<std::string> &paths,
                               std::optional<Bytes> capacity,
                               std::string &error) {
  error = paths.empty() ? "no instances; see --help" : "";
  std::vector<Instance> instances;
  std::map<std::string, std::string> fileOfName;
  for (const std::string &path : paths) {
    std::vector<std::string> files = filesOf(path, error);
    for (size_t k = 0; k < files.size() && error.empty(); ++k) {
      auto instance = readInstance(files[k], capacity, error);
      if (!instance)
        break;
      auto [first, added] =
          fileOfName.try_emplace(instance->name, instance->file);
      if (!added)
        error = "two instances have the name '" + instance->name + "': '" +
                first->second + "' and '" + instance->file + "'";
      instances.push_back(std::move(*instance));
    }
  }
  if (!error.empty())
    return std::nullopt;
  return instances;
}

std::optional<std::map<std::string, Bytes>>
idealloc::bench::readBestKnown(const std::string &path, std::string &error) {
  std::optional<std::string> text = readFile(path, error);
  if (!text)
    return std::nullopt;
  auto rows = readColumns(*text, path, {"instance", "makespan"}, error);
  if (!rows)
    return std::nullopt;
  std::map<std::string, Bytes> best;
  for (const TableRow &row : *rows) {
    std::optional<Bytes> makespan = parseNumber(row.fields[1]);
    if (!makespan) {
      error = path + ":" + std::to_string(row.line) + ": makespan '" +
              row.fields[1] + "' is not a number of bytes";
      return std::nullopt;
    }
    auto [first, added] = best.try_emplace(row.fields[0], *makespan);
    first->second = std::min(first->second, *makespan);
  }
  return best;
}
