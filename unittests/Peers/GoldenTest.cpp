//===- GoldenTest.cpp - Makespans of other systems' planners --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the real code of other systems answers on public instances, and what our
// versions of their planners do. The instances are not part of the repository:
// skipped where they are absent. On small problems that are part of it, our
// versions answer what they did when that was recorded.
//
//===----------------------------------------------------------------------===//

#include "Golden.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;

namespace {

/// The makespans of seeds 0, 1, ..., so many, ascending.
std::vector<Bytes> makespans(const char *strategy, const Problem &problem,
                             uint64_t runs,
                             std::optional<uint64_t> iterations = {}) {
  std::vector<Bytes> makespans;
  for (uint64_t seed = 0; seed < runs; ++seed)
    makespans.push_back(
        planWith(strategy, problem,
                 {.budget = {.seed = seed, .iterations = iterations}})
            ->makespan);
  std::ranges::sort(makespans);
  return makespans;
}

/// That these are the makespans of a line.
void expectRow(const test::GoldenRow &row,
               const std::vector<Bytes> &makespans) {
  // The median of an even number is the mean of two.
  const Bytes median = (makespans[(makespans.size() - 1) / 2] +
                        makespans[makespans.size() / 2]) /
                       2;
  EXPECT_EQ(makespans.front(), row.smallest) << row.benchmark;
  EXPECT_EQ(median, row.median) << row.benchmark;
  EXPECT_EQ(makespans.back(), row.largest) << row.benchmark;
}

TEST(OwnProblems, MakespansAreAsRecorded) {
  for (const Strategy &strategy : strategies()) {
    // StrategiesTest registers a row of system "test".
    if (strategy.system.empty() || strategy.system == "test")
      continue;
    SCOPED_TRACE(strategy.name);
    std::vector<test::GoldenRow> rows =
        test::goldenRows("own", std::string(strategy.name), test::ourOwn());
    EXPECT_EQ(rows.size(), 5u) << "see utils/golden.py";
    for (const test::GoldenRow &row : rows) {
      Result<ProblemText> csv =
          test::goldenProblem(row.benchmark, test::ourOwn());
      ASSERT_TRUE(csv) << csv.error();
      EXPECT_EQ(csv->problem.buffers.size(), row.buffers);
      EXPECT_EQ(load(csv->problem).bytes, row.load);
      expectRow(row, makespans(strategy.name.data(), csv->problem, row.runs));
    }
  }
}

/// A planner of another system and ours.
struct Peer {
  const char *system;
  const char *variant;
  const char *strategy;
  size_t instances = 11; ///< At least.
};

class Golden : public testing::TestWithParam<Peer> {};

TEST_P(Golden, MakespansCoincide) {
  const Peer &peer = GetParam();
  std::vector<test::GoldenRow> rows =
      test::goldenRows(peer.system, peer.variant);
  if (rows.empty())
    GTEST_SKIP() << "no golden.csv in " << IDEALLOC_SHARED_DIR;
  for (const test::GoldenRow &row : rows) {
    Result<ProblemText> csv = test::goldenProblem(row.benchmark);
    ASSERT_TRUE(csv) << csv.error();
    EXPECT_EQ(csv->problem.buffers.size(), row.buffers);
    EXPECT_EQ(load(csv->problem).bytes, row.load);
    Result<Plan> result = planWith(peer.strategy, csv->problem);
    ASSERT_TRUE(result) << result.error();
    EXPECT_EQ(result->makespan, row.smallest) << row.benchmark;
  }
  EXPECT_GE(rows.size(), peer.instances);
}

std::string nameOf(const testing::TestParamInfo<Peer> &info) {
  return info.param.variant;
}

// XLA
INSTANTIATE_TEST_SUITE_P(
    Xla, Golden,
    testing::Values(Peer{"xla", "spatial", "xla-spatial"},
                    Peer{"xla", "temporal", "xla-temporal"},
                    Peer{"xla", "choose_best", "xla-best"},
                    Peer{"xla", "repack", "xla-repack"},
                    Peer{"xla", "repack_spatial", "xla-repack-spatial"}),
    nameOf);

// XLA's ends are inclusive. A published comparison fed it exclusive ones, so
// that buffers that only touch conflict: as if they died a step later.
TEST(XlaGolden, RepackedWithExclusiveEnds) {
  std::vector<test::GoldenRow> rows =
      test::goldenRows("xla", "repack_endupper");
  if (rows.empty())
    GTEST_SKIP() << "no golden.csv in " << IDEALLOC_SHARED_DIR;
  for (const test::GoldenRow &row : rows) {
    Result<ProblemText> csv = test::goldenProblem(row.benchmark);
    ASSERT_TRUE(csv) << csv.error();
    for (Buffer &buffer : csv->problem.buffers)
      ++buffer.lifetime.end;
    EXPECT_EQ(planWith("xla-repack", csv->problem)->makespan, row.smallest)
        << row.benchmark;
  }
}

// TensorFlow Lite
INSTANTIATE_TEST_SUITE_P(
    Tflite, Golden,
    testing::Values(
        Peer{"tflite", "offsets_greedy_by_size", "tflite-greedy-by-size"},
        Peer{"tflite", "offsets_greedy_by_size_row", "best-fit-size"},
        Peer{"tflite", "arena", "tflite-arena"},
        Peer{"tflite", "arena_lifelong", "tflite-arena"},
        Peer{"tflite", "obj_naive", "tflite-objects-naive"},
        Peer{"tflite", "obj_equality", "tflite-objects-equality"},
        Peer{"tflite", "obj_in_order", "tflite-objects-in-order"},
        Peer{"tflite", "obj_by_breadth", "tflite-objects-by-breadth"},
        Peer{"tflite", "obj_by_size", "tflite-objects-by-size"},
        Peer{"tflite", "obj_best", "tflite-objects-best"},
        Peer{"tflite", "obj_mincostflow", "tflite-objects-min-cost-flow"}),
    nameOf);

// TensorFlow Lite Micro
INSTANTIATE_TEST_SUITE_P(
    Tflm, Golden,
    testing::Values(Peer{"tflm", "greedy_int32", "tflm-greedy"},
                    Peer{"tflm", "greedy_int64", "tflm-greedy", 2}),
    nameOf);

// TVM
INSTANTIATE_TEST_SUITE_P(Tvm, Golden,
                         testing::Values(Peer{"tvm_usmp", "greedy_by_size",
                                              "tvm-greedy-by-size"},
                                         Peer{"tvm_usmp", "greedy_by_conflicts",
                                              "tvm-greedy-by-conflicts"}),
                         nameOf);

/// A randomised planner, compared on instances for which the original took at
/// most `seconds`; the others coincide, too, but take minutes.
struct RandomPeer {
  Peer peer;
  std::optional<uint64_t> iterations;
  double seconds;
};

/// The golden numbers are the smallest, the median and the largest makespan of
/// some runs; our seeds 0, 1, ... repeat these, one by one.
class GoldenRuns : public testing::TestWithParam<RandomPeer> {};

TEST_P(GoldenRuns, Coincide) {
  const auto &[peer, iterations, seconds] = GetParam();
  std::vector<test::GoldenRow> rows =
      test::goldenRows(peer.system, peer.variant);
  if (rows.empty())
    GTEST_SKIP() << "no golden.csv in " << IDEALLOC_SHARED_DIR;
  std::erase_if(rows, [limit = seconds](const test::GoldenRow &row) {
    return row.seconds > limit;
  });
  for (const test::GoldenRow &row : rows) {
    Result<ProblemText> csv = test::goldenProblem(row.benchmark);
    ASSERT_TRUE(csv) << csv.error();
    expectRow(row,
              makespans(peer.strategy, csv->problem, row.runs, iterations));
  }
  EXPECT_GE(rows.size(), 1u);
}

std::string randomNameOf(const testing::TestParamInfo<RandomPeer> &info) {
  return info.param.peer.variant;
}

INSTANTIATE_TEST_SUITE_P(
    Tvm, GoldenRuns,
    testing::Values(
        RandomPeer{{"tvm_usmp", "hill_climb_500", "tvm-hill-climb"}, {}, 1},
        RandomPeer{{"tvm_usmp", "hill_climb_5000", "tvm-hill-climb"}, 5000, 2}),
    randomNameOf);

// MindSpore
INSTANTIATE_TEST_SUITE_P(
    Somas, Golden,
    testing::Values(Peer{"somas", "single_smallest", "somas-single-smallest"},
                    Peer{"somas", "single_best", "somas-single-best"},
                    Peer{"somas", "shared_smallest", "somas-shared-smallest"},
                    Peer{"somas", "shared_best", "somas-shared-best"},
                    Peer{"somas", "release_best_of_4", "somas-release"},
                    Peer{"somas", "debug_best_of_48", "somas-debug"}),
    nameOf);

// Triton
INSTANTIATE_TEST_SUITE_P(
    Triton, Golden,
    testing::Values(Peer{"triton", "2024_birth", "triton-2024"},
                    Peer{"triton", "2024_row", "triton-2024-rows"},
                    Peer{"triton", "fb2026_birth", "triton-2026"},
                    Peer{"triton", "fb2026_row", "triton-2026-rows"}),
    nameOf);

// Vela
INSTANTIATE_TEST_SUITE_P(
    Vela, Golden,
    testing::Values(Peer{"vela_py", "greedy", "vela-greedy"},
                    Peer{"vela_cpp", "search_500", "vela-search"}),
    nameOf);

INSTANTIATE_TEST_SUITE_P(
    Vela, GoldenRuns,
    testing::Values(
        RandomPeer{{"vela_cpp", "search_20000", "vela-search"}, 20000, 2},
        RandomPeer{{"vela_py", "hillclimb_stuck500", "vela-hill-climb"}, {}, 1},
        RandomPeer{
            {"vela_py", "hillclimb_99999", "vela-hill-climb"}, 99999, 8.5}),
    randomNameOf);

// IREE
INSTANTIATE_TEST_SUITE_P(Iree, Golden,
                         testing::Values(Peer{"iree", "iree_birth", "iree"},
                                         Peer{"iree", "iree_row", "iree-rows"}),
                         nameOf);

// ONNX Runtime
INSTANTIATE_TEST_SUITE_P(Ort, Golden,
                         testing::Values(Peer{"ort", "ort_mempattern",
                                              "ort-pattern"}),
                         nameOf);

// OpenVINO
INSTANTIATE_TEST_SUITE_P(Openvino, Golden,
                         testing::Values(Peer{"openvino", "openvino",
                                              "openvino"}),
                         nameOf);

// ExecuTorch
INSTANTIATE_TEST_SUITE_P(Executorch, Golden,
                         testing::Values(Peer{"executorch", "greedy",
                                              "executorch-greedy"},
                                         Peer{"executorch", "greedy_nooverlap",
                                              "executorch-greedy-no-overlap"}),
                         nameOf);

} // namespace
