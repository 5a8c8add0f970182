//===- Process.h - Programs run one at a time -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For POSIX systems. A process gets a process group of its own, so that it can
// be ended with all it started, no standard input, and pipes for its output.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_PROCESS_H
#define IDEALLOC_TOOLS_BENCH_PROCESS_H

#include <optional>
#include <string>
#include <vector>

namespace idealloc::bench {

struct Command {
  std::string program;            ///< The path of the executable.
  std::vector<std::string> words; ///< Its arguments, the program's name first.
  std::optional<double> seconds = std::nullopt; ///< Killed if still running.
};

enum class Ending {
  Exited,      ///< `code` is the exit code.
  Signalled,   ///< `code` is the signal.
  TimedOut,    ///< Killed after `Command::seconds`.
  Interrupted, ///< Killed because the user wants to stop.
  NotStarted,  ///< `errors` says why.
};

struct Finished {
  Ending ending = Ending::NotStarted;
  int code = 0;
  std::string output = {}; ///< Its standard output, at most 1 GiB.
  std::string errors = {}; ///< The end of its standard error.
};

/// Runs a command to its end. What it left running in its process group is
/// killed. Requires `catchSignals`.
Finished runProcess(const Command &command);

/// "exit code 3", "signal 11", with the last line of standard error if there is
/// one: "exit code 3: no space".
std::string describe(const Finished &finished);

/// From here on SIGINT, SIGTERM and SIGHUP make runProcess kill what it runs
/// and make `interrupted` true, instead of ending this program.
void catchSignals();

/// One of these signals was received since `catchSignals`.
bool interrupted();

/// The path of the program a shell would run for this word, "" if there is
/// none: the word itself if it has a slash, else found in PATH.
std::string findProgram(const std::string &word);

/// The path of this very program.
std::string ownProgram();

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_PROCESS_H
