//===- BoxingTreeTest.cpp - Monte Carlo tree search over boxings ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxingTree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <thread>

using namespace idealloc;

namespace {

/// Ten choices of eight candidates each, one of which is right.
struct Planted {
  static constexpr uint64_t keys = 10, candidates = 8;

  explicit Planted(uint64_t seed) : seed(seed) {}
  uint64_t rightOne(uint64_t key) const {
    return std::mt19937_64(seed * keys + key)() % candidates;
  }
  /// The fraction of right choices of one run, in (0, 1].
  double play(Chooser &chooser) const {
    uint64_t right = 0;
    for (uint64_t key = 0; key < keys; ++key)
      right += chooser.choose(key, candidates) == rightOne(key);
    return std::max(static_cast<double>(right) / keys, 0.01);
  }

  uint64_t seed;
};

double bestOfTree(const Planted &planted, int runs) {
  BoxingTree tree(planted.seed);
  double best = 0;
  for (int run = 0; run < runs; ++run) {
    double value = planted.play(tree);
    tree.reward(value);
    best = std::max(best, value);
  }
  return best;
}

double bestOfRandom(const Planted &planted, int runs) {
  double best = 0;
  for (int run = 0; run < runs; ++run) {
    RandomChooser chooser(planted.seed * 1000 + uint64_t(run));
    best = std::max(best, planted.play(chooser));
  }
  return best;
}

TEST(BoxingTree, LearnsAPlantedOptimum) {
  double tree = 0, random = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    tree += bestOfTree(Planted(seed), 300);
    random += bestOfRandom(Planted(seed), 300);
  }
  EXPECT_GT(tree / 20, 0.6);
  EXPECT_GT(tree, 1.3 * random);
}

TEST(BoxingTree, LearnsMoreWithMoreRuns) {
  double few = 0, many = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    few += bestOfTree(Planted(seed), 30);
    many += bestOfTree(Planted(seed), 3000);
  }
  EXPECT_GT(many, few + 20 * 0.15);
}

TEST(BoxingTree, ChoosesBelowCountWhateverTheOrderOfCalls) {
  BoxingTree tree(1), reversed(1);
  std::mt19937_64 engine(1);
  for (int run = 0; run < 200; ++run) {
    std::vector<std::pair<uint64_t, uint64_t>> asked;
    for (int k = 0; k < 50; ++k) {
      uint64_t key = engine() % 300;
      asked.emplace_back(key, 1 + key * key * key % 1000);
    }
    std::vector<uint64_t> answers, other;
    for (auto [key, count] : asked) {
      answers.push_back(tree.choose(key, count));
      EXPECT_LT(answers.back(), count);
    }
    std::ranges::reverse(asked);
    for (auto [key, count] : asked) {
      other.push_back(reversed.choose(key, count));
      reversed.choose(key, count); // Asking twice changes nothing.
    }
    std::ranges::reverse(other);
    EXPECT_EQ(answers, other);
    double value = static_cast<double>(1 + engine() % 100) / 100;
    tree.reward(value);
    reversed.reward(value);
    EXPECT_EQ(tree.size(), reversed.size());
  }
}

TEST(BoxingTree, CountsAChoiceOnceInARun) {
  BoxingTree tree(1), asked(1);
  for (int run = 0; run < 1000; ++run) {
    uint64_t candidate = tree.choose(1, 8);
    for (int time = 0; time < 3; ++time)
      EXPECT_EQ(asked.choose(1, 8), candidate);
    double value = 0.5 + static_cast<double>(candidate) / 100;
    tree.reward(value);
    asked.reward(value);
  }
}

TEST(BoxingTree, AnswersSeveralThreads) {
  BoxingTree tree(3), alone(3);
  for (int run = 0; run < 30; ++run) {
    std::vector<std::vector<uint64_t>> answers(4);
    std::vector<std::thread> threads;
    for (uint64_t k = 0; k < answers.size(); ++k)
      threads.emplace_back([&, k] {
        for (uint64_t key = k; key < 400; key += 4)
          answers[k].push_back(tree.choose(key, 10));
      });
    for (std::thread &thread : threads)
      thread.join();
    for (uint64_t key = 0; key < 400; ++key)
      EXPECT_EQ(answers[key % 4][key / 4], alone.choose(key, 10));
    tree.reward(0.5);
    alone.reward(0.5);
  }
}

