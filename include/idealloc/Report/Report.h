//===- Report.h - Where the memory goes -------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A report is made of plans (ReportInput) and explains them: when the peak is
// reached, who is live there, and what the peak would be without each of them.
// ReportText.h writes it. "Peak" here is what the planner calls LOAD: the most
// bytes live at one instant. Sizes in bytes, times half-open.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_REPORT_REPORT_H
#define IDEALLOC_REPORT_REPORT_H

#include "idealloc/Report/Diff.h"
#include "idealloc/Text/Notes.h"

namespace idealloc {

/// One arena with its plan.
struct PlannedMemory {
  std::string name = {}; ///< "main, memory space 1".
  Problem problem = {};  ///< Well-formed,
  Plan plan = {};        ///< valid for it but for the capacity.
  /// Empty, or those of each buffer.
  std::vector<BufferNotes> notes = {};
};

/// Memory that lies outside of every arena.
struct OtherMemory {
  std::string name = {};
  std::string location = {};
  std::string space = {}; ///< Its memory space; "" if there is but one memory.
  /// "constant", "global" or "allocation".
  std::string kind = {};
  std::optional<Bytes> bytes = std::nullopt; ///< Unset: not known.
  std::string reason = {}; ///< Why it is not planned, "" if it need not be.
  std::string remedy = {}; ///< What would change that, "" if nothing is known.
};

/// What takes the bytes of one memory space, arenas of all functions together.
struct MemoryTotals {
  std::string space = {};
  Bytes arenas = 0;    ///< Of functions that call one another.
  Bytes globals = 0;   ///< That change,
  Bytes constants = 0; ///< and that do not.
  Bytes leftAlone = 0; ///< Allocations that are not planned,
  size_t unknown = 0;  ///< beside so many whose size is not known.
  Bytes all = 0;       ///< The sum.
  /// What the arenas take at least, if all functions had one plan.
  Bytes lowerBound = 0;
  std::optional<Bytes> capacity = std::nullopt;
};

/// The change of one memory.
struct MemoryDiff {
  std::string name = {};
  ProblemText before = {}, after = {}; ///< Empty if there was, or is, none.
  PlanDiff diff = {};
};

/// What has changed since an older report.
struct ReportChanges {
  std::string name = {}; ///< Of the older report.
  std::vector<MemoryDiff> memories = {};
};

struct ReportInput {
  std::string title = {};
  std::vector<PlannedMemory> memories = {};
  std::vector<MemoryTotals> totals = {};
  std::vector<OtherMemory> others = {};
  std::optional<ReportChanges> since = std::nullopt;
};

/// A buffer that is live at the peak, and the peak if it were otherwise.
struct PeakBuffer {
  size_t buffer = 0;
  Bytes without = 0;    ///< If it did not exist.
  Bytes smaller = 0;    ///< If it had a tenth of its bytes, rounded down, less.
  Bytes beginLater = 0; ///< If its lifetime began one tick later,
  Bytes endEarlier = 0; ///< or ended one tick earlier.
  friend bool operator==(const PeakBuffer &, const PeakBuffer &) = default;
};

/// The bytes live from `time` to the next step.
struct LoadStep {
  Time time = 0;
  Bytes bytes = 0;
  friend bool operator==(const LoadStep &, const LoadStep &) = default;
};

/// What a report knows of one PlannedMemory.
struct MemoryReport {
  Bytes total = 0; ///< Of all buffers.
  Bytes peak = 0;
  /// The longest intervals in which the peak is reached, ascending.
  std::vector<Interval> peaks = {};
  /// Who is live in at least one of them, by `without` ascending, then by size
  /// descending, then by index.
  std::vector<PeakBuffer> atPeak = {};
  /// The bytes live over time; the last step is 0 bytes. Neighbours differ.
  std::vector<LoadStep> curve = {};
  /// Bytes of buffers of the kinds "constant" and "fill".
  Bytes constants = 0;
  Bytes fills = 0;
};

/// Others of one kind and memory space with the same reason and remedy.
struct OtherSum {
  std::string kind = {};
  std::string space = {};
  std::string reason = {};
  std::string remedy = {};
  size_t count = 0;
  Bytes bytes = 0;    ///< Of those whose size is known.
  size_t unknown = 0; ///< How many have no known size.
  friend bool operator==(const OtherSum &, const OtherSum &) = default;
};

/// True if the sum counts this one.
bool belongsTo(const OtherMemory &other, const OtherSum &sum);

struct Report {
  ReportInput input = {};
  std::vector<MemoryReport> memories = {}; ///< Of each memory.
  std::vector<OtherSum> others = {}; ///< By bytes descending, then by name.
};

/// Explains plans. Cost: O((n + gaps) log n) for each memory.
Report makeReport(ReportInput input);

/// Explains one memory.
MemoryReport explainMemory(const PlannedMemory &memory);

} // namespace idealloc

#endif // IDEALLOC_REPORT_REPORT_H
