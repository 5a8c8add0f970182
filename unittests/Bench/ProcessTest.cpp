//===- ProcessTest.cpp - Programs run one at a time -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Process.h"
#include "Files.h"
#include "Progress.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <gtest/gtest.h>

#include <unistd.h>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

/// Runs a shell script.
Finished shell(const std::string &script,
               std::optional<double> seconds = std::nullopt) {
  static bool once = (catchSignals(), true);
  (void)once;
  return runProcess({.program = "/bin/sh",
                     .words = {"sh", "-c", script},
                     .seconds = seconds});
}

TEST(RunProcess, CollectsBothStreams) {
  Finished finished = shell("echo out; echo err >&2");
  EXPECT_EQ(finished.ending, Ending::Exited);
  EXPECT_EQ(finished.code, 0);
  EXPECT_EQ(finished.output, "out\n");
  EXPECT_EQ(finished.errors, "err\n");
}

TEST(RunProcess, CollectsMoreThanAPipeHolds) {
  Finished finished = shell("head -c 3000000 /dev/zero; "
                            "head -c 3000000 /dev/zero >&2; echo last >&2");
  EXPECT_EQ(finished.output.size(), 3000000u);
  EXPECT_TRUE(finished.errors.ends_with("last\n"));
  EXPECT_LT(finished.errors.size(), 1000000u);
}

TEST(RunProcess, HasNoStandardInput) { EXPECT_EQ(shell("cat").output, ""); }

TEST(RunProcess, TellsExitCodeAndLastWords) {
  Finished finished = shell("echo first >&2; echo 'no space' >&2; exit 3");
  EXPECT_EQ(finished.code, 3);
  EXPECT_EQ(describe(finished), "exit code 3: no space");
  EXPECT_EQ(describe(shell("exit 4")), "exit code 4");
}

TEST(RunProcess, TellsSignals) {
  Finished finished = shell("kill -SEGV $$");
  EXPECT_EQ(finished.ending, Ending::Signalled);
  EXPECT_EQ(describe(finished), "signal 11");
}

TEST(RunProcess, KillsWhatRunsTooLong) {
  auto start = std::chrono::steady_clock::now();
  Finished finished = shell("echo begun; sleep 100", 1);
  EXPECT_EQ(finished.ending, Ending::TimedOut);
  EXPECT_EQ(finished.output, "begun\n");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(50));
}

/// The process ends within 10 seconds; it may wait to be reaped.
bool ends(const std::string &process) {
  for (int k = 0; k < 1000; ++k) {
    Result<std::string> line = readFile("/proc/" + process + "/stat");
    if (!line || line->find(") Z ") != line->npos)
      return true;
    usleep(10000);
  }
  return false;
}

TEST(RunProcess, KillsWhatItLeftBehind) {
  auto start = std::chrono::steady_clock::now();
  Finished finished = shell("sleep 100 & echo $!");
  EXPECT_EQ(finished.ending, Ending::Exited);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(50));
  std::string process = finished.output.substr(0, finished.output.find('\n'));
  ASSERT_NE(process, "");
  EXPECT_TRUE(ends(process));
}

TEST(RunProcess, ClosedStreamsAreNotTheEnd) {
  EXPECT_EQ(shell("exec >&- 2>&-; sleep 0.1; exit 5").code, 5);
}

TEST(RunProcess, SaysWhyItDidNotStart) {
  Finished finished = runProcess({.program = "/none", .words = {"none"}});
  EXPECT_EQ(finished.ending, Ending::NotStarted);
  EXPECT_EQ(describe(finished), "cannot be started: No such file or directory");
}

TEST(RunProcess, StopsWhenInterrupted) {
  EXPECT_EXIT(
      {
        Finished finished =
            shell("kill -TERM " + std::to_string(getpid()) + "; sleep 100");
        bool right = finished.ending == Ending::Interrupted && interrupted();
        _exit(right ? 42 : 1);
      },
      testing::ExitedWithCode(42), "");
  EXPECT_FALSE(interrupted());
}

TEST(FindProgram, LooksInPathAndAtPaths) {
  EXPECT_TRUE(findProgram("sh").ends_with("/sh"));
  EXPECT_EQ(findProgram("/bin/sh"), "/bin/sh");
  EXPECT_EQ(findProgram("no-such-program"), "");
  EXPECT_EQ(findProgram("/bin"), "");
  EXPECT_EQ(findProgram("/etc/passwd"), "");
  EXPECT_EQ(findProgram(""), "");
}

TEST(OwnProgram, IsThisTest) {
  EXPECT_EQ(std::filesystem::path(ownProgram()).filename(),
            "IdeallocBenchTests");
}

TEST(ProgressLine, FillsAndIsCut) {
  EXPECT_EQ(progressLine(0, 5, "a"), "[          ] 0/5 a");
  EXPECT_EQ(progressLine(37, 120, "A xla"), "[###       ]  37/120 A xla");
  EXPECT_EQ(progressLine(5, 5, "a"), "[##########] 5/5 a");
  EXPECT_EQ(progressLine(1, 2, std::string(200, 'x')).size(), 79u);
}

} // namespace
