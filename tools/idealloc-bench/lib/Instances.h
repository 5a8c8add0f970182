//===- Instances.h - The problems to plan -----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_INSTANCES_H
#define IDEALLOC_TOOLS_BENCH_INSTANCES_H

#include "idealloc/Planner/Problem.h"
#include "idealloc/Planner/Result.h"

#include <map>
#include <string>
#include <vector>

namespace idealloc::bench {

struct Instance {
  /// Of the file, without .csv or .json; of a generated problem its
  /// specification, in which a file has its name without these, too.
  std::string name;
  std::string file; ///< As given, or in the folder given.
  Problem problem = {};
  /// A hash of the content, in hexadecimal digits.
  std::string digest = {};
};

/// A hash of a text, in hexadecimal digits.
std::string digestOf(std::string_view text);

/// What stands for a file name before the specification of a generated problem.
inline constexpr std::string_view generatedFile = "--generate=";

/// Reads a problem file, CSV or JSON by its name, or generates a problem; one
/// that states no capacity gets `capacity`.
Result<Instance> readInstance(const std::string &path,
                              std::optional<Bytes> capacity);

/// The problems of files and of folders, of these the problem files sorted by
/// name, without sub-folders. It is an error if there are none, if a folder has
/// none, or if two have one name.
Result<std::vector<Instance>>
readInstances(const std::vector<std::string> &paths,
              std::optional<Bytes> capacity);

/// The makespans that others report, by the name of the instance: a CSV file
/// with the columns instance and makespan. Of several the smallest counts.
Result<std::map<std::string, Bytes>> readBestKnown(const std::string &path);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_INSTANCES_H
