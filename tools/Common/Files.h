//===- Files.h - Reading and writing whole files ----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_COMMON_FILES_H
#define IDEALLOC_TOOLS_COMMON_FILES_H

#include "idealloc/Planner/Result.h"

#include <string>

namespace idealloc {

/// The content of a file, or of standard input for "-".
Result<std::string> readFile(const std::string &path);

/// Writes a file whole or not at all: a new file beside it takes its name once
/// complete. What exists and is no regular file (a pipe, a device) is written
/// in place; "-" is standard output. Returns "" or why it failed.
std::string writeFile(const std::string &path, const std::string &content);

} // namespace idealloc

#endif // IDEALLOC_TOOLS_COMMON_FILES_H
