//===- SvgTest.cpp - A picture of a plan ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Svg.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

#include <limits>

using namespace idealloc;

namespace {

size_t countOf(const std::string &text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos;
       at = text.find(part, at + 1))
    ++count;
  return count;
}

std::string pictureOf(const Problem &problem) {
  std::string svg = toSvg(problem, planGreedy(problem));
  EXPECT_TRUE(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
  EXPECT_EQ(svg.find("nan"), svg.npos);
  EXPECT_EQ(svg.find("inf"), svg.npos);
  return svg;
}

TEST(Svg, HasOneRectanglePerLiveInterval) {
  std::string svg = pictureOf(
      {.buffers = {{.id = "x", .lifetime = {0, 9}, .size = 8, .gaps = {{2, 4}}},
                   {.id = "y", .lifetime = {1, 5}, .size = 8}}});
  EXPECT_EQ(countOf(svg, "<title>"), 3u);
  EXPECT_EQ(countOf(svg, "<title>x: 8 bytes at "), 2u);
}

TEST(Svg, ShowsReservedRangesAndLevels) {
  std::string svg =
      pictureOf({.buffers = {{.id = "x", .lifetime = {0, 9}, .size = 8}},
                 .capacity = 20,
                 .reserved = {{0, 8}}});
  EXPECT_EQ(countOf(svg, "url(#hatch)"), 1u);
  EXPECT_EQ(countOf(svg, ">makespan = lower bound<"), 1u);
  EXPECT_EQ(countOf(svg, ">capacity<"), 1u);
}

TEST(Svg, LabelsTheAxisExactly) {
  std::string svg = pictureOf(
      {.buffers = {{.id = "x", .lifetime = {0, 9}, .size = Bytes(5) << 28}}});
  for (const char *label : {">0 B<", ">768 MiB<", ">1 GiB<", ">1.25 GiB<"})
    EXPECT_EQ(countOf(svg, label), 1u) << label;
}

TEST(Svg, ShortensIdsToTheirRectangle) {
  // 698 pixels for ten ticks: nine characters of seven pixels on one of them.
  std::string svg = pictureOf(
      {.buffers = {{.id = "encoder/0/conv", .lifetime = {0, 1}, .size = 8},
                   {.id = "\xc3\xa4\xc3\xb6\xc3\xbc-layer-12",
                    .lifetime = {1, 2},
                    .size = 1},
                   {.id = "short", .lifetime = {2, 3}, .size = 1},
                   {.id = "x", .lifetime = {0, 10}, .size = 1}}});
  // Tall enough to hold it upright.
  EXPECT_EQ(countOf(svg, "rotate(-90)\">encoder/0/conv<"), 1u);
  EXPECT_EQ(countOf(svg, ">\xc3\xa4\xc3\xb6\xc3\xbc-laye\xe2\x80\xa6<"), 1u)
      << svg;
  EXPECT_EQ(countOf(svg, ">short<"), 1u);
}

TEST(Svg, DrawsThinRectanglesInTheirColour) {
  Problem problem;
  for (int64_t i = 0; i < 1000; ++i)
    problem.buffers.push_back(
        {.id = std::to_string(i), .lifetime = {i, i + 1}, .size = 64});
  std::string svg = pictureOf(problem);
  EXPECT_EQ(countOf(svg, "\" stroke=\"none\"/>"), 1000u);
  EXPECT_EQ(countOf(pictureOf({.buffers = {{.lifetime = {0, 1}, .size = 64}}}),
                    "stroke=\"none\""),
            0u);
}

TEST(Svg, LeavesOutAFarCapacity) {
  std::string svg =
      pictureOf({.buffers = {{.id = "x", .lifetime = {0, 9}, .size = 8}},
                 .capacity = 1 << 20});
  EXPECT_EQ(countOf(svg, ">capacity<"), 0u);
}

TEST(Svg, EscapesIds) {
  std::string svg = pictureOf(
      {.buffers = {{.id = "<&\x01\xff>", .lifetime = {0, 9}, .size = 8}}});
  EXPECT_EQ(countOf(svg, "&lt;&amp;??&gt;:"), 1u);
}

TEST(Svg, TakesEmptyAndExtremeProblems) {
  pictureOf({});
  constexpr Time first = std::numeric_limits<Time>::min();
  constexpr Time last = std::numeric_limits<Time>::max();
  pictureOf({.buffers = {{.lifetime = {first, last}, .size = last - 1}}});
  pictureOf({.buffers = {{.lifetime = {last - 1, last}, .size = 1}}});
}

TEST(Svg, StaysSmallForManyBuffers) {
  Problem problem;
  for (int64_t i = 0; i < 20000; ++i)
    problem.buffers.push_back(
        {.lifetime = {i, i + 1 + i % 97}, .size = 64 + i % 1000});
  EXPECT_LT(pictureOf(problem).size(), 100u * 20000);
}

} // namespace
