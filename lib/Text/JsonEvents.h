//===- JsonEvents.h - Events of a JSON parser to a problem ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TEXT_JSONEVENTS_H
#define IDEALLOC_LIB_TEXT_JSONEVENTS_H

#include "idealloc/Text/ProblemText.h"

#include <nlohmann/json.hpp>

#include <array>

namespace idealloc {

/// The keys of a buffer: those of the problem, then one for each note from
/// FirstNote on. Extension stands for all that are ignored.
enum class BufferKey {
  Id,
  Lower,
  Upper,
  Size,
  Alignment,
  Offset,
  Gaps,
  FirstNote,
  Extension = FirstNote + noteColumns.size()
};
inline constexpr std::array<std::string_view, size_t(BufferKey::Extension)>
    bufferKeyNames = {"id",          "lower",  "upper", "size",
                      "alignment",   "offset", "gaps",  "location",
                      "type",        "space",  "kind",  "first_writer",
                      "last_reader", "members"};
static_assert(bufferKeyNames[size_t(BufferKey::FirstNote)] ==
              noteColumns.front().name);
static_assert(bufferKeyNames.back() == noteColumns.back().name);

inline constexpr std::array<std::string_view, 3> topKeyNames = {
    "capacity", "reserved", "buffers"};

/// Where things are in the text, in bytes.
struct JsonPlaces {
  size_t begin = 0; ///< Of the buffer's `{`.
  size_t end = 0;   ///< Of its `}`.
  /// Of each key, where its value begins; 0 if it is absent.
  std::array<size_t, bufferKeyNames.size()> values = {};
};

/// A problem as the text states it, not checked, or the first error.
struct JsonProblem {
  Problem problem = {};
  std::vector<std::optional<Bytes>> offsets = {};
  std::vector<JsonPlaces> buffers = {};
  std::vector<BufferNotes> notes = {}; ///< Of each buffer.
  std::vector<size_t> reserved = {};   ///< Of each range, where it begins.
  size_t capacity = 0;                 ///< Where the capacity is, if any.
  std::string error = {};
  size_t errorPlace = 0;
};

/// Parses JSON text; buffers without alignment get the one given.
JsonProblem parseJson(std::string_view text, Bytes defaultAlignment);

/// Builds a problem from the events of nlohmann's parser, which calls these
/// functions by name; each returns false at the first error.
class JsonEvents {
public:
  JsonEvents(std::string_view text, Bytes defaultAlignment);

  /// Where the parser has read up to; kept up to date by the caller.
  const char *read;
  JsonProblem take() { return std::move(result); }

  bool null() { return scalar(Kind::Null); }
  bool boolean(bool) { return scalar(Kind::Boolean); }
  bool number_integer(int64_t value);
  bool number_unsigned(uint64_t value);
  bool number_float(double value, const std::string &digits);
  bool string(std::string &value);
  bool binary(nlohmann::json::binary_t &) { return scalar(Kind::Null); }
  bool start_object(size_t);
  bool key(std::string &name);
  bool end_object();
  bool start_array(size_t);
  bool end_array();
  bool parse_error(size_t position, const std::string &lastToken,
                   const nlohmann::detail::exception &error);

private:
  enum class Kind { Object, Array, Number, Fraction, Text, Null, Boolean };
  /// What the next value is part of.
  enum class In { Text, Top, Reserved, Range, Buffers, Buffer, Gaps, Gap };
  enum class TopKey { Capacity, Reserved, Buffers, Extension };

  void locate(bool isNumber = false);
  bool isIgnored() const;
  Kind expected() const;
  bool expect(Kind kind);
  bool scalar(Kind kind);
  bool tooLarge(const std::string &digits);
  bool number(int64_t value);
  bool topKey(const std::string &name);
  bool bufferKey(const std::string &name);
  bool endPair();
  std::string bufferName() const;
  std::string path() const;
  bool fail(const std::string &what);
  bool fail(const std::string &what, size_t at);

  std::string_view text;
  Bytes defaultAlignment;
  JsonProblem result;
  In in = In::Text;
  TopKey atTop = TopKey::Extension;
  BufferKey atBuffer = BufferKey::Extension;
  size_t ignoredDepth = 0;       ///< Of objects and arrays that are ignored.
  size_t topPlace = 0;           ///< Of the first `{`.
  std::array<bool, 3> seen = {}; ///< Of each key of the top.
  std::array<int64_t, 2> pair = {};
  size_t pairCount = 0;
  size_t place = 0; ///< Where the current token begins.
  size_t last = 0;  ///< Where the one before ended.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_TEXT_JSONEVENTS_H
