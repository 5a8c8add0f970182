//===- Golden.h - Results of other systems' own code ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads algorithms/golden.csv and the instances of bench/ in the folder
// IDEALLOC_SHARED_DIR. Neither is part of the repository: tests skip without.
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

/// The lines of a variant that have an answer; none where the file is absent.
inline std::vector<GoldenRow> goldenRows(const std::string &system,
                                         const std::string &variant) {
  std::ifstream file(std::filesystem::path(IDEALLOC_SHARED_DIR) / "algorithms" /
                     "golden.csv");
  std::vector<GoldenRow> rows;
  for (std::string line; std::getline(file, line);) {
    // system,variant,benchmark,buffers,load,runs,solved,min,median,max of
    // makespans,ratio,seconds
    std::istringstream fields(line);
    std::vector<std::string> field(12);
    for (std::string &value : field)
      std::getline(fields, value, ',');
    if (field[0] == system && field[1] == variant && !field[7].empty())
      rows.push_back({field[2], std::stoul(field[3]), std::stoll(field[4]),
                      std::stoul(field[5]), std::stoll(field[7]),
                      std::stoll(field[8]), std::stoll(field[9]),
                      std::stod(field[11])});
  }
  return rows;
}

/// The instance of a line, whose name there lacks the capacity.
inline CsvProblem goldenProblem(const std::string &benchmark) {
  std::filesystem::path bench =
      std::filesystem::path(IDEALLOC_SHARED_DIR) / "bench";
  std::filesystem::path path = bench / (benchmark + ".csv");
  if (!std::filesystem::exists(path))
    path = bench / (benchmark + ".1048576.csv");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return readCsv(content.str());
}

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_PEERS_GOLDEN_H
