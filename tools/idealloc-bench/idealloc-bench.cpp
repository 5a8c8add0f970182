//===- idealloc-bench.cpp - Every planner on every instance ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Flags in, a report out. Exit codes: 0 all ran, 1 bad input or a planner whose
// plans differ although they must not, 130 interrupted.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Launch.h"
#include "Messages.h"
#include "Worker.h"
#include "idealloc/Peers/Peers.h"

#include <CLI/CLI.hpp>

using namespace idealloc;
using namespace idealloc::bench;

int main(int argc, char **argv) {
  registerPeerStrategies();
  // This program is also its own workers; see Worker.h and Launch.h.
  std::string_view mode = argc >= 4 ? argv[1] : "";
  if (mode == "--worker")
    return runCaught(argv[0], [&] { return work(argv[2], argv[3]); });
  if (mode == "--launch")
    return launch(argv + 2);
  CLI::App app("Runs planners on problem files, each run in a process of its "
               "own, verifies their plans and compares them.");
  app.footer("Exit codes: 0 all ran, 1 bad input or a planner that is not "
             "deterministic, 130 interrupted.");
  Flags flags;
  addFlags(app, flags);
  return runTool(app, argc, argv, [&] { return run(flags); });
}
