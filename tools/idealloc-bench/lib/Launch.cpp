//===- Launch.cpp - Measures an outside program ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"
#include "Messages.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>

#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace idealloc;
using namespace idealloc::bench;

extern char **environ;

/// The launcher leads a group of its own: ends all of it.
static void endGroup(int) { kill(0, SIGKILL); }

int idealloc::bench::launch(char **words) {
  // The tool may be killed: its outside planner must not outlive it.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  std::signal(SIGTERM, endGroup);
  auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  int error =
      posix_spawn(&child, words[1], nullptr, nullptr, words + 1, environ);
  if (error != 0) {
    complain("cannot run '" + std::string(words[1]) +
             "': " + std::strerror(error));
    return 127;
  }
  int status = 0;
  rusage usage = {};
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR)
    ;
  std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - start;
  if (std::FILE *file = std::fopen(words[0], "w")) {
    std::fprintf(file, "%.9f %lld\n", seconds.count(),
                 static_cast<long long>(usage.ru_maxrss) * 1024);
    std::fclose(file);
  }
  if (!WIFSIGNALED(status))
    return WEXITSTATUS(status);
  rlimit none = {};
  setrlimit(RLIMIT_CORE, &none);
  std::signal(WTERMSIG(status), SIG_DFL);
  std::raise(WTERMSIG(status));
  return 128 + WTERMSIG(status);
}

std::optional<Usage> idealloc::bench::readUsage(const std::string &file) {
  std::FILE *opened = std::fopen(file.c_str(), "r");
  if (!opened)
    return std::nullopt;
  Usage usage;
  long long peak = 0;
  int count = std::fscanf(opened, "%lf %lld", &usage.seconds, &peak);
  std::fclose(opened);
  usage.peakBytes = peak;
  if (count != 2)
    return std::nullopt;
  return usage;
}
