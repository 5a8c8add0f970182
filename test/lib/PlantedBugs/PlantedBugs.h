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

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <cstdio>
#include <cstdlib>

namespace idealloc {

/// The bug that the environment variable IDEALLOC_MUTATION names, empty for
/// none. Read before main(), which a name of no bug ends with code 1.
inline const llvm::StringRef plantedBug = [] {
  static constexpr llvm::StringLiteral names[] = {
#include "PlantedBugs.inc"
  };
  const char *name = std::getenv("IDEALLOC_MUTATION");
  if (!name || !*name)
    return llvm::StringRef();
  if (!llvm::is_contained(names, llvm::StringRef(name))) {
    std::fprintf(stderr, "IDEALLOC_MUTATION: unknown planted bug '%s'\n", name);
    std::exit(1);
  }
  return llvm::StringRef(name);
}();

/// Whether this bug is the chosen one.
inline bool isPlanted(llvm::StringRef name) { return plantedBug == name; }

} // namespace idealloc

#endif // IDEALLOC_TEST_LIB_PLANTEDBUGS_PLANTEDBUGS_H
