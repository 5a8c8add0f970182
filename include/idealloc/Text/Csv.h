//===- Csv.h - Problems and plans as CSV text -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The file format, by example (docs/Planner.md has all of it):
//
//   id,lower,upper,size,alignment,offset
//   a,0,4,100,64,
//   b,2,6,50,,128
//
// The header names the columns, in any order: id, lower|begin|start, upper|end,
// size and optionally alignment (blank = default), offset (a pin; blank =
// free), gaps ("2-3 5-6": live except in [2, 3) and [5, 6)), hint (ignored).
// `upper` is exclusive; `end` is inclusive, and so are then the ends of gaps,
// as minimalloc defines them. Other columns are kept in the output and
// otherwise ignored. Numbers are decimal, 0 to 2^63-1. Fields may be quoted
// (RFC 4180); blank lines, CRLF and a UTF-8 byte order mark are accepted.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_CSV_H
#define IDEALLOC_TEXT_CSV_H

#include "idealloc/Planner/Plan.h"

#include <string_view>

namespace idealloc {

struct CsvOptions {
  /// Name used in messages.
  std::string file = "<input>";
  /// Treat the offset column as an old answer: no buffer is pinned by it.
  bool ignoreOffsets = false;
  /// Alignment of buffers that state none.
  Bytes defaultAlignment = 1;
  /// Capacity and reserved ranges of the problem: the file has none.
  std::optional<Bytes> capacity = std::nullopt;
  std::vector<Range> reserved = {};
};

/// A problem as read, or the first error: "file:line:column: what is wrong".
/// Lines and columns count from 1; a column is a character (code point), not a
/// byte or a field.
struct CsvProblem {
  std::optional<Problem> problem;
  /// Of each buffer, the line where its row begins.
  std::vector<size_t> lines = {};
  /// Of each buffer, what the offset column holds, be it pin or old answer.
  std::vector<std::optional<Bytes>> offsets = {};
  std::string error;
};

/// Parses and checks a problem. Cost: O(n log n).
CsvProblem readCsv(std::string_view text, const CsvOptions &options = {});

/// The input text with its offset column filled in (added if absent); all else
/// byte for byte. `text` must be what `readCsv` accepted.
std::string writeCsv(std::string_view text, const std::vector<Bytes> &offsets);

/// A problem as text: id,lower,upper,size,alignment[,gaps][,offset] where
/// `offset` holds pins, or the plan's offsets when a plan is given. A buffer
/// without id gets "#index". Reading it back needs times of at least 0.
std::string toCsv(const Problem &problem, const Plan *plan = nullptr);

} // namespace idealloc

#endif // IDEALLOC_TEXT_CSV_H
