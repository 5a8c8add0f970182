//===- Notes.h - Where a buffer comes from ----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a producer of problems tells of a buffer for people to read: reports
// and pictures show it, no planner looks at it. Files carry it in columns of
// CSV, and keys of JSON, that may be absent or blank.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEXT_NOTES_H
#define IDEALLOC_TEXT_NOTES_H

#include <array>
#include <string>
#include <string_view>

namespace idealloc {

/// Free text about one buffer; "" is unknown.
struct BufferNotes {
  std::string location = {}; ///< Where it is allocated: "net.mlir:12".
  std::string type = {};     ///< "memref<16x64xf32>".
  std::string space = {};    ///< Its memory space: "1".
  /// What it holds: "constant", data that every run computes anew from
  /// constants, "fill", one value in all of it, or words of the producer's own.
  std::string kind = {};
  std::string firstWriter = {}; ///< What fills it: "linalg.matmul, line 14".
  std::string lastReader = {};  ///< What needs it last.
  std::string members = {};     ///< The allocations that share it, if several.
  friend bool operator==(const BufferNotes &, const BufferNotes &) = default;
};

/// The name of a note in files.
struct NoteColumn {
  std::string_view name;
  std::string BufferNotes::*field;
};
inline constexpr std::array<NoteColumn, 7> noteColumns = {{
    {"location", &BufferNotes::location},
    {"type", &BufferNotes::type},
    {"space", &BufferNotes::space},
    {"kind", &BufferNotes::kind},
    {"first_writer", &BufferNotes::firstWriter},
    {"last_reader", &BufferNotes::lastReader},
    {"members", &BufferNotes::members},
}};

} // namespace idealloc

#endif // IDEALLOC_TEXT_NOTES_H
