//===- ShownTest.cpp - Foreign text in messages ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Shown.h"

#include <gtest/gtest.h>

using namespace idealloc;

TEST(Shown, KeepsWhatCanBeShown) {
  EXPECT_EQ(shown("a b\\'\"é 漢 😀"), "a b\\'\"é 漢 😀");
  EXPECT_EQ(shown(""), "");
}

TEST(Shown, EscapesControlCharacters) {
  EXPECT_EQ(shown(std::string_view("\0\x1b[31m\n\r\t\x7f", 10)),
            "\\x00\\x1b[31m\\n\\r\\t\\x7f");
  EXPECT_EQ(shown("\xc2\x9b"), "\\xc2\\x9b");          // C1
  EXPECT_EQ(shown("\xe2\x80\xae"), "\\xe2\\x80\\xae"); // from right to left
  EXPECT_EQ(shown("\xe2\x80\xa8"), "\\xe2\\x80\\xa8"); // end of a line
}

TEST(Shown, EscapesWhatIsNoUtf8) {
  EXPECT_EQ(shown("\x9b"), "\\x9b");
  EXPECT_EQ(shown("\xc3"), "\\xc3");
  EXPECT_EQ(shown("\xc1\x81"), "\\xc1\\x81");                   // too long
  EXPECT_EQ(shown("\xe0\x80\x9b"), "\\xe0\\x80\\x9b");          // too long
  EXPECT_EQ(shown("\xed\xa0\x80"), "\\xed\\xa0\\x80");          // a surrogate
  EXPECT_EQ(shown("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80"); // none so high
}

TEST(Shown, StaysWhenShownAgain) {
  std::string once = shown("a\x1b\xff\n");
  EXPECT_EQ(shown(once), once);
}

TEST(InQuotes, CutsAfterCharacters) {
  EXPECT_EQ(inQuotes("a\n"), "'a\\n'");
  std::string forty(39, 'a');
  EXPECT_EQ(inQuotes(forty + "é"), "'" + forty + "é'");
  EXPECT_EQ(inQuotes(forty + "éb"), "'" + forty + "é...'");
}
