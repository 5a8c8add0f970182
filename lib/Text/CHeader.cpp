//===- CHeader.cpp - Headers for C and C++ --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/CHeader.h"

#include <algorithm>

namespace idealloc {

static bool isAlnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z');
}

CHeader::CHeader(std::string_view about, std::string_view guard)
    : text("/* " + std::string(about) + " */\n\n#ifndef " + std::string(guard) +
           "\n#define " + std::string(guard) + R"(

#ifdef __cplusplus
#define IDEALLOC_STATIC_ASSERT static_assert
#else
#define IDEALLOC_STATIC_ASSERT _Static_assert
#endif
)") {}

std::string CHeader::macroOf(std::string_view text) {
  std::string name(text);
  for (char &letter : name) {
    if (letter >= 'a' && letter <= 'z')
      letter = char(letter - 'a' + 'A');
    else if (!isAlnum(letter))
      letter = '_';
  }
  return name;
}

std::string CHeader::begin(std::string_view comment, std::string_view name) {
  text += "\n/* ";
  for (char letter : comment)
    // Neither the end of a comment, nor a line, nor a trigraph.
    text += letter == '*' || letter == '?' || letter == '\\' ||
                    (letter >= 0 && letter < ' ')
                ? '_'
                : letter;
  text += " */\n";
  const std::string prefix = "IDEALLOC_" + macroOf(name);
  std::string unique = prefix;
  for (int number = 2; !prefixes.insert(unique).second; ++number)
    unique = prefix + "_" + std::to_string(number);
  return unique;
}

void CHeader::define(const std::string &name, int64_t value) {
  text += "#define " + name + " " + std::to_string(value) + "\n";
}

void CHeader::require(const std::string &condition, std::string_view message) {
  text += "IDEALLOC_STATIC_ASSERT(" + condition + ", \"" +
          std::string(message) + "\");\n";
}

std::string CHeader::finish() { return text + "\n#endif\n"; }

std::string toCHeader(const Problem &problem, const Plan &plan) {
  CHeader header("Made by idealloc-plan: where buffers lie in an arena.",
                 "IDEALLOC_ARENA_H");
  int64_t alignment = 1;
  for (const Buffer &buffer : problem.buffers)
    alignment = std::max(alignment, buffer.alignment);
  const std::string arena = header.begin("The arena.", "ARENA");
  header.define(arena + "_BYTES", plan.makespan);
  header.define(arena + "_ALIGNMENT", alignment);
  if (problem.capacity) {
    header.define(arena + "_CAPACITY", *problem.capacity);
    header.require(arena + "_BYTES <= " + arena + "_CAPACITY",
                   "the arena fits");
  }
  for (size_t index = 0; index != problem.buffers.size(); ++index) {
    const Buffer &buffer = problem.buffers[index];
    const std::string prefix =
        header.begin("Buffer " + buffer.id + ".", "BUFFER_" + buffer.id);
    header.define(prefix + "_OFFSET", plan.offsets[index]);
    header.define(prefix + "_BYTES", buffer.size);
    header.require(prefix + "_OFFSET + " + prefix + "_BYTES <= " + arena +
                       "_BYTES",
                   "the buffer lies in the arena");
    if (buffer.alignment > 1)
      header.require(prefix + "_OFFSET % " + std::to_string(buffer.alignment) +
                         " == 0",
                     "the buffer is aligned");
  }
  return header.finish();
}

} // namespace idealloc
