//===- PlantedBugs.h - Test only: which bug is chosen -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by copies of sources that plant.py made, and by nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEST_LIB_PLANTEDBUGS_PLANTEDBUGS_H
#define IDEALLOC_TEST_LIB_PLANTEDBUGS_PLANTEDBUGS_H

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string_view>

namespace idealloc {

/// The bug that the environment variable IDEALLOC_MUTATION names, empty for
/// none. Read before main(), which a name of no bug ends with code 1.
inline const std::string_view plantedBug = [] {
  static constexpr std::string_view names[] = {
#include "PlantedBugs.inc"
  };
  const char *name = std::getenv("IDEALLOC_MUTATION");
  if (!name || !*name)
    return std::string_view();
  if (std::find(std::begin(names), std::end(names), name) == std::end(names)) {
    std::fprintf(stderr, "IDEALLOC_MUTATION: unknown planted bug '%s'\n", name);
    std::exit(1);
  }
  return std::string_view(name);
}();

/// Whether this bug is the chosen one.
inline bool isPlanted(std::string_view name) { return plantedBug == name; }

} // namespace idealloc

#endif // IDEALLOC_TEST_LIB_PLANTEDBUGS_PLANTEDBUGS_H
