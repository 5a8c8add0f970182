//===- Reports.h - A report as text -----------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_BENCH_REPORTS_H
#define IDEALLOC_TOOLS_BENCH_REPORTS_H

#include "Results.h"

namespace idealloc::bench {

/// All of an aggregated report, ending in a new line. None depends on anything
/// but the report. Bytes that are not UTF-8 become U+FFFD in JSON alone.

/// Tables in Markdown: one per instance, then one over all.
std::string tableReport(const Report &report);

/// One line per row of the report, after a header that names the columns.
std::string csvReport(const Report &report);

/// One object; docs/Bench.md describes it. Scripts read it: a change of what
/// exists needs another "version".
std::string jsonReport(const Report &report);

/// One self-contained page with the tables of `tableReport`; a click on a
/// heading sorts.
std::string htmlReport(const Report &report);

/// The report of this name: table, csv, json or html.
using WriteReport = std::string (*)(const Report &);
WriteReport findReport(std::string_view name);

} // namespace idealloc::bench

#endif // IDEALLOC_TOOLS_BENCH_REPORTS_H
