//===- CsvErrorsTest.cpp - Every error of the CSV reader ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Csv.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// A file that cannot be read and the message that says so.
struct BadFile {
  const char *name;
  std::string text;
  const char *error;
};

class CsvErrors : public testing::TestWithParam<BadFile> {};

TEST_P(CsvErrors, ArePrecise) {
  Result<ProblemText> csv = readCsv(GetParam().text, {.file = "a.csv"});
  EXPECT_FALSE(csv);
  EXPECT_EQ(csv.error(), GetParam().error);
}

const std::string header = "id,lower,upper,size,alignment,offset\n";
const std::string good = "a,0,4,8,4,0\n";
const std::string withGaps = "id,lower,upper,size,gaps\n";

INSTANTIATE_TEST_SUITE_P(
    Files, CsvErrors,
    testing::Values(
        BadFile{"Empty", "",
                "a.csv:1:1: empty file; expected a header such as "
                "id,lower,upper,size"},
        BadFile{"OnlyBlankLines", "\n\r\n",
                "a.csv:1:1: empty file; expected a header such as "
                "id,lower,upper,size"},
        BadFile{"MissingColumn", "id,lower,upper\na,0,4\n",
                "a.csv:1:1: missing column 'size'"},
        BadFile{"MissingColumnWithManyNames", "id,size,upper\n",
                "a.csv:1:1: missing column 'lower' or 'begin' or 'start'"},
        BadFile{"DuplicateColumn", "id,lower,upper,size,size\n",
                "a.csv:1:21: duplicate column: 'size' and 'size' both give the "
                "size"},
        BadFile{"DuplicateMeaning", "id,lower,upper,end,size\n",
                "a.csv:1:16: duplicate column: 'upper' and 'end' both give the "
                "end of the lifetime"},
        BadFile{"TruncatedQuote", header + "\"a,0,4,8,4,0\n",
                "a.csv:2:1: the quote that opens here is never closed"},
        BadFile{"QuoteInsideField", header + "a\"b,0,4,8,4,0\n",
                "a.csv:2:2: misplaced quote: quotes enclose whole fields, and "
                "a quote inside is doubled"},
        BadFile{"TextAfterQuote", header + "\"a\"b,0,4,8,4,0\n",
                "a.csv:2:4: misplaced quote: quotes enclose whole fields, and "
                "a quote inside is doubled"},
        BadFile{"TooFewFields", header + "a,0,4\n",
                "a.csv:2:5: this row has 3 fields, the header has 6"},
        BadFile{"TooManyFields", header + "a,0,4,8,4,0,9\n",
                "a.csv:2:13: this row has 7 fields, the header has 6"},
        BadFile{"BlankId", header + ",0,4,8,4,0\n", "a.csv:2:1: id is blank"},
        BadFile{"NotANumber", header + good + "b,0,x,8,4,0\n",
                "a.csv:3:5: end 'x' is not a decimal number"},
        BadFile{"Fraction", header + "b,0,4,8.5,4,0\n",
                "a.csv:2:7: size '8.5' is not a decimal number"},
        BadFile{"Hexadecimal", header + "b,0,4,0x8,4,0\n",
                "a.csv:2:7: size '0x8' is not a decimal number"},
        BadFile{"BlankNumber", header + "b,0,4,,4,0\n",
                "a.csv:2:7: size is blank"},
        BadFile{"NegativeSize", header + "b,0,4,-8,4,0\n",
                "a.csv:2:7: size '-8' is negative"},
        BadFile{"NegativeTime", header + "b,-1,4,8,4,0\n",
                "a.csv:2:3: begin '-1' is negative"},
        BadFile{"NegativeOffset", header + "b,0,4,8,4,-4\n",
                "a.csv:2:11: offset '-4' is negative"},
        BadFile{"ZeroSize", header + "b,0,4,0,4,0\n",
                "a.csv:2:7: buffer 'b' has size 0, which is below 1 byte"},
        BadFile{"ZeroAlignment", header + "b,0,4,8,0,0\n",
                "a.csv:2:9: buffer 'b' has alignment 0, which is below 1 byte"},
        BadFile{"TooLarge", header + "b,0,4,9223372036854775808,4,0\n",
                "a.csv:2:7: size '9223372036854775808' exceeds "
                "9223372036854775807 (2^63-1)"},
        BadFile{"FarTooLarge",
                header + "b,0," + std::string(50, '9') + ",8,,\n",
                "a.csv:2:5: end '9999999999999999999999999999999999999999...' "
                "exceeds 9223372036854775807 (2^63-1)"},
        BadFile{"SumTooLarge", header + "b,0,4,9223372036854775807,,\n",
                "a.csv:2:7: sizes, alignments and reserved ranges together "
                "exceed 9223372036854775807 (2^63-1) at buffer 'b'"},
        BadFile{"EmptyLifetime", header + "b,4,4,8,4,0\n",
                "a.csv:2:5: buffer 'b' has an empty lifetime [4, 4)"},
        BadFile{"ReversedLifetime", header + "b,4,2,8,4,0\n",
                "a.csv:2:5: buffer 'b' has an empty lifetime [4, 2)"},
        BadFile{"InclusiveEndTooLarge",
                "id,start,end,size\nb,4,9223372036854775807,8\n",
                "a.csv:2:5: end is inclusive and must be below "
                "9223372036854775807 (2^63-1)"},
        BadFile{"DuplicateId", header + good + "b,0,4,8,4,8\n\na,5,9,8,4,0\n",
                "a.csv:5:1: id 'a' is already that of another buffer (line 2)"},
        BadFile{"MisalignedPin", header + "b,0,4,8,4,6\n",
                "a.csv:2:11: buffer 'b' is pinned at 6, which is no multiple "
                "of its alignment 4"},
        BadFile{
            "OverflowingPin", header + "b,0,4,8,1,9223372036854775807\n",
            "a.csv:2:11: buffer 'b' is pinned at 9223372036854775807, which "
            "leaves too few offsets below 9223372036854775807 (2^63-1)"},
        BadFile{"CollidingPins", header + good + "b,3,9,8,4,4\n",
                "a.csv:3:11: buffer 'b' and buffer 'a' are pinned onto 4 "
                "common bytes and both live at 3 (line 2)"},
        BadFile{"GapWithWindow", withGaps + "b,0,9,8,2-4@1:2\n",
                "a.csv:2:9: gap '2-4@1:2' keeps a window of bytes, which is "
                "not supported"},
        BadFile{"GapWithoutDash", withGaps + "b,0,9,8,2\n",
                "a.csv:2:9: gap '2' is not of the form lower-upper"},
        BadFile{"GapNotANumber", withGaps + "b,0,9,8,2-x\n",
                "a.csv:2:9: end of gap 'x' is not a decimal number"},
        BadFile{"GapOutside", withGaps + "b,0,9,8,2-9\n",
                "a.csv:2:9: buffer 'b' has gaps that are empty, touch, descend "
                "or do not lie strictly inside its lifetime [0, 9)"},
        BadFile{"ColumnsCountCharacters",
                header + "\xc3\xa9\xe2\x82\xac,0,x,8,4,0\n",
                "a.csv:2:6: end 'x' is not a decimal number"},
        BadFile{"LinesCountInsideQuotes",
                header + "\"a\n\nb\",0,4,8,4,0\nc,0,x,8,4,0\n",
                "a.csv:5:5: end 'x' is not a decimal number"},
        BadFile{"LinesCountCrLfOnce",
                "id,lower,upper,size\r\n\r\na,0,4,8\r\nb,0,4,y\r\n",
                "a.csv:4:7: size 'y' is not a decimal number"},
        BadFile{"ByteOrderMarkIsNoColumn",
                "\xef\xbb\xbfid,lower,upper,upper,size\n",
                "a.csv:1:16: duplicate column: 'upper' and 'upper' both give "
                "the end of the lifetime"},
        BadFile{"ControlCharacters",
                header + std::string("b,0,4,\x01\x1b,4,0\n"),
                "a.csv:2:7: size '\\x01\\x1b' is not a decimal number"}),
    [](const testing::TestParamInfo<BadFile> &info) {
      return info.param.name;
    });

TEST(CsvErrors, PinReserved) {
  EXPECT_EQ(
      readCsv(header + good, {.file = "a.csv", .reserved = {{7, 9}}}).error(),
      "a.csv:2:11: buffer 'a' is pinned at 0, where it touches the "
      "reserved range [7, 9)");
}

TEST(CsvErrors, ReservedInvalid) {
  EXPECT_EQ(readCsv(header, {.file = "a.csv", .reserved = {{7, 7}}}).error(),
            "a.csv: reserved range [7, 7) is empty");
}

/// Every prefix of a file is read or refused, and nothing worse.
TEST(CsvErrors, NoPrefixCrashes) {
  const std::string text = "\xef\xbb\xbfid,lower,upper,size,gaps,offset\r\n"
                           "\"a \"\"x\"\"\n\",0,9,8,2-3 4-5,0\r\nb,1,2,3,,\r\n";
  for (size_t size = 0; size <= text.size(); ++size) {
    Result<ProblemText> csv = readCsv(std::string_view(text).substr(0, size));
    EXPECT_NE(bool(csv), !csv.error().empty()) << size;
  }
}

} // namespace
