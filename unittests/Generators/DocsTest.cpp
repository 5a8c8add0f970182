//===- DocsTest.cpp - What docs/Generators.md says ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Generators/Generators.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace idealloc;

namespace {

std::string page() {
  std::ifstream file(IDEALLOC_SOURCE_DIR "/docs/Generators.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A cell of the page's tables, with the text as code.
std::string code(std::string_view text) {
  return text.empty() ? "" : "`" + std::string(text) + "` ";
}

TEST(GeneratorsPage, HasARowForEveryKey) {
  std::string table = "|---|---|---|---|---|---|\n";
  for (const GeneratorKind &kind : generatorKinds())
    for (const GeneratorKey &key : kind.keys) {
      const bool isFirst = &key == kind.keys.data();
      const bool isNumber = key.most != 0;
      table += "| " + code(isFirst ? kind.name : "") + "| " + code(key.name) +
               "| " + std::string(key.standard) +
               (key.standard.empty() ? "| " : " | ") +
               (isNumber ? std::to_string(key.least) + " | " +
                               std::to_string(key.most) + " | "
                         : "| | ") +
               std::string(key.meaning) + " |\n";
    }
  EXPECT_NE(page().find(table + "\n"), std::string::npos) << table;
}

TEST(GeneratorsPage, HasARowForEveryKind) {
  const std::string text = page();
  size_t last = 0;
  for (const GeneratorKind &kind : generatorKinds()) {
    size_t row = text.find("\n| " + code(kind.name) + "| ");
    ASSERT_NE(row, std::string::npos) << kind.name;
    EXPECT_GT(row, last) << kind.name;
    last = row;
  }
}

TEST(GeneratorsPage, QuotesTheError) {
  EXPECT_NE(page().find("\n" + generate("plantd:n=3").error() + "\n"),
            std::string::npos);
}

} // namespace
