//===- Csv.cpp - Problems from CSV text, and offsets into it --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Text/Csv.h"
#include "CsvRows.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

using namespace idealloc;

namespace {

enum Column { Id, Begin, End, Size, Alignment, Offset, Gaps, ColumnCount };

struct ColumnName {
  std::string_view name;
  Column column;
  bool required;
};

/// The first name of a column is the one that messages use.
constexpr ColumnName columnNames[] = {
    {"id", Id, true},          {"lower", Begin, true},
    {"begin", Begin, true},    {"start", Begin, true},
    {"upper", End, true},      {"end", End, true},
    {"size", Size, true},      {"alignment", Alignment, false},
    {"offset", Offset, false}, {"gaps", Gaps, false},
};

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

/// Where each column is in a row.
class Header {
public:
  /// Reads the header row; "" or what is wrong, with the offending field.
  std::string read(const std::vector<CsvField> &fields, size_t &offender) {
    count = fields.size();
    std::optional<size_t> unknown;
    for (size_t k = 0; k < count; ++k) {
      auto known =
          std::ranges::find(columnNames, fields[k].value, &ColumnName::name);
      offender = k;
      if (known == std::end(columnNames)) {
        if (std::string error = addOther(fields, k, unknown); !error.empty())
          return error;
        continue;
      }
      if (std::string error = add(*known, fields, k); !error.empty())
        return error;
    }
    offender = 0;
    for (const ColumnName &known : columnNames)
      if (known.required && !where[known.column])
        return missing(known.column);
    if (!unknown)
      return "";
    offender = *unknown;
    return whyUnknown(fields[offender].value);
  }

  /// The field of a column in a row, or null if there is no such column.
  const CsvField *in(const std::vector<CsvField> &row, Column column) const {
    return where[column] ? &row[*where[column]] : nullptr;
  }

  /// The index of a column, if the file has it.
  std::optional<size_t> index(Column column) const { return where[column]; }

  size_t columns() const { return count; }

  /// The field of a note in a row, or null if there is no such column.
  const CsvField *note(const std::vector<CsvField> &row, size_t column) const {
    return notes[column] ? &row[*notes[column]] : nullptr;
  }

  bool hasNotes() const {
    return std::ranges::any_of(notes,
                               [](const auto &at) { return at.has_value(); });
  }

  /// What to add to a written end to make it exclusive.
  Time endAddend() const { return inclusiveEnd ? 1 : 0; }

private:
  std::string add(const ColumnName &known, const std::vector<CsvField> &fields,
                  size_t k) {
    if (where[known.column])
      return "duplicate column: " +
             inQuotes(fields[*where[known.column]].value) + " and " +
             inQuotes(fields[k].value) + " both give the " +
             std::string(meaning(known.column));
    where[known.column] = k;
    inclusiveEnd |= known.name == "end";
    return "";
  }

  /// A column that no planner reads: a note, "hint", or one unknown.
  std::string addOther(const std::vector<CsvField> &fields, size_t k,
                       std::optional<size_t> &unknown) {
    const std::string &name = fields[k].value;
    const auto *note = std::ranges::find(noteColumns, name, &NoteColumn::name);
    if (note == noteColumns.end()) {
      if (!unknown && name != "hint")
        unknown = k;
      return "";
    }
    std::optional<size_t> &at = notes[note - noteColumns.begin()];
    if (at)
      return "duplicate column: " + inQuotes(name) + " is given twice";
    at = k;
    return "";
  }

  static std::string whyUnknown(std::string_view name) {
    std::string error = "unknown column " + inQuotes(name) + "; known are ";
    const char *separator = "";
    for (const ColumnName &known : columnNames) {
      error += separator + std::string(known.name);
      separator = ", ";
    }
    for (const NoteColumn &note : noteColumns)
      error += separator + std::string(note.name);
    return error + " and hint";
  }

  static std::string missing(Column column) {
    std::string error = "missing column ";
    const char *separator = "";
    for (const ColumnName &known : columnNames)
      if (known.column == column) {
        error += separator + ("'" + std::string(known.name) + "'");
        separator = " or ";
      }
    return error;
  }

  static std::string_view meaning(Column column) {
    constexpr std::string_view meanings[] = {"id",
                                             "begin of the lifetime",
                                             "end of the lifetime",
                                             "size",
                                             "alignment",
                                             "offset",
                                             "gaps"};
    return meanings[column];
  }

  std::array<std::optional<size_t>, ColumnCount> where;
  std::array<std::optional<size_t>, noteColumns.size()> notes;
  size_t count = 0;
  bool inclusiveEnd = false;
};

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
  Header header;
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
  Header header;
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
