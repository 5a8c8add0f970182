//===- WordsTest.cpp - Words and tables as others write them --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"

#include <gtest/gtest.h>

using namespace idealloc::bench;
using Strings = std::vector<std::string>;

namespace {

TEST(SplitWords, AtBlanks) {
  EXPECT_EQ(splitWords("  a \t b\nc "), (Strings{"a", "b", "c"}));
  EXPECT_EQ(splitWords(" "), Strings());
}

TEST(SplitWords, QuotesJoinAndKeepBlanks) {
  EXPECT_EQ(splitWords(R"(a'b c'"d e"f)"), (Strings{"ab cd ef"}));
  EXPECT_EQ(splitWords(R"('' "")"), (Strings{"", ""}));
  EXPECT_EQ(splitWords(R"("it's" '"')"), (Strings{"it's", "\""}));
}

TEST(SplitWords, BackslashEscapesAsInAShell) {
  EXPECT_EQ(splitWords(R"(a\ b \' \\)"), (Strings{"a b", "'", "\\"}));
  EXPECT_EQ(splitWords(R"("\"\$\x" '\n')"), (Strings{"\"$\\x", "\\n"}));
  EXPECT_EQ(splitWords("a\\\nb"), (Strings{"ab"}));
}

TEST(SplitWords, ExpandsNothing) {
  EXPECT_EQ(splitWords("$HOME * ~ `x` a;b"),
            (Strings{"$HOME", "*", "~", "`x`", "a;b"}));
}

TEST(SplitWords, OpenQuoteIsAnError) {
  EXPECT_FALSE(splitWords("a 'b"));
  EXPECT_FALSE(splitWords("a \"b\\\""));
}

TEST(Replaced, EveryOccurrenceOnce) {
  EXPECT_EQ(replaced("{in}:{in}", "{in}", "x{in}"), "x{in}:x{in}");
  EXPECT_EQ(replaced("none", "{in}", "x"), "none");
}

TEST(ParseNumber, DigitsOnly) {
  EXPECT_EQ(parseNumber("0"), 0);
  EXPECT_EQ(parseNumber("9223372036854775807"), INT64_MAX);
  for (const char *text : {"", "-1", "1.5", " 1", "9223372036854775808", "8k"})
    EXPECT_FALSE(parseNumber(text)) << text;
}

TEST(CsvField, IsQuotedIfItMustBe) {
  EXPECT_EQ(csvField("plain text"), "plain text");
  EXPECT_EQ(csvField(""), "");
  EXPECT_EQ(csvField("a,b"), "\"a,b\"");
  EXPECT_EQ(csvField("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csvField(" a"), "\" a\"");
  EXPECT_EQ(csvField("a\nb"), "\"a\nb\"");
}

TEST(ReadColumns, InTheOrderAskedFor) {
  auto rows =
      readColumns("offset,x,id\n4,,a\n\n8,,\"b,c\"\n", "f", {"id", "offset"});
  ASSERT_TRUE(rows) << rows.error();
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[1].fields, (Strings{"b,c", "8"}));
  EXPECT_EQ((*rows)[1].line, 4u);
}

std::string errorOf(std::string_view text) {
  return readColumns(text, "f", {"id", "offset"}).error();
}

TEST(ReadColumns, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(errorOf(""), "f:1: is empty");
  EXPECT_EQ(errorOf("id,x\n"), "f:1: no column 'offset'");
  EXPECT_EQ(errorOf("id,offset\na,1\nb\n"), "f:3: expected 2 fields, found 1");
  EXPECT_EQ(errorOf("id,offset\n\"a,1\n").substr(0, 4), "f:2:");
}

} // namespace
