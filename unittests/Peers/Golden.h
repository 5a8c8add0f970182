//===- Golden.h - Recorded makespans ----------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads makespans that were recorded, and the instances they belong to. Those
// of other systems' own code lie in IDEALLOC_SHARED_DIR, as
// algorithms/golden.csv and bench/; neither is part of the repository: tests
// skip without. Those of test/Inputs/problems are what our versions answered
// there.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_PEERS_GOLDEN_H
#define IDEALLOC_UNITTESTS_PEERS_GOLDEN_H

#include "idealloc/Text/Csv.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace idealloc::test {

/// One line: what some runs on one instance answered.
struct GoldenRow {
  std::string benchmark;
  size_t buffers = 0;
  Bytes load = 0;
  size_t runs = 0;
  Bytes smallest = 0;
  Bytes median = 0;
  Bytes largest = 0;
  double seconds = 0; ///< The median, on a slow machine.
};

/// Where makespans are recorded, and the folder of the instances.
struct GoldenSource {
  std::filesystem::path rows, instances;
};

inline GoldenSource outside() {
  const std::filesystem::path folder = IDEALLOC_SHARED_DIR;
  return {folder / "algorithms" / "golden.csv", folder / "bench"};
}

inline GoldenSource ourOwn() {
  const std::filesystem::path folder = IDEALLOC_PROBLEMS_DIR;
  return {folder / "golden.csv", folder};
}

/// The lines of a variant that have an answer; none where the file is absent.
inline std::vector<GoldenRow>
goldenRows(const std::string &system, const std::string &variant,
           const GoldenSource &source = outside()) {
  std::ifstream file(source.rows);
  std::vector<GoldenRow> rows;
  for (std::string line; std::getline(file, line);) {
    // system,variant,benchmark,buffers,load,runs,solved,min,median,max of
    // makespans[,ratio,seconds]
    std::istringstream fields(line);
    std::vector<std::string> field(12);
    for (std::string &value : field)
      std::getline(fields, value, ',');
    if (field[0] == system && field[1] == variant && !field[7].empty())
      rows.push_back({field[2], std::stoul(field[3]), std::stoll(field[4]),
                      std::stoul(field[5]), std::stoll(field[7]),
                      std::stoll(field[8]), std::stoll(field[9]),
                      field[11].empty() ? 0 : std::stod(field[11])});
  }
  return rows;
}

/// The instance of a line, whose name there lacks the capacity.
inline Result<ProblemText>
goldenProblem(const std::string &benchmark,
              const GoldenSource &source = outside()) {
  std::filesystem::path path = source.instances / (benchmark + ".csv");
  if (!std::filesystem::exists(path))
    path = source.instances / (benchmark + ".1048576.csv");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return readCsv(content.str());
}

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_PEERS_GOLDEN_H