TEST(BoxingTree, MostlyFollowsTheBestEdge) {
  for (uint64_t seed = 0; seed < 10; ++seed) {
    BoxingTree tree(seed);
    int followed = 0;
    for (int run = 0; run < 800; ++run) {
      bool right = tree.choose(7, 20) == 13;
      tree.reward(right ? 0.9 : 0.87);
      followed += run >= 400 && right;
    }
    EXPECT_GT(followed, 320);
    EXPECT_LT(followed, 400) << "it never departs";
  }
}

TEST(BoxingTree, PrefersTheLatestOfEqualEdges) {
  int latest = 0;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    BoxingTree tree(seed);
    uint64_t last = 0;
    for (int run = 0; run < 900; ++run) {
      uint64_t candidate = tree.choose(1, 5);
      latest += run >= 400 && candidate == last;
      last = candidate;
      tree.reward(0.5);
    }
  }
  EXPECT_GT(latest, 50 * 500 * 3 / 4);
}

TEST(BoxingTree, TriesManyCandidates) {
  BoxingTree tree(1);
  std::set<uint64_t> tried;
  for (int run = 0; run < 2000; ++run) {
    tried.insert(tree.choose(1, 1000));
    tree.reward(0.5);
  }
  EXPECT_GT(tried.size(), 40u);
}

TEST(BoxingTree, RemembersChoicesThatHaveAlternatives) {
  BoxingTree tree(1);
  EXPECT_EQ(tree.choose(1, 1), 0u);
  tree.choose(2, 2);
  tree.choose(3, 2);
  tree.choose(3, 2);
  EXPECT_EQ(tree.size(), 0u);
  tree.reward(1);
  EXPECT_EQ(tree.size(), 2u);
  tree.reward(1);
  EXPECT_EQ(tree.size(), 2u);
}

TEST(BoxingTree, ForgetsSoThatItsSizeIsBounded) {
  constexpr uint64_t perRun = 30'000, ofOld = 100;
  BoxingTree tree(1), same(1);
  size_t largest = 0;
  for (uint64_t run = 0; run < 20; ++run) {
    for (BoxingTree *t : {&tree, &same}) {
      for (uint64_t k = 0; k < perRun; ++k)
        t->choose(ofOld + run * perRun + k, 4);
      for (uint64_t key = 0; key < ofOld; ++key)
        t->choose(key, 4);
      t->reward(0.5);
    }
    EXPECT_EQ(tree.size(), same.size());
    EXPECT_GE(tree.size(), ofOld);
    largest = std::max(largest, tree.size());
  }
  EXPECT_LE(largest, size_t(1) << 18);
  EXPECT_GT(largest, size_t(1) << 17);
  // Choices that come up often are kept.
  size_t before = tree.size();
  for (uint64_t key = 0; key < ofOld; ++key)
    tree.choose(key, 4);
  tree.reward(0.5);
  EXPECT_EQ(tree.size(), before);
}

TEST(BoxingTree, SeedsDiffer) {
  std::set<std::vector<uint64_t>> answers;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    BoxingTree tree(seed);
    answers.emplace();
    std::vector<uint64_t> own;
    for (uint64_t key = 0; key < 20; ++key)
      own.push_back(tree.choose(key, 100));
    answers.insert(own);
  }
  EXPECT_EQ(answers.size(), 21u);
}

TEST(RandomChooser, IsUniformAndDeterministic) {
  std::vector<int> count(7);
  for (uint64_t key = 0; key < 7000; ++key) {
    uint64_t candidate = RandomChooser(5).choose(key, 7);
    ASSERT_LT(candidate, 7u);
    EXPECT_EQ(candidate, RandomChooser(5).choose(key, 7));
    ++count[candidate];
  }
  for (int c : count)
    EXPECT_NEAR(c, 1000, 150);
}

} // namespace
