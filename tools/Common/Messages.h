//===- Messages.h - What the tools say on standard error --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_COMMON_MESSAGES_H
#define IDEALLOC_TOOLS_COMMON_MESSAGES_H

#include <functional>
#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace idealloc {

/// Prints a message to standard error, on one line: names of files, ids and
/// whatever else of the user's it holds cannot command the terminal. Returns
/// the exit code for bad input.
int complain(const std::string &message);

/// What `run` returns; what it throws becomes a message of the program whose
/// path is `program`, and the exit code for bad input.
int runCaught(const char *program, const std::function<int()> &run);

/// The main function of a tool: parses the command line and returns what `run`
/// returns, caught. Says what is wrong with the command line, or prints what it
/// asks for, help or version.
int runTool(CLI::App &app, int argc, char **argv,
            const std::function<int()> &run);

} // namespace idealloc

#endif // IDEALLOC_TOOLS_COMMON_MESSAGES_H
