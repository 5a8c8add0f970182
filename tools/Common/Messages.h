//===- Messages.h - What the tools say on standard error --------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_COMMON_MESSAGES_H
#define IDEALLOC_TOOLS_COMMON_MESSAGES_H

#include <string>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace idealloc {

/// Prints a message to standard error, on one line: names of files, ids and
/// whatever else of the user's it holds cannot command the terminal. Returns
/// the exit code for bad input.
int complain(const std::string &message);

/// Says what is wrong with the command line, or prints what it asks for, help
/// or version. Returns the exit code.
int answer(const CLI::App &app, const CLI::ParseError &error);

} // namespace idealloc

#endif // IDEALLOC_TOOLS_COMMON_MESSAGES_H
