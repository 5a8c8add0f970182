//===- Json.cpp - Problems from JSON text, and offsets into it ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Json.h"
#include "JsonEvents.h"
#include "JsonText.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// The lines of ascending places.
std::vector<size_t> linesOf(std::string_view text,
                            const std::vector<JsonPlaces> &places) {
  std::vector<size_t> lines;
  lines.reserve(places.size());
  size_t line = 1, counted = 0;
  for (const JsonPlaces &at : places) {
    line += std::ranges::count(text.substr(counted, at.begin - counted), '\n');
    counted = at.begin;
    lines.push_back(line);
  }
  return lines;
}

/// The key whose value breaks a rule, for rules of buffers.
std::optional<BufferKey> keyOf(ProblemRule rule) {
  switch (rule) {
  case ProblemRule::CapacityNegative:
  case ProblemRule::ReservedInvalid:
    return std::nullopt;
  case ProblemRule::SizeNotPositive:
  case ProblemRule::SumOverflows:
    return BufferKey::Size;
  case ProblemRule::LifetimeEmpty:
    return BufferKey::Upper;
  case ProblemRule::AlignmentNotPositive:
    return BufferKey::Alignment;
  case ProblemRule::GapInvalid:
    return BufferKey::Gaps;
  case ProblemRule::DuplicateId:
    return BufferKey::Id;
  case ProblemRule::PinNegative:
  case ProblemRule::PinMisaligned:
  case ProblemRule::PinOverflows:
  case ProblemRule::PinReserved:
  case ProblemRule::PinsClash:
    return BufferKey::Offset;
  }
  return std::nullopt;
}

class Reader {
public:
  Reader(std::string_view text, const ReadOptions &options)
      : text(text), options(options),
        parsed(parseJson(text, options.defaultAlignment)) {}

  Result<ProblemText> run() {
    // The parser takes it for the end.
    if (size_t zero = text.find('\0'); zero != text.npos)
      return fail(zero, "a zero byte is no JSON");
    if (!parsed.error.empty())
      return fail(parsed.errorPlace, parsed.error);
    Problem &problem = parsed.problem;
    if (options.capacity)
      problem.capacity = options.capacity;
    problem.reserved.insert(problem.reserved.end(), options.reserved.begin(),
                            options.reserved.end());
    if (!options.ignoreOffsets)
      for (size_t i = 0; i < problem.buffers.size(); ++i)
        problem.buffers[i].pin = parsed.offsets[i];
    if (std::optional<ProblemError> error = check(problem))
      return report(*error);
    return ProblemText{.problem = std::move(problem),
                       .lines = linesOf(text, parsed.buffers),
                       .offsets = std::move(parsed.offsets),
                       .notes = given(std::move(parsed.notes))};
  }

private:
  /// The notes, none if all are blank.
  static std::vector<BufferNotes> given(std::vector<BufferNotes> notes) {
    bool any = std::ranges::any_of(
        notes, [](const BufferNotes &of) { return of != BufferNotes(); });
    return any ? std::move(notes) : std::vector<BufferNotes>();
  }

  /// Points at the value that breaks a rule of the problem.
  Error report(const ProblemError &error) const {
    if (std::optional<BufferKey> key = keyOf(error.rule))
      return report(error, *key);
    if (error.rule == ProblemRule::CapacityNegative && !options.capacity)
      return fail(parsed.capacity, "capacity: " + error.message);
    if (error.rule == ProblemRule::ReservedInvalid &&
        error.index < parsed.reserved.size())
      return fail(parsed.reserved[error.index],
                  "reserved[" + std::to_string(error.index) +
                      "]: " + error.message);
    return {options.file + ": " + error.message};
  }

  Error report(const ProblemError &error, BufferKey key) const {
    const JsonPlaces &places = parsed.buffers[error.index];
    const size_t value = places.values[size_t(key)];
    std::string message = "buffers[" + std::to_string(error.index) + "]";
    if (value != 0)
      message += "." + std::string(bufferKeyNames[size_t(key)]);
    message += ": " + error.message;
    if (error.rule == ProblemRule::DuplicateId ||
        error.rule == ProblemRule::PinsClash)
      message += " (buffers[" + std::to_string(error.other) + "])";
    return fail(value != 0 ? value : places.begin, message);
  }

  Error fail(size_t place, const std::string &message) const {
    return {options.file + ":" + lineAndColumn(text, place) + ": " + message};
  }

  std::string_view text;
  const ReadOptions &options;
  JsonProblem parsed;
};

} // namespace

Result<ProblemText> idealloc::readJson(std::string_view text,
                                       const ReadOptions &options) {
  return Reader(text, options).run();
}

std::string idealloc::writeJson(std::string_view text,
                                const std::vector<Bytes> &offsets) {
  const JsonProblem parsed = parseJson(text, 1);
  std::string output;
  size_t copied = 0;
  auto replace = [&](size_t begin, size_t end, const std::string &with) {
    output += text.substr(copied, begin - copied);
    output += with;
    copied = end;
  };
  for (size_t i = 0; i < std::min(offsets.size(), parsed.buffers.size()); ++i) {
    const JsonPlaces &places = parsed.buffers[i];
    const size_t old = places.values[size_t(BufferKey::Offset)];
    const std::string offset = std::to_string(offsets[i]);
    if (old != 0) {
      replace(old, numberEnd(text, old), offset);
      continue;
    }
    // Behind the last value: blanks before the brace stay before it.
    const size_t end = text.find_last_not_of(" \t\r\n", places.end - 1) + 1;
    replace(end, end, ", \"offset\": " + offset);
  }
  output += text.substr(copied);
  return output;
}
