//===- ReportHtml.cpp - Reports as a page for a browser -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// viewer/viewer.html has a line "<!-- NAME -->" where a file of viewer/, or the
// report itself, is to stand.
//
//===----------------------------------------------------------------------===//

#include "EmbeddedFiles.h"
#include "idealloc/Report/ReportText.h"

using namespace idealloc;

namespace {

/// JSON that HTML takes for nothing else: "<" begins no tag and no comment.
std::string asScript(const std::string &json) {
  std::string text;
  text.reserve(json.size());
  for (char c : json)
    if (c == '<')
      text += "\\u003c";
    else
      text += c;
  return text;
}

} // namespace

std::string idealloc::reportHtml(const Report &report) {
  std::string_view page = embeddedFile("viewer.html");
  constexpr std::string_view open = "<!-- ", close = " -->";
  std::string html;
  while (true) {
    const size_t begin = page.find(open);
    html += page.substr(0, begin);
    if (begin == page.npos)
      return html;
    page.remove_prefix(begin + open.size());
    const size_t end = page.find(close);
    const std::string_view name = page.substr(0, end);
    if (name == "report")
      html += asScript(reportJson(report));
    else
      html += embeddedFile(name);
    page.remove_prefix(end + close.size());
  }
}
