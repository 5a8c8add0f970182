//===- Shown.h - Foreign text in messages -----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_SHOWN_H
#define IDEALLOC_TEXT_SHOWN_H

#include <string>
#include <string_view>

namespace idealloc {

/// The text as a terminal can show it, on one line: control characters, those
/// that change the direction or the line, and bytes that are no UTF-8 are
/// written as in C, "\n" or "\x1b", byte by byte. All else stays, so that what
/// is shown once may be shown again.
std::string shown(std::string_view text);

/// "'text'", as it can be shown; of a long text the first 40 characters and
/// "...".
std::string inQuotes(std::string_view text);

/// The length in bytes of the UTF-8 character that starts the text, 0 if there
/// is none.
size_t utf8Length(std::string_view text);

} // namespace idealloc

#endif // IDEALLOC_TEXT_SHOWN_H
