//===- ReportText.cpp - Reports for a terminal ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Report/ReportText.h"
#include "idealloc/Text/Numbers.h"
#include "idealloc/Text/Shown.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// Lists show so many entries.
constexpr size_t mostShown = 12;

std::string count(size_t n, const std::string &what) {
  return grouped(static_cast<int64_t>(n)) + " " + what + (n == 1 ? "" : "s");
}

/// "  name   12,288 bytes  text".
std::string row(const std::string &name, Bytes bytes, const std::string &text) {
  std::string line = "  " + name;
  line.resize(std::max<size_t>(line.size() + 1, 16), ' ');
  std::string number = grouped(bytes);
  line += std::string(14 - std::min<size_t>(number.size(), 14), ' ') + number;
  return line + " bytes" + (text.empty() ? "" : "  " + text) + "\n";
}

std::string accountOf(const PlannedMemory &memory, const MemoryReport &report) {
  const Plan &plan = memory.plan;
  std::string text = row("buffers", report.total,
                         count(memory.problem.buffers.size(), "buffer"));
  text += row("arena", plan.makespan, toString(plan.status));
  text += row("peak", report.peak, "the most that is live at one time (LOAD)");
  text += row("lower bound", plan.lowerBound, "no plan needs less");
  if (memory.problem.capacity)
    text += row("capacity", *memory.problem.capacity,
                plan.makespan <= *memory.problem.capacity ? "the plan fits"
                                                          : "does not fit");
  if (report.constants > 0)
    text += row("constants", report.constants,
                "computed by every run; shorten=true computes them once");
  if (report.fills > 0)
    text += row("fills", report.fills,
                "hold one value; shorten=true fills anew what copies them");
  return text;
}

std::string times(const std::vector<Interval> &intervals) {
  std::string text;
  for (size_t i = 0; i < intervals.size() && i < mostShown; ++i)
    text += (i == 0 ? "" : ", ") + std::string("[") +
            grouped(intervals[i].begin) + ", " + grouped(intervals[i].end) +
            ")";
  if (intervals.size() > mostShown)
    text += " and " +
            grouped(static_cast<int64_t>(intervals.size()) -
                    static_cast<int64_t>(mostShown)) +
            " more";
  return text;
}

/// "-1,024": what the peak would be less; "=" if nothing.
std::string saved(Bytes peak, Bytes otherwise) {
  return peak == otherwise ? "=" : grouped(otherwise - peak);
}

std::string peakRow(const PlannedMemory &memory, Bytes peak,
                    const PeakBuffer &at) {
  const Buffer &buffer = memory.problem.buffers[at.buffer];
  std::string text =
      row(shown(labelOf(memory.problem, at.buffer)), buffer.size,
          "live [" + grouped(buffer.lifetime.begin) + ", " +
              grouped(buffer.lifetime.end) + "); without it " +
              saved(peak, at.without) + ", 10 % smaller " +
              saved(peak, at.smaller) + ", one tick shorter " +
              saved(peak, std::min(at.beginLater, at.endEarlier)));
  if (memory.notes.empty())
    return text;
  const BufferNotes &notes = memory.notes[at.buffer];
  std::string more;
  auto add = [&](const std::string &what, const std::string &note) {
    if (!note.empty())
      more += (more.empty() ? "" : ", ") + what + shown(note);
  };
  add("", notes.kind);
  add("", notes.type);
  add("", notes.location);
  add("first written by ", notes.firstWriter);
  add("last read by ", notes.lastReader);
  add("shared by ", notes.members);
  return more.empty() ? text : text + "      " + more + "\n";
}

