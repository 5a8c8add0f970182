//===- Mutation.cpp - Test only: planted bugs -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/Mutation.h"

#ifdef IDEALLOC_MUTATIONS

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

using namespace idealloc;

namespace {
struct Row {
  Mutation mutation;
  llvm::StringLiteral name, summary;
};
} // namespace

static constexpr Row rows[] = {
#define IDEALLOC_MUTATION_ROW(NAME, TEXT, SUMMARY)                             \
  {Mutation::NAME, TEXT, SUMMARY},
    IDEALLOC_MUTATION_LIST(IDEALLOC_MUTATION_ROW)
#undef IDEALLOC_MUTATION_ROW
};

static llvm::StringRef askedFor() {
  const char *name = std::getenv("IDEALLOC_MUTATION");
  return name ? name : "";
}

static std::optional<Mutation> findMutation(llvm::StringRef name) {
  for (const Row &row : rows)
    if (row.name == name)
      return row.mutation;
  return std::nullopt;
}

bool idealloc::isMutated(Mutation mutation) {
  static const std::optional<Mutation> chosen = findMutation(askedFor());
  return chosen == mutation;
}

std::optional<int> idealloc::handleMutations(int argc, char **argv) {
  if (llvm::is_contained(llvm::ArrayRef<char *>(argv, argc),
                         llvm::StringRef("--list-mutations"))) {
    for (const Row &row : rows)
      llvm::outs() << row.name << "\t" << row.summary << "\n";
    return 0;
  }
  llvm::StringRef name = askedFor();
  if (name.empty() || findMutation(name))
    return std::nullopt;
  llvm::errs() << "IDEALLOC_MUTATION: unknown mutation '" << name
               << "'; --list-mutations lists them\n";
  return 1;
}

#endif // IDEALLOC_MUTATIONS
