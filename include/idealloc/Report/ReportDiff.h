//===- ReportDiff.h - What has changed since a report -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_REPORT_REPORTDIFF_H
#define IDEALLOC_REPORT_REPORTDIFF_H

#include "idealloc/Report/Diff.h"
#include "idealloc/Report/Report.h"

namespace idealloc {

/// The plan of one memory, as a report has it.
struct ReportedPlan {
  std::string name = {}; ///< Of the memory.
  ProblemText text = {}; ///< Each buffer has an offset.
};

/// The plans in a JSON report, as `reportJson` writes it. The error says which
/// value is not as it is there, as in "memories[0].plan[3].size". Cost: linear.
Result<std::vector<ReportedPlan>> readReport(std::string_view json);

/// Sets `input.since`: memories with the same name are compared, one that is on
/// one side only is compared with nothing. In order of the input, then of the
/// older ones. `name` is that of the old report, for people to read.
void compareWith(ReportInput &input, std::string name,
                 const std::vector<ReportedPlan> &old);

/// "the arena of 'f, memory space 1' has grown by 40 bytes, from 150 to 190",
/// of the memory that has grown most; "" if none has.
std::string whyLarger(const ReportInput &input);

} // namespace idealloc

#endif // IDEALLOC_REPORT_REPORTDIFF_H
