//===- Csv.cpp - Problems from CSV text, and offsets into it --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Csv.h"
#include "CsvHeader.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <charconv>
#include <limits>

using namespace idealloc;

namespace {

using enum CsvHeader::Column;
using Column = CsvHeader::Column;

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

CsvPlace startOf(std::string_view text) {
  size_t skip = text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
  return {.byte = skip, .line = 1, .lineStart = skip};
}

/// A number from 0 to 2^63-1.
Result<int64_t> parseNumber(std::string_view text, std::string_view what) {
  auto fail = [&](const char *why) {
    return Error{std::string(what) + " " + inQuotes(text) + " " + why};
  };
  if (text.empty())
    return Error{std::string(what) + " is blank"};
  int64_t number = 0;
  const char *end = text.data() + text.size();
  auto [rest, code] = std::from_chars(text.data(), end, number);
  if (code == std::errc::invalid_argument || rest != end)
    return fail("is not a decimal number");
  if (text.front() == '-')
    return fail("is negative");
  if (code == std::errc::result_out_of_range)
    return fail("exceeds 9223372036854775807 (2^63-1)");
  return number;
}

class Reader {
public:
  Reader(std::string_view text, const CsvOptions &options)
      : text(text), options(options), rows(text, startOf(text)) {
    result.problem.capacity = options.capacity;
    result.problem.reserved = options.reserved;
  }

  Result<ProblemText> run() {
    if (readAll()) {
      if (std::optional<ProblemError> error = check(result.problem))
        report(*error);
    }
    if (!failure.empty())
      return Error{std::move(failure)};
    return std::move(result);
  }

private:
  bool readAll() {
    if (!rows.next())
      return rows.error().empty()
                 ? fail(startOf(text), "empty file; expected a header such as "
                                       "id,lower,upper,size")
                 : fail(rows.errorPlace(), rows.error());
    size_t offender = 0;
    std::string error = header.read(rows.fields(), offender);
    if (!error.empty())
      return fail(rows.fields()[offender].place, error);
    while (rows.next())
      if (!readRow())
        return false;
    return rows.error().empty() || fail(rows.errorPlace(), rows.error());
  }

  bool readRow() {
    const std::vector<CsvField> &row = rows.fields();
    if (row.size() != header.columns())
      return fail(row.back().place, "this row has " +
                                        std::to_string(row.size()) +
                                        " fields, the header has " +
                                        std::to_string(header.columns()));
    Buffer buffer{.id = header.in(row, Id)->value,
                  .alignment = options.defaultAlignment};
    if (buffer.id.empty())
      return fail(header.in(row, Id)->place, "id is blank");
    std::optional<Bytes> offset;
    if (!readTime(Begin, "begin", 0, buffer.lifetime.begin) ||
        !readTime(End, "end", header.endAddend(), buffer.lifetime.end) ||
        !readNumber(Size, "size", buffer.size) ||
        !readOptional(Alignment, "alignment", buffer.alignment) ||
        !readGaps(buffer.gaps) || !readOffset(offset))
      return false;
    if (!options.ignoreOffsets)
      buffer.pin = offset;
    result.problem.buffers.push_back(std::move(buffer));
    result.offsets.push_back(offset);
    readNotes(row);
    result.lines.push_back(row.front().place.line);
    places.push_back(row.front().place);
    return true;
  }

  void readNotes(const std::vector<CsvField> &row) {
    if (!header.hasNotes())
      return;
    BufferNotes &notes = result.notes.emplace_back();
    for (size_t k = 0; k < noteColumns.size(); ++k)
      if (const CsvField *field = header.note(row, k))
        notes.*noteColumns[k].field = field->value;
  }

  bool readNumber(Column column, std::string_view what, int64_t &value) {
    const CsvField &field = *header.in(rows.fields(), column);
    Result<int64_t> number = parseNumber(field.value, what);
    if (!number)
      return fail(field.place, number.error());
    value = *number;
    return true;
  }

  /// Keeps the value where the field is absent or blank.
  bool readOptional(Column column, std::string_view what, int64_t &value) {
    const CsvField *field = header.in(rows.fields(), column);
    return !field || field->value.empty() || readNumber(column, what, value);
  }

  bool readOffset(std::optional<Bytes> &offset) {
    const CsvField *field = header.in(rows.fields(), Offset);
    if (!field || field->value.empty())
      return true;
    return readNumber(Offset, "offset", offset.emplace());
  }

  bool readTime(Column column, std::string_view what, Time addend, Time &time) {
    const CsvField &field = *header.in(rows.fields(), column);
    return readNumber(column, what, time) && addTime(field, what, addend, time);
  }

