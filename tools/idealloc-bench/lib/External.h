//===- External.h - Planners outside this project ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_EXTERNAL_H
#define IDEALLOC_TOOLS_BENCH_EXTERNAL_H

#include "Instances.h"
#include "Results.h"

namespace idealloc::bench {

/// A command that reads a problem from a CSV file and writes offsets.
struct External {
  std::string name;
  std::string text;               ///< The template as given, without name.
  std::vector<std::string> words; ///< With {in}, {out} and {capacity}.
  std::string program = {};       ///< Its path; "" if it is not installed.
};

/// Reads "TEMPLATE" or "NAME=TEMPLATE", where NAME is of letters, digits and
/// "_.+-". Without a name it is the base name of the first word.
Result<External> parseExternal(const std::string &text);

/// What an outside planner reads: id,lower,upper,size and, only if some buffer
/// has such, alignment, gaps and offset (pins).
std::string externalCsv(const Problem &problem);

/// Matches the id and offset columns of what an outside planner wrote with the
/// buffers of the problem and verifies the plan: sets outcome, detail and
/// makespan of the run. A valid plan is optimal if it reaches `lowerBound` of
/// the problem, unknown if it exceeds the capacity.
void takeOffsets(Trial &run, const Problem &problem, const std::string &text);

/// Runs an outside planner, at most `limit` seconds, with files in `folder`.
/// `program` is this program, which measures the other (Launch.h). nullopt if
/// interrupted.
std::optional<Trial> runExternal(const std::string &program,
                                 const External &planner,
                                 const Instance &instance, Bytes capacity,
                                 const std::string &folder,
                                 std::optional<double> limit);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_EXTERNAL_H
