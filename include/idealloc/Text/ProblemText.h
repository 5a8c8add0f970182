//===- ProblemText.h - Problems as text of any format -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the readers of CSV (Csv.h) and JSON (Json.h) take and give, and the
// choice between them.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_PROBLEMTEXT_H
#define IDEALLOC_TEXT_PROBLEMTEXT_H

#include "idealloc/Planner/Plan.h"
#include "idealloc/Planner/Result.h"
#include "idealloc/Text/Notes.h"

#include <string_view>

namespace idealloc {

struct ReadOptions {
  /// Name used in messages. In angle brackets it is that of no file.
  std::string file = "<input>";
  /// Treat offsets as an old answer: no buffer is pinned by them.
  bool ignoreOffsets = false;
  /// Alignment of buffers that state none.
  Bytes defaultAlignment = 1;
  /// Capacity of the problem, instead of the text's.
  std::optional<Bytes> capacity = std::nullopt;
  /// Reserved ranges of the problem, besides the text's.
  std::vector<Range> reserved = {};
};

/// A problem as read.
struct ProblemText {
  Problem problem;
  /// Of each buffer, the line where its row or object begins.
  std::vector<size_t> lines = {};
  /// Of each buffer, the offset that the text states, be it pin or old answer.
  std::vector<std::optional<Bytes>> offsets = {};
  /// Of each buffer, what the text tells besides; empty if it tells nothing.
  std::vector<BufferNotes> notes = {};
};

/// True if the text is to be read as JSON, not CSV: the name of its file ends
/// in ".json", in letters of any case, or it is of no file (a name in angle
/// brackets, such as "<stdin>") and its first character that is not blank
/// is `{`.
bool isJson(std::string_view file, std::string_view text);

/// readJson or readCsv, as isJson says. The error is the first one,
/// "file:line:column: what is wrong": lines and columns count from 1; a column
/// is a character (code point), not a byte or a field.
Result<ProblemText> readProblem(std::string_view text,
                                const ReadOptions &options = {});

/// writeJson or writeCsv, as isJson says: the text with its offsets filled in.
std::string writeOffsets(std::string_view file, std::string_view text,
                         const std::vector<Bytes> &offsets);

} // namespace idealloc

#endif // IDEALLOC_TEXT_PROBLEMTEXT_H
