//===- Mutation.h - Test only: planted bugs ------------------- -*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Test only. Bugs that a build with -DIDEALLOC_MUTATIONS=ON can be told to
// have, one at a time, to see that the checks of plans find them
// (utils/mutations.py). To plant one: a row below, and where the bug is
//
//   if (!isMutated(Mutation::FirstAccessOnly))
//     what is right
//
// In other builds `isMutated` is false at compile time and costs nothing.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_MUTATION_H
#define IDEALLOC_LIFETIMES_MUTATION_H

#include <optional>

namespace idealloc {

/// Name in C++, name for users, what is wrong.
#define IDEALLOC_MUTATION_LIST(ROW)                                            \
  ROW(FirstAccessOnly, "first-access-only",                                    \
      "lifetimes end one tick after they begin")                               \
  ROW(EndEarly, "end-early", "lifetimes end one tick too early")               \
  ROW(DropBackEdges, "drop-back-edges", "loop bodies run once (rule 1)")       \
  ROW(DropZeroTrips, "drop-zero-trips",                                        \
      "loop bodies run at least once (rule 1)")                                \
  ROW(ForgetGenerations, "forget-generations",                                 \
      "no older generation is in use (rule 2)")                                \
  ROW(AllExclusive, "all-exclusive",                                           \
      "all roots behind one value share a slot (rule 3)")                      \
  ROW(SequentialBodies, "sequential-bodies",                                   \
      "parallel bodies run in order (rule 4)")                                 \
  ROW(ForgetWaits, "forget-waits",                                             \
      "asynchronous ops are done when they return (rule 4)")                   \
  ROW(ForgetBranches, "forget-branches",                                       \
      "block arguments alias nothing (rule 5)")                                \
  ROW(ForgetSelects, "forget-selects",                                         \
      "results of selects alias nothing (rule 6)")                             \
  ROW(ForgetYields, "forget-yields",                                           \
      "results of region ops alias nothing (rule 6)")                          \
  ROW(ForgetReturns, "forget-returns",                                         \
      "returned buffers do not escape (rule 7)")                               \
  ROW(ForgetCalleeReads, "forget-callee-reads",                                \
      "callees read nothing (rule 7)")                                         \
  ROW(ForgetCalleeWrites, "forget-callee-writes",                              \
      "callees write nothing (rule 7)")                                        \
  ROW(ForgetCalleeResults, "forget-callee-results",                            \
      "callees return no argument (rule 7)")                                   \
  ROW(ForgetCalleeKeeps, "forget-callee-keeps",                                \
      "callees keep no argument (rule 7)")                                     \
  ROW(PartialOverwrites, "partial-overwrites",                                 \
      "writing a part overwrites the whole")                                   \
  ROW(ForgetDeadStores, "forget-dead-stores",                                  \
      "writes that nothing reads need no bytes")                               \
  ROW(AnyInPlace, "any-in-place",                                              \
      "every structured op bears in-place pairs (rule 10)")

enum class Mutation {
#define IDEALLOC_MUTATION_NAME(NAME, TEXT, SUMMARY) NAME,
  IDEALLOC_MUTATION_LIST(IDEALLOC_MUTATION_NAME)
#undef IDEALLOC_MUTATION_NAME
};

#ifdef IDEALLOC_MUTATIONS

/// Whether the environment variable IDEALLOC_MUTATION names this bug.
bool isMutated(Mutation mutation);

/// For main(): with --list-mutations, prints name, tab, summary of each and
/// returns 0. If the environment variable is set to another name, complains and
/// returns 1. nullopt: go on.
std::optional<int> handleMutations(int argc, char **argv);

#else

constexpr bool isMutated(Mutation) { return false; }
inline std::optional<int> handleMutations(int, char **) { return std::nullopt; }

#endif

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_MUTATION_H