  bool addTime(const CsvField &field, std::string_view what, Time addend,
               Time &time) {
    if (time > std::numeric_limits<Time>::max() - addend)
      return fail(field.place, std::string(what) +
                                   " is inclusive and must be below "
                                   "9223372036854775807 (2^63-1)");
    time += addend;
    return true;
  }

  bool readGaps(std::vector<Interval> &gaps) {
    const CsvField *field = header.in(rows.fields(), Gaps);
    if (!field)
      return true;
    std::string_view rest = field->value;
    while (true) {
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
      if (rest.empty())
        return true;
      std::string_view gap = rest.substr(0, rest.find(' '));
      rest.remove_prefix(gap.size());
      if (!readGap(*field, gap, gaps.emplace_back()))
        return false;
    }
  }

  bool readGap(const CsvField &field, std::string_view gap,
               Interval &interval) {
    if (gap.find('@') != gap.npos)
      return fail(field.place, "gap " + inQuotes(gap) +
                                   " keeps a window of bytes, which is not "
                                   "supported");
    size_t dash = gap.find('-');
    if (dash == gap.npos)
      return fail(field.place,
                  "gap " + inQuotes(gap) + " is not of the form lower-upper");
    Result<int64_t> begin = parseNumber(gap.substr(0, dash), "begin of gap");
    Result<int64_t> end = parseNumber(gap.substr(dash + 1), "end of gap");
    for (const auto *number : {&begin, &end})
      if (!*number)
        return fail(field.place, number->error());
    interval = {*begin, *end};
    return addTime(field, "end of gap", header.endAddend(), interval.end);
  }

  /// Points at the field that breaks a rule of the problem.
  void report(const ProblemError &error) {
    switch (error.rule) {
    case ProblemRule::CapacityNegative:
    case ProblemRule::ReservedInvalid:
      failure = options.file + ": " + error.message;
      return;
    case ProblemRule::SizeNotPositive:
    case ProblemRule::SumOverflows:
      return report(error, Size);
    case ProblemRule::LifetimeEmpty:
      return report(error, End);
    case ProblemRule::AlignmentNotPositive:
      return report(error, Alignment);
    case ProblemRule::GapInvalid:
      return report(error, Gaps);
    case ProblemRule::DuplicateId:
      return report(error, Id);
    case ProblemRule::PinNegative:
    case ProblemRule::PinMisaligned:
    case ProblemRule::PinOverflows:
    case ProblemRule::PinReserved:
    case ProblemRule::PinsClash:
      return report(error, Offset);
    }
  }

  void report(const ProblemError &error, Column column) {
    std::string message = error.message;
    if (error.rule == ProblemRule::DuplicateId ||
        error.rule == ProblemRule::PinsClash)
      message += " (line " + std::to_string(result.lines[error.other]) + ")";
    CsvRows again(text, places[error.index]);
    again.next();
    fail(again.fields()[header.index(column).value_or(0)].place, message);
  }

  /// Always false.
  bool fail(const CsvPlace &place, const std::string &message) {
    failure = options.file + ":" + std::to_string(place.line) + ":" +
              std::to_string(rows.column(place)) + ": " + message;
    return false;
  }

  std::string_view text;
  const CsvOptions &options;
  CsvRows rows;
  CsvHeader header;
  ProblemText result;
  std::string failure;          ///< The first error.
  std::vector<CsvPlace> places; ///< Of each buffer's row.
};

} // namespace

Result<ProblemText> idealloc::readCsv(std::string_view text,
                                      const CsvOptions &options) {
  return Reader(text, options).run();
}

std::string idealloc::writeCsv(std::string_view text,
                               const std::vector<Bytes> &offsets) {
  CsvRows rows(text, startOf(text));
  CsvHeader header;
  size_t offender = 0;
  if (!rows.next() || !header.read(rows.fields(), offender).empty())
    return std::string(text);
  std::optional<size_t> column = header.index(Offset);
  std::string output;
  size_t copied = 0;
  auto replace = [&](size_t begin, size_t end, const std::string &with) {
    output += text.substr(copied, begin - copied);
    output += with;
    copied = end;
  };
  if (!column)
    replace(rows.fields().back().end, rows.fields().back().end, ",offset");
  for (size_t i = 0; i < offsets.size() && rows.next(); ++i) {
    const CsvField &field =
        rows.fields()[column.value_or(header.columns() - 1)];
    std::string offset = std::to_string(offsets[i]);
    if (column)
      replace(field.place.byte, field.end, offset);
    else
      replace(field.end, field.end, "," + offset);
  }
  output += text.substr(copied);
  return output;
}
