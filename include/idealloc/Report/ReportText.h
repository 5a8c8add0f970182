//===- ReportText.h - Reports as JSON, text and a page ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/Report.md has an example of each.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_REPORT_REPORTTEXT_H
#define IDEALLOC_REPORT_REPORTTEXT_H

#include "idealloc/Planner/Result.h"
#include "idealloc/Report/Report.h"

namespace idealloc {

/// One JSON object; bytes that are not UTF-8 become U+FFFD. Keys: `title`,
/// `memories`, `totals`, `others`, `since`. docs/Report.md lists all.
std::string reportJson(const Report &report);

/// For a terminal, at most 100 characters a line where names allow it. Lists
/// are cut to their largest entries, and say so.
std::string reportText(const Report &report);

/// A page for a browser: one HTML file that needs no other and no network.
std::string reportHtml(const Report &report);

/// The one that the file's name ends in asks for: ".json", ".txt" or ".html",
/// in lower case.
Result<std::string> reportAs(std::string_view file, const Report &report);

} // namespace idealloc

#endif // IDEALLOC_REPORT_REPORTTEXT_H
