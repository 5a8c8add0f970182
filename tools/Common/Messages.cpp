//===- Messages.cpp - What the tools say on standard error ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Messages.h"

#include "idealloc/Text/Shown.h"

#include <CLI/CLI.hpp>

#include <cstdio>

int idealloc::complain(const std::string &message) {
  std::fprintf(stderr, "%s\n", shown(message).c_str());
  return 1;
}

int idealloc::answer(const CLI::App &app, const CLI::ParseError &error) {
  if (error.get_exit_code() == 0)
    return app.exit(error);
  complain(error.what());
  std::fputs("Run with --help for more information.\n", stderr);
  return 1;
}
