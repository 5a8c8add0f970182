//===- JsonErrorsTest.cpp - Every error of the JSON reader ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Json.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// A text that cannot be read and the message that says so, without "a.json:".
struct BadText {
  const char *name;
  std::string text;
  const char *error;
};

class JsonErrors : public testing::TestWithParam<BadText> {};

TEST_P(JsonErrors, ArePrecise) {
  Result<ProblemText> given = readJson(GetParam().text, {.file = "a.json"});
  EXPECT_FALSE(given);
  EXPECT_EQ(given.error(), "a.json:" + std::string(GetParam().error));
}

/// A problem with this buffer on a line of its own, behind a good one.
std::string with(const std::string &buffer) {
  return "{\"buffers\": [\n{\"id\": \"a\", \"lower\": 0, \"upper\": 4, "
         "\"size\": 8, \"offset\": 0},\n" +
         buffer + "\n]}\n";
}

std::string top(const std::string &members) {
  return "{" + members + ", \"buffers\": []}";
}

const std::string b = "{\"id\": \"b\", \"lower\": 1, \"upper\": 4, ";

INSTANTIATE_TEST_SUITE_P(
    Texts, JsonErrors,
    testing::Values(
        BadText{"Empty", "",
                "1:1: syntax error while parsing value - unexpected end of "
                "input; expected '[', '{', or a literal"},
        BadText{"Cut", "{\"buffers\": [",
                "1:14: syntax error while parsing value - unexpected end of "
                "input; expected '[', '{', or a literal"},
        BadText{"ZeroByte", std::string("{\"buffers\": []}\0x", 17),
                "1:16: a zero byte is no JSON"},
        BadText{"Unquoted", "{buffers: []}",
                "1:2: syntax error while parsing object key - invalid literal; "
                "expected string literal"},
        BadText{"TrailingComma", "{\"buffers\": [],}",
                "1:16: syntax error while parsing object key - unexpected '}'; "
                "expected string literal"},
        BadText{"Trailing", "{\"buffers\": []} x",
                "1:17: syntax error while parsing value - invalid literal; "
                "expected end of input"},
        BadText{
            "UnclosedText", with("{\"id\": \"b, '; expected x"),
            "3:25: syntax error while parsing value - invalid string: control "
            "character U+000A (LF) must be escaped to \\u000A or \\n"},
        BadText{"LeadingZero", with(b + "\"size\": 08}"),
                "3:46: syntax error while parsing object - unexpected number "
                "literal; expected '}'"},
        BadText{"Comment", "{\"buffers\": [] // none\n}",
                "1:16: syntax error while parsing object - invalid literal; "
                "expected '}'"},
        BadText{"NotUtf8", "{\"\xff\": []}",
                "1:3: syntax error while parsing object key - invalid string: "
                "ill-formed UTF-8 byte; expected string literal"},
        BadText{"NotAnObject", " [1]",
                "1:2: the text must be an object, not an array"},
        BadText{"JustANumber", "12",
                "1:1: the text must be an object, not a whole number"},
        BadText{"NoBuffers", "\n {\"capacity\": 3}",
                "2:2: missing key 'buffers'"},
        BadText{"UnknownKeyOfTop", top("\"capacty\": 3"),
                "1:2: unknown key 'capacty'; known are capacity, reserved, "
                "buffers"},
        BadText{
            "UnknownKey", with(b + "\"sise\": 3}"),
            "3:37: buffers[1]: unknown key 'sise'; known are id, lower, "
            "upper, size, alignment, offset, gaps, "
            "location, type, space, kind, first_writer, last_reader, members"},
        BadText{
            "UnknownKeyWithControlCharacters",
            with(b + "\"\\u001b[1m\\n\": 3}"),
            "3:37: buffers[1]: unknown key '\\x1b[1m\\n'; known are id, lower, "
            "upper, size, alignment, offset, gaps, "
            "location, type, space, kind, first_writer, last_reader, members"},
        BadText{"KeyTwice", with(b + "\"size\": 3, \"size\": 3}"),
                "3:48: buffers[1].size: is given twice"},
        BadText{"KeyOfTopTwice", top("\"capacity\": 3, \"capacity\": 3"),
                "1:17: capacity: is given twice"},
        BadText{"MissingSize",
                with("{\"id\": \"b\", \"lower\": 0, "
                     "\"upper\": 4}"),
                "3:1: buffers[1]: missing key 'size'"},
        BadText{"MissingEverything", with("  {}"),
                "3:3: buffers[1]: missing key 'id'"},
        BadText{"BufferIsNoObject", with("[1]"),
                "3:1: buffers[1]: must be an object, not an array"},
        BadText{"BlankId", with("{\"id\": \"\"}"),
                "3:8: buffers[1].id: is blank"},
        BadText{"IdIsNoString", with("{\"id\": 7}"),
                "3:8: buffers[1].id: must be a string, not a whole number"},
        BadText{
            "Float", with(b + "\"size\": 8.0}"),
            "3:45: buffers[1].size: must be a whole number, not a fraction"},
        BadText{"Exponent", with(b + "\"size\":\n1e3}"),
                "4:1: buffers[1].size: must be a whole number, not a fraction"},
        BadText{"String", with(b + "\"size\": \"8\"}"),
                "3:45: buffers[1].size: must be a whole number, not a string"},
        BadText{"Null", with(b + "\"size\": 8, \"offset\": null}"),
                "3:58: buffers[1].offset: must be a whole number, not null"},
        BadText{"Boolean", with(b + "\"size\": true}"),
                "3:45: buffers[1].size: must be a whole number, not a boolean"},
        BadText{"Object", with(b + "\"size\": {}}"),
                "3:45: buffers[1].size: must be a whole number, not an object"},
        BadText{"TooLarge", with(b + "\"size\": 9223372036854775808}"),
                "3:45: buffers[1].size: 9223372036854775808 exceeds "
                "9223372036854775807 (2^63-1)"},
        BadText{"FarTooLarge",
                with(b + "\"size\": " + std::string(50, '9') + "}"),
                "3:45: buffers[1].size: "
                "9999999999999999999999999999999999999999... exceeds "
                "9223372036854775807 (2^63-1)"},
        BadText{"TooLargeForADouble",
                with(b + "\"size\": " + std::string(400, '9') + "}"),
                "3:45: buffers[1].size: "
                "9999999999999999999999999999999999999999... exceeds "
                "9223372036854775807 (2^63-1)"},
        BadText{
            "TooLargeFraction", with(b + "\"size\": 1e999}"),
            "3:45: buffers[1].size: must be a whole number, not a fraction"},
        BadText{"TooLargeWhereIgnored", with(b + "\"_\": [1e999]}"),
                "3:43: the number is too large"},
        BadText{"TooSmall", with("{\"lower\": -9223372036854775809}"),
                "3:11: buffers[1].lower: -9223372036854775809 is below "
                "-9223372036854775808 (-2^63)"},
        BadText{"CapacityIsNoNumber", top("\"capacity\": []"),
                "1:14: capacity: must be a whole number, not an array"},
        BadText{"CapacityTooLarge", top("\"capacity\": 9223372036854775808"),
                "1:14: capacity: 9223372036854775808 exceeds "
                "9223372036854775807 (2^63-1)"},
        BadText{"ReservedIsNoList", top("\"reserved\": 3"),
                "1:14: reserved: must be an array, not a whole number"},
        BadText{"ReservedIsNoListOfPairs", top("\"reserved\": [3, 4]"),
                "1:15: reserved[0]: must be an array, not a whole number"},
        BadText{"ReservedOfOne", top("\"reserved\": [[1, 2], [3]]"),
                "1:25: reserved[1]: must be two numbers, begin and end"},
        BadText{"ReservedOfThree", top("\"reserved\": [[1, 2], [3, 4, 5]]"),
                "1:30: reserved[1]: must be two numbers, begin and end"},
        BadText{"ReservedOfStrings", top("\"reserved\": [[1, \"2\"]]"),
                "1:19: reserved[0]: must be a whole number, not a string"},
        BadText{"GapsAreNoList", with(b + "\"gaps\": \"2-3\"}"),
                "3:45: buffers[1].gaps: must be an array, not a string"},
        BadText{
            "GapIsNoPair", with(b + "\"gaps\": [2, 3]}"),
            "3:46: buffers[1].gaps[0]: must be an array, not a whole number"},
        BadText{"GapOfOne", with(b + "\"gaps\": [[2, 3], [4]]}"),
                "3:56: buffers[1].gaps[1]: must be two numbers, begin and end"},
        BadText{
            "GapOfFractions", with(b + "\"gaps\": [[2, 3.5]]}"),
            "3:50: buffers[1].gaps[0]: must be a whole number, not a fraction"},
        BadText{"ZeroSize", with(b + "\"size\": 0}"),
                "3:45: buffers[1].size: buffer 'b' has size 0, which is below "
                "1 byte"},
        BadText{"NegativeSize", with(b + "\"size\": -8}"),
                "3:45: buffers[1].size: buffer 'b' has size -8, which is below "
                "1 byte"},
        BadText{"ZeroAlignment", with(b + "\"size\": 8, \"alignment\": 0}"),
                "3:61: buffers[1].alignment: buffer 'b' has alignment 0, which "
                "is below 1 byte"},
        BadText{
            "EmptyLifetime",
            with("{\"id\": \"b\", \"lower\": 4, "
                 "\"upper\": 4, \"size\": 1}"),
            "3:34: buffers[1].upper: buffer 'b' has an empty lifetime [4, 4)"},
        BadText{
            "GapOutside", with(b + "\"size\": 8, \"gaps\": [[2, 9]]}"),
            "3:56: buffers[1].gaps: buffer 'b' has gaps that are empty, touch, "
            "descend or do not lie strictly inside its lifetime [1, 4)"},
        BadText{"DuplicateId",
                with("{\"id\": \"a\", \"lower\": 4, "
                     "\"upper\": 5, \"size\": 1}"),
                "3:8: buffers[1].id: id 'a' is already that of another buffer "
                "(buffers[0])"},
        BadText{"SumTooLarge", with(b + "\"size\": 9223372036854775800}"),
                "3:45: buffers[1].size: sizes, alignments and reserved ranges "
                "together exceed 9223372036854775807 (2^63-1) at buffer 'b'"},
        BadText{"NegativePin", with(b + "\"size\": 8, \"offset\": -8}"),
                "3:58: buffers[1].offset: buffer 'b' is pinned at -8, which is "
                "negative"},
        BadText{"MisalignedPin",
                with(b + "\"size\": 8, \"alignment\": 4, \"offset\": 9}"),
                "3:74: buffers[1].offset: buffer 'b' is pinned at 9, which is "
                "no multiple of its alignment 4"},
        BadText{"CollidingPins", with(b + "\"size\": 8, \"offset\": 4}"),
                "3:58: buffers[1].offset: buffer 'b' and buffer 'a' are pinned "
                "onto 4 common bytes and both live at 1 (buffers[0])"},
        BadText{"NegativeCapacity", top("\"capacity\": -1"),
                "1:14: capacity: capacity -1 is negative"},
        BadText{"EmptyReserved", top("\"reserved\": [[0, 1], [7, 7]]"),
                "1:23: reserved[1]: reserved range [7, 7) is empty"},
        BadText{"ColumnsCountCharacters",
                "\xef\xbb\xbf{\"_\xc3\xa9\xe2\x82\xac\": 1, \"buffers\": 3}",
                "1:23: buffers: must be an array, not a whole number"}),
    [](const testing::TestParamInfo<BadText> &info) {
      return info.param.name;
    });