std::string memoryText(const PlannedMemory &memory,
                       const MemoryReport &report) {
  std::string text = shown(memory.name) + "\n" + accountOf(memory, report);
  if (report.atPeak.empty())
    return text;
  text += "  the peak is reached at " + times(report.peaks) + " by " +
          count(report.atPeak.size(), "buffer") +
          "; what the peak would be, were one of them otherwise:\n";
  for (size_t i = 0; i < report.atPeak.size() && i < mostShown; ++i)
    text += peakRow(memory, report.peak, report.atPeak[i]);
  if (report.atPeak.size() > mostShown)
    text += "  and " + count(report.atPeak.size() - mostShown, "more buffer") +
            "\n";
  return text;
}

std::string otherText(const OtherSum &sum,
                      const std::vector<OtherMemory> &others) {
  std::string text = row(
      sum.kind, sum.bytes,
      grouped(static_cast<int64_t>(sum.count)) +
          (sum.space.empty() ? "" : " in memory space " + shown(sum.space)) +
          (sum.reason.empty() ? "" : ": " + sum.reason));
  if (sum.unknown > 0)
    text += "      " + count(sum.unknown, "size") + " not known\n";
  if (!sum.remedy.empty())
    text += "      remedy: " + sum.remedy + "\n";
  size_t shownCount = 0;
  for (const OtherMemory &other : others) {
    if (!belongsTo(other, sum))
      continue;
    if (++shownCount > mostShown)
      continue;
    text += "      " + shown(other.name);
    if (other.bytes)
      text += ", " + grouped(*other.bytes) + " bytes";
    if (!other.location.empty())
      text += ", " + shown(other.location);
    text += "\n";
  }
  if (shownCount > mostShown)
    text += "      and " +
            grouped(static_cast<int64_t>(shownCount - mostShown)) + " more\n";
  return text;
}

std::string totalsText(const MemoryTotals &totals) {
  std::string text = "\nmemory space " + shown(totals.space) + "\n";
  const Bytes saved = totals.arenas - totals.lowerBound;
  if (totals.arenas > 0)
    text += row("arenas", totals.arenas,
                saved == 0 ? "the least there can be"
                           : "one plan for all functions could save up to " +
                                 grouped(saved));
  if (totals.globals > 0)
    text += row("globals", totals.globals, "that change");
  if (totals.constants > 0)
    text += row("constants", totals.constants, "globals that do not change");
  if (totals.leftAlone > 0 || totals.unknown > 0)
    text += row("left alone", totals.leftAlone,
                "not planned, see below" +
                    (totals.unknown == 0
                         ? ""
                         : ", and " + count(totals.unknown, "allocation") +
                               " of unknown size"));
  text += row("all", totals.all, "");
  if (totals.capacity)
    text += row("capacity", *totals.capacity,
                totals.all <= *totals.capacity ? "all fits" : "does not fit");
  return text;
}

std::string changesText(const ReportChanges &changes) {
  std::string text = "\nSince " + shown(changes.name) + "\n";
  for (const MemoryDiff &memory : changes.memories)
    text += "\n" + shown(memory.name) + "\n" +
            diffText(memory.before, memory.after, memory.diff);
  return text;
}

} // namespace

std::string idealloc::reportText(const Report &report) {
  std::string text = shown(report.input.title) + "\n";
  for (const MemoryTotals &totals : report.input.totals)
    text += totalsText(totals);
  for (size_t i = 0; i < report.memories.size(); ++i)
    text += "\n" + memoryText(report.input.memories[i], report.memories[i]);
  if (!report.others.empty())
    text += "\nOutside of the arenas\n";
  for (const OtherSum &sum : report.others)
    text += otherText(sum, report.input.others);
  if (report.input.since)
    text += changesText(*report.input.since);
  return text;
}

Result<std::string> idealloc::reportAs(std::string_view file,
                                       const Report &report) {
  if (file.ends_with(".json"))
    return reportJson(report);
  if (file.ends_with(".txt"))
    return reportText(report);
  if (file.ends_with(".html"))
    return reportHtml(report);
  return Error{"the name of report '" + shown(file) +
               "' must end in .json, .txt or .html"};
}
