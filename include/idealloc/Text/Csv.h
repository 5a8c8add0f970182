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
// free), gaps ("2-3 5-6": live except in [2, 3) and [5, 6)), hint (ignored),
// and the notes of Notes.h, which are kept for pictures and not planned by.
// `upper` is exclusive; `end` is inclusive, and so are then the ends of gaps,
// as minimalloc defines them. Any other column is an error. Numbers are
// decimal, 0 to 2^63-1. Fields may be quoted (RFC 4180); blank lines, CRLF and
// a UTF-8 byte order mark are accepted.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_CSV_H
#define IDEALLOC_TEXT_CSV_H

#include "idealloc/Text/ProblemText.h"

#include <span>

namespace idealloc {

using CsvOptions = ReadOptions;

/// Parses and checks a problem. Cost: O(n log n).
Result<ProblemText> readCsv(std::string_view text,
                            const CsvOptions &options = {});

/// The input text with its offset column filled in (added if absent); all else
/// byte for byte. `text` must be what `readCsv` accepted.
std::string writeCsv(std::string_view text, const std::vector<Bytes> &offsets);

/// A problem as text: id,lower,upper,size,alignment[,gaps][,offset] where
/// `offset` holds pins, or the plan's offsets when a plan is given. A buffer
/// without id gets "#index". Reading it back needs times of at least 0. `notes`
/// is empty or has those of each buffer; they follow in columns of their own,
/// without those that are blank for all.
std::string toCsv(const Problem &problem, const Plan *plan = nullptr,
                  std::span<const BufferNotes> notes = {});

} // namespace idealloc

#endif // IDEALLOC_TEXT_CSV_H
