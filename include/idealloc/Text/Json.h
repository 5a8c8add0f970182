//===- Json.h - Problems and plans as JSON text -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The file format, by example (docs/Planner.md has all of it):
//
//   {
//     "capacity": 65536,
//     "reserved": [[0, 64]],
//     "buffers": [
//       {"id": "a", "lower": 0, "upper": 4, "size": 100, "alignment": 64},
//       {"id": "b", "lower": 2, "upper": 6, "size": 50, "offset": 128,
//        "gaps": [[3, 5]]}
//     ]
//   }
//
// Required are buffers, and of each its id, lower, upper (exclusive) and size.
// An offset is a pin; gaps and reserved ranges are half-open. The notes of
// Notes.h are strings, kept for pictures and not planned by. Keys come in any
// order. Those that begin with "x-" or "_" may hold anything and are ignored;
// other unknown ones are refused, as are keys given twice. Numbers are whole,
// from -2^63 to 2^63-1, written without point or exponent. Text is UTF-8, a
// byte order mark is accepted.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_JSON_H
#define IDEALLOC_TEXT_JSON_H

#include "idealloc/Text/ProblemText.h"

#include <span>

namespace idealloc {

/// Parses and checks a problem. Errors of what the text means, not how it is
/// written, name the value as in "buffers[3].size". Cost: O(n log n), and
/// O(text) memory.
Result<ProblemText> readJson(std::string_view text,
                             const ReadOptions &options = {});

/// The input text with the offset of every buffer filled in (added at the end
/// of its object if absent); all else byte for byte. `text` must be what
/// `readJson` accepted.
std::string writeJson(std::string_view text, const std::vector<Bytes> &offsets);

/// A problem as text, one buffer per line: capacity and reserved ranges if
/// there are any, id, lower, upper, size, alignment, offset (the pin, or the
/// plan's offset when a plan is given) and gaps. A buffer without id gets
/// "#index"; bytes of text that are not UTF-8 become U+FFFD. `notes` is empty
/// or has those of each buffer; blank ones are left out.
std::string toJson(const Problem &problem, const Plan *plan = nullptr,
                   std::span<const BufferNotes> notes = {});

} // namespace idealloc

#endif // IDEALLOC_TEXT_JSON_H
