//===- Sandbox.h - Work in a process of its own -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_SANDBOX_H
#define IDEALLOC_TOOLS_FUZZ_SANDBOX_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/JSON.h"

#include <string>
#include <vector>

namespace idealloc::fuzz {

/// What the work says, a line at a time; each line reaches the parent even if
/// the process dies after it.
using Tell = llvm::function_ref<void(const std::string &)>;

struct Report {
  /// All lines told, each with its newline.
  std::string text;
  /// "" if the work returned, else how the process ended: "timeout", or
  /// "signal 11", "exit code 134".
  std::string death;
};

/// The lines that are JSON objects; the last one may be cut off.
std::vector<llvm::json::Object> eventsOf(const Report &report);

/// How long work may go on. A busy machine shortens neither: work that hangs is
/// told from work that waits for its turn.
struct Patience {
  /// Processor time of all threads together, at least 1.
  unsigned processorSeconds = 60;
  /// Seconds at a stretch in which the process tells nothing and no thread of
  /// it uses the processor, as in a deadlock.
  unsigned restSeconds = 60;
};

/// Runs `work` in a child process, as long as `patience` lasts and as far as 8
/// GiB of memory go.
Report runInChild(llvm::function_ref<void(Tell)> work,
                  const Patience &patience);

/// Runs `work` for the numbers from `begin` to `end`, one after the other in a
/// child process; where it dies, the next number gets a child of its own.
/// `finish` gets what was told for each number and how the process died with
/// it. Every number has all the processor time of `patience`. No line that is
/// told begins with '@'.
void runEachInChild(
    uint64_t begin, uint64_t end,
    llvm::function_ref<void(uint64_t number, Tell)> work,
    llvm::function_ref<void(uint64_t number, const Report &)> finish,
    const Patience &patience);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_SANDBOX_H
