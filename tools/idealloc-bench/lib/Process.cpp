//===- Process.cpp - Programs run one at a time ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Process.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace idealloc::bench;
using Clock = std::chrono::steady_clock;

extern char **environ;

namespace {

volatile std::sig_atomic_t stopped = 0;

/// Signals that are let through only while waiting, so that none is missed
/// between a check and the wait.
constexpr int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGCHLD};

void onSignal(int signal) {
  if (signal != SIGCHLD)
    stopped = 1;
}

sigset_t noSignals() {
  sigset_t none;
  sigemptyset(&none);
  return none;
}

/// What a child writes to one of its streams.
class Stream {
public:
  explicit Stream(size_t keep, bool keepEnd) : keep(keep), keepEnd(keepEnd) {
    if (pipe2(ends, O_CLOEXEC) == 0)
      fcntl(ends[0], F_SETFL, O_NONBLOCK);
  }
  ~Stream() {
    closeWriter();
    if (ends[0] >= 0)
      close(ends[0]);
  }
  Stream(const Stream &) = delete;
  Stream &operator=(const Stream &) = delete;

  bool valid() const { return ends[0] >= 0; }
  int writer() const { return ends[1]; }
  /// -1, which poll ignores, once all is read.
  int reader() const { return open ? ends[0] : -1; }
  void closeWriter() {
    if (ends[1] >= 0)
      close(ends[1]);
    ends[1] = -1;
  }

  /// Takes all there is now.
  void drain() {
    char chunk[1 << 16];
    while (open) {
      ssize_t count = read(ends[0], chunk, sizeof chunk);
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0 && errno == EAGAIN)
        return;
      open = count > 0;
      if (open)
        store(chunk, static_cast<size_t>(count));
    }
  }

  std::string text;

private:
  void store(const char *chunk, size_t count) {
    if (keepEnd) {
      text.append(chunk, count);
      if (text.size() > 2 * keep)
        text.erase(0, text.size() - keep);
    } else {
      text.append(chunk, std::min(count, keep - text.size()));
    }
  }

  int ends[2] = {-1, -1};
  bool open = true;
  size_t keep;
  bool keepEnd;
};

/// Starts the command; 0 or an error number.
int spawn(const Command &command, const Stream &output, const Stream &errors,
          pid_t &child) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, output.writer(), 1);
  posix_spawn_file_actions_adddup2(&files, errors.writer(), 2);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none = noSignals(), defaults = noSignals();
  for (int signal : caught)
    sigaddset(&defaults, signal);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK |
                                            POSIX_SPAWN_SETSIGDEF |
                                            POSIX_SPAWN_SETPGROUP);
  std::vector<char *> words;
  for (const std::string &word : command.words)
    words.push_back(const_cast<char *>(word.c_str()));
  words.push_back(nullptr);
  int error = posix_spawn(&child, command.program.c_str(), &files, &attributes,
                          words.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

/// The child has ended; it is not reaped, so its number is still its own.
bool hasEnded(pid_t child) {
  siginfo_t info = {};
  return waitid(P_PID, static_cast<id_t>(child), &info,
                WEXITED | WNOHANG | WNOWAIT) != 0 ||
         info.si_pid != 0;
}

/// Sleeps until something happens or `seconds` pass.
void waitForEvents(Stream &output, Stream &errors,
                   std::optional<double> seconds) {
  pollfd files[] = {{output.reader(), POLLIN, 0}, {errors.reader(), POLLIN, 0}};
  timespec left = {};
  if (seconds) {
    double whole = std::clamp(*seconds, 0.0, 1e9);
    left.tv_sec = static_cast<time_t>(whole);
    left.tv_nsec =
        static_cast<long>((whole - static_cast<double>(left.tv_sec)) * 1e9);
  }
  sigset_t none = noSignals();
  ppoll(files, 2, seconds ? &left : nullptr, &none);
  output.drain();
  errors.drain();
}

/// Waits until the child ends by itself (Exited) or must be killed.
Ending waitForEnd(pid_t child, Stream &output, Stream &errors,
                  std::optional<double> limit) {
  Clock::time_point start = Clock::now();
  while (!hasEnded(child)) {
    if (stopped)
      return Ending::Interrupted;
    std::optional<double> left;
    if (limit) {
      std::chrono::duration<double> spent = Clock::now() - start;
      left = *limit - spent.count();
      if (*left <= 0)
        return Ending::TimedOut;
    }
    waitForEvents(output, errors, left);
  }
  return Ending::Exited;
}

} // namespace

Finished idealloc::bench::runProcess(const Command &command) {
  Stream output(size_t(1) << 30, false), errors(1 << 16, true);
  pid_t child = 0;
  int error = output.valid() && errors.valid()
                  ? spawn(command, output, errors, child)
                  : errno;
  if (error != 0)
    return {.errors = std::strerror(error)};
  output.closeWriter();
  errors.closeWriter();
  Finished finished;
  finished.ending = waitForEnd(child, output, errors, command.seconds);
  kill(-child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  output.drain();
  errors.drain();
  finished.output = std::move(output.text);
  finished.errors = std::move(errors.text);
  if (finished.ending == Ending::Exited && WIFSIGNALED(status))
    finished.ending = Ending::Signalled;
  finished.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  return finished;
}

std::string idealloc::bench::describe(const Finished &finished) {
  std::string text;
  switch (finished.ending) {
  case Ending::Exited:
    text = "exit code " + std::to_string(finished.code);
    break;
  case Ending::Signalled:
    text = "signal " + std::to_string(finished.code);
    break;
  case Ending::TimedOut:
    return "killed after its time";
  case Ending::Interrupted:
    return "interrupted";
  case Ending::NotStarted:
    text = "cannot be started";
    break;
  }
  std::string_view lines = finished.errors;
  size_t end = lines.find_last_not_of(" \r\n");
  if (end == lines.npos)
    return text;
  lines = lines.substr(0, end + 1);
  return text + ": " + std::string(lines.substr(lines.rfind('\n') + 1));
}

void idealloc::bench::catchSignals() {
  struct sigaction action = {};
  action.sa_handler = onSignal;
  sigset_t blocked = noSignals();
  for (int signal : caught) {
    sigaddset(&blocked, signal);
    sigaction(signal, &action, nullptr);
  }
  sigprocmask(SIG_BLOCK, &blocked, nullptr);
}

bool idealloc::bench::interrupted() {
  timespec zero = {};
  sigset_t none = noSignals();
  ppoll(nullptr, 0, &zero, &none);
  return stopped;
}

std::string idealloc::bench::findProgram(const std::string &word) {
  auto runnable = [](const std::string &path) {
    std::error_code code;
    return std::filesystem::is_regular_file(path, code) &&
           access(path.c_str(), X_OK) == 0;
  };
  if (word.find('/') != word.npos)
    return runnable(word) ? word : "";
  const char *variable = std::getenv("PATH");
  std::string paths = variable ? variable : "";
  for (size_t begin = 0, end = 0; end != paths.npos; begin = end + 1) {
    end = paths.find(':', begin);
    std::string folder = paths.substr(begin, end - begin);
    std::string path = (folder.empty() ? "." : folder) + "/" + word;
    if (runnable(path))
      return path;
  }
  return "";
}

std::string idealloc::bench::ownProgram() {
  std::error_code code;
  std::filesystem::path path =
      std::filesystem::read_symlink("/proc/self/exe", code);
  return code ? "/proc/self/exe" : path.string();
}
