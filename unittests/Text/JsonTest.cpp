//===- JsonTest.cpp - Problems and plans as JSON text ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Json.h"
#include "TestProblems.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <limits>

using namespace idealloc;

namespace {

Problem problemIn(std::string_view text, const ReadOptions &options = {}) {
  Result<ProblemText> given = readJson(text, options);
  EXPECT_TRUE(given) << given.error() << "\n" << text;
  return given ? given->problem : Problem{};
}

void expectEqual(const Problem &a, const Problem &b) {
  ASSERT_EQ(a.buffers.size(), b.buffers.size());
  EXPECT_EQ(a.capacity, b.capacity);
  EXPECT_EQ(a.reserved, b.reserved);
  for (size_t i = 0; i < a.buffers.size(); ++i) {
    EXPECT_EQ(a.buffers[i].id, b.buffers[i].id);
    EXPECT_EQ(a.buffers[i].lifetime, b.buffers[i].lifetime);
    EXPECT_EQ(a.buffers[i].size, b.buffers[i].size);
    EXPECT_EQ(a.buffers[i].alignment, b.buffers[i].alignment);
    EXPECT_EQ(a.buffers[i].pin, b.buffers[i].pin);
    EXPECT_EQ(a.buffers[i].gaps, b.buffers[i].gaps);
  }
}

constexpr const char *everything = R"({
  "_note": {"any": [1.5, null, {"id": [[]]}], "size": "8k"},
  "capacity": 65536,
  "reserved": [[0, 64], [1000, 2000]],
  "buffers": [
    {"id": "a", "lower": 0, "upper": 4, "size": 100, "alignment": 64},
    {"x-tensor": {"id": 7, "shape": [1, 2]}, "gaps": [[3, 5], [6, 7]],
     "size": 50, "upper": 9, "lower": -2, "id": "b \"\u00e9\"", "offset": 128}
  ],
  "x-last": true
})";

TEST(ReadJson, TakesEveryKeyInAnyOrder) {
  Result<ProblemText> given = readJson(everything);
  ASSERT_TRUE(given) << given.error();
  expectEqual(given->problem, {.buffers = {{.id = "a",
                                            .lifetime = {0, 4},
                                            .size = 100,
                                            .alignment = 64},
                                           {.id = "b \"\xc3\xa9\"",
                                            .lifetime = {-2, 9},
                                            .size = 50,
                                            .pin = 128,
                                            .gaps = {{3, 5}, {6, 7}}}},
                               .capacity = 65536,
                               .reserved = {{0, 64}, {1000, 2000}}});
  EXPECT_EQ(given->lines, (std::vector<size_t>{6, 7}));
  EXPECT_EQ(given->offsets,
            (std::vector<std::optional<Bytes>>{std::nullopt, 128}));
}

TEST(ReadJson, NoBuffersAreAnEmptyProblem) {
  EXPECT_TRUE(problemIn("{\"buffers\":[]}").buffers.empty());
  EXPECT_TRUE(
      problemIn("\xef\xbb\xbf\r\n {\"buffers\" : [ ] }\n").buffers.empty());
  Problem empty = problemIn(R"({"buffers": [], "reserved": []})");
  EXPECT_TRUE(empty.reserved.empty());
}

TEST(ReadJson, OptionsAddToTheText) {
  Problem problem = problemIn(everything, {.ignoreOffsets = true,
                                           .defaultAlignment = 32,
                                           .capacity = 10,
                                           .reserved = {{5, 6}}});
  EXPECT_EQ(problem.capacity, 10);
  EXPECT_EQ(problem.reserved,
            (std::vector<Range>{{0, 64}, {1000, 2000}, {5, 6}}));
  EXPECT_EQ(problem.buffers[0].alignment, 64);
  EXPECT_EQ(problem.buffers[1].alignment, 32);
  EXPECT_FALSE(problem.buffers[1].pin);
}

TEST(ReadJson, TakesTheLargestNumbers) {
  Problem problem =
      problemIn(R"({"buffers":[{"id":"a","lower":-9223372036854775808,)"
                R"("upper":9223372036854775807,"size":9223372036854775806}]})");
  EXPECT_EQ(problem.buffers[0].lifetime,
            (Interval{std::numeric_limits<Time>::min(),
                      std::numeric_limits<Time>::max()}));
  EXPECT_EQ(problem.buffers[0].size, 9223372036854775806);
}

TEST(ReadJson, DoesNotTireOfDepth) {
  const std::string open(100000, '['), close(100000, ']');
  problemIn("{\"_\":" + open + close + ",\"buffers\":[]}");
  EXPECT_FALSE(readJson(open));
}

