//===- NotesTest.cpp - Where buffers come from, in files ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Csv.h"
#include "idealloc/Text/Json.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

const std::vector<BufferNotes> twoNotes = {
    {.location = "net.mlir:3",
     .type = "memref<2x4xf32, strided<[8, 1]>>",
     .space = "1",
     .kind = "fill",
     .firstWriter = "linalg.fill, line 4",
     .lastReader = "linalg.matmul, line 5",
     .members = "stem/conv \"in\", stem/conv out"},
    {.type = "memref<4xi8>"}};
const Problem twoBuffers{
    .buffers = {{.id = "a", .lifetime = {0, 4}, .size = 32},
                {.id = "b", .lifetime = {2, 6}, .size = 4}}};

TEST(Notes, SurviveCsv) {
  Result<ProblemText> again = readCsv(toCsv(twoBuffers, nullptr, twoNotes));
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->notes, twoNotes);
}

TEST(Notes, SurviveJson) {
  Result<ProblemText> again = readJson(toJson(twoBuffers, nullptr, twoNotes));
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->notes, twoNotes);
}

TEST(Notes, ColumnsThatAreBlankForAllAreNotWritten) {
  EXPECT_EQ(
      toCsv(twoBuffers, nullptr, std::vector<BufferNotes>{{.space = "1"}, {}}),
      "id,lower,upper,size,alignment,space\na,0,4,32,1,1\nb,2,6,4,1,\n");
}

TEST(Notes, AreNoneWhereTheTextHasNone) {
  EXPECT_TRUE(readCsv("id,lower,upper,size\na,0,4,8\n")->notes.empty());
  EXPECT_TRUE(readJson(toJson(twoBuffers))->notes.empty());
}

TEST(Notes, FollowTheirBufferInAnyOrderOfColumns) {
  Result<ProblemText> read =
      readCsv("type,id,lower,location,upper,size\ni8,a,0,x:1,4,8\n,b,0,,4,8\n");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->notes,
            (std::vector<BufferNotes>{{.location = "x:1", .type = "i8"}, {}}));
}

TEST(Notes, GivenTwiceAreRefused) {
  EXPECT_EQ(readCsv("id,type,lower,type,upper,size\n").error(),
            "<input>:1:15: duplicate column: 'type' is given twice");
  EXPECT_EQ(readJson("{\"buffers\": [{\"id\": \"a\", \"type\": \"i8\", "
                     "\"type\": \"i8\"}]}")
                .error(),
            "<input>:1:40: buffers[0].type: is given twice");
}

TEST(Notes, MustBeTextInJson) {
  EXPECT_EQ(readJson("{\"buffers\": [{\"id\": \"a\", \"space\": 1}]}").error(),
            "<input>:1:35: buffers[0].space: must be a string, not a whole "
            "number");
}

} // namespace
