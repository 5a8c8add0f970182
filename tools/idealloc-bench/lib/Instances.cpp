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
Result<std::vector<std::string>> filesOf(const std::string &path) {
  std::error_code code;
  if (!fs::is_directory(path, code))
    return std::vector{path};
  std::vector<std::string> files;
  fs::directory_iterator entries(path, code), end;
  for (; !code && entries != end; entries.increment(code)) {
    std::error_code ignored;
    if (isProblemFile(entries->path()) && !entries->is_directory(ignored))
      files.push_back(entries->path().string());
  }
  std::ranges::sort(files);
  if (code)
    return Error{"cannot read '" + path + "': " + code.message()};
  if (files.empty())
    return Error{"'" + path + "' has no problem files"};
  return files;
}

Result<Instance> generateInstance(const std::string &spec,
                                  std::optional<Bytes> capacity) {
  std::string name = spec;
  Result<Problem> result =
      generate(spec, [&](const std::string &path) -> Result<Problem> {
        Result<Instance> instance = readInstance(path, std::nullopt);
        if (!instance)
          return instance.takeError();
        if (size_t at = name.find(path); at != name.npos)
          name.replace(at, path.size(), instance->name);
        return std::move(instance->problem);
      });
  if (!result)
    return Error{"--generate " + spec + ": " + result.error()};
  std::string digest = digestOf(toJson(*result));
  if (!result->capacity)
    result->capacity = capacity;
  return Instance{.name = std::move(name),
                  .file = std::string(generatedFile) + spec,
                  .problem = *std::move(result),
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

Result<Instance> idealloc::bench::readInstance(const std::string &path,
                                               std::optional<Bytes> capacity) {
  if (path == "-")
    return Error{
        "an instance is read more than once, so not from standard input"};
  if (path.starts_with(generatedFile))
    return generateInstance(path.substr(generatedFile.size()), capacity);
  Result<std::string> text = readFile(path);
  if (!text)
    return text.takeError();
  Result<ProblemText> read = readProblem(*text, {.file = path});
  if (!read)
    return read.takeError();
  if (!read->problem.capacity)
    read->problem.capacity = capacity;
  return Instance{.name = nameOf(path),
                  .file = path,
                  .problem = std::move(read->problem),
                  .digest = digestOf(*text)};
}

Result<std::vector<Instance>>
idealloc::bench::readInstances(const std::vector<std::string> &paths,
                               std::optional<Bytes> capacity) {
  if (paths.empty())
    return Error{"no instances; see --help"};
  std::vector<Instance> instances;
  std::map<std::string, std::string> fileOfName;
  for (const std::string &path : paths) {
    Result<std::vector<std::string>> files = filesOf(path);
    if (!files)
      return files.takeError();
    for (const std::string &file : *files) {
      Result<Instance> instance = readInstance(file, capacity);
      if (!instance)
        return instance.takeError();
      auto [first, added] =
          fileOfName.try_emplace(instance->name, instance->file);
      if (!added)
        return Error{"two instances have the name '" + instance->name + "': '" +
                     first->second + "' and '" + instance->file + "'"};
      instances.push_back(*std::move(instance));
    }
  }
  return instances;
}

Result<std::map<std::string, Bytes>>
idealloc::bench::readBestKnown(const std::string &path) {
  Result<std::string> text = readFile(path);
  if (!text)
    return text.takeError();
  auto rows = readColumns(*text, path, {"instance", "makespan"});
  if (!rows)
    return rows.takeError();
  std::map<std::string, Bytes> best;
  for (const TableRow &row : *rows) {
    std::optional<Bytes> makespan = parseNumber(row.fields[1]);
    if (!makespan)
      return Error{path + ":" + std::to_string(row.line) + ": makespan '" +
                   row.fields[1] + "' is not a number of bytes"};
    auto [first, added] = best.try_emplace(row.fields[0], *makespan);
    first->second = std::min(first->second, *makespan);
  }
  return best;
}