const test::Traits allTraits = {
    .alignment = true, .pins = true, .reserved = true, .gaps = true};

TEST(ToJson, RoundTrips) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    Problem problem = test::randomProblem(allTraits, seed);
    if (seed % 2)
      problem.capacity = 1000;
    if (!problem.buffers.empty())
      problem.buffers[0].id =
          "\"\\\n\t\x01/\xe2\x82\xac" + std::to_string(seed);
    expectEqual(problemIn(toJson(problem)), problem);
  }
  expectEqual(problemIn(toJson({})), {});
}

TEST(ToJson, WritesOnlyTheKeysItNeeds) {
  Problem problem{
      .buffers = {{.lifetime = {-1, 9}, .size = 8},
                  {.id = "b\xff", .lifetime = {0, 9}, .size = 1, .pin = 3}}};
  EXPECT_EQ(toJson(problem),
            "{\n  \"buffers\": [\n"
            "    {\"id\": \"#0\", \"lower\": -1, \"upper\": 9, \"size\": 8, "
            "\"alignment\": 1},\n"
            "    {\"id\": \"b\xef\xbf\xbd\", \"lower\": 0, \"upper\": 9, "
            "\"size\": 1, \"alignment\": 1, \"offset\": 3}\n  ]\n}\n");
  Plan plan{.offsets = {24, 3}};
  EXPECT_NE(toJson(problem, &plan).find("\"alignment\": 1, \"offset\": 24}"),
            std::string::npos);
}

TEST(WriteJson, FillsInOffsetsAndKeepsAllElse) {
  EXPECT_EQ(writeJson("\xef\xbb\xbf { \"x-f\": 1.50,\r\n\"buffers\":[\n"
                      "{\"offset\" : 7 ,\"id\":\"a\",\"lower\":0,\"upper\":1,"
                      "\"size\":1},\n {\n \"id\":\"{,}\", \"lower\":0,"
                      "\"upper\":1, \"size\": 1\n } ]}\n\n",
                      {0, 16}),
            "\xef\xbb\xbf { \"x-f\": 1.50,\r\n\"buffers\":[\n"
            "{\"offset\" : 0 ,\"id\":\"a\",\"lower\":0,\"upper\":1,"
            "\"size\":1},\n {\n \"id\":\"{,}\", \"lower\":0,"
            "\"upper\":1, \"size\": 1, \"offset\": 16\n } ]}\n\n");
}

TEST(WriteJson, OutputVerifies) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const std::string text = toJson(test::randomProblem(allTraits, seed));
    Result<ProblemText> given = readJson(text);
    ASSERT_TRUE(given) << given.error();
    Result<Plan> result = planWith("greedy", given->problem);
    ASSERT_TRUE(result) << result.error();
    const std::string output = writeJson(text, result->offsets);
    Result<ProblemText> again = readJson(output); // As pins: none clash.
    ASSERT_TRUE(again) << again.error();
    for (size_t i = 0; i < again->offsets.size(); ++i)
      EXPECT_EQ(again->offsets[i], result->offsets[i]);
    // Nothing but offsets has changed.
    auto before = nlohmann::ordered_json::parse(text);
    auto after = nlohmann::ordered_json::parse(output);
    for (auto *json : {&before, &after})
      for (auto &buffer : (*json)["buffers"])
        buffer.erase("offset");
    EXPECT_EQ(before.dump(), after.dump());
  }
}

TEST(IsJson, GoesByTheName) {
  EXPECT_TRUE(isJson("a.json", "id,lower"));
  EXPECT_TRUE(isJson("dir/A.JsOn", ""));
  EXPECT_FALSE(isJson("a.csv", "{"));
  EXPECT_FALSE(isJson("json", "{"));
  EXPECT_FALSE(isJson("a.json.csv", "{"));
}

TEST(IsJson, GoesByTheTextWithoutAName) {
  EXPECT_TRUE(isJson("<stdin>", "\xef\xbb\xbf\r\n\t {"));
  EXPECT_FALSE(isJson("<stdin>", "id,{"));
  EXPECT_FALSE(isJson("<stdin>", ""));
}

TEST(ReadProblem, ReadsBothFormats) {
  EXPECT_EQ(readProblem("{\"buffers\": 3}", {.file = "a.json"}).error(),
            "a.json:1:13: buffers: must be an array, not a whole number");
  EXPECT_EQ(readProblem("id\n", {.file = "a.csv"}).error(),
            "a.csv:1:1: missing column 'lower' or 'begin' or 'start'");
  EXPECT_EQ(readProblem(everything)->problem.buffers.size(), 2u);
}

} // namespace
