//===- CHeader.h - Headers for C and C++ -----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_CHEADER_H
#define IDEALLOC_TEXT_CHEADER_H

#include "idealloc/Planner/Plan.h"

#include <set>
#include <string>
#include <string_view>

namespace idealloc {

/// The text of a header that C11 and C++11 read: macros of numbers, and static
/// assertions on them. Same calls, same text.
class CHeader {
public:
  /// `about` is the comment at the top, `guard` its include guard.
  CHeader(std::string_view about, std::string_view guard);

  /// The text in capitals, with '_' for all that no macro's name may hold.
  static std::string macroOf(std::string_view text);

  /// Begins a paragraph with a comment. Whatever would end a comment is taken
  /// out of it. Returns the prefix of its macros, `IDEALLOC_` and then `name`,
  /// with a number behind it if an earlier paragraph has that.
  std::string begin(std::string_view comment, std::string_view name);

  /// #define NAME VALUE
  void define(const std::string &name, int64_t value);

  /// An assertion on macros that are defined.
  void require(const std::string &condition, std::string_view message);

  /// The whole text. Nothing may be added behind it.
  std::string finish();

private:
  std::string text;
  std::set<std::string> prefixes;
};

/// The plan of a problem: bytes and alignment of the arena, and where each
/// buffer lies, by its id.
std::string toCHeader(const Problem &problem, const Plan &plan);

} // namespace idealloc

#endif // IDEALLOC_TEXT_CHEADER_H