TEST(JsonErrors, OfOptionsNameNoPlace) {
  EXPECT_EQ(readJson(top("\"reserved\": [[0, 1]]"),
                     {.file = "a.json", .reserved = {{7, 7}}})
                .error(),
            "a.json: reserved range [7, 7) is empty");
  EXPECT_EQ(readJson(top("\"capacity\": 3"), {.file = "a.json", .capacity = -1})
                .error(),
            "a.json: capacity -1 is negative");
}

TEST(JsonErrors, PinMisalignedByDefault) {
  EXPECT_EQ(readJson(with(b + "\"size\": 8, \"offset\": 9}"),
                     {.file = "a.json", .defaultAlignment = 4})
                .error(),
            "a.json:3:58: buffers[1].offset: buffer 'b' is pinned at 9, which "
            "is no multiple of its alignment 4");
}

/// Every prefix of a text is refused, and every text with one byte changed is
/// read or refused, and nothing worse.
TEST(JsonErrors, NoDamageCrashes) {
  const std::string text =
      "\xef\xbb\xbf{\"capacity\": 90, \"_\": [1.5e3, {\"a\": \"\\u00e9\"}],\r\n"
      "\"reserved\": [[0, 1]], \"buffers\": [{\"id\": \"a\", \"lower\": -1, "
      "\"upper\": 9, \"size\": 3, \"gaps\": [[1, 2]], \"offset\": 16}]}";
  ASSERT_TRUE(readJson(text)) << readJson(text).error();
  for (size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(readJson(std::string_view(text).substr(0, size))) << size;
  for (size_t at = 0; at < text.size(); ++at)
    for (char c : {'{', '}', '[', ']', '"', ',', ':', '0', '.', 'e', '\\',
                   '\xff', '\0'}) {
      std::string damaged = text;
      damaged[at] = c;
      Result<ProblemText> given = readJson(damaged);
      EXPECT_NE(bool(given), !given.error().empty());
      if (given) {
        EXPECT_TRUE(readJson(writeJson(damaged, {16})));
      }
    }
}

} // namespace
