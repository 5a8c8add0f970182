//===- Generate.cpp - Writes a generated problem as CSV -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   IdeallocGenerate KIND COUNT PARAMETER SEED > FILE.csv
//
// KIND is steady, planted, scattered or pareto, PARAMETER is `live`, or
// `height` of planted problems: Generators.h. Not installed.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Generators/Generators.h"
#include "idealloc/Text/Csv.h"

#include <charconv>
#include <cstdio>
#include <string_view>

using namespace idealloc;

/// A decimal number from `least` up to 2^32 - 1.
static std::optional<uint64_t> parse(std::string_view text, uint64_t least) {
  uint64_t value = 0;
  const char *end = text.data() + text.size();
  auto [rest, code] = std::from_chars(text.data(), end, value);
  if (code != std::errc() || rest != end || value < least || value >> 32)
    return std::nullopt;
  return value;
}

static std::optional<Problem> generate(std::string_view kind, uint64_t count,
                                       uint64_t parameter, uint64_t seed) {
  if (kind == "steady")
    return steadyProblem(count, parameter, seed);
  if (kind == "planted")
    return plantedProblem(count, static_cast<Bytes>(parameter), seed);
  if (kind == "scattered")
    return scatteredProblem(count, parameter, seed);
  if (kind == "pareto")
    return paretoProblem(count, parameter, seed);
  return std::nullopt;
}

int main(int argc, char **argv) {
  std::optional<Problem> problem;
  if (argc == 5) {
    std::optional<uint64_t> count = parse(argv[2], 0);
    std::optional<uint64_t> parameter = parse(argv[3], 1);
    std::optional<uint64_t> seed = parse(argv[4], 0);
    if (count && parameter && seed)
      problem = generate(argv[1], *count, *parameter, *seed);
  }
  if (!problem) {
    std::fputs("usage: IdeallocGenerate steady|planted|scattered|pareto COUNT "
               "PARAMETER SEED\n",
               stderr);
    return 1;
  }
  std::fputs(toCsv(*problem).c_str(), stdout);
  return std::fflush(stdout) == 0 ? 0 : 1;
}
