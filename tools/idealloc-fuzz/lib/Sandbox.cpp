//===- Sandbox.cpp - Work in a process of its own -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sandbox.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Compiler.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <ctime>
#include <poll.h>
#include <sys/resource.h>
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

/// Processor time that a child has used so far.
static std::chrono::nanoseconds processorTime(pid_t child) {
  clockid_t clock;
  timespec time = {};
  if (clock_getcpuclockid(child, &clock) == 0)
    clock_gettime(clock, &time);
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::nanoseconds(time.tv_nsec);
}

/// Reads until the other end closes. False if the child rests for too long: it
/// neither says anything nor uses the processor. One that waits for its turn on
/// a busy machine gets it now and then.
static bool readAll(int pipe, pid_t child, std::chrono::seconds rest,
                    std::string &text) {
  using Clock = std::chrono::steady_clock;
  auto lastSign = Clock::now();
  auto used = processorTime(child);
  char buffer[4096];
  while (Clock::now() - lastSign < rest) {
    pollfd waiting = {pipe, POLLIN, 0};
    if (poll(&waiting, 1, /*milliseconds=*/100) > 0) {
      ssize_t count = ::read(pipe, buffer, sizeof(buffer));
      if (count == 0 || (count < 0 && errno != EINTR))
        return true;
      text.append(buffer, std::max<ssize_t>(count, 0));
      lastSign = Clock::now();
    } else if (auto now = processorTime(child); now != used) {
      used = now;
      lastSign = Clock::now();
    }
  }
  return false;
}

/// The kernel ends the process with SIGXCPU after so much more processor time.
static void limitProcessorTime(unsigned seconds) {
  rusage used = {};
  getrusage(RUSAGE_SELF, &used);
  rlimit limit = {rlim_t(used.ru_utime.tv_sec) + used.ru_stime.tv_sec + seconds,
                  RLIM_INFINITY};
  setrlimit(RLIMIT_CPU, &limit);
  rlimit none = {};
  setrlimit(RLIMIT_CORE, &none);
}

/// A program that is made small may allocate whatever a number that nobody
/// wrote says. Sanitizers reserve more than any limit.
static void limitMemory() {
  if (LLVM_ADDRESS_SANITIZER_BUILD)
    return;
  rlimit limit = {rlim_t(8) << 30, rlim_t(8) << 30};
  setrlimit(RLIMIT_AS, &limit);
}

std::vector<llvm::json::Object> idealloc::fuzz::eventsOf(const Report &report) {
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::StringRef(report.text).split(lines, '\n', -1, /*KeepEmpty=*/false);
  std::vector<llvm::json::Object> events;
  for (llvm::StringRef line : lines) {
    llvm::Expected<llvm::json::Value> value = llvm::json::parse(line);
    if (!value)
      llvm::consumeError(value.takeError());
    else if (llvm::json::Object *object = value->getAsObject())
      events.push_back(std::move(*object));
  }
  return events;
}

Report idealloc::fuzz::runInChild(llvm::function_ref<void(Tell)> work,
                                  const Patience &patience) {
  int pipes[2];
  if (pipe(pipes))
    return {"", "no pipe"};
  pid_t child = fork();
  if (child < 0)
    return {"", "no process"};
  if (child == 0) {
    close(pipes[0]);
    limitProcessorTime(patience.processorSeconds);
    limitMemory();
    std::signal(SIGXCPU, SIG_DFL);
    // LLVM would print a stack trace; that of a sanitizer says more.
    if (!LLVM_ADDRESS_SANITIZER_BUILD)
      for (int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP})
        std::signal(signal, SIG_DFL);
    work([&](const std::string &line) { writeAll(pipes[1], line + "\n"); });
    _exit(0);
  }
  close(pipes[1]);
  Report report;
  bool awake = readAll(pipes[0], child,
                       std::chrono::seconds(patience.restSeconds), report.text);
  close(pipes[0]);
  if (!awake)
    kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  if (!awake || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
    report.death = "timeout";
  else if (WIFSIGNALED(status))
    report.death = "signal " + std::to_string(WTERMSIG(status));
  else if (WEXITSTATUS(status))
    report.death = "exit code " + std::to_string(WEXITSTATUS(status));
  return report;
}

void idealloc::fuzz::runEachInChild(
    uint64_t begin, uint64_t end,
    llvm::function_ref<void(uint64_t number, Tell)> work,
    llvm::function_ref<void(uint64_t number, const Report &)> finish,
    const Patience &patience) {
  while (begin < end) {
    Report all = runInChild(
        [&](Tell tell) {
          for (uint64_t number = begin; number < end; ++number) {
            limitProcessorTime(patience.processorSeconds);
            tell("@");
            work(number, tell);
          }
        },
        patience);
    // One piece for each number that was begun.
    llvm::SmallVector<llvm::StringRef> pieces;
    llvm::StringRef(all.text).split(pieces, "@\n");
    if (pieces.size() < 2)
      return finish(begin, all);
    for (auto [i, piece] : llvm::enumerate(llvm::drop_begin(pieces))) {
      bool isLast = i + 2 == pieces.size();
      finish(begin + i, {piece.str(), isLast ? all.death : ""});
    }
    begin += pieces.size() - 1;
  }
}
