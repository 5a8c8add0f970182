//===- JournalTest.cpp - Finished runs, kept for a resumption -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Journal.h"
#include "Files.h"

#include <filesystem>
#include <gtest/gtest.h>

#include <unistd.h>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

class JournalTest : public testing::Test {
protected:
  void SetUp() override { std::filesystem::remove(path); }
  void TearDown() override { std::filesystem::remove(path); }

  std::string content() const {
    Result<std::string> text = readFile(path);
    return text ? *text : "";
  }

  /// What a new journal knows of the key.
  std::optional<Trial> reread(const RunKey &key, bool resume = true) const {
    Journal journal;
    EXPECT_EQ(journal.open(path, resume), "");
    const Trial *run = journal.find(key);
    return run ? std::optional(*run) : std::nullopt;
  }

  void record(const RunKey &key, const Trial &run) const {
    Journal journal;
    ASSERT_EQ(journal.open(path, true), "");
    ASSERT_EQ(journal.append(key, run), "");
  }

  std::string path =
      testing::TempDir() + "idealloc-journal-" + std::to_string(getpid());
  RunKey key{.digest = "d", .planner = "greedy"};
};

TEST_F(JournalTest, GivesBackWhatWasRecorded) {
  Trial run{.outcome = Outcome::Invalid,
            .detail = "\"a\"\n\xff",
            .makespan = 1,
            .lowerBound = 2,
            .effort = 3,
            .seconds = 0.1,
            .peakBytes = 5,
            .inputBytes = 6};
  record(key, run);
  std::optional<Trial> read = reread(key);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->outcome, Outcome::Invalid);
  EXPECT_EQ(read->detail, "\"a\"\n\xef\xbf\xbd");
  EXPECT_EQ(read->makespan, 1);
  EXPECT_EQ(read->lowerBound, 2);
  EXPECT_EQ(read->effort, 3u);
  EXPECT_EQ(read->seconds, 0.1);
  EXPECT_EQ(read->peakBytes, 5);
  EXPECT_EQ(read->inputBytes, 6);
}

TEST_F(JournalTest, WhatIsUnknownStaysUnknown) {
  record(key, {.outcome = Outcome::Crash});
  std::optional<Trial> read = reread(key);
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->makespan || read->effort || read->seconds ||
               read->peakBytes || read->inputBytes);
}

TEST_F(JournalTest, EveryPartOfTheKeyCounts) {
  std::vector<RunKey> others(12, key);
  others[0].digest = "e";
  others[1].planner = "auto";
  others[2].capacity = 7;
  others[3].seed = 1;
  others[4].repetition = 1;
  others[5].options.budget.effort = 2;
  others[6].options.budget.iterations = 1;
  others[7].options.budget.timeLimit = 1;
  others[8].options.budget.threads = 2;
  others[9].program = "other";
  others[10].instance = "b";
  record(key, {.outcome = Outcome::Crash});
  EXPECT_TRUE(reread(others[11]));
  for (size_t k = 0; k < 11; ++k)
    EXPECT_FALSE(reread(others[k])) << k;
}

TEST_F(JournalTest, CutLineIsIgnoredAndDoesNotSpoilTheNext) {
  record(key, {.outcome = Outcome::Crash});
  RunKey second = key;
  second.seed = 1;
  std::string whole = content();
  ASSERT_EQ(writeFile(path, whole + whole.substr(0, whole.size() / 2)), "");
  record(second, {.outcome = Outcome::Optimal});
  EXPECT_TRUE(reread(key));
  EXPECT_TRUE(reread(second));
}

TEST_F(JournalTest, ForeignLinesAreIgnored) {
  ASSERT_EQ(writeFile(path, "hello\n[1]\n{}\n{\"key\":3,\"outcome\":4}\n"
                            "{\"outcome\":\"great\"}\n\n"),
            "");
  EXPECT_FALSE(reread(key));
}

TEST_F(JournalTest, WithoutResumptionItIsNew) {
  record(key, {.outcome = Outcome::Crash});
  EXPECT_FALSE(reread(key, /*resume=*/false));
  EXPECT_EQ(content(), "");
}

TEST_F(JournalTest, RemoveLeavesNoFile) {
  Journal journal;
  ASSERT_EQ(journal.open(path, true), "");
  EXPECT_TRUE(std::filesystem::exists(path));
  journal.remove();
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(JournalTest, SaysWhyItCannotBeWritten) {
  Journal journal;
  EXPECT_EQ(journal.open("/none/j", true),
            "cannot write '/none/j': No such file or directory");
}

TEST(Journal, WithoutFileRemembersNothing) {
  Journal journal;
  RunKey key{.digest = "d", .planner = "p"};
  EXPECT_EQ(journal.append(key, {}), "");
  EXPECT_EQ(journal.find(key), nullptr);
  journal.remove();
}

} // namespace
