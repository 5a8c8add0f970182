//===- ToCsv.cpp - A problem or plan as CSV text --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CsvRows.h"
#include "idealloc/Text/Csv.h"
#include "idealloc/Text/Numbers.h"

#include <algorithm>

using namespace idealloc;

namespace {

std::string gapsText(const Buffer &buffer) {
  std::string text;
  for (const Interval &gap : buffer.gaps) {
    if (!text.empty())
      text += ' ';
    text += std::to_string(gap.begin) + '-' + std::to_string(gap.end);
  }
  return text;
}

/// The notes that some buffer has.
std::vector<NoteColumn> columnsOf(std::span<const BufferNotes> notes) {
  std::vector<NoteColumn> columns;
  std::ranges::copy_if(
      noteColumns, std::back_inserter(columns), [&](const NoteColumn &column) {
        return std::ranges::any_of(notes, [&](const BufferNotes &of) {
          return !(of.*column.field).empty();
        });
      });
  return columns;
}

} // namespace

std::string idealloc::toCsv(const Problem &problem, const Plan *plan,
                            std::span<const BufferNotes> notes) {
  auto any = [&](auto has) {
    return std::ranges::any_of(problem.buffers, has);
  };
  bool gaps = any([](const Buffer &b) { return !b.gaps.empty(); });
  bool offset = plan || any([](const Buffer &b) { return b.pin.has_value(); });
  const std::vector<NoteColumn> noted = columnsOf(notes);
  std::string text = "id,lower,upper,size,alignment";
  text += std::string(gaps ? ",gaps" : "") + (offset ? ",offset" : "");
  for (const NoteColumn &column : noted)
    text += ',' + std::string(column.name);
  text += '\n';
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    text += quotedField(labelOf(problem, i));
    for (int64_t number : {buffer.lifetime.begin, buffer.lifetime.end,
                           buffer.size, buffer.alignment})
      text += ',' + std::to_string(number);
    if (gaps)
      text += ',' + gapsText(buffer);
    if (plan)
      text += ',' + std::to_string(plan->offsets[i]);
    else if (offset)
      text += ',' + (buffer.pin ? std::to_string(*buffer.pin) : "");
    for (const NoteColumn &column : noted)
      text += ',' + quotedField(notes[i].*column.field);
    text += '\n';
  }
  return text;
}
