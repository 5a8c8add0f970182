//===- Sandbox.cpp - Work in a process of its own -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sandbox.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace idealloc::fuzz;

static void writeAll(int pipe, const std::string &text) {
  for (size_t done = 0; done < text.size();) {
    ssize_t count = ::write(pipe, text.data() + done, text.size() - done);
    if (count < 0 && errno != EINTR)
      _exit(2);
    done += std::max<ssize_t>(count, 0);
  }
}

/// Reads until the other end closes. False if that takes too long.
static bool readAll(int pipe, unsigned seconds, std::string &text) {
  using Clock = std::chrono::steady_clock;
  auto end = Clock::now() + std::chrono::seconds(seconds);
  char buffer[4096];
  while (true) {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - Clock::now());
    if (left.count() <= 0)
      return false;
    pollfd waiting = {pipe, POLLIN, 0};
    if (poll(&waiting, 1, left.count()) <= 0)
      continue;
    ssize_t count = ::read(pipe, buffer, sizeof(buffer));
    if (count == 0)
      return true;
    if (count > 0)
      text.append(buffer, count);
    else if (errno != EINTR)
      return true;
  }
}

Report idealloc::fuzz::runInChild(llvm::function_ref<void(Tell)> work,
                                  unsigned seconds) {
  int pipes[2];
  if (pipe(pipes))
    return {"", "no pipe"};
  pid_t child = fork();
  if (child < 0)
    return {"", "no process"};
  if (child == 0) {
    close(pipes[0]);
    // LLVM would print a stack trace.
    for (int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP})
      std::signal(signal, SIG_DFL);
    work([&](const std::string &line) { writeAll(pipes[1], line + "\n"); });
    _exit(0);
  }
  close(pipes[1]);
  Report report;
  bool inTime = readAll(pipes[0], seconds, report.text);
  close(pipes[0]);
  if (!inTime)
    kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  if (!inTime)
    report.death = "timeout";
  else if (WIFSIGNALED(status))
    report.death = "signal " + std::to_string(WTERMSIG(status));
  else if (WEXITSTATUS(status))
    report.death = "exit code " + std::to_string(WEXITSTATUS(status));
  return report;
}
