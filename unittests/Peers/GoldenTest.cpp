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
// skipped where they are absent.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Strategies.h"
#include "idealloc/Text/Csv.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace idealloc;
namespace fs = std::filesystem;

namespace {

const fs::path shared = IDEALLOC_SHARED_DIR;

/// A planner of another system and ours.
struct Peer {
  const char *system;
  const char *variant;
  const char *strategy;
};

class Golden : public testing::TestWithParam<Peer> {};

std::string contentOf(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

/// The file of a benchmark: golden.csv drops the capacity from its name.
fs::path instanceOf(const std::string &benchmark) {
  fs::path plain = shared / "bench" / (benchmark + ".csv");
  return fs::exists(plain) ? plain
                           : shared / "bench" / (benchmark + ".1048576.csv");
}

TEST_P(Golden, MakespansCoincide) {
  std::ifstream golden(shared / "algorithms" / "golden.csv");
  if (!golden)
    GTEST_SKIP() << "no " << shared / "algorithms" / "golden.csv";
  const Peer &peer = GetParam();
  const std::string key = std::string(peer.system) + "," + peer.variant + ",";
  int compared = 0;
  for (std::string line; std::getline(golden, line);) {
    if (!line.starts_with(key))
      continue;
    // system,variant,benchmark,buffers,load,runs,solved,makespan_min,...
    std::istringstream fields(line);
    std::vector<std::string> field(8);
    for (std::string &value : field)
      std::getline(fields, value, ',');
    CsvProblem csv = readCsv(contentOf(instanceOf(field[2])));
    ASSERT_TRUE(csv.problem) << csv.error;
    PlanResult result = planWith(peer.strategy, *csv.problem);
    ASSERT_TRUE(result.plan) << result.error;
    EXPECT_EQ(std::to_string(csv.problem->buffers.size()), field[3]);
    EXPECT_EQ(std::to_string(load(*csv.problem).bytes), field[4]);
    EXPECT_EQ(std::to_string(result.plan->makespan), field[7]) << field[2];
    ++compared;
  }
  EXPECT_GE(compared, 11);
}

std::string nameOf(const testing::TestParamInfo<Peer> &info) {
  return info.param.variant;
}

// XLA
INSTANTIATE_TEST_SUITE_P(Xla, Golden,
                         testing::Values(Peer{"xla", "repack", "xla-repack"},
                                         Peer{"xla", "repack_spatial",
                                              "best-fit-size-lifetime"}),
                         nameOf);

// TensorFlow Lite
INSTANTIATE_TEST_SUITE_P(
    Tflite, Golden,
    testing::Values(
        Peer{"tflite", "offsets_greedy_by_size", "best-fit-size-begin"},
        Peer{"tflite", "offsets_greedy_by_size_row", "best-fit-size"}),
    nameOf);

// TensorFlow Lite Micro

// TVM

// MindSpore
INSTANTIATE_TEST_SUITE_P(
    Somas, Golden,
    testing::Values(Peer{"somas", "single_smallest", "first-fit-size"},
                    Peer{"somas", "single_best", "best-fit-size"}),
    nameOf);

// Triton

// Vela
INSTANTIATE_TEST_SUITE_P(Vela, Golden,
                         testing::Values(Peer{"vela_py", "greedy",
                                              "best-fit-begin-lifetime"}),
                         nameOf);

// IREE
INSTANTIATE_TEST_SUITE_P(Iree, Golden,
                         testing::Values(Peer{"iree", "iree_birth",
                                              "best-fit-begin"}),
                         nameOf);

// ONNX Runtime

// OpenVINO

// ExecuTorch

} // namespace
