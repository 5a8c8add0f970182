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
#include <filesystem>

int idealloc::complain(const std::string &message) {
  std::fprintf(stderr, "%s\n", shown(message).c_str());
  return 1;
}

int idealloc::runCaught(const char *program,
                        const std::function<int()> &run) try {
  return run();
} catch (const std::exception &error) {
  return complain(std::filesystem::path(program).filename().string() + ": " +
                  error.what());
}

int idealloc::runTool(CLI::App &app, int argc, char **argv,
                      const std::function<int()> &run) try {
  app.parse(argc, argv);
  return runCaught(argv[0], run);
} catch (const CLI::ParseError &error) {
  if (error.get_exit_code() == 0)
    return app.exit(error);
  complain(error.what());
  std::fputs("Run with --help for more information.\n", stderr);
  return 1;
}
